/**
 * Attacks around joining and leaving: invitations used twice, too late or by many at once; dismissed people who come
 * back, backdate, hand in without end; two who dismiss each other. Rights end where they were ended.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRow } from '../../relay/shops/row-codec.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { readHeader } from '../../shared/commit/header.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { redemptionMessage } from '../../shared/replica/commit-builder.ts';
import { type Actor, BRANCH, deviceOf, memberOf, policy, sale } from './cast.ts';
import { Field } from './field.ts';
import type { HostileClient } from './hostile-client.ts';
import { keyOf, Pen } from './pen.ts';
import { storedRows } from './relay-folder.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(() => field.close());

/** The owner does this, everybody hears of it, and it is listed. */
async function ownerDoes(action: Entry): Promise<WireCommit> {
  const { owner } = field.shop;
  const commit = owner.write({ parts: [policy(action)] });
  const client = await field.enter('owner');
  expect(await client.offerAndHear(commit)).toBe('listed effective ok');
  client.leave();
  await field.quiet();
  return commit;
}

interface Invited {
  readonly name: string;
  readonly invitation: string;
  readonly hash: string;
}
/** A redemption as an honest newcomer writes it. */
function redemption({ name, invitation, hash }: Invited): { readonly pen: Pen; readonly commit: WireCommit } {
  const key = keyOf(name);
  const pen = new Pen(field.shop.shop, key);
  pen.saw(field.shop.owner);
  const proof = toBase64url(keyOf(invitation).sign(redemptionMessage(field.shop.shop, pen.device)));
  const action: Entry = {
    kind: 'redeem',
    invite: hash,
    member: memberOf(name),
    publicKey: toBase64url(key.publicKey),
    invitationKey: toBase64url(keyOf(invitation).publicKey),
    proof,
  };
  return { pen, commit: pen.write({ parts: [policy(action)] }) };
}
async function join(name: string, invitation: string): Promise<HostileClient> {
  const client = await field.dial();
  await client.enter(field.shop.shop, keyOf(name), [], { purpose: 'join' }, keyOf(invitation));
  return client;
}
async function invite(invitation: string, uses: number, expires: number, role = 'seller'): Promise<string> {
  const { publicKey } = keyOf(invitation);
  await ownerDoes({ kind: 'invite', role, scope: BRANCH, uses, expires, invitationKey: toBase64url(publicKey) });
  return field.shop.owner.tip.hash16;
}
const LATER = () => (Date.now() + 3_600_000) * 1000;

