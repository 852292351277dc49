/**
 * Random tickets, goods of them brought back in any order and partition by tills that know of each other or don't: what
 * is refunded never exceeds what was paid but by a fen for each return that did not know of another, whatever comes back
 * in full comes to what was paid, and every drawer is its float and the sum of what went in and out.
 */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { HoldFold } from '../../shared/sales/hold-fold.ts';
import { PrintFold } from '../../shared/sales/print-fold.ts';
import { ReturnFold } from '../../shared/sales/return-fold.ts';
import type { Tendered } from '../../shared/sales/sale-totals.ts';
import { salesTasks } from '../../shared/sales/sales-tasks.ts';
import { shiftReport } from '../../shared/sales/shift-report.ts';
import { TicketFold } from '../../shared/sales/ticket-fold.ts';
import type { ShiftOpen } from '../../shared/schema/shift.ts';
import { BRANCH, idOf, MEMBER, type PlacedEntry, REGISTER, refOf } from '../kit/fold-facts.ts';
import { checkFoldLaws } from '../kit/fold-laws.ts';
import {
  builtReturn,
  builtReversal,
  builtSale,
  drafted,
  fold,
  lineOf,
  MONTH,
  returnable,
  returnContext,
  SHIFT,
  type Told,
} from '../kit/till-folds.ts';

vi.setConfig({ testTimeout: 60_000 });
const SEED = 20_261_125;
const START = 1_790_000_000_000_000;

