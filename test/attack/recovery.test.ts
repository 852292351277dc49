/**
 * Attacks with, and around, the recovery key: proofs that are forged, borrowed from another channel or another shop;
 * members who say what only the paper may say; a paper that says more than it may, or is used by two at once.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestMessage } from '../../relay/routes/signed-request.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { socketChannel } from '../../shared/protocol/handshake.ts';
import { authorizationText } from '../../shared/protocol/signed-request.ts';
import { peerOf } from '../kit/shop-cast.ts';
import { BRANCH, CAST, deviceOf, foundShop, memberOf, policy, sale } from './cast.ts';
import { Field } from './field.ts';
import { isListing } from './honest-peer.ts';
import type { HostileClient } from './hostile-client.ts';
import { keyOf, Pen } from './pen.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(() => field.close());

const paper = keyOf('paper');

function enrolOwner(name: string, member = memberOf('owner')): Entry {
  return { kind: 'enrol', device: deviceOf(keyOf(name)), member, publicKey: toBase64url(keyOf(name).publicKey) };
}
/** The paper key's feed in an epoch of its own, having seen all that the owner wrote. */
function paperPen(epoch: string): Pen {
  const pen = new Pen(field.shop.shop, paper, epoch);
  pen.saw(field.shop.owner);
  return pen;
}
async function recoverAs(name: string, proving = paper): Promise<HostileClient> {
  const client = await field.dial();
  await client.enter(field.shop.shop, keyOf(name), [], { purpose: 'recover' }, proving);
  return client;
}

describe('PROTO-30 a proof of the recovery key', () => {
  const refused: readonly {
    readonly name: string;
    readonly ends: number;
    attack(client: HostileClient): Promise<void>;
  }[] = [
    {
      name: 'that is missing',
      ends: 4401,
      async attack(client) {
        await client.greet(field.shop.shop, keyOf('thief'), { purpose: 'recover', invitation: paper.publicKey });
        client.say({ type: 'proof', signature: client.proofOf(keyOf('thief')), invitation: null });
      },
    },
    {
      name: 'signed by another key',
      ends: 4401,
      async attack(client) {
        await client.greet(field.shop.shop, keyOf('thief'), { purpose: 'recover', invitation: paper.publicKey });
        const signature = client.proofOf(keyOf('thief'));
        client.say({ type: 'proof', signature, invitation: client.proofOf(keyOf('thief')) });
      },
    },
    {
      name: 'made for another relay’s channel',
      ends: 4401,
      async attack(client) {
        await client.greet(field.shop.shop, keyOf('thief'), { purpose: 'recover', invitation: paper.publicKey });
        const elsewhere = socketChannel('relay.elsewhere.example');
        client.say({
          type: 'proof',
          signature: client.proofOf(keyOf('thief')),
          invitation: client.proofOf(paper, elsewhere),
        });
      },
    },
    {
      name: 'heard in somebody’s session and said again in another',
      ends: 4401,
      async attack(client) {
        const honest = await field.dial();
        await honest.greet(field.shop.shop, keyOf('honest'), { purpose: 'recover', invitation: paper.publicKey });
        const heard = honest.proofOf(paper);
        honest.leave();
        await client.greet(field.shop.shop, keyOf('thief'), { purpose: 'recover', invitation: paper.publicKey });
        client.say({ type: 'proof', signature: client.proofOf(keyOf('thief')), invitation: heard });
      },
    },
    {
      name: 'of another shop’s paper',
      ends: 4504,
      async attack(client) {
        const other = keyOf('paper of another shop');
        await client.greet(field.shop.shop, keyOf('thief'), { purpose: 'recover', invitation: other.publicKey });
        client.say({ type: 'proof', signature: client.proofOf(keyOf('thief')), invitation: client.proofOf(other) });
      },
    },
    {
      name: 'of an owner’s own device key',
      ends: 4504,
      async attack(client) {
        const owner = field.shop.key('owner');
        await client.greet(field.shop.shop, keyOf('thief'), { purpose: 'recover', invitation: owner.publicKey });
        client.say({ type: 'proof', signature: client.proofOf(keyOf('thief')), invitation: client.proofOf(owner) });
      },
    },
    {
      name: 'brought along by an invitation’s purpose',
      ends: 4504,
      async attack(client) {
        await client.greet(field.shop.shop, keyOf('thief'), { purpose: 'join', invitation: paper.publicKey });
        client.say({ type: 'proof', signature: client.proofOf(keyOf('thief')), invitation: client.proofOf(paper) });
      },
    },
    {
      name: 'by the device of a member, who would see less and write as the paper',
      ends: 4403,
      async attack(client) {
        await client.greet(field.shop.shop, field.shop.key('seller'), {
          purpose: 'recover',
          invitation: paper.publicKey,
        });
        const signature = client.proofOf(field.shop.key('seller'));
        client.say({ type: 'proof', signature, invitation: client.proofOf(paper) });
      },
    },
  ];
  it.each(refused.map((one) => [one.name, one] as const))('%s opens nothing', async (_name, { attack, ends }) => {
    await field.nothingChanged(async () => {
      const client = await field.dial();
      await attack(client);
      expect(await client.closed()).toBe(ends);
    });
  });

  it('opens the policy and the order, and no other part', async () => {
    const peer = peerOf(field.shop.shop);
    const invitation = new Uint8Array(createHash('sha256').update('attack key paper').digest());
    await peer.connect(field.origin, { purpose: 'recover', invitation });
    for (const document of [field.costs, field.stock]) peer.link?.want(document);
    const wanted = field.shop.base.length;
    await peer.until(() => peer.log.filter(({ commit }) => !isListing(commit)).length >= wanted, 'the history');
    await field.fence();
    const shown = new Set<string>();
    for (const { header, commit } of peer.log) {
      header.parts.forEach((part, i) => {
        if (commit.parts[i] != null) shown.add(part.document.replace(/\/.*/, ''));
      });
    }
    expect([...shown].sort()).toEqual(['listing', 'policy']);
    await peer.disconnect();
  });
});