describe('an invitation', () => {
  it('is good for as many as it says: of five who redeem it at once, two get in', async () => {
    const hash = await invite('for two', 2, LATER());
    const names = ['five-a', 'five-b', 'five-c', 'five-d', 'five-e'];
    const clients = await Promise.all(names.map((name) => join(name, 'for two')));
    const all = names.map((name) => redemption({ name, invitation: 'for two', hash }));
    await Promise.all(all.map(({ commit }, i) => clients[i]?.offerAndHear(commit, [keyOf(names[i] ?? '').publicKey])));
    await field.quiet();
    const verdicts = all.map(({ commit }) => field.watcher.verdictOf(commit)).sort();
    expect(verdicts).toEqual([
      'effective ok',
      'effective ok',
      'void invite-used',
      'void invite-used',
      'void invite-used',
    ]);
    for (const client of clients) client.leave();
  });

  it('redeemed once more by the same newcomer gives nothing more', async () => {
    const hash = await invite('for one', 1, LATER());
    const client = await join('newcomer-1', 'for one');
    const { pen, commit } = redemption({ name: 'newcomer-1', invitation: 'for one', hash });
    expect(await client.offerAndHear(commit, [pen.key.publicKey])).toMatch(/^listed/);
    await field.quiet();
    const again = redemption({ name: 'newcomer-2', invitation: 'for one', hash });
    const other = await join('newcomer-2', 'for one');
    await field.nothingTakesEffect(async () => {
      expect(await other.offerAndHear(again.commit, [again.pen.key.publicKey])).toMatch(/waiting|void|closed/);
      await field.quiet();
    });
    expect(field.watcher.verdictOf(again.commit)).toBe('void invite-used');
    expect(await other.closed()).toBe(4410);
    client.leave();
  });

  it('redeemed with a proof for another device is void', async () => {
    const hash = await invite('stolen proof', 5, LATER());
    const honest = redemption({ name: 'honest-joiner', invitation: 'stolen proof', hash });
    const text = honest.commit.parts[0] ?? '';
    const { proof } = JSON.parse(text).e[0] as { proof: string };
    const thief = new Pen(field.shop.shop, keyOf('thief'));
    thief.saw(field.shop.owner);
    const action: Entry = {
      kind: 'redeem',
      invite: hash,
      member: memberOf('thief'),
      publicKey: toBase64url(keyOf('thief').publicKey),
      invitationKey: toBase64url(keyOf('stolen proof').publicKey),
      proof,
    };
    const client = await join('thief', 'stolen proof');
    const told = await field.nothingChanged(async () =>
      client.offerAndHear(thief.write({ parts: [policy(action)] }), [keyOf('thief').publicKey]),
    );
    expect(told).toMatch(/^(refused seal|closed 4421)$/);
  });

  it.each([
    {
      name: "with a key of their own in the invitation's place",
      key: 'own key',
      told: /^(listed|held) (void not-granted|waiting provisional)/,
    },
    {
      name: 'with no key and no proof at all',
      key: null,
      told: /^(listed|held) (void not-granted|waiting provisional)/,
    },
  ])('that everybody can read of is redeemed by a member for a second device, $name: void', async ({ key, told }) => {
    const hash = await invite(`public ${key}`, 5, LATER(), 'manager');
    const mole = new Pen(field.shop.shop, keyOf(`mole ${key}`));
    mole.saw(field.shop.owner);
    const proof =
      key === null
        ? {}
        : {
            invitationKey: toBase64url(keyOf(key).publicKey),
            proof: toBase64url(keyOf(key).sign(redemptionMessage(field.shop.shop, mole.device))),
          };
    const action: Entry = {
      kind: 'redeem',
      invite: hash,
      member: memberOf(`mole${String(key).length}`),
      publicKey: toBase64url(mole.key.publicKey),
      ...proof,
    };
    const commit = mole.write({ parts: [policy(action)] });
    const member = await field.enter('seller');
    await field.nothingTakesEffect(async () => {
      expect(await member.offerAndHear(commit, [mole.key.publicKey])).toMatch(told);
      await field.quiet();
    });
    expect(field.watcher.verdictOf(commit)).toBe('void not-granted');
    member.leave();
  });

  it('that has expired lets nobody in, whatever time the newcomer claims', async () => {
    const hash = await invite('expired', 5, (Date.now() - 1000) * 1000);
    const code = await field.nothingChanged(async () => {
      const client = await field.dial();
      await client
        .prove(field.shop.shop, keyOf('latecomer'), { purpose: 'join' }, keyOf('expired'))
        .catch(() => undefined);
      return client.closed();
    });
    expect(code).toBe(4504);
    const told = await field.nothingTakesEffect(async () => {
      const { pen, commit } = redemption({ name: 'latecomer', invitation: 'expired', hash });
      const colleague = await field.enter('seller2');
      const heard = await colleague.offerAndHear(commit, [pen.key.publicKey]);
      await field.quiet();
      expect(field.watcher.verdictOf(commit)).toBe('void expired');
      colleague.leave();
      return heard;
    });
    expect(told).toMatch(/^listed/);
  });

  it('gives a newcomer nothing to read before the redemption is listed', async () => {
    await invite('curious', 5, LATER());
    const client = await join('curious one', 'curious');
    client.say({ type: 'want', document: field.costs });
    client.say({ type: 'want', document: field.stock });
    await client.heard('level');
    await field.fence();
    const seen = client.commitsHeard().flatMap(({ parts }) => parts.filter((text) => text !== null));
    expect(seen.join()).not.toContain('384700');
    expect(seen.join()).not.toContain('movement');
    client.leave();
  });
});

