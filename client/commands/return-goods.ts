/**
 * Goods come back at the till: returned, exchanged for others, or their ticket reversed as a whole. One commit over
 * papers, stock and drawer; works offline on what this till knows. How old, how dear and without which ticket is said by
 * the uses of the draft; a shop's own number of days binds besides.
 */
import { titleOfGood } from '../../shared/catalogue/good.ts';
import { MAX_AMOUNT } from '../../shared/foundation/money.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { lowestPrice } from '../../shared/sales/lowest-price.ts';
import {
  buildReturn,
  exchangeValue,
  type LooseReturnLine,
  looseReturnLines,
  type ReturnableTicket,
  type ReturnContext,
  type ReturnFault,
  ticketReturnLines,
} from '../../shared/sales/return.ts';
import { buildReversal } from '../../shared/sales/reverse-sale.ts';
import { type BuiltSale, buildSale, type SaleInput } from '../../shared/sales/sell.ts';
import { type CommandDraft, draftCommand } from '../../shared/schema/command-draft.ts';
import { type PosReturnLine, returnAge } from '../../shared/schema/pos-return.ts';
import type { ShiftOpen } from '../../shared/schema/shift.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { ReturnLineChoice, TillCommands } from '../worker/till-views.ts';
import { permitted } from './command-shop.ts';
import { walletOfReturn, walletOfReversal, walletOfSale, withWallet } from './member-wallet.ts';
import { nextNumber } from './register-numbers.ts';
import { rememberedGoods } from './sell.ts';
import { openShift, type ShiftState, shiftName } from './shift-state.ts';
import { numberSetting, returnableOf, type TillShop } from './till-shop.ts';

type Answer<Name extends keyof TillCommands> = Promise<Result<TillCommands[Name]['output'], ShownError>>;
type Returned = TillCommands['returnGoods']['output'];

/**
 * Errors: `ticket-unknown`, `empty-return`, `reason-required`, `ticket-reversed`, `returned-already` {name, returned, sold},
 * `bad-quantity`, `unit-remainder`, `serials`, `unknown-product`, `unpriced`, `return-too-old` {days}, `refund-limit`
 * {fen}, `no-ticket-right`, `not-allowed` {use}, of an exchange those of a sale, and those of the writer.
 */
export async function returnGoods(shop: TillShop, input: TillCommands['returnGoods']['input']): Answer<'returnGoods'> {
  await shop.till.ready();
  const { exchange } = input;
  const sold = exchange === null ? null : await shop.basket(exchange.basket);
  if (sold !== null) return err({ code: 'paid-already' });
  let returned: Returned | null = null;
  const written = await shop.write(async ({ time, month }) => {
    const ticket = input.ticket === null ? null : returnableOf(shop.till, input.ticket);
    if (input.ticket !== null && ticket === null) return err({ code: 'ticket-unknown' });
    const lines =
      ticket === null ? looseLines(shop, input.lines, time) : ticketReturnLines(ticket, input.lines.map(plainLine));
    if (!lines.ok) return err('shown' in lines.error ? lines.error.shown : shownFault(ticket, lines.error));
    const { number, counters } = await nextNumber(shop, 'posReturn');
    const { shift, opening } = await openShift(shop, time);
    const context = { ...paper(shop, shift, month, time), id: shop.recordId(), number };
    const made = exchange === null ? ok(null) : newGoods(shop, exchange, lines.value, context, opening);
    if (!made.ok) return made;
    const built = buildReturn({ reason: input.reason, lines: lines.value, ticket, exchange: made.value }, context);
    if (!built.ok) return err(shownFault(ticket, built.error));
    const late = tooOld(shop, ticket, time);
    if (late !== null) return err(late);
    const { entry, refunds, drawer } = built.value;
    const sale = made.value?.built ?? null;
    const wallet = sale === null ? ok(null) : walletOfSale(shop, sale.sale, month, exchange?.walletPin ?? '');
    if (!wallet.ok) return wallet;
    returned = {
      id: entry.id,
      number,
      refund: entry.refund,
      refunds,
      sale: sale?.sale.id ?? null,
      change: sale?.change ?? 0,
    };
    const record = sale === null ? null : { id: sale.sale.id, number, change: sale.change };
    // The sale of an exchange opens the shift itself.
    const opened = withOpening(shop, built.value, sale === null ? opening : null);
    const back = walletOfReturn(shop, entry, ticket?.sale ?? null, month);
    return explained(
      permitted(shop, {
        ...withWallet(shop, withWallet(shop, opened, back), wallet.value),
        title: number,
        counters: {
          ...counters,
          [shiftName(shop.post)]: after(shift, drawer, (sale?.sale.payable ?? 0) - entry.refund),
        },
        ...(exchange === null || record === null ? {} : { basket: { key: exchange.basket, record } }),
      }),
    );
  });
  if (!written.ok) return written;
  return returned === null ? err({ code: 'engine', detail: 'a return without a paper' }) : ok(returned);
}

