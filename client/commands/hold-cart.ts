/**
 * Holding a cart and taking it up again (挂单, 取单), at any till of the branch, offline too. The basket's id goes with
 * it: sold twice, it is a double that everybody sees. Prices are those of the moment it is recalled; a price that was
 * set by hand stays.
 */
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import type { Hold, Recall } from '../../shared/schema/hold.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { RecalledCart, TillCommands } from '../worker/till-views.ts';
import { permitted } from './command-shop.ts';
import type { TillShop } from './till-shop.ts';

type Answer<Name extends keyof TillCommands> = Promise<Result<TillCommands[Name]['output'], ShownError>>;

/** Errors: `empty-basket`, `too-large`, `paid-already`, `not-allowed` {use}, and those of the writer. */
export async function holdCart(shop: TillShop, input: TillCommands['holdCart']['input']): Answer<'holdCart'> {
  if (input.lines.length === 0) return err({ code: 'empty-basket' });
  if (input.lines.length > 200) return err({ code: 'too-large' });
  const { branch, register, member } = shop.post;
  const id = shop.recordId();
  const written = await shop.write(async ({ month }) => {
    if ((await shop.basket(input.basket)) !== null) return err({ code: 'paid-already' });
    const entry: Hold = {
      kind: 'hold',
      id,
      register,
      handler: member,
      basket: input.basket,
      lines: input.lines.map(({ amount, override, ...line }) => ({
        ...line,
        ...(amount === null ? {} : { amount }),
        ...(override === null ? {} : { override }),
      })),
      discount: input.discount,
      ...(input.payBp === null ? {} : { payBp: input.payBp }),
      payable: input.payable,
      note: input.note.slice(0, 60),
      ...(input.loyaltyMember === undefined ? {} : { loyaltyMember: input.loyaltyMember }),
    };
    const part = { document: documentName({ kind: 'tickets', branch, month }), entries: [entry] };
    const title = input.note === '' ? (input.lines[0]?.name ?? '') : input.note;
    return permitted(shop, { ...draftCommand('holdCart', [part], { author: member }), title });
  });
  return written.ok ? ok({ id }) : written;
}

/** Errors: `hold-unknown`, `paid-already` when its basket was sold, `not-allowed` {use}, and those of the writer. */
export async function recallHold(shop: TillShop, { id }: TillCommands['recallHold']['input']): Answer<'recallHold'> {
  const held = shop.till.holds.get(id)?.hold;
  if (held === undefined) return err({ code: 'hold-unknown' });
  const { branch, register, member } = shop.post;
  const written = await shop.write(async ({ month }) => {
    if ((await shop.basket(held.basket)) !== null || shop.till.tickets.ofBasket(held.basket) !== null)
      return err({ code: 'paid-already' });
    const entry: Recall = { kind: 'recall', id: shop.recordId(), hold: id, register, handler: member };
    const part = { document: documentName({ kind: 'tickets', branch, month }), entries: [entry] };
    const title = held.note === '' ? (held.lines[0]?.name ?? '') : held.note;
    return permitted(shop, { ...draftCommand('recallHold', [part], { author: member }), title });
  });
  return written.ok ? ok(recalledCart(shop, held)) : written;
}

/** A held cart at the prices of now. */
export function recalledCart(shop: TillShop, held: Hold): RecalledCart {
  const lines: RecalledCart['lines'][number][] = [];
  const changes: RecalledCart['changes'][number][] = [];
  const missing: string[] = [];
  for (const line of held.lines) {
    const item = shop.till.itemOf(line.variant, line.unit);
    if (item === null || item.price === null) {
      missing.push(line.name);
      continue;
    }
    const byHand = line.override !== undefined || line.price !== line.listPrice;
    const price = byHand ? line.price : item.price;
    // A weighed label's amount was printed at the price of then: it stands while the price does.
    const amount = price === line.price ? (line.amount ?? null) : null;
    lines.push({ item, quantity: line.quantity, price, amount, override: line.override ?? null });
    const seen = byHand ? line.listPrice : line.price;
    if (seen !== item.price) changes.push({ name: line.name, before: seen, after: item.price });
  }
  const { basket, discount, payBp = null, loyaltyMember } = held;
  const cart = { basket, discount, payBp, lines, changes, missing };
  return loyaltyMember === undefined ? cart : { ...cart, loyaltyMember };
}
