/**
 * Made golden.json, once: commits as bytes, a chain of heads, seal messages. The file is checked for ever after; a
 * change of the codec that breaks it would break every stored commit. Run: node test/unit/commit/make-golden.ts > golden
 */
import { createHash } from 'node:crypto';
import { chainNext, chainStart, hash16Of, hashOfText, hashTextOf } from '../../../shared/commit/chain.ts';
import { ByteWriter, type WireCommit, writeCommit } from '../../../shared/commit/codec.ts';
import { writeHeader } from '../../../shared/commit/header.ts';
import { writePart } from '../../../shared/commit/part.ts';
import { sealMessage } from '../../../shared/commit/seal.ts';
import { toHex, utf8 } from '../../../shared/foundation/bytes.ts';
import type { DocumentName, FeedId, ShopId } from '../../../shared/foundation/ids.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const shop = hashOfText(sha256, 'a shop') as string as ShopId;
const feed = 'QUJDREVGR0hJSktMTU5PUFFS.ZXBvY2gx' as FeedId;
const other = 'UVJTVFVWV1hZWmFiY2RlZmdo.ZXBvY2gy' as FeedId;

const parts = [
  writePart({
    command: 'createProduct',
    entries: [{ kind: 'new', type: 'product', id: 'p', fields: { name: '牛奶 𠮷' } }],
  }),
  writePart({ salt: 'AAAAAAAAAAAAAAAAAAAAAA', command: 'sell', entries: [{ kind: 'movement', quantity: -1000 }] }),
];
const documents = ['catalogue', 'stock/branch-1/house--1/2026-11'] as DocumentName[];

let head = chainStart(sha256, shop, feed);
const rows = [];
for (let seq = 1; seq <= 3; seq++) {
  const named = seq === 3 ? [] : parts.slice(0, seq);
  const header = writeHeader({
    version: 1,
    level: 1,
    app: '0.1.0',
    time: 1_790_000_000_000_000 + seq,
    uses: seq === 3 ? [] : ['catalogue.add@*', 'sales.add@branch-1'],
    deps: seq === 2 ? [{ feed: other, seq: 300, hash16: hash16Of(sha256(utf8('dep'))) }] : [],
    totals: { commits: seq, bytes: seq * 100_000 },
    parts: named.map((text, i) => ({
      document: documents[i] ?? ('catalogue' as DocumentName),
      entries: 1,
      hash: hashOfText(sha256, text),
    })),
    ...(seq === 2 ? { batch: 'batch-1' } : {}),
  });
  head = chainNext(sha256, head, utf8(header));
  const seal = seq === 1 ? null : new Uint8Array(64).fill(seq);
  const commit: WireCommit = { feed, seq, header, parts: seq === 2 ? [null, parts[1] ?? null] : named, seal };
  rows.push({
    commit: { ...commit, seal: seal === null ? null : toHex(seal) },
    bytes: toHex(writeCommit(new ByteWriter(), commit).finish()),
    head: hashTextOf(head),
    sealMessage: toHex(sealMessage(shop, feed, seq, head)),
  });
}
console.log(JSON.stringify({ shop, chainStart: hashTextOf(chainStart(sha256, shop, feed)), commits: rows }, null, 2));