/** Errors: `ticket-unknown`, `ticket-reversed`, `ticket-has-returns`, `reason-required`, `not-allowed` {use}, the writer's. */
export async function reverseSale(shop: TillShop, input: TillCommands['reverseSale']['input']): Answer<'reverseSale'> {
  await shop.till.ready();
  let reversed: TillCommands['reverseSale']['output'] | null = null;
  const written = await shop.write(async ({ time, month }) => {
    const ticket = returnableOf(shop.till, input.ticket);
    if (ticket === null) return err({ code: 'ticket-unknown' });
    const { number, counters } = await nextNumber(shop, 'posReturn');
    const { shift, opening } = await openShift(shop, time);
    const warehouse = shop.till.soldFrom(input.ticket) ?? shop.post.warehouse;
    const context = { ...paper(shop, shift, month, time), id: shop.recordId(), number, warehouse };
    const built = buildReversal(
      ticket,
      input.reason,
      context,
      (line) => shop.till.issued?.(ticket.sale.id, line) ?? [],
    );
    if (!built.ok) return err({ code: built.error.code });
    const { entry, refunds, drawer } = built.value;
    reversed = { id: entry.id, number, refunds };
    const back = walletOfReversal(shop, entry, ticket.sale, month);
    return permitted(shop, {
      ...withWallet(shop, withOpening(shop, built.value, opening), back),
      title: number,
      counters: { ...counters, [shiftName(shop.post)]: after(shift, drawer, -entry.payable) },
    });
  });
  if (!written.ok) return written;
  return reversed === null ? err({ code: 'engine', detail: 'a reversal without a paper' }) : ok(reversed);
}

function paper(shop: TillShop, shift: ShiftState, month: string, time: number): Omit<ReturnContext, 'id' | 'number'> {
  const { branch, warehouse, register, member } = shop.post;
  return { branch, warehouse, register, member, shift: shift.id, month, time };
}

const after = (shift: ShiftState, drawer: number, net: number): ShiftState => {
  return { ...shift, cash: shift.cash + drawer, net: shift.net + net };
};

/** The first act of a shift opens it, in the part that its money stands in; the claim grows by what that takes. */
function withOpening(
  shop: TillShop,
  { draft }: { readonly draft: CommandDraft },
  opening: ShiftOpen | null,
): CommandDraft {
  if (opening === null) return draft;
  const parts = draft.parts.map((part) =>
    part.document.startsWith('cash/') ? { ...part, entries: [opening, ...part.entries] } : part,
  );
  return draftCommand(draft.command, parts, { author: shop.post.member });
}

const plainLine = ({ line, quantity, bin, batch, serials }: ReturnLineChoice) => ({
  line,
  quantity,
  bin,
  ...(batch === undefined ? {} : { batch }),
  ...(serials === undefined ? {} : { serials }),
});

