import { expect, test } from 'vitest';
import type { Entry } from '../../../shared/commit/part.ts';
import { FoldSet, splitLater } from '../../../shared/fold/fold.ts';
import { ShiftFold } from '../../../shared/sales/shift-fold.ts';
import { TicketFold } from '../../../shared/sales/ticket-fold.ts';
import { idOf, refOf } from '../../kit/fold-facts.ts';

const SHIFT = idOf('shift');
const MEMBER = 'memberAAAAAAAAAA';
const PLACE = 'placeAAA';

function ticket(i: number): Entry {
  const amounts = { amount: 100 + i, discount: 0, roundOff: 0, paid: 100 + i };
  const line = { variant: idOf('v'), name: '牛奶', unit: '盒', numerator: 1, denominator: 1, quantity: 1000 };
  return {
    kind: 'posSale',
    id: idOf(`t${i}`),
    number: `HF-01-${String(i).padStart(4, '0')}`,
    register: PLACE,
    shift: SHIFT,
    lines: [{ ...line, base: 1000, listPrice: (100 + i) * 100, price: (100 + i) * 100, ...amounts }],
    discount: 0,
    roundOff: 0,
    payable: 100 + i,
    tenders: [{ kind: 'cash', amount: 100 + i }],
    change: 0,
    handler: MEMBER,
    basket: `basket-${i}`,
  };
}
const cash = (i: number): Entry => ({
  kind: 'cash',
  type: 'sale',
  shift: SHIFT,
  register: PLACE,
  account: 'cash',
  amount: 100 + i,
  document: idOf(`t${i}`),
});

const make = () => {
  const tickets = new TicketFold();
  const shifts = new ShiftFold();
  return { tickets, shifts, folds: new FoldSet([tickets, shifts]) };
};
const sell = (folds: FoldSet, i: number): void => {
  folds.addPart(refOf('a', i, 1000 + i, 'tickets/branchAA/2026-11'), [ticket(i)]);
  folds.addPart(refOf('a', i, 1000 + i, 'cash/branchAA/2026-11'), [cash(i)]);
};

test('FOLD-8 a till starts with the sums of its shift and the newest tickets, and sells; the older ones follow piece by piece', () => {
  const before = make();
  for (let i = 1; i <= 700; i++) sell(before.folds, i);
  expect(before.tickets.size).toBe(700);
  const { first, later } = splitLater(structuredClone(before.folds.snapshot('x')));
  expect(later.length).toBeGreaterThan(6);

  const { tickets, shifts, folds } = make();
  expect(folds.restore(first)).toBe('x');
  expect(tickets.shift(SHIFT)).toEqual(before.tickets.shift(SHIFT));
  expect(shifts.expectedCash(SHIFT)).toBe(before.shifts.expectedCash(SHIFT));
  expect(tickets.latest(100)).toEqual(before.tickets.latest(100));
  expect(tickets.size).toBe(100);

  // One is new; one came again in another commit, before its old self was back.
  sell(folds, 701);
  folds.addPart(refOf('b', 1, 9000, 'tickets/branchAA/2026-11'), [ticket(5)]);
  folds.addPart(refOf('b', 1, 9000, 'cash/branchAA/2026-11'), [cash(5)]);
  for (const piece of later) folds.restoreLater(piece);
  folds.settleLater();

  sell(before.folds, 701);
  expect(tickets.size).toBe(701);
  expect(tickets.shift(SHIFT)).toEqual(before.tickets.shift(SHIFT));
  expect(shifts.expectedCash(SHIFT)).toBe(before.shifts.expectedCash(SHIFT));
  expect(tickets.latest(701).map((fact) => fact.key)).toEqual(before.tickets.latest(701).map((fact) => fact.key));
});
