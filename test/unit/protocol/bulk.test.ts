import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nodeText, sha256 } from '../../../relay/platform/node-crypto.ts';
import { headsOf } from '../../../relay/shops/bulk-packing.ts';
import { ByteWriter } from '../../../shared/commit/codec.ts';
import { readHeader } from '../../../shared/commit/header.ts';
import { BulkReader } from '../../../shared/protocol/bulk-reader.ts';
import { BulkWriter } from '../../../shared/protocol/bulk-writer.ts';
import { policyFirst } from '../../../shared/protocol/hand-over-order.ts';
import { listEntry } from '../../../shared/replica/listing-entries.ts';
import type { MemoryPeer } from '../../kit/memory-peer.ts';
import { cast, doc, sale } from '../../kit/peer-cast.ts';
import { SessionPair, VirtualClock } from '../../kit/session-pair.ts';

function pack(peer: MemoryPeer): Uint8Array {
  const writer = new BulkWriter(sha256, nodeText, headsOf(peer.replica));
  for (const { commit, header } of peer.log) writer.add({ commit, header });
  return writer.finish();
}
const unpack = (peer: MemoryPeer, raw: Uint8Array) => new BulkReader(peer.shop, sha256, nodeText, () => null).read(raw);

/** Anna and Bob sell in turns, see each other's work, and Anna (the witness) lists it. */
function busyShop(sales: number): MemoryPeer {
  const clock = new VirtualClock();
  const { anna, bob } = cast(clock, 'anna', 'bob');
  const session = new SessionPair(anna, bob, { clock, dialer: {}, listener: {} }).settle();
  for (let i = 0; i < sales; i++) {
    clock.advance(1300);
    sale(i % 2 === 0 ? anna : bob, i);
    if (i % 5 === 0) session.settle();
    if (i % 20 === 19) {
      const names = anna.log.slice(-20).map(({ commit }) => ({
        feed: commit.feed,
        seq: commit.seq,
        hash16: anna.replica.hash16(anna.replica.feed(commit.feed)?.line[commit.seq - 1] ?? -1),
      }));
      anna.write({
        command: 'list',
        uses: [],
        parts: [{ document: doc('listing/2026-11'), entries: [listEntry(names)], salt: null }],
      });
    }
  }
  session.settle();
  return anna;
}

describe('bulk', () => {
  it('PROTO-19 PROTO-20: every text comes out byte for byte, with each feed’s last seal', () => {
    const anna = busyShop(120);
    const raw = pack(anna);
    const back = unpack(anna, raw);
    expect(back?.length).toBe(anna.log.length);
    for (const [i, { commit }] of anna.log.entries()) {
      expect(back?.[i]).toMatchObject({
        feed: commit.feed,
        seq: commit.seq,
        header: commit.header,
        parts: commit.parts,
      });
    }
    const sealed = back?.filter((commit) => commit.seal !== null) ?? [];
    expect(sealed.length).toBe(2);
    for (const one of sealed) expect(one.seal).toEqual(anna.commit(one.feed, one.seq)?.seal);
  });

  it('a three-document commit takes less than 100 bytes on the wire', () => {
    const anna = busyShop(600);
    const packed = gzipSync(pack(anna), { level: 6 });
    expect(packed.length / anna.log.length).toBeLessThan(100);
  }, 20_000);

  it('PROTO-19: a header that was written in another spelling goes verbatim', () => {
    const anna = busyShop(10);
    const [first] = anna.log;
    if (first === undefined) throw new Error('nothing');
    const odd = first.commit.header.replace('{"v":1,', '{ "v":1,');
    const header = readHeader(odd);
    if (header === null) throw new Error('not a header');
    const writer = new BulkWriter(sha256, nodeText, headsOf(anna.replica));
    writer.add({ commit: { ...first.commit, header: odd }, header });
    expect(unpack(anna, writer.finish())).toEqual([{ ...first.commit, header: odd }]);
  });

  it('PROTO-19: absent parts stay absent and keep their hashes', () => {
    const anna = busyShop(10);
    const writer = new BulkWriter(sha256, nodeText, headsOf(anna.replica));
    const cut = anna.log.map(({ commit, header }) => ({
      header,
      commit: {
        ...commit,
        parts: commit.parts.map((part, i) => (header.parts[i]?.document.startsWith('cash/') ? null : part)),
      },
    }));
    for (const item of cut) writer.add(item);
    const back = unpack(anna, writer.finish());
    expect(back?.map(({ header, parts }) => ({ header, parts }))).toEqual(
      cut.map(({ commit: { header, parts } }) => ({ header, parts })),
    );
  });

  it('PROTO-21: a small bulk that unpacks to more than the limit is malformed', () => {
    const shape = JSON.stringify([1, 'a', Array.from({ length: 60 }, (_, i) => `${'u'.repeat(150)}${i}`), []]);
    const out = new ByteWriter()
      .byte(1)
      .varint(1)
      .raw(new Uint8Array(24))
      .varint(1)
      .text(shape)
      .varint(0)
      .varint(20_000);
    const column = (value: number) => out.bytes(new Uint8Array(20_000).fill(value));
    column(1);
    column(0);
    column(0);
    column(2);
    column(0);
    out.bytes(new Uint8Array(40_000));
    for (let i = 0; i < 4; i++) out.bytes(new Uint8Array(0));
    out.bytes(Uint8Array.of(0)).bytes(new Uint8Array(0));
    expect(unpack(busyShop(1), out.finish())).toBe(null);
  });

  it('a bulk cut anywhere or bent in any byte never throws', () => {
    const anna = busyShop(3);
    const raw = pack(anna);
    for (let at = 0; at < raw.length; at++) {
      expect(unpack(anna, raw.subarray(0, at))).toBe(null);
      const bent = raw.slice();
      bent[at] = (bent[at] ?? 0) ^ 0x55;
      expect(() => unpack(anna, bent)).not.toThrow();
    }
  }, 20_000);
});

describe('order of handing over', () => {
  it('PROTO-11: a policy action and what it rests on go first, the rest keeps its order', () => {
    const one = (feed: string, seq: number, deps: [string, number][], document: string) => ({
      feed: feed as never,
      seq,
      deps: deps.map(([name, at]) => ({ feed: name as never, seq: at, hash16: '' })),
      header: { parts: [{ document: doc(document), entries: 1, hash: '' as never }] },
    });
    const items = [
      one('a', 1, [], 'settings'),
      one('b', 1, [], 'settings'),
      one('a', 2, [], 'settings'),
      one('c', 1, [['b', 1]], 'policy'),
      one('b', 2, [], 'settings'),
    ];
    const order = policyFirst(items, (item) => item).map(({ feed, seq }) => `${feed}${seq}`);
    expect(order).toEqual(['b1', 'c1', 'a1', 'a2', 'b2']);
  });
});
