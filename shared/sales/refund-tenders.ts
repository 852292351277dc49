/**
 * To which tenders a refund goes (trade.md §4): stored value first, then wallets and card, then credit and vouchers, cash
 * last; each no more than it paid, less what earlier returns gave back by it.
 */
import type { Fen } from '../foundation/money.ts';
import type { PosSale, TenderKind } from '../schema/pos-sale.ts';
import type { Tendered } from './sale-totals.ts';

const ORDER: readonly TenderKind[] = ['storedValue', 'wechat', 'alipay', 'card', 'credit', 'voucher', 'cash'];

/** What a tender paid of a ticket: cash less the change. */
export function paidBy(sale: Pick<PosSale, 'tenders' | 'change'>, kind: TenderKind): Fen {
  const given = sale.tenders.reduce((sum, tender) => sum + (tender.kind === kind ? tender.amount : 0), 0);
  return kind === 'cash' ? given - sale.change : given;
}

/**
 * Splits `amount`. What goods brought back had paid (an exchange) is no money: that part goes back in cash, as does
 * whatever the tenders don't cover.
 */
export function refundTenders(
  sale: Pick<PosSale, 'tenders' | 'change'>,
  refundedBy: (kind: TenderKind) => Fen,
  amount: Fen,
): readonly Tendered[] {
  const refunds: { kind: TenderKind; amount: Fen }[] = [];
  let left = amount;
  for (const kind of ORDER) {
    const room = kind === 'cash' ? left : Math.max(0, paidBy(sale, kind) - refundedBy(kind));
    const part = Math.min(left, room);
    if (part <= 0) continue;
    refunds.push({ kind, amount: part });
    left -= part;
  }
  return refunds;
}
