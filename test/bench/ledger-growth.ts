/**
 * How the stock ledger grows: memory a movement, processor time an append, time a late fact, at 100,000 … 1,000,000 movements.
 * Run: node --expose-gc test/bench/ledger-growth.ts [movements]
 */
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { refOf, STOCK_DOCUMENT } from '../kit/fold-facts.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const total = Number(process.argv[2] ?? 1_000_000);
const variants = 5000;
const feeds = 10;
const step = total / 10;

let state = 42;
/** Seeded: the same movements on every run. */
function next(bound: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state % bound;
}

function recordId(device: number, n: number): string {
  let tail = '';
  for (let i = 0, rest = n; i < 10; i++, rest = Math.floor(rest / 64)) tail = DIGITS.charAt(rest % 64) + tail;
  return `device${String(device).padStart(18, '0')}.${tail}`;
}

/** Buffers are given back beside the collector: only the second call finds those of the first gone. */
function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const fold = new StockFold(480);
const variantIds = Array.from({ length: variants }, (_, i) => recordId(0, i));
const seqs = new Array<number>(feeds).fill(0);
const empty = heap();

function append(i: number): void {
  const device = i % feeds;
  const seq = (seqs[device] ?? 0) + 1;
  seqs[device] = seq;
  const sale = next(4) !== 0;
  const entry = {
    kind: 'movement',
    variant: variantIds[next(variants)] ?? '',
    quantity: sale ? -1000 * (1 + next(5)) : 1000 * (1 + next(100)),
    type: sale ? 'sale' : 'receipt',
    document: recordId(device, Math.floor(i / 2)),
    line: (i % 2) + 1,
  };
  fold.add(refOf(`feed${device}`, seq, 1_790_000_000_000_000 + i * 1000, STOCK_DOCUMENT), entry);
}

for (let done = 0; done < total; ) {
  // Of the processor, not of the clock: other programs on the machine are none of the fold's business.
  const start = process.cpuUsage();
  for (let i = 0; i < step; i++) append(done + i);
  const { user, system } = process.cpuUsage(start);
  done += step;
  const bytes = (heap() - empty) / done;
  console.log(`${done} movements: ${bytes.toFixed(1)} B each, ${((user + system) / step).toFixed(2)} µs an append`);
}

const late = performance.now();
for (let i = 0; i < 1000; i++) {
  const entry = {
    kind: 'movement',
    variant: variantIds[next(variants)] ?? '',
    quantity: -1000,
    type: 'sale',
    document: recordId(99, i),
    line: 1,
  };
  fold.add(refOf('late', i + 1, 1_790_000_000_000_000 + next(total) * 1000, STOCK_DOCUMENT), entry);
}
console.log(`late facts: ${(performance.now() - late).toFixed(2)} µs each`);

const beforeSnapshot = performance.now();
const snapshot = structuredClone(fold.snapshot());
const beforeRestore = performance.now();
const restored = new StockFold(480);
restored.restore(snapshot);
const end = performance.now();
console.log(
  `snapshot ${(beforeRestore - beforeSnapshot).toFixed(0)} ms, restore ${(end - beforeRestore).toFixed(0)} ms, ` +
    `same balance: ${variantIds.every((id) => fold.balance(id, null) === restored.balance(id, null))}`,
);