describe('who was dismissed', () => {
  const dismissed: Actor = 'seller2';
  let early: Pen;

  it('is told to go at once, and may not come back as a member', async () => {
    early = field.shop.pen(dismissed, 'goingout');
    const client = await field.enter(dismissed);
    await ownerDoes({ kind: 'narrow', member: memberOf(dismissed) });
    expect(await client.closed()).toBe(4410);
    const again = await field.dial();
    await again.prove(field.shop.shop, field.shop.key(dismissed)).catch(() => undefined);
    expect(await again.closed()).toBe(4410);
  });

  it('hands in what hides the dismissal: listed behind it, it is void', async () => {
    const told = await field.nothingTakesEffect(async () => {
      const client = await field.dial();
      await client.enter(field.shop.shop, field.shop.key(dismissed), [], { purpose: 'hand-in' });
      const heard = await client.offerAndHear(early.write(sale(early, field.shop.product)));
      client.leave();
      await field.quiet();
      return heard;
    });
    expect(told).toBe('listed void narrowed');
  });

  it('backdates a sale to before the dismissal: void all the same', async () => {
    const told = await field.nothingTakesEffect(async () => {
      const pen = field.shop.pen(dismissed, 'backdate');
      const client = await field.dial();
      await client.enter(field.shop.shop, field.shop.key(dismissed), [], { purpose: 'hand-in' });
      const longAgo = (Date.now() - 86_400_000) * 1000;
      const heard = await client.offerAndHear(
        pen.honestDraft({ ...sale(pen, field.shop.product), deps: [], time: longAgo }),
      );
      client.leave();
      return heard;
    });
    expect(told).toMatch(/^(listed void|refused)/);
  });

  it('writes in a fresh epoch that cites old heads: void', async () => {
    const told = await field.nothingTakesEffect(async () => {
      const pen = early.epoch('oldheads');
      const client = await field.dial();
      await client.enter(field.shop.shop, field.shop.key(dismissed), [], { purpose: 'hand-in' });
      const heard = await client.offerAndHear(pen.write(sale(pen, field.shop.product)));
      client.leave();
      await field.quiet();
      return heard;
    });
    expect(told).toBe('listed void narrowed');
  });

  it('gets no document in a hand-in session, and no commit of others goes in through it', async () => {
    const told = await field.nothingChanged(async () => {
      const client = await field.dial();
      await client.enter(field.shop.shop, field.shop.key(dismissed), [], { purpose: 'hand-in' });
      for (const document of [field.costs, field.stock]) client.say({ type: 'want', document });
      const other = field.shop.pen('seller', 'carried1');
      const heard = await client.offerAndHear(other.honestDraft(sale(other, field.shop.product)));
      await client.heard('level');
      const texts = client
        .commitsHeard()
        .flatMap(({ header, parts }) => parts.filter((text, at) => text !== null && !isOpenToAll(header, at)));
      expect(texts).toEqual([]);
      client.leave();
      return heard;
    });
    expect(told).toBe('refused not-yours');
  });

  it('hands in without end: of what lies beyond the first thousand only headers are kept', async () => {
    const pen = early.epoch('endless1');
    const commits = Array.from({ length: 1020 }, () => pen.write(sale(pen, field.shop.product)));
    const client = await field.dial();
    await client.enter(field.shop.shop, field.shop.key(dismissed), [], { purpose: 'hand-in' });
    await field.nothingTakesEffect(async () => {
      for (let at = 0; at < commits.length; at += 60) client.offer(commits.slice(at, at + 60));
      const last = commits.at(-1);
      if (last !== undefined) expect(await client.outcomeOf(last)).toMatchObject({ kind: 'listed', verdict: 'void' });
      await field.quiet();
    });
    client.leave();
    const rows = storedRows(field.folder).flatMap(({ body }) => readRow(body) ?? []);
    const kept = rows.filter(({ commit }) => commit.feed === pen.feed);
    expect(kept).toHaveLength(1020);
    const withParts = kept.filter(({ commit }) => commit.parts.some((text) => text !== null));
    expect(withParts.length).toBeLessThanOrEqual(1000);
    expect(withParts.length).toBeGreaterThan(900);
  });

  it('brings a colleague to pass it on: it is listed behind the dismissal and void', async () => {
    const told = await field.nothingTakesEffect(async () => {
      const pen = early.epoch('friendly');
      const colleague = await field.enter('seller');
      const heard = await colleague.offerAndHear(pen.write(sale(pen, field.shop.product)));
      colleague.leave();
      await field.quiet();
      return heard;
    });
    expect(told).toBe('listed void narrowed');
  });

  it('is not let in again by somebody of lower rank', async () => {
    const told = await field.nothingTakesEffect(async () => {
      const pen = field.shop.pen('manager', 'kindness');
      const client = await field.enter('manager');
      const enrol: Entry = { kind: 'enrol', device: deviceOf(field.shop.key(dismissed)), member: memberOf('newname') };
      const heard = await client.offerAndHear(pen.write({ parts: [policy(enrol)] }));
      const seller = early.epoch('reborn01');
      seller.saw(pen);
      await client.offerAndHear(seller.write(sale(seller, field.shop.product)));
      client.leave();
      await field.quiet();
      return heard;
    });
    expect(told).toMatch(/^listed void/);
  });
});