describe('PROTO-30 who was let in by the paper', () => {
  it('brings no data, neither its own nor the paper’s, and nobody else’s commits', async () => {
    await field.nothingChanged(async () => {
      const client = await recoverAs('too-early');
      const own = new Pen(field.shop.shop, keyOf('too-early'));
      own.saw(field.shop.owner);
      const asOwn = own.write(sale(own, field.shop.product));
      expect(await client.offerAndHear(asOwn, [own.key.publicKey])).toBe('refused not-yours');
      const asPaper = paperPen('data0001');
      expect(await client.offerAndHear(asPaper.write(sale(asPaper, field.shop.product)))).toBe('refused not-yours');
      const mixed = paperPen('data0002');
      const beside = sale(mixed, field.shop.product);
      const both = mixed.write({ ...beside, parts: [policy(enrolOwner('too-early')), ...beside.parts] });
      expect(await client.offerAndHear(both)).toBe('refused not-yours');
      const admin = field.shop.pen('admin');
      const foreign = admin.honestDraft({ parts: [policy({ kind: 'narrow', member: memberOf('seller') })] });
      expect(await client.offerAndHear(foreign)).toBe('refused not-yours');
      client.leave();
    });
  });

  it('says nothing beyond what the paper may: no role, no seat for others, no witness of its choice', async () => {
    const said: readonly (readonly [string, Entry])[] = [
      ['says00a1', enrolOwner('accomplice', memberOf('seller'))],
      ['says00a2', enrolOwner('accomplice2', memberOf('nobody'))],
      ['says00a3', { kind: 'grant', member: memberOf('seller'), role: 'owner', scope: '*' }],
      ['says00a4', { kind: 'narrow', member: memberOf('admin') }],
      ['says00a5', { kind: 'retract', device: deviceOf(keyOf('seller')), last: null }],
      ['says00a6', { kind: 'erase', parts: ['A'.repeat(43)] }],
    ];
    await field.nothingTakesEffect(async () => {
      const client = await recoverAs('talker');
      for (const [epoch, action] of said) {
        const commit = paperPen(epoch).write({ parts: [policy(action)] });
        expect([action.kind, await client.offerAndHear(commit)]).toEqual([action.kind, 'listed void rank']);
      }
      client.leave();
    });
  });
});

