import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { deviceOfFeed } from '../../../shared/foundation/ids.ts';
import { answered, has, Story, witnessOf } from '../../kit/relay-story.ts';
import { act, document, enrol, foundShop, peerOf, randomText, sell } from '../../kit/shop-cast.ts';

const story = new Story();
afterEach(() => story.end());
const setup = () => story.begin();

describe('two peers and a relay', () => {
  it('RELAY-1 RELAY-2: a shop is founded, a seller enrolled, and a sale reaches the owner, listed and effective', async () => {
    const { owner, seller } = await setup();
    const seq = sell(seller, 2000);
    await answered(seller);
    await has(owner, seller, seq);
    expect(seller.outcomes.get(seq)).toMatchObject({ kind: 'listed', parts: 1, verdict: 'effective' });
    expect(owner.verdictOf(seller.feed, seq)).toEqual({ verdict: 'effective', reason: 'ok' });
  }, 30_000);

  it('RELAY-3: positions answered are the order that the witness signs', async () => {
    const { owner, seller } = await setup();
    for (let i = 0; i < 20; i++) sell(i % 2 === 0 ? seller : owner, 1000);
    await answered(seller);
    await answered(owner);
    const position = (peer: typeof owner, seq: number) => {
      const outcome = peer.outcomes.get(seq);
      return outcome?.kind === 'listed' ? outcome.position : 0;
    };
    const last = sell(seller, 1000);
    const index = () => owner.replica.feed(seller.feed)?.line[last - 1] ?? -1;
    await owner.until(() => index() >= 0 && owner.replica.position(index()) < Number.POSITIVE_INFINITY, 'a listing');
    await answered(seller);
    for (const peer of [owner, seller]) {
      const line = owner.replica.feed(peer.feed)?.line ?? [];
      for (const [i, at] of line.entries()) {
        expect({ seq: i + 1, position: owner.replica.position(at) + 1 }).toEqual({
          seq: i + 1,
          position: position(peer, i + 1),
        });
      }
    }
  }, 30_000);

  it('sells offline, reconnects, and everything is there once', async () => {
    const { relay, owner, seller } = await setup();
    await seller.disconnect();
    const seqs = [sell(seller, 1000), sell(seller, 2000), sell(seller, 3000)];
    sell(owner, 4000);
    await answered(owner);
    await seller.connect(relay.origin);
    await answered(seller);
    for (const seq of seqs) await has(owner, seller, seq);
    await has(seller, owner, owner.replica.feed(owner.feed)?.seq ?? 0);
    expect(owner.replica.feed(seller.feed)?.seq).toBe(3);
    expect(new Set(owner.log.map(({ commit }) => `${commit.feed} ${commit.seq}`)).size).toBe(owner.log.length);
  }, 30_000);

  it('a new device gets everything packed, text for text the same', async () => {
    const { relay, owner, seller } = await setup();
    for (let i = 0; i < 300; i++) sell(i % 2 === 0 ? seller : owner, 1000 + i);
    await answered(seller);
    await answered(owner);
    const late = story.peer(peerOf(owner.shop));
    enrol(owner, late, randomText(16), 'seller', 'branch01');
    await answered(owner);
    await late.connect(relay.origin);
    const last = owner.replica.feed(owner.feed)?.seq ?? 0;
    await has(late, owner, last);
    await has(late, seller, 150);
    for (const { commit } of owner.log) {
      const got = late.commit(commit.feed, commit.seq);
      if (deviceOfFeed(commit.feed) === owner.device || deviceOfFeed(commit.feed) === seller.device) {
        expect(got?.header).toBe(commit.header);
        expect(got?.parts).toEqual(commit.parts);
      }
    }
  }, 30_000);

  it('RELAY-3 RELAY-5: a relay killed between storing and answering loses nothing that it answered, and the rest comes again', async () => {
    const { relay, owner, seller } = await setup();
    for (let i = 0; i < 200; i++) sell(seller, 1000);
    await seller.until(() => seller.outcomes.size > 20, 'some answers');
    await relay.kill();
    await seller.until(() => !seller.connected, 'the line to be gone');
    const listed = [...seller.outcomes].filter(([, outcome]) => outcome.kind === 'listed');
    const again = story.keep(await relay.restart());
    await owner.disconnect();
    await owner.connect(again.origin);
    for (const [seq] of listed) await has(owner, seller, seq);
    await seller.connect(again.origin);
    await answered(seller);
    await has(owner, seller, 200);
    expect(listed.length).toBeGreaterThan(20);
    expect(owner.replica.feed(seller.feed)?.forked).toBe(false);
    for (const [seq, outcome] of listed) {
      const now = seller.outcomes.get(seq);
      expect(now?.kind === 'listed' && outcome.kind === 'listed' ? now.position : -1).toBe(
        outcome.kind === 'listed' ? outcome.position : 0,
      );
    }
  }, 40_000);

  it('RELAY-6: a relay whose database is deleted gets everything back, and its new key is listed once an owner appoints it', async () => {
    const { relay, owner, seller } = await setup();
    for (let i = 0; i < 100; i++) sell(seller, 1000);
    await answered(seller);
    await has(owner, seller, 100);
    const before = await witnessOf(relay.origin);
    await relay.stop();
    await rm(`${relay.dataFolder}/hecang.sqlite`);
    await rm(`${relay.dataFolder}/hecang.sqlite-wal`, { force: true });
    const again = story.keep(await relay.restart());
    const after = await witnessOf(again.origin);
    expect(after.witness).not.toBe(before.witness);
    await owner.disconnect();
    await seller.disconnect();
    await seller.connect(again.origin);
    await owner.connect(again.origin);
    const genesis = owner.replica.feed(owner.feed)?.line[0] ?? -1;
    act(owner, 'appointWitness', {
      kind: 'witness',
      witness: after.witness,
      after: owner.replica.hash16(genesis),
      cut: owner.log.filter((_, at) => owner.replica.position(at) < Number.POSITIVE_INFINITY).length,
      publicKey: after.witnessKey,
    });
    await answered(owner);
    const seq = sell(seller, 5000);
    await has(owner, seller, seq);
    await answered(seller);
    const late = story.peer(peerOf(owner.shop));
    enrol(owner, late, randomText(16), 'seller', 'branch01');
    await answered(owner);
    await late.connect(again.origin);
    await has(late, seller, 101);
    expect(seller.outcomes.get(seq)?.kind).toBe('listed');
  }, 40_000);
});

