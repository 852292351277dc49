/** Every fold of the app against the laws of folds. */
import fc from 'fast-check';
import { test, vi } from 'vitest';
import { CatalogueFold } from '../../shared/catalogue/catalogue-fold.ts';
import { productList } from '../../shared/catalogue/product-list.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { ReceiptFold } from '../../shared/purchasing/receipt-fold.ts';
import { ShiftFold } from '../../shared/sales/shift-fold.ts';
import { TicketFold } from '../../shared/sales/ticket-fold.ts';
import { createSettingsFold } from '../../shared/settings/settings-folds.ts';
import { movementList } from '../../shared/stock/movement-list.ts';
import { oversoldTasks } from '../../shared/stock/oversold.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { BRANCH, feedOf, idOf, MEMBER, type PlacedEntry, REGISTER, refOf, WAREHOUSE } from '../kit/fold-facts.ts';
import { checkFoldLaws } from '../kit/fold-laws.ts';

// Hundreds of histories a test: on a busy machine that is more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

const feeds = ['a', 'b', 'c'];

/** Commits of three feeds with rising times, each with up to three entries; `over` and repeats may name any of them. */
function placed(
  entry: fc.Arbitrary<Entry>,
  documents: readonly string[],
  most = 14,
): fc.Arbitrary<readonly PlacedEntry[]> {
  const commit = fc.record({
    feed: fc.constantFrom(...feeds),
    step: fc.integer({ min: 0, max: 3 }),
    document: fc.constantFrom(...documents),
    entries: fc.array(entry, { minLength: 1, maxLength: 3 }),
  });
  return fc.array(commit, { maxLength: most }).map((commits) => {
    const seqs = new Map<string, number>();
    const times = new Map<string, number>();
    return commits.flatMap(({ feed, step, document, entries }) => {
      const seq = (seqs.get(feed) ?? 0) + 1;
      // Feeds may share a time; within a feed it rises.
      const time = (times.get(feed) ?? 1_790_000_000_000_000) + 1 + step * 43_200_000_000;
      seqs.set(feed, seq);
      times.set(feed, time);
      return entries.map((one, index) => ({ ref: refOf(feed, seq, time, document, index), entry: one }));
    });
  });
}

const over = fc.array(fc.tuple(fc.constantFrom(...feeds.map(feedOf)), fc.integer({ min: 1, max: 6 })), {
  maxLength: 3,
});

const variants = ['v1', 'v2'].map(idOf);
const papers = ['p1', 'p2', 'p3'].map(idOf);
const movementEntry: fc.Arbitrary<Entry> = fc
  .record({
    variant: fc.constantFrom(...variants),
    quantity: fc.integer({ min: 1, max: 5000 }),
    type: fc.constantFrom('receipt', 'sale'),
    document: fc.constantFrom(...papers),
    line: fc.integer({ min: 1, max: 2 }),
    reversal: fc.constantFrom(false, false, true),
    at: fc.constantFrom(undefined, undefined, '2026-09-20', '2026-09-23'),
    register: fc.constantFrom(undefined, REGISTER),
  })
  .map(({ reversal, at, register, quantity, ...rest }) => ({
    kind: 'movement',
    ...rest,
    quantity: quantity * (rest.type === 'sale' ? -1 : 1) * (reversal ? -1 : 1),
    ...(reversal ? { reversal } : {}),
    ...(at === undefined ? {} : { at }),
    ...(register === undefined ? {} : { register }),
  }));
const countEntry: fc.Arbitrary<Entry> = fc.record({
  kind: fc.constant('count'),
  variant: fc.constantFrom(...variants),
  counted: fc.integer({ min: 0, max: 9000 }),
  at: fc.integer({ min: 1_790_000_000_000_000, max: 1_790_200_000_000_000 }),
  stocktake: fc.constantFrom(...['s1', 's2'].map(idOf)),
  line: fc.constantFrom(1, 2),
  counter: fc.constantFrom(MEMBER, 'member-000000002'),
});
const escrowEntry: fc.Arbitrary<Entry> = fc.record({
  kind: fc.constant('escrow'),
  id: fc.constantFrom(...['e1', 'e2', 'e3'].map(idOf)),
  variant: fc.constantFrom(...variants),
  register: fc.constantFrom(REGISTER, 'till---2'),
  quantity: fc.integer({ min: -3000, max: 3000 }),
  from: fc.constantFrom('pool', 'till---2'),
});