describe('POLICY-25 a recovery by others', () => {
  it.each(Object.keys(CAST).filter((actor) => actor !== 'watcher'))('is void when %s writes it', async (actor) => {
    const pen = field.shop.pen(actor as keyof typeof CAST, 'recov001');
    await field.nothingTakesEffect(async () => {
      const client = await field.enter(actor);
      const seat = pen.write({ parts: [policy(enrolOwner(`seat of ${actor}`))] });
      expect(await client.offerAndHear(seat)).toBe('listed void rank');
      const fall = pen.write({ parts: [policy({ kind: 'retract', device: field.shop.owner.device, last: null })] });
      expect(await client.offerAndHear(fall)).toBe('listed void rank');
      client.leave();
    });
  });

  it('is refused when its seal is a member’s under the paper’s name', async () => {
    await field.nothingChanged(async () => {
      const client = await field.enter('admin');
      const forged = paperPen('forged01').forge(
        { parts: [policy(enrolOwner('forged seat'))] },
        { signer: field.shop.key('admin') },
      );
      expect(await client.offerAndHear(forged, [paper.publicKey])).toBe('refused seal');
      client.leave();
    });
  });

  it('cut out of another shop of the same paper does not fit this one', async () => {
    const twin = foundShop(field.shop.witnessKey, 'twin');
    const pen = new Pen(twin.shop, paper, 'twin0001');
    pen.saw(twin.owner);
    const there = pen.write({ parts: [policy(enrolOwner('twin seat'))] });
    await field.nothingChanged(async () => {
      const client = await recoverAs('borrower');
      expect(await client.offerAndHear(there)).not.toMatch(/^listed/);
      client.leave();
    });
  });
});

describe('RELAY-21 asking which shop a paper is of', () => {
  const ask = (authorization?: string) =>
    fetch(`${field.origin}/api/recovery`, authorization === undefined ? {} : { headers: { authorization } });
  const signedBy = (name: string, timeMs: number, path = '/api/recovery') => {
    const host = new URL(field.origin).host;
    const key = keyOf(name);
    const message = requestMessage({ method: 'GET', host, path, timeMs, body: new Uint8Array(0) });
    return authorizationText(key.publicKey, timeMs, key.sign(message));
  };

  it('is answered to whoever proves the key, and to nobody else', async () => {
    expect(await (await ask(signedBy('paper', Date.now()))).json()).toEqual({ shops: [field.shop.shop] });
    expect(await (await ask(signedBy('thief', Date.now()))).json()).toEqual({ shops: [] });
    expect(await (await ask(signedBy('owner', Date.now()))).json()).toEqual({ shops: [] });
    expect((await ask()).status).toBe(403);
    expect((await ask(signedBy('paper', Date.now() - 600_000))).status).toBe(403);
    expect((await ask(signedBy('paper', Date.now(), '/api/relay'))).status).toBe(403);
  });
});

describe('POLICY-28 two who recover at once', () => {
  it('both are owners; neither can dismiss the other without the paper, and the lost device does nothing more', async () => {
    const [one, two] = [paperPen('double01'), paperPen('double02')];
    const last = field.shop.owner.tip.hash16;
    const clients = await Promise.all(['double-1', 'double-2'].map((name) => recoverAs(name)));
    const seats = [one, two].map((pen, i) => pen.write({ parts: [policy(enrolOwner(`double-${i + 1}`))] }));
    const falls = [one, two].map((pen) =>
      pen.write({ parts: [policy({ kind: 'retract', device: field.shop.owner.device, last })] }),
    );
    const told = await Promise.all(
      clients.flatMap((client, i) => {
        const [seat, fall] = [seats[i], falls[i]];
        if (seat === undefined || fall === undefined) throw new Error('no commit');
        return [client.offerAndHear(seat), client.offerAndHear(fall)];
      }),
    );
    expect(told).toEqual(Array.from({ length: 4 }, () => 'listed effective ok'));
    for (const client of clients) client.leave();
    await field.quiet();

    const old = field.shop.owner.branch();
    const late = old.write(sale(old, field.shop.product));
    const handIn = await field.enter('owner', [], { purpose: 'hand-in' });
    expect(await handIn.offerAndHear(late)).toBe('listed void retracted');
    handIn.leave();

    const first = new Pen(field.shop.shop, keyOf('double-1'));
    first.saw(one);
    first.saw(two);
    const client = await field.dial();
    await client.enter(field.shop.shop, keyOf('double-1'));
    const duel = { kind: 'retract', device: deviceOf(keyOf('double-2')), last: null };
    expect(await client.offerAndHear(first.write({ parts: [policy(duel)] }), [first.key.publicKey])).toBe(
      'listed void rank',
    );
    expect(await client.offerAndHear(first.write(sale(first, field.shop.product)))).toBe('listed effective ok');
    const role: Entry = { kind: 'grant', member: memberOf('seller2'), role: 'manager', scope: BRANCH };
    expect(await client.offerAndHear(first.write({ parts: [policy(role)] }))).toBe('listed effective ok');
    client.leave();
    await field.quiet();
    expect(seats.map((seat) => field.watcher.verdictOf(seat))).toEqual(['effective ok', 'effective ok']);
  });
});
