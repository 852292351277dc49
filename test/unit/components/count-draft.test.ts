/** What is scanned and not sent yet. */
import { expect, test } from 'vitest';
import {
  addScan,
  batchSent,
  type CountDraft,
  emptyCount,
  type LastScan,
  pendingOf,
  readCount,
  sealBatch,
  setLast,
  undoScan,
  writeCount,
} from '../../../client/controllers/count-draft.ts';

const scan = (variant: string, more: Partial<LastScan> = {}): LastScan => ({
  variant,
  name: variant,
  spec: '',
  itemNo: '',
  unit: '件',
  bin: '',
  round: 1,
  quantity: 1000,
  ...more,
});
const scans = (draft: CountDraft, ...variants: readonly string[]): CountDraft =>
  variants.reduce((next, variant, i) => addScan(next, scan(variant), i + 1), draft);

test('COUNT-13 scans of one thing are one line, bins and rounds apart; a thousand are a thousand', () => {
  const draft = addScan(scans(emptyCount, 'a', 'b', 'a'), scan('a', { bin: 'A-1' }), 9);
  expect(draft.open).toEqual([
    { variant: 'a', quantity: 2000, at: 3, round: 1 },
    { variant: 'b', quantity: 1000, at: 2, round: 1 },
    { variant: 'a', quantity: 1000, at: 9, round: 1, bin: 'A-1' },
  ]);
  const many = scans(emptyCount, ...Array.from({ length: 1000 }, (_, i) => `v${i % 7}`));
  expect(many.open.reduce((sum, line) => sum + line.quantity, 0)).toBe(1_000_000);
});

test('COUNT-13 the last scan can be taken back, one after another, or be so many', () => {
  const draft = setLast(scans(emptyCount, 'a', 'b'), 24_000, 5);
  expect(pendingOf(draft, 'b')).toBe(24_000);
  const once = undoScan(draft, 6);
  expect([pendingOf(once, 'a'), pendingOf(once, 'b')]).toEqual([1000, 0]);
  expect(pendingOf(undoScan(once, 7), 'a')).toBe(0);
  expect(undoScan(emptyCount, 8)).toEqual(emptyCount);
});

test('COUNT-2 none of it said on purpose goes out as none, a scan taken back as nothing at all', () => {
  const none = sealBatch(setLast(scans(emptyCount, 'a'), 0, 5), 'x');
  expect(none.sealed?.lines).toEqual([
    { variant: 'a', quantity: 1000, at: 1 },
    { variant: 'a', quantity: -1000, at: 5, none: true },
  ]);
  expect(sealBatch(undoScan(scans(emptyCount, 'a'), 5), 'x').sealed).toBeNull();
});

test('COUNT-13 a batch on its way never changes; what is scanned meanwhile waits behind it', () => {
  const going = scans(sealBatch(scans(emptyCount, 'a'), 'x'), 'a');
  expect(going.sealed).toEqual({ batch: 'x', round: 1, lines: [{ variant: 'a', quantity: 1000, at: 1 }] });
  expect(sealBatch(going, 'y')).toEqual(going);
  expect(pendingOf(going, 'a')).toBe(2000);
  expect(batchSent(going, 'y')).toEqual(going);
  expect(sealBatch(batchSent(going, 'x'), 'y').sealed?.batch).toBe('y');
});

test('COUNT-13 it comes back from the disk as it was, and from nonsense as nothing', () => {
  const draft = sealBatch(scans(emptyCount, 'a', 'b'), 'x');
  expect(readCount(writeCount(draft))).toEqual(draft);
  expect(writeCount(emptyCount)).toBeNull();
  expect(readCount('{"open":1}')).toBeNull();
  expect(readCount('no')).toBeNull();
});