function viewOfStock(fold: StockFold): unknown {
  return {
    pools: variants.map((variant) => [
      fold.balance(variant, null),
      fold.balanceAsOf(variant, null, 1_790_080_000_000_000),
      fold.balance(variant, `${BRANCH}/${WAREHOUSE}`),
      movementList(fold, variant, null, 1000),
    ]),
    oversold: oversoldTasks(fold),
    holdings: fold.escrow.holdings(),
    disputed: fold.disputed().map((rows) => rows.map((row) => [fold.rows.documentOf(row), fold.rows.columns.seq[row]])),
  };
}

test('FOLD-1 FOLD-2 FOLD-3 FOLD-4 stock keeps the laws', () => {
  checkFoldLaws({
    make: () => new StockFold(480),
    view: viewOfStock,
    facts: placed(fc.oneof({ weight: 4, arbitrary: movementEntry }, countEntry, escrowEntry), [
      `stock/${BRANCH}/${WAREHOUSE}/2026-09`,
      `stock/${BRANCH}/house--2/2026-09`,
    ]),
    runs: 250,
  });
});

const productIds = ['m1', 'm2'].map(idOf);
const fieldValue = fc.oneof(
  fc.record({ field: fc.constant('name'), value: fc.constantFrom('牛奶', '酸奶', '苹果') }),
  fc.record({ field: fc.constant('retailPrice'), value: fc.constantFrom<number | null>(100, 105, 200, null) }),
  fc.record({ field: fc.constant('barcodes'), value: fc.subarray(['69012345', '69099999'], { minLength: 1 }) }),
  fc.record({ field: fc.constant('category'), value: fc.constantFrom('饮料', '饮料/奶') }),
  fc.record({ field: fc.constant('laterField'), value: fc.constantFrom(true, 'x') }),
);
const recordEntry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    kind: fc.constant('new'),
    type: fc.constant('product'),
    id: fc.constantFrom(...productIds),
    fields: fc
      .array(fieldValue, { maxLength: 4 })
      .map((all) => Object.fromEntries(all.map((one) => [one.field, one.value]))),
  }),
  fc
    .record({ id: fc.constantFrom(...productIds), what: fieldValue, over })
    .map(({ id, what, over: named }) => ({ kind: 'set', type: 'product', id, ...what, over: named })),
  fc.record({ kind: fc.constant('remove'), type: fc.constant('product'), id: fc.constantFrom(...productIds), over }),
  fc.record({
    kind: fc.constant('set'),
    type: fc.constant('product'),
    id: fc.constantFrom(...productIds),
    field: fc.constant('removed'),
    value: fc.constant(false),
    over,
  }),
  fc.record({
    kind: fc.constant('new'),
    type: fc.constant('variant'),
    id: fc.constantFrom(...['w1', 'w2'].map(idOf)),
    fields: fc.record({
      product: fc.constantFrom(...productIds),
      barcodes: fc.constantFrom(['69012345'], ['69055555']),
      attributes: fc.constantFrom({ 颜色: '红' }, { 颜色: '蓝' }),
    }),
  }),
);