describe('who is let in', () => {
  it('a key that the policy does not know is sent away, and may try again', async () => {
    const { relay, owner } = await setup();
    const stranger = story.peer(peerOf(owner.shop));
    await expect(stranger.connect(relay.origin)).rejects.toThrow('stranger');
  }, 30_000);

  it('RELAY-9: a shop is not created where the relay is closed to it, and is with the right token', async () => {
    const relay = await story.relay({ HECANG_CREATE: 'token', HECANG_CREATE_TOKEN: 'let-me-in-please' });
    const { owner } = foundShop(await witnessOf(relay.origin));
    story.peer(owner);
    await expect(owner.connect(relay.origin)).rejects.toThrow('no-shop');
    await expect(owner.connect(relay.origin, { createToken: 'let-me-in-pleasE' })).rejects.toThrow('no-shop');
    await owner.connect(relay.origin, { createToken: 'let-me-in-please' });
    await answered(owner);
    expect(owner.outcomes.get(1)?.kind).toBe('listed');
  }, 30_000);

  it('RELAY-10 PROTO-27: a dismissed device is closed out, hands in what it sold, and is served the policy alone', async () => {
    const { relay, owner, seller } = await setup();
    await seller.disconnect();
    const seq = sell(seller, 1000);
    act(owner, 'dismiss', { kind: 'narrow', device: seller.device });
    await answered(owner);
    await expect(seller.connect(relay.origin)).rejects.toThrow('dismissed');
    await seller.connect(relay.origin, { purpose: 'hand-in' });
    await answered(seller);
    await seller.until(() => seller.commit(owner.feed, owner.replica.feed(owner.feed)?.seq ?? 0) !== null, 'policy');
    await has(owner, seller, seq);
    expect(seller.outcomes.get(seq)).toMatchObject({ kind: 'listed', parts: 1 });
  }, 30_000);

  it('RELAY-11: parts of documents that a role may not view stay away', async () => {
    const { owner, seller } = await setup();
    const costs = owner.write({
      command: 'setCost',
      uses: ['costs.edit@*'],
      parts: [
        {
          document: document('costs'),
          entries: [
            { kind: 'set', type: 'cost', id: `${owner.device}.0123456789`, field: 'purchasePrice', value: 7, over: [] },
          ],
          salt: new Uint8Array(16),
        },
      ],
    });
    await answered(owner);
    await has(seller, owner, costs.seq);
    expect(seller.commit(owner.feed, costs.seq)?.parts).toEqual([null]);
  }, 30_000);
});