const ticketArbitrary = fc.record({
  lines: fc.array(fc.record({ pieces: fc.integer({ min: 1, max: 7 }), fen: fc.integer({ min: 0, max: 9999 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  discount: fc.integer({ min: 0, max: 100 }),
  wallet: fc.integer({ min: 0, max: 100 }),
  over: fc.integer({ min: 0, max: 5000 }),
});
type Ticket = typeof ticketArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** A ticket with a discount of so many percent of its sum, so much of it paid by wallet, the rest in cash with change. */
function sell({ lines, discount, wallet, over }: Ticket) {
  const inputs = lines.map(({ pieces, fen }, i) => lineOf(pieces * 1000, fen, idOf(`v${i}`)));
  const sum = lines.reduce((total, { pieces, fen }) => total + pieces * fen, 0);
  const off = Math.floor((sum * discount) / 100);
  const due = sum - off;
  const part = Math.floor((due * wallet) / 100);
  const given: Tendered[] = [{ kind: 'cash', amount: due - part + over }];
  if (part > 0) given.push({ kind: 'wechat', amount: part });
  return builtSale('t1', { lines: inputs, discount: off, tenders: given });
}

const opening: ShiftOpen = {
  kind: 'shiftOpen',
  id: SHIFT,
  register: REGISTER,
  float: 30_000,
  at: START,
  handler: MEMBER,
};
const OPEN: Told = { feed: 'a', seq: 1, time: START, draft: drafted('cash', [opening]) };

interface Step {
  readonly line: number;
  readonly pieces: number;
  /** Written without having seen the returns before it. */
  readonly away: boolean;
}
const steps = fc.array(fc.record({ line: fc.nat(3), pieces: fc.integer({ min: 1, max: 3 }), away: fc.boolean() }), {
  maxLength: 12,
});

function story(ticket: Ticket, plan: readonly Step[], mayBeAway: boolean) {
  const sale = sell(ticket);
  const told: Told[] = [OPEN, { feed: 'a', seq: 2, time: START + 1, draft: sale.draft }];
  let away = 0;
  for (const [i, step] of plan.entries()) {
    const line = step.line % ticket.lines.length;
    const isAway = mayBeAway && step.away;
    const folds = fold(isAway ? told.slice(0, 2) : told);
    const left = (sale.sale.lines[line]?.quantity ?? 0) - folds.returns.returned(sale.sale.id, line + 1).quantity;
    const quantity = Math.min(step.pieces * 1000, left);
    if (quantity <= 0) continue;
    const time = START + 10 + i;
    const known = returnable(folds, sale.sale, START + 1);
    const made = builtReturn(known, [[line + 1, quantity]], returnContext(`r${i}`, time));
    told.push({ feed: isAway ? `b${i}` : 'a', seq: 3 + i, time, draft: made.draft });
    if (isAway) away += 1;
  }
  return { sale, told, away };
}

test('TILL-1 TILL-4 TILL-31 whatever the order and partition, refunds are exact to the fen and never above what was paid', () => {
  fc.assert(
    fc.property(ticketArbitrary, steps, (ticket, plan) => {
      const { sale, told } = story(ticket, plan, false);
      const folds = fold(told);
      let refunds = 0;
      for (const [i, line] of sale.sale.lines.entries()) {
        const back = folds.returns.returned(sale.sale.id, i + 1);
        refunds += back.refund;
        expect(back.refund).toBeLessThanOrEqual(line.paid);
        expect(back.refund).toBe(
          Number(
            (2n * BigInt(line.paid) * BigInt(back.quantity) + BigInt(line.quantity)) / (2n * BigInt(line.quantity)),
          ),
        );
        if (back.quantity === line.quantity) expect(back.refund).toBe(line.paid);
      }
      const report = shiftReport(SHIFT, folds);
      expect(report?.returns.refund).toBe(refunds);
      expect(report?.net).toBe(sale.sale.payable - refunds);
      expect(report?.tenders.reduce((sum, one) => sum + one.amount, 0)).toBe(sale.sale.payable - refunds);
      expect(report?.cash.expected).toBe(30_000 + (report?.tenders.find((one) => one.account === 'cash')?.amount ?? 0));
      for (const kind of ['cash', 'wechat'] as const) {
        const paid = sale.sale.tenders.reduce((sum, one) => sum + (one.kind === kind ? one.amount : 0), 0);
        const kept = kind === 'cash' ? paid - sale.sale.change : paid;
        expect(folds.returns.refundedBy(sale.sale.id, kind)).toBeLessThanOrEqual(kept);
      }
      expect(salesTasks(folds)).toEqual([]);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('TILL-7 away from each other: every drawer is true, the same tasks in every order, a fen a return at most beyond the sold', () => {
  fc.assert(
    fc.property(ticketArbitrary, steps, fc.nat(), (ticket, plan, turn) => {
      const { sale, told, away } = story(ticket, plan, true);
      const folds = fold(told);
      const beyond = salesTasks(folds).some((task) => task.kind === 'over-returned');
      let refunds = 0;
      for (const [i, line] of sale.sale.lines.entries()) {
        const back = folds.returns.returned(sale.sale.id, i + 1);
        refunds += back.refund;
        expect(back.quantity > line.quantity).toBe(back.quantity > line.quantity && beyond);
        if (back.quantity <= line.quantity) expect(back.refund).toBeLessThanOrEqual(line.paid + away);
      }
      const report = shiftReport(SHIFT, folds);
      expect(report?.returns.refund).toBe(refunds);
      expect(report?.cash.expected).toBe(30_000 + (report?.tenders.find((one) => one.account === 'cash')?.amount ?? 0));
      const turned = told.map((_, i) => told[(i + turn) % told.length]).filter((one) => one !== undefined);
      expect(salesTasks(fold(turned))).toEqual(salesTasks(folds));
      expect(shiftReport(SHIFT, fold(turned))).toEqual(report);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

// ------------------------------------------------------------ the folds' laws

const ids = ['r1', 'r2', 'r3'].map(idOf);
const sale = builtSale('t1', { lines: [lineOf(3000, 1000)], tenders: [{ kind: 'cash', amount: 3000 }] });
const known = returnable(fold([]), sale.sale, START);
const one = builtReturn(known, [[1, 1000]], returnContext('r1', START + 5)).entry;
const entry = fc.oneof(
  fc
    .record({
      id: fc.constantFrom(...ids),
      ticket: fc.constantFrom(idOf('t1'), idOf('t2')),
      shift: fc.constantFrom(...['h1', 'h2'].map(idOf)),
    })
    .map((more) => ({ ...one, ...more })),
  fc
    .record({ id: fc.constantFrom(...ids), payable: fc.constantFrom(3000, 4000) })
    .map((more) => ({ ...builtReversal(known, returnContext('r9', START)).entry, ...more })),
  fc.record({ id: fc.constantFrom(...['h1', 'h2'].map(idOf)), basket: fc.constantFrom('b1', 'b2') }).map((more) => ({
    kind: 'hold',
    register: REGISTER,
    handler: MEMBER,
    lines: [
      {
        product: idOf('v'),
        variant: idOf('v'),
        name: '牛奶',
        unit: '盒',
        numerator: 1,
        denominator: 1,
        quantity: 1000,
        listPrice: 1,
        price: 1,
      },
    ],
    discount: 0,
    payable: 0,
    note: '',
    ...more,
  })),
  fc
    .record({ id: fc.constantFrom(...['x1', 'x2'].map(idOf)), hold: fc.constantFrom(...['h1', 'h2'].map(idOf)) })
    .map((more) => ({ kind: 'recall', register: REGISTER, handler: MEMBER, ...more })),
  fc
    .record({
      id: fc.constantFrom(...['p1', 'p2'].map(idOf)),
      document: fc.constantFrom(...ids),
      copy: fc.constantFrom(1, 2),
    })
    .map((more) => ({ kind: 'ticketPrint', ...more })),
  fc.constantFrom('t1', 't2').map((id) => ({
    ...sale.sale,
    id: idOf(id),
    tenders: [{ kind: 'exchange', amount: 3000 }],
  })),
);
const facts = fc
  .array(fc.record({ feed: fc.constantFrom('a', 'b', 'c'), step: fc.nat(3), entry }), { maxLength: 14 })
  .map((all): readonly PlacedEntry[] => {
    const seqs = new Map<string, number>();
    const times = new Map<string, number>();
    return all.map(({ feed, step, entry: what }) => {
      const seq = (seqs.get(feed) ?? 0) + 1;
      const time = (times.get(feed) ?? START) + 1 + step * 1000;
      seqs.set(feed, seq);
      times.set(feed, time);
      return { ref: refOf(feed, seq, time, `tickets/${BRANCH}/${MONTH}`), entry: what };
    });
  });

test('FOLD-1 FOLD-2 FOLD-3 FOLD-4 returns keep the laws', () => {
  checkFoldLaws({
    make: () => new ReturnFold(),
    view: (folded) => ({
      latest: folded.latest(50).map((fact) => [fact.ref.feed, fact.ref.seq, fact.value]),
      tickets: folded.tickets(),
      lines: ['t1', 't2'].map((ticket) => [folded.returned(idOf(ticket), 1), folded.refundedBy(idOf(ticket), 'cash')]),
      reversed: ['t1', 't2'].map((ticket) => folded.isReversed(idOf(ticket))),
      exchanges: folded.exchanges(),
      disputed: folded.disputed(),
    }),
    facts,
  });
});

test('FOLD-1 FOLD-2 FOLD-3 FOLD-4 holds and prints keep the laws', () => {
  const none = new TicketFold();
  checkFoldLaws({
    make: () => new HoldFold(),
    view: (folded) => ({
      open: folded.open(BRANCH, START + 100_000, none),
      recalls: ['h1', 'h2'].map((id) => folded.recallsOf(idOf(id)).map((fact) => [fact.ref.feed, fact.ref.seq])),
      held: ['h1', 'h2'].map((id) => folded.get(idOf(id))),
      baskets: ['b1', 'b2'].map((basket) => folded.ofBasket(basket)?.hold.id ?? null),
    }),
    facts,
  });
  checkFoldLaws({
    make: () => new PrintFold(),
    view: (folded) => ids.map((id) => folded.copies(id)),
    facts,
  });
});
