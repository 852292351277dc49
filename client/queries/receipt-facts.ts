/** What a receipt says beyond the ticket's own view: promotions by name, every tender, the member, how often it was printed. */
import type { ReceiptFacts } from '../worker/engine-protocol.ts';
import { walletAt } from './loyalty-queries.ts';
import { promotionsOf } from './promotion-queries.ts';
import type { ReadShop } from './read-shop.ts';

export const NO_RECEIPT_FACTS: ReceiptFacts = { promotions: [], tenders: null, member: null, copies: 0 };

export function receiptFacts(shop: ReadShop, id: string): ReceiptFacts {
  const { tickets, prints } = shop.folds;
  const found = tickets.read(id);
  if (found === null) return NO_RECEIPT_FACTS;
  const { lines, tenders, loyaltyMember, handler } = found.sale;
  const author = shop.writerName(found.fact.ref.feed);
  const saved = new Map<string, number>();
  for (const line of lines)
    for (const { promotion, fen } of line.promotions ?? []) saved.set(promotion, (saved.get(promotion) ?? 0) + fen);
  const names = new Map(promotionsOf(shop).map((promotion) => [promotion.id, promotion.name]));
  const member = loyaltyMember === undefined ? '' : shownMember(shop, loyaltyMember);
  return {
    promotions: [...saved].map(([promotion, fen]) => ({ name: names.get(promotion) ?? '', saved: fen })),
    tenders,
    member: member === '' ? null : member,
    ...(loyaltyMember === undefined || member === ''
      ? {}
      : { wallet: walletOfTicket(shop, id, loyaltyMember, found.fact.ref.time) }),
    copies: prints.copies(id),
    ...(author === '' || author === shop.memberName(handler) ? {} : { authoriser: author }),
  };
}

/** The phone where one may be seen, else the name; the paper masks both. */
function shownMember(shop: ReadShop, id: string): string {
  const { contacts, parties, members } = shop.folds;
  const stands = members.standsFor(id);
  return contacts.text('contact', stands, 'phone') || parties.text('customer', stands, 'name');
}

/** What the ticket earned, and what the member had after it. */
function walletOfTicket(shop: ReadShop, ticket: string, member: string, time: number) {
  const { wallets, members } = shop.folds;
  const moves = wallets.ofPaper(ticket).filter(({ value }) => value.document === ticket);
  const earned = moves.reduce((sum, { value }) => sum + (value.kind === 'pointsEarn' ? value.points : 0), 0);
  return { earned, ...walletAt(shop, members.standsFor(member), time) };
}
