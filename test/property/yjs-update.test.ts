/** Our own Yjs updates against Yjs: the same bytes as its push, and as its merged state. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { readRunOfDoc, readYjsUpdate } from '../../shared/document/read-run.ts';
import { segmentName } from '../../shared/document/segment.ts';
import { buildYjsUpdate } from '../../shared/document/yjs-update.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';

// Hundreds of histories a test: on a busy machine that is more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

const FEED = 'AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBB' as FeedId;
const OTHER = 'CCCCCCCCCCCCCCCCCCCCCCCC.DDDDDDDD' as FeedId;
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }).filter((s) => s.isWellFormed()),
  fc.constantFrom('', '{"c":"sell","e":[]}', '牛奶 𠮷祥', 'x'.repeat(300)),
);
const client = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const seed = 20_261_125;

/** A Y.Doc in which one run was written by ordinary pushes, `batches` in a transaction each, with every update it gave. */
function written(id: number, batches: readonly (readonly string[])[], skip = 0) {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  if (skip > 0) {
    const texts = Array.from({ length: skip }, (_, i) => `${i}`);
    Y.applyUpdate(doc, buildYjsUpdate({ client: id, start: 0, texts, rootOf: (k) => segmentName(FEED, k) }));
  }
  doc.clientID = id;
  doc.on('update', (update: Uint8Array) => updates.push(update));
  let k = skip;
  for (const batch of batches) {
    doc.transact(() => {
      for (const item of batch) doc.getArray<string>(segmentName(FEED, k++)).push([item]);
    });
  }
  return { doc, updates };
}

const rootOf = (k: number): string => segmentName(FEED, k);

describe('DOC-10 the bytes equal those of Yjs', () => {
  test('DOC-10 each append is Yjs’s own push, byte for byte', () => {
    fc.assert(
      fc.property(
        client,
        fc.array(fc.array(text, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 0, 1, 998, 999, 1000, 1997),
        (id, batches, skip) => {
          const { updates } = written(id, batches, skip);
          let start = skip;
          batches.forEach((texts, i) => {
            expect(buildYjsUpdate({ client: id, start, texts, rootOf })).toEqual(updates[i]);
            start += texts.length;
          });
        },
      ),
      { seed, numRuns: 150 },
    );
  });

  test('DOC-10 the whole run is Yjs’s merged state, over a segment’s end as well', () => {
    fc.assert(
      fc.property(
        client,
        fc.array(text, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 998, 1999),
        (id, texts, skip) => {
          const { doc } = written(id, [texts], skip);
          const all = [...Array.from({ length: skip }, (_, i) => `${i}`), ...texts];
          const bytes = buildYjsUpdate({ client: id, start: 0, texts: all, rootOf });
          expect(bytes).toEqual(Y.encodeStateAsUpdate(doc));
          expect(readYjsUpdate(bytes)?.texts).toEqual(all);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  test('DOC-11 an erased text is Yjs’s own deletion', () => {
    fc.assert(
      fc.property(client, fc.array(fc.tuple(text, fc.boolean()), { minLength: 1, maxLength: 12 }), (id, items) => {
        const { doc } = written(
          id,
          items.map(([item]) => [item]),
        );
        const array = doc.getArray<string>(segmentName(FEED, 0));
        doc.transact(() => {
          for (let i = items.length - 1; i >= 0; i--) if (items[i]?.[1] === true) array.delete(i, 1);
        });
        const texts = items.map(([item, erased]) => (erased ? null : item));
        const bytes = buildYjsUpdate({ client: id, start: 0, texts, rootOf });
        expect(bytes).toEqual(Y.encodeStateAsUpdate(doc));
        expect(readYjsUpdate(bytes)?.texts).toEqual(texts);
      }),
      { seed, numRuns: 150 },
    );
  });
});

test('DOC-12 a document built from updates in any order holds every run, and reads back', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 30 }),
      fc.array(text, { maxLength: 30 }),
      fc.array(fc.nat(40), { maxLength: 6 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (mine, theirs, cuts, order) => {
        const pieces: Uint8Array[] = [];
        for (const [feed, id, texts] of [
          [FEED, 11, mine],
          [OTHER, 7, theirs],
        ] as const) {
          const at = [...new Set([0, ...cuts.filter((cut) => cut < texts.length), texts.length])].sort((a, b) => a - b);
          for (let i = 0; i + 1 < at.length; i++) {
            const start = at[i] ?? 0;
            const part = texts.slice(start, at[i + 1]);
            pieces.push(buildYjsUpdate({ client: id, start, texts: part, rootOf: (k) => segmentName(feed, k) }));
          }
        }
        pieces.sort((a, b) => ((a.length * order) % 97) - ((b.length * order) % 97));
        const doc = new Y.Doc();
        for (const piece of pieces) Y.applyUpdate(doc, piece);
        expect(readRunOfDoc(doc, FEED)).toEqual(mine);
        expect(readRunOfDoc(doc, OTHER)).toEqual(theirs);
      },
    ),
    { seed, numRuns: 100 },
  );
});

test('DOC-13 no damaged byte is half-read: an update is ours in full or nothing', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (texts, at, flip) => {
        const bytes = buildYjsUpdate({ client: 5, start: 0, texts, rootOf });
        const bad = bytes.slice();
        const i = at % bad.length;
        bad[i] = (bad[i] ?? 0) ^ flip;
        const read = readYjsUpdate(bad);
        if (read === null) return;
        const root = read.roots[0]?.[1] ?? '';
        const again = buildYjsUpdate({ client: read.client, start: read.start, texts: read.texts, rootOf: () => root });
        expect(again).toEqual(bad);
      },
    ),
    { seed, numRuns: 500 },
  );
});
