/**
 * A sale at the till: one commit over tickets, stock and cash. The basket's id makes it happen once: pressed twice, or
 * paid in two tabs, it answers the ticket that exists. Strict products sell only what this register holds in escrow,
 * and that is looked at before anything is signed.
 */
import { titleOfGood } from '../../shared/catalogue/good.ts';
import { tradesWhole } from '../../shared/catalogue/product-units.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { buildSale, type SaleFault, type SoldGood } from '../../shared/sales/sell.ts';
import type { Commands, SellInput, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';
import { walletOfSale, withWallet } from './member-wallet.ts';
import { nextNumber } from './register-numbers.ts';
import { openShift, shiftName } from './shift-state.ts';
import { issueOf } from './tracked-goods.ts';

type Sold = Commands['sell']['output'];

/**
 * Errors: `empty-basket`, `too-large`, `unknown-product`, `unpriced`, `bad-quantity`, `unit-remainder`, `no-escrow` {name, left}, `tenders-short`
 * {missing}, `non-cash-change`, `negative-tender`, `discount-too-large`, `round-off-too-large`, those of the member's wallet (member-wallet.ts),
 * `not-allowed` {use}, and those of the writer.
 */
export async function sell(shop: CommandShop, input: SellInput): Promise<Result<Sold, ShownError>> {
  const paid = await shop.basket(input.basket);
  if (paid !== null) return ok(paid);
  const { branch, warehouse, register, member } = shop.post;
  let sold: Sold | null = null;
  let repeated: Sold | null = null;
  const written = await shop.write(async ({ time, month }) => {
    // Another tab may have been quicker with this very basket, or with the last unit held in escrow.
    const asked = [shop.basket(input.basket), nextNumber(shop, 'posSale'), openShift(shop, time)] as const;
    const [already, { number, counters }, { shift, opening }] = await Promise.all(asked);
    repeated = already;
    if (repeated !== null) return err({ code: 'paid-already' });
    const id = shop.recordId();
    const goodOf = rememberedGoods(shop);
    const paper = { id, number, shift: shift.id, opening, month, goodOf };
    const built = buildSale(input, { ...paper, branch, warehouse, register, member });
    if (!built.ok) return err(saleError(shop, input, built.error));
    const { draft, sale, change, drawer } = built.value;
    const wallet = walletOfSale(shop, sale, month, input.walletPin ?? '');
    if (!wallet.ok) return wallet;
    sold = { id, number, change };
    const { tickets, net, cash } = shift;
    const next = { ...shift, tickets: tickets + 1, net: net + sale.payable, cash: cash + drawer };
    return permitted(shop, {
      ...withWallet(shop, draft, wallet.value),
      title: number,
      counters: { ...counters, [shiftName(shop.post)]: next },
      basket: { key: input.basket, record: sold },
    });
  });
  if (repeated !== null) return ok(repeated);
  if (!written.ok) return written;
  return sold === null ? err({ code: 'engine', detail: 'a sale without a ticket' }) : ok(sold);
}

/** The same good for each of its lines, so that two of them don't come from one last piece of a batch. */
export function rememberedGoods(shop: CommandShop): (variant: string) => SoldGood | null {
  const known = new Map<string, SoldGood | null>();
  return (variant) => {
    const kept = known.get(variant);
    if (kept !== undefined) return kept;
    const good = soldGood(shop, variant);
    known.set(variant, good);
    return good;
  };
}

function soldGood(shop: CommandShop, variant: string): SoldGood | null {
  const good = shop.goods.good(variant);
  if (good === null) return null;
  const issue = issueOf(shop, variant);
  return {
    name: titleOfGood(good),
    priced: good.price !== null,
    escrow: good.strict ? shop.escrow(variant) : null,
    isWholeOnly: (unit) => tradesWhole(good, unit),
    ...(issue === null ? {} : { issue }),
  };
}

function saleError(shop: CommandShop, input: SellInput, fault: SaleFault): ShownError {
  const nameOf = (variant: string | undefined): string => soldGood(shop, variant ?? '')?.name ?? '';
  switch (fault.code) {
    case 'unpriced':
      return { code: 'unpriced', values: { name: nameOf(input.lines[fault.line]?.variant) } };
    case 'quantity':
      return { code: 'bad-quantity', values: { name: nameOf(input.lines[fault.line]?.variant) } };
    case 'unit':
      return { code: 'unit-remainder', values: { name: nameOf(input.lines[fault.line]?.variant) } };
    case 'whole-only':
      return {
        code: 'whole-only',
        values: { name: nameOf(input.lines[fault.line]?.variant), unit: input.lines[fault.line]?.unit ?? '' },
      };
    case 'expired':
      return { code: 'goods-expired', values: { name: nameOf(input.lines[fault.line]?.variant), left: fault.left } };
    case 'escrow':
      return { code: 'no-escrow', values: { name: nameOf(fault.variant), left: fault.left } };
    case 'too-many-lines':
      return { code: 'too-large' };
    case 'short':
      return { code: 'tenders-short', values: { missing: fault.missing } };
    case 'change-not-from-cash':
      return { code: 'non-cash-change', values: { change: fault.excess } };
    default:
      return { code: fault.code };
  }
}