function looseLines(
  shop: TillShop,
  choices: readonly ReturnLineChoice[],
  time: number,
): Result<readonly PosReturnLine[], ReturnFault | { readonly shown: ShownError }> {
  const lines: LooseReturnLine[] = [];
  for (const choice of choices) {
    const item = shop.till.itemOf(choice.variant ?? '', choice.unit ?? '');
    const good = shop.goods.good(choice.variant ?? '');
    if (item === null || good === null) return err({ shown: { code: 'unknown-product' } });
    const { variant, unit, unitNumerator: numerator, unitDenominator: denominator, price: listPrice } = item;
    const price = lowestPrice(shop.till.tickets, { variant, numerator, denominator, listPrice }, time);
    if (price === null) return err({ shown: { code: 'unpriced', values: { name: item.name } } });
    lines.push({ ...plainLine(choice), variant, name: titleOfGood(good), unit, numerator, denominator, price });
  }
  return looseReturnLines(lines);
}

/** The sale of the new goods: what came back pays first, then the tenders given. */
function newGoods(
  shop: TillShop,
  input: SaleInput,
  lines: readonly PosReturnLine[],
  context: ReturnContext,
  opening: ShiftOpen | null,
): Result<{ readonly built: BuiltSale; readonly value: number }, ShownError> {
  const refund = lines.reduce((sum, one) => sum + one.refund, 0);
  const { time: _, ...place } = context;
  const id = shop.recordId();
  // Each build takes from batches anew.
  const saleContext = () => ({ ...place, id, opening, goodOf: rememberedGoods(shop) });
  // What the goods cost is known once they are priced: built first as if all of it were paid in cash.
  const trial = buildSale({ ...input, tenders: [{ kind: 'cash', amount: MAX_AMOUNT }] }, saleContext());
  if (!trial.ok) return err({ code: trial.error.code === 'short' ? 'tenders-short' : trial.error.code });
  const value = exchangeValue(refund, trial.value.sale.payable);
  const tenders = value === 0 ? input.tenders : [{ kind: 'exchange' as const, amount: value }, ...input.tenders];
  const built = buildSale({ ...input, tenders }, saleContext());
  if (built.ok) return ok({ built: built.value, value });
  if (built.error.code === 'short') return err({ code: 'tenders-short', values: { missing: built.error.missing } });
  if (built.error.code === 'change-not-from-cash')
    return err({ code: 'non-cash-change', values: { change: built.error.excess } });
  return err({ code: built.error.code });
}

/** A shop may take back for fewer days than the role's limit says. */
function tooOld(shop: TillShop, ticket: ReturnableTicket | null, time: number): ShownError | null {
  if (ticket === null || shop.may(`sales.returnDays@${shop.post.branch}`)) return null;
  const days = numberSetting(shop.till, 'returnDays', Number.MAX_SAFE_INTEGER);
  return returnAge(ticket.soldAt, time) > days ? { code: 'return-too-old', values: { days } } : null;
}

function shownFault(ticket: ReturnableTicket | null, fault: ReturnFault): ShownError {
  switch (fault.code) {
    case 'quantity':
      return { code: 'bad-quantity' };
    case 'unit':
      return { code: 'unit-remainder' };
    case 'returned-already': {
      const name = ticket?.sale.lines[fault.line - 1]?.name ?? '';
      return { code: 'returned-already', values: { name, returned: fault.returned, sold: fault.sold } };
    }
    default:
      return { code: fault.code };
  }
}

/** A missing right in the words of a return. */
function explained<T>(result: Result<T, ShownError>): Result<T, ShownError> {
  if (result.ok || result.error.code !== 'not-allowed') return result;
  const use = String(result.error.values?.use ?? '');
  const limit = Number(/≤(\d+)@/.exec(use)?.[1] ?? 0);
  if (use.startsWith('sales.refund≤')) return err({ code: 'refund-limit', values: { fen: limit } });
  if (use.startsWith('sales.returnDays≤')) return err({ code: 'return-too-old', values: { days: limit } });
  if (use.startsWith('sales.noTicketReturn')) return err({ code: 'no-ticket-right' });
  return result;
}
