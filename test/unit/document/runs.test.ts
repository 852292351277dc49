import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ClientIdTable, derivedClientId } from '../../../shared/document/client-id.ts';
import { PartRun } from '../../../shared/document/part-run.ts';
import { feedsOfDoc, readRunOfDoc, readSealsOfDoc, readYjsUpdate } from '../../../shared/document/read-run.ts';
import { readRootName, readSealText, sealsName, segmentName, writeSealText } from '../../../shared/document/segment.ts';
import { buildYjsUpdate } from '../../../shared/document/yjs-update.ts';
import type { DocumentName, FeedId } from '../../../shared/foundation/ids.ts';

const FEED = 'AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBB' as FeedId;
const OTHER = 'CCCCCCCCCCCCCCCCCCCCCCCC.DDDDDDDD' as FeedId;
const DOCUMENT = 'catalogue' as DocumentName;
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

describe('where a text stands', () => {
  test('DOC-6 a thousand texts a root array', () => {
    expect(segmentName(FEED, 0)).toBe(`${FEED}:0`);
    expect(segmentName(FEED, 999)).toBe(`${FEED}:0`);
    expect(segmentName(FEED, 1000)).toBe(`${FEED}:1`);
    expect(readRootName(`${FEED}:12`)).toEqual({ feed: FEED, segment: 12 });
    expect(readRootName(sealsName(FEED))).toEqual({ feed: FEED, segment: 'seals' });
    for (const name of ['', FEED, `${FEED}:`, `${FEED}:01`, `${FEED}:-1`, `${FEED}:x`, 'products', `${FEED}.0`]) {
      expect(readRootName(name)).toBeNull();
    }
  });

  test('DOC-6 headers and seals share a journal, each with clocks of its own', () => {
    const doc = new Y.Doc();
    const seal = { seq: 20, seal: new Uint8Array(64).fill(7) };
    Y.applyUpdate(
      doc,
      buildYjsUpdate({ client: 1, start: 0, texts: ['h1', 'h2'], rootOf: (k) => segmentName(FEED, k) }),
    );
    const seals = {
      client: 2,
      start: 0,
      texts: [writeSealText(seal)],
      rootOf: () => sealsName(FEED),
      segmentLength: 2 ** 53 - 1,
    };
    Y.applyUpdate(doc, buildYjsUpdate(seals));
    expect(readYjsUpdate(buildYjsUpdate(seals))?.texts).toEqual([writeSealText(seal)]);
    expect(feedsOfDoc(doc)).toEqual([FEED]);
    expect(readRunOfDoc(doc, FEED)).toEqual(['h1', 'h2']);
    expect(readSealsOfDoc(doc, FEED).map(readSealText)).toEqual([seal]);
    expect(readSealsOfDoc(doc, OTHER)).toEqual([]);
    for (const text of ['', '0:x', '1:short', `01:${'A'.repeat(86)}`, `1:${'A'.repeat(85)}B`])
      expect(readSealText(text)).toBeNull();
  });
});

describe('DOC-7 client ids', () => {
  test('DOC-7 follow from document and run, whole numbers from 1 to 2^53 − 1', () => {
    const ids = ['a', 'b', 'c', FEED, sealsName(FEED)].map((run) => derivedClientId(sha256, DOCUMENT, run));
    expect(new Set(ids).size).toBe(5);
    expect(ids.every((id) => Number.isSafeInteger(id) && id > 0)).toBe(true);
    expect(derivedClientId(() => new Uint8Array(32), DOCUMENT, FEED)).toBe(1);
    expect(derivedClientId(() => new Uint8Array(32).fill(255), DOCUMENT, FEED)).toBe(2 ** 53 - 1);
    expect(new ClientIdTable(sha256, DOCUMENT).idOfFeed(FEED)).toBe(derivedClientId(sha256, DOCUMENT, FEED));
  });

  test('DOC-7 a clash takes the next free id, and only that is stored', () => {
    const clash = (): Uint8Array => new Uint8Array(32).fill(255);
    const table = new ClientIdTable(clash, DOCUMENT);
    expect([table.idOfFeed(FEED), table.idOfFeed(OTHER), table.idOfSeals(FEED)]).toEqual([2 ** 53 - 1, 1, 2]);
    expect(table.displaced()).toEqual([
      [OTHER, 1],
      [sealsName(FEED), 2],
    ]);
    const again = new ClientIdTable(clash, DOCUMENT, table.displaced());
    expect([again.idOfFeed(OTHER), again.idOfSeals(FEED), again.idOfFeed(FEED)]).toEqual([1, 2, 2 ** 53 - 1]);
  });
});

test('DOC-8 a missing text keeps the later ones aside until it comes', () => {
  const run = new PartRun(2);
  expect(run.take(4, 'e')).toBeNull();
  expect(run.take(3, 'd')).toBeNull();
  expect(run.aside).toEqual([3, 4]);
  expect(run.take(1, 'b')).toBeNull();
  expect(run.take(2, null)).toEqual({ start: 2, texts: [null, 'd', 'e'] });
  expect(run.length).toBe(5);
  expect(run.take(5, 'f')).toEqual({ start: 5, texts: ['f'] });
});

test('DOC-13 an empty update is one of ours; foreign ones are not', () => {
  expect(buildYjsUpdate({ client: 1, start: 0, texts: [], rootOf: () => '' })).toEqual(Uint8Array.of(0, 0));
  expect(readYjsUpdate(Uint8Array.of(0, 0))?.texts).toEqual([]);
  const doc = new Y.Doc();
  doc.getMap('products').set('a', 1);
  expect(readYjsUpdate(Y.encodeStateAsUpdate(doc))).toBeNull();
  const array = new Y.Doc();
  array.getArray(segmentName(FEED, 0)).push([1]);
  expect(readYjsUpdate(Y.encodeStateAsUpdate(array))).toBeNull();
});
