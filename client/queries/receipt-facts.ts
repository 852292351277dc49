/** What a receipt says beyond the ticket's own view: promotions by name, every tender, the member, how often it was printed. */
import type { ReceiptFacts } from '../worker/engine-protocol.ts';
import { promotionsOf } from './promotion-queries.ts';
import type { ReadShop } from './read-shop.ts';

export const NO_RECEIPT_FACTS: ReceiptFacts = { promotions: [], tenders: null, member: null, copies: 0 };

export function receiptFacts(shop: ReadShop, id: string): ReceiptFacts {
  const { tickets, prints, parties } = shop.folds;
  const found = tickets.read(id);
  if (found === null) return NO_RECEIPT_FACTS;
  const { lines, tenders, loyaltyMember, handler } = found.sale;
  const author = shop.writerName(found.fact.ref.feed);
  const saved = new Map<string, number>();
  for (const line of lines)
    for (const { promotion, fen } of line.promotions ?? []) saved.set(promotion, (saved.get(promotion) ?? 0) + fen);
  const names = new Map(promotionsOf(shop).map((promotion) => [promotion.id, promotion.name]));
  const member = loyaltyMember === undefined ? '' : parties.text('customer', loyaltyMember, 'name');
  return {
    promotions: [...saved].map(([promotion, fen]) => ({ name: names.get(promotion) ?? '', saved: fen })),
    tenders,
    member: member === '' ? null : member,
    copies: prints.copies(id),
    ...(author === '' || author === shop.memberName(handler) ? {} : { authoriser: author }),
  };
}