function viewOfCatalogue(fold: CatalogueFold): unknown {
  const questions = { onHand: () => 0, available: () => 0, travel: () => 'merged' };
  const params = { search: '', category: null, filter: 'all', offset: 0, limit: 100 } as const;
  const sorted = productList(fold, { ...params, sort: { by: 'name', descending: false } }, questions);
  const byId = [...sorted.rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const search = (text: string) =>
    fold.search
      .find(text, fold.products.rowCount)
      .map((row) => fold.products.idOf(row))
      .sort();
  return {
    rows: byId,
    names: sorted.rows.map((row) => row.name),
    total: sorted.total,
    records: productIds.map((id) => fold.products.read(id)),
    variants: productIds.map((id) => fold.variantsOf(id)),
    scans: ['69012345', '69099999', '69055555'].map((code) => fold.findBarcode(code)),
    searches: ['牛', 'pg', '6901'].map(search),
    categories: fold.categoryCounts(),
    duplicates: fold.duplicateBarcodes(),
  };
}

const readName = (name: string) => ({
  full: name === '苹果' ? 'pingguo' : 'nai',
  initials: name === '苹果' ? 'pg' : 'n',
});

test('FOLD-1 FOLD-2 FOLD-3 FOLD-4 records keep the laws, hostile over[] included', () => {
  const claimed = placed(recordEntry, ['catalogue'], 12).map((entries) =>
    entries.map((one, i) => (i % 3 === 0 ? { ...one, ref: { ...one.ref, uses: ['catalogue.price≤5@*'] } } : one)),
  );
  checkFoldLaws({ make: () => new CatalogueFold(readName), view: viewOfCatalogue, facts: claimed, runs: 250 });
});

test('FOLD-5 whatever is taken out, a record of which one entry is left shows it', () => {
  fc.assert(
    fc.property(placed(recordEntry, ['catalogue'], 10), fc.nat(), (entries, pick) => {
      const records = entries.filter(({ entry }) => entry.type === 'product' && entry.kind !== 'remove');
      const kept = records[pick % Math.max(1, records.length)];
      if (kept === undefined) return true;
      const fold = new CatalogueFold(readName);
      for (const { ref, entry } of entries) fold.add(ref, entry);
      for (const one of entries) if (one !== kept) fold.remove(one.ref, one.entry);
      const record = fold.products.read(String(kept.entry.id));
      return record !== null && !record.removed;
    }),
    { seed: 20_261_125, numRuns: 200 },
  );
});

test('FOLD-1 FOLD-4 settings keep the laws', () => {
  const ids = ['branch-1', 'branch-2'];
  checkFoldLaws({
    make: createSettingsFold,
    view: (fold) => [
      [...fold.ids('branch')].sort().map((id) => [id, fold.text('branch', id, 'name')]),
      ids.map((id) => fold.of('branch').read(id)),
    ],
    facts: placed(
      fc
        .record({ id: fc.constantFrom(...ids), name: fc.constantFrom('东', '西'), over, isNew: fc.boolean() })
        .map((one) =>
          one.isNew
            ? { kind: 'new', type: 'branch', id: one.id, fields: { name: one.name } }
            : { kind: 'set', type: 'branch', id: one.id, field: 'name', value: one.name, over: one.over },
        ),
      ['settings'],
    ),
  });
});

const saleEntry: fc.Arbitrary<Entry> = fc
  .record({
    id: fc.constantFrom(...papers),
    number: fc.constantFrom('LSCK-A-03k7-000001', 'LSCK-A-03k7-000002'),
    paid: fc.constantFrom(1000, 2000),
    shift: fc.constantFrom(...['h1', 'h2'].map(idOf)),
    basket: fc.constantFrom('basket1', 'basket2'),
  })
  .map(({ id, number, paid, shift, basket }) => ({
    kind: 'posSale',
    id,
    number,
    register: REGISTER,
    shift,
    lines: [
      {
        variant: idOf('v1'),
        name: '牛奶',
        unit: '盒',
        numerator: 1,
        denominator: 1,
        quantity: 1000,
        base: 1000,
        listPrice: paid * 100,
        price: paid * 100,
        amount: paid,
        discount: 0,
        roundOff: 0,
        paid,
      },
    ],
    discount: 0,
    roundOff: 0,
    payable: paid,
    tenders: [{ kind: 'cash', amount: paid }],
    change: 0,
    handler: MEMBER,
    basket,
  }));

test('FOLD-1 FOLD-2 FOLD-3 FOLD-4 tickets keep the laws', () => {
  checkFoldLaws({
    make: () => new TicketFold(),
    view: (fold) => ({
      latest: fold.latest(100).map((fact) => [fact.ref.feed, fact.ref.seq, fact.ref.index, fact.value]),
      shifts: ['h1', 'h2'].map((shift) => fold.shift(idOf(shift))),
      twice: fold.paidTwice().map((fact) => fact.value.text),
      baskets: ['basket1', 'basket2'].map((basket) => fold.ofBasket(basket)),
      numbers: [fold.doubleNumbers(), fold.lastCounter('LSCK-A-03k7-')],
      disputed: fold.disputed(),
      read: papers.map((paper) => fold.read(paper)?.sale ?? null),
    }),
    facts: placed(saleEntry, [`tickets/${BRANCH}/2026-09`]),
  });
});

const cashEntry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    kind: fc.constant('cash'),
    type: fc.constantFrom('sale', 'paidOut'),
    shift: fc.constantFrom(...['h1', 'h2'].map(idOf)),
    register: fc.constant(REGISTER),
    account: fc.constantFrom('cash', 'wechat'),
    amount: fc.integer({ min: -500, max: 5000 }),
    document: fc.constantFrom(...papers),
  }),
  fc.record({
    kind: fc.constant('shiftOpen'),
    id: fc.constantFrom(...['h1', 'h2'].map(idOf)),
    register: fc.constantFrom(REGISTER, 'till---2'),
    float: fc.constantFrom(30_000, 50_000),
    at: fc.constant(1_790_000_000_000_000),
  }),
  fc.record({
    kind: fc.constant('shiftClose'),
    id: fc.constantFrom(...['h1', 'h2'].map(idOf)),
    counted: fc.constant(50_000),
    expected: fc.constantFrom(50_000, 60_000),
    at: fc.constant(1_790_100_000_000_000),
  }),
);

