import { describe, expect, it } from 'vitest';
import { createOf, updateOf } from '../../../client/controllers/import-input.ts';
import {
  addReceived,
  changeReceived,
  emptyReceipt,
  readReceipt,
  receiptInput,
  writeReceipt,
} from '../../../client/controllers/receipt-draft.ts';
import { matrixOf } from '../../../client/pages/till/variant-matrix.ts';
import { stockProblems, todayFigures } from '../../../client/wall/wall-model.ts';
import type { SellableItem } from '../../../client/worker/engine-protocol.ts';

const item = (spec: string, variant = spec): SellableItem => ({
  product: 'p1',
  variant,
  name: '衬衫',
  spec,
  itemNo: 'S2031',
  unit: '件',
  unitNumerator: 1,
  unitDenominator: 1,
  byWeight: false,
  price: 1,
  floorPrice: null,
  onHand: 0,
  strict: false,
  escrow: null,
});

describe('a receipt being filled in', () => {
  it('adds one per scan and never rejects more than came', () => {
    const two = addReceived(addReceived(emptyReceipt, item('白'), 1000), item('白'), 1000);
    const [line] = changeReceived(two, two.newest ?? '', { rejected: 5000 }).lines;
    expect(line).toMatchObject({ quantity: 2000, rejected: 2000 });
  });
  it('leaves the amount out where nobody typed one', () => {
    const [line] = receiptInput(addReceived(emptyReceipt, item('白'), 1000)).lines;
    expect(line !== undefined && 'amount' in line).toBe(false);
  });
  it('comes back from its draft, and an untouched one leaves none', () => {
    const draft = { ...addReceived(emptyReceipt, item('白'), 1000), supplier: '杭州丝联' };
    expect(readReceipt(writeReceipt(draft))).toEqual(draft);
    expect(writeReceipt(emptyReceipt)).toBeNull();
  });
});

describe('the matrix of a picker', () => {
  it('stands for colours and sizes, and only where every spec has both', () => {
    const matrix = matrixOf([item('米白 / S'), item('米白 / M'), item('黑 / S')]);
    expect(matrix?.rows).toEqual(['米白', '黑']);
    expect(matrix?.cell('黑', 'M')).toBeUndefined();
    expect(matrixOf([item('米白'), item('黑'), item('灰')])).toBeNull();
  });
});

describe('an import on its way to the command', () => {
  const draft = {
    row: 2,
    rows: [2],
    name: '洗衣液',
    unit: '瓶',
    byWeight: false,
    barcodes: ['6950300000108'],
    retailPrice: 299_000,
    purchasePrice: 150_000,
    units: [{ name: '箱', numerator: 12, denominator: 1, barcodes: ['16950300000105'] }],
    openings: [],
    variants: [],
  };
  it('puts the purchase price apart and the pack unit among the units', () => {
    const made = createOf(draft, 'a.csv');
    expect(made.purchasePrice).toBe(150_000);
    expect(made.fields.units).toEqual([{ name: '箱', numerator: 12, denominator: 1 }]);
    expect(made.fields.unitBarcodes).toEqual({ 箱: ['16950300000105'] });
    expect('purchasePrice' in made.fields).toBe(false);
    expect(made.fields.source).toBe('a.csv 2');
  });
  it('carries out only what is switched on and adds bar codes to those there are', () => {
    const product = { id: 'p1', values: { name: '洗衣液' }, barcodes: ['1111'], variants: [] };
    const change = updateOf({
      row: 2,
      rows: [2],
      product,
      barcodes: ['2222'],
      units: [],
      newVariants: [],
      variants: [],
      fields: [
        { field: 'retailPrice', before: 1, after: 2, on: true },
        { field: 'name', before: 'a', after: 'b', on: false },
      ],
    });
    expect(change).toEqual({
      id: 'p1',
      changes: { retailPrice: 2 },
      expected: { retailPrice: 1 },
      barcodes: ['2222'],
    });
  });
});

describe('the wall', () => {
  it('shows the worst first and leaves out what it cannot read', () => {
    const catalogue = new Map<string, unknown>([
      ['v1', { name: '苹果', unit: '公斤' }],
      ['v2', { name: '香蕉' }],
      ['v3', 7],
    ]);
    const stock = new Map<string, unknown>([
      ['b1/w1/v1', -1000],
      ['b1/w1/v2', 2000],
      ['b1/w1/v3', 0],
      ['b1/w1/v9', 0],
      ['b2/w2/v2', 90_000],
    ]);
    expect(stockProblems(catalogue, stock, 10).map((one) => one.text)).toEqual(['−1 公斤', '2']);
  });
  it('adds the branches up', () => {
    const branches = new Map<string, unknown>([
      ['b1', { date: '2026-11-25', tickets: 4, net: 100 }],
      ['b2', { tickets: 1, net: 50 }],
      ['b3', 'x'],
    ]);
    expect(todayFigures(branches)).toEqual({ tickets: 5, net: 150 });
  });
});