describe('two who dismiss each other', () => {
  it('of one rank: neither goes, and both go on working', async () => {
    const [one, two] = [field.shop.pen('admin', 'mutual01'), field.shop.pen('admin2', 'mutual01')];
    const first = await field.enter('admin');
    const second = await field.enter('admin2');
    await Promise.all([
      first.offerAndHear(one.write({ parts: [policy({ kind: 'narrow', member: memberOf('admin2') })] })),
      second.offerAndHear(two.write({ parts: [policy({ kind: 'narrow', member: memberOf('admin') })] })),
    ]);
    await field.quiet();
    one.saw(two);
    two.saw(one);
    expect(await first.offerAndHear(one.write(sale(one, field.shop.product)))).toBe('listed effective ok');
    expect(await second.offerAndHear(two.write(sale(two, field.shop.product)))).toBe('listed effective ok');
    expect(first.ended).toBeNull();
    expect(second.ended).toBeNull();
    first.leave();
    second.leave();
  });

  it('of different rank: the lower one goes, whoever was first', async () => {
    const [low, high] = [field.shop.pen('manager2', 'mutual02'), field.shop.pen('admin', 'mutual02')];
    const lower = await field.enter('manager2');
    const higher = await field.enter('admin');
    const up = low.write({ parts: [policy({ kind: 'narrow', member: memberOf('admin') })] });
    const down = high.write({ parts: [policy({ kind: 'narrow', member: memberOf('manager2') })] });
    await lower.offerAndHear(up);
    expect(await higher.offerAndHear(down)).toBe('listed effective ok');
    expect(await lower.closed()).toBe(4410);
    high.saw(low);
    expect(await higher.offerAndHear(high.write(sale(high, field.shop.product)))).toBe('listed effective ok');
    expect(higher.ended).toBeNull();
    higher.leave();
    await field.quiet();
  });
});

describe('floods of epochs and feeds', () => {
  it('of a hundred epochs on one cited head, those beyond the sixty-fourth are void', async () => {
    const client = await field.enter('farseller');
    const root = field.shop.pen('farseller', 'rootepoc');
    const started = root.write(saleFar(root));
    expect(await client.offerAndHear(started)).toBe('listed effective ok');
    await field.quiet();
    const told: string[] = [];
    for (let i = 0; i < 100; i++) {
      const pen = root.epoch(`flood${String(i).padStart(3, '0')}`);
      told.push(await client.offerAndHear(pen.write(saleFar(pen))));
    }
    client.leave();
    expect(told.filter((one) => one.startsWith('listed effective')).length).toBeLessThanOrEqual(64);
    expect(told.at(-1)).toBe('listed void epochs');
    await field.quiet();
  });
});

/** Policy and listings are what a dismissed device is still given. */
function isOpenToAll(header: string, at: number): boolean {
  const document = readHeader(header)?.parts[at]?.document ?? '';
  return document === 'policy' || document.startsWith('listing/');
}

function saleFar(pen: Pen) {
  const { parts } = sale(pen, field.shop.product);
  const renamed = parts.map((part) => ({ ...part, document: field.otherBranch(part.document) }));
  return { uses: ['sales.add@branch02'], parts: renamed };
}
