/**
 * A sale at the till: one commit over tickets, stock and cash. The basket's id makes it happen once: pressed twice, or
 * paid in two tabs, it answers the ticket that exists. Strict products sell only what this register holds in escrow,
 * and that is looked at before anything is signed.
 */
import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { toBaseQuantity } from '../../shared/foundation/quantity.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { accountAmounts, changeOf, type TenderFault, ticketTotals } from '../../shared/sales/sale-totals.ts';
import { titleOfGood } from '../queries/goods.ts';
import type { Planner } from '../replica/own-writer.ts';
import type { Commands, SellInput, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, partsOf, permitted } from './command-shop.ts';
import { nextNumber } from './register-numbers.ts';
import { openShift, shiftName } from './shift-state.ts';

type Sold = Commands['sell']['output'];

interface PricedLine {
  readonly variant: string;
  readonly name: string;
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly quantity: number;
  readonly base: number;
  readonly listPrice: number;
  readonly price: number;
  /** Printed on a weighed label; else null. */
  readonly amount: number | null;
  readonly strict: boolean;
}

/**
 * Errors: `empty-basket`, `unknown-product`, `unpriced`, `unit-remainder`, `no-escrow` {name, left}, `tenders-short`
 * {missing}, `non-cash-change`, `negative-tender`, `discount-too-large`, `round-off-too-large`, `not-allowed` {use}, and those of the writer.
 */
export async function sell(shop: CommandShop, input: SellInput): Promise<Result<Sold, ShownError>> {
  const paid = await shop.basket(input.basket);
  if (paid !== null) return ok(paid);
  const lines = priceLines(shop, input);
  if (!lines.ok) return lines;
  let sold: Sold | null = null;
  let repeated: Sold | null = null;
  const written = await shop.write(async (moment) => {
    // Another tab may have been quicker with this very basket, or with the last unit held in escrow.
    repeated = await shop.basket(input.basket);
    if (repeated !== null) return err({ code: 'paid-already' });
    const held = checkEscrow(shop, lines.value);
    if (held !== null) return err(held);
    const plan = await planSale(shop, input, lines.value, moment);
    if (!plan.ok) return plan;
    sold = plan.value.sold;
    return permitted(shop, plan.value.draft);
  });
  if (repeated !== null) return ok(repeated);
  if (!written.ok) return written;
  return sold === null ? err({ code: 'engine', detail: 'a sale without a ticket' }) : ok(sold);
}

function priceLines(shop: CommandShop, input: SellInput): Result<readonly PricedLine[], ShownError> {
  const lines: PricedLine[] = [];
  for (const line of input.lines) {
    const good = shop.goods.good(line.variant);
    if (good === null) return err({ code: 'unknown-product' });
    const name = titleOfGood(good);
    if (good.price === null && line.price === 0) return err({ code: 'unpriced', values: { name } });
    const base = toBaseQuantity(line.quantity, line);
    if (base === null || base <= 0) return err({ code: 'unit-remainder', values: { name } });
    const { variant, unit, numerator, denominator, quantity, listPrice, price } = line;
    const { amount } = line;
    const { strict } = good;
    lines.push({ variant, name, unit, numerator, denominator, quantity, base, listPrice, price, amount, strict });
  }
  return lines.length === 0 ? err({ code: 'empty-basket' }) : ok(lines);
}

function checkEscrow(shop: CommandShop, lines: readonly PricedLine[]): ShownError | null {
  const wanted = new Map<string, number>();
  for (const line of lines) {
    if (line.strict) wanted.set(line.variant, (wanted.get(line.variant) ?? 0) + line.base);
  }
  for (const [variant, quantity] of wanted) {
    const left = shop.escrow(variant);
    const name = lines.find((line) => line.variant === variant)?.name ?? '';
    if (quantity > left) return { code: 'no-escrow', values: { name, left } };
  }
  return null;
}

async function planSale(
  shop: CommandShop,
  input: SellInput,
  lines: readonly PricedLine[],
  moment: Parameters<Planner>[0],
): Promise<Result<{ sold: Sold; draft: Parameters<typeof permitted>[1] }, ShownError>> {
  const { branch, warehouse, register, member } = shop.post;
  const { time, month } = moment;
  const totals = ticketTotals(lines, input.discount, input.roundOff);
  if (!totals.ok) return totals;
  const { payable } = totals.value;
  const changed = changeOf(payable, input.tenders);
  if (!changed.ok) return err(tenderError(changed.error));
  const change = changed.value;

  const id = shop.recordId();
  const { number, counters } = await nextNumber(shop, 'posSale');
  const { shift, opening } = await openShift(shop, time);
  const ticket: Entry = {
    kind: 'posSale',
    id,
    number,
    register,
    shift: shift.id,
    lines: lines.map(({ strict: _strict, ...line }, i) => ({ ...line, ...totals.value.lines[i] })),
    discount: input.discount,
    roundOff: input.roundOff,
    payable,
    tenders: input.tenders.map(({ kind, amount }) => ({ kind, amount })),
    change,
    handler: member,
    basket: input.basket,
  };
  const movements: Entry[] = lines.map((line, i) => ({
    kind: 'movement',
    variant: line.variant,
    quantity: -line.base,
    type: 'sale',
    document: id,
    line: i + 1,
    ...(line.strict ? { register } : {}),
  }));
  const cash = [...accountAmounts(input.tenders, change)].map(([account, amount]) => ({
    kind: 'cash',
    type: 'sale',
    shift: shift.id,
    register,
    account,
    amount,
    document: id,
  }));
  const drawer = cash.find((entry) => entry.account === 'cash')?.amount ?? 0;
  const next = { ...shift, tickets: shift.tickets + 1, net: shift.net + payable, cash: shift.cash + drawer };
  const sold = { id, number, change };
  const draft = {
    command: 'sell',
    parts: partsOf(
      [documentName({ kind: 'tickets', branch, month }), [ticket]],
      [documentName({ kind: 'stock', branch, warehouse, month }), movements],
      [documentName({ kind: 'cash', branch, month }), [...opening, ...cash]],
    ),
    title: number,
    counters: { ...counters, [shiftName(shop.post)]: next },
    basket: { key: input.basket, record: sold },
  };
  return ok({ sold, draft });
}

function tenderError(fault: TenderFault): ShownError {
  switch (fault.code) {
    case 'short':
      return { code: 'tenders-short', values: { missing: fault.missing } };
    case 'change-not-from-cash':
      return { code: 'non-cash-change', values: { change: fault.excess } };
    case 'negative-tender':
      return { code: 'negative-tender' };
  }
}