test('FOLD-1 FOLD-2 FOLD-3 FOLD-4 shifts and drawers keep the laws', () => {
  const none = new TicketFold();
  checkFoldLaws({
    make: () => new ShiftFold(),
    view: (fold) => ({
      open: [REGISTER, 'till---2'].map((register) => fold.openShifts(register)),
      statements: ['h1', 'h2'].map((shift) => fold.statement(idOf(shift), none)),
      cash: ['h1', 'h2'].map((shift) => [fold.expectedCash(idOf(shift)), fold.accounts(idOf(shift))]),
      disputed: fold.disputed(),
    }),
    facts: placed(cashEntry, [`cash/${BRANCH}/2026-09`]),
  });
});

test('FOLD-1 FOLD-2 FOLD-3 FOLD-4 receipts keep the laws', () => {
  const receipt = fc
    .record({
      id: fc.constantFrom(...papers),
      note: fc.constantFrom('', 'S-1', 'S-2'),
      quantity: fc.constantFrom(1000, 2000),
    })
    .map(({ id, note, quantity }) => ({
      kind: 'goodsReceipt',
      id,
      number: 'CGRK-A-03k7-000001',
      warehouse: WAREHOUSE,
      supplier: '兴盛',
      deliveryNote: note,
      remark: '',
      lines: [
        {
          variant: idOf('v1'),
          unit: '盒',
          numerator: 1,
          denominator: 1,
          quantity,
          base: quantity,
          rejected: 0,
          rejectedReason: '',
        },
      ],
    }));
  const cost = fc.record({
    kind: fc.constant('receiptCost'),
    receipt: fc.constantFrom(...papers),
    line: fc.constant(1),
    amount: fc.constantFrom(500, 700),
  });
  checkFoldLaws({
    make: () => new ReceiptFold(),
    view: (fold) => ({
      latest: fold.latest(50).map((fact) => [fact.ref.seq, fact.value]),
      twice: fold.receivedTwice().map((fact) => [fact.ref.feed, fact.ref.seq, fact.ref.index]),
      costs: papers.map((paper) => fold.lineCost(paper, 1)),
    }),
    facts: placed(fc.oneof(receipt, cost), [`purchasing/${BRANCH}/2026-09/${MEMBER}`]),
  });
});
