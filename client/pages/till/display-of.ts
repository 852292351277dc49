/** What the customer's screen shows of the till: their goods, the sum, the change, and nothing that is the shop's own. */
import type { PricedTicket } from '../../../shared/pricing/ticket.ts';
import { maskMember } from '../../../shared/printing/receipt-paper.ts';
import { type Basket, piecesOf } from '../../controllers/basket.ts';
import type { DisplayState } from '../../hardware/customer-display.ts';
import { price, quantity } from '../../i18n/figures.ts';

export interface DisplayedTill {
  readonly shop: string;
  readonly basket: Basket;
  readonly priced: PricedTicket;
  readonly paying: boolean;
  /** Change of the sale just done, in fen. */
  readonly sold: { readonly change: number } | null;
  readonly picture: string;
}

export function displayOf({ shop, basket, priced, paying, sold, picture }: DisplayedTill): DisplayState {
  if (sold !== null) return { phase: 'done', shop, change: sold.change };
  if (basket.lines.length === 0) return { phase: 'idle', shop };
  return {
    phase: paying ? 'pay' : 'cart',
    shop,
    lines: basket.lines.map(({ item, quantity: sold }, i) => ({
      name: item.spec === '' ? item.name : `${item.name} ${item.spec}`,
      how: `${quantity(sold)} ${item.unit} × ${price(priced.lines[i]?.price ?? item.price)}`,
      amount: priced.lines[i]?.amount ?? 0,
    })),
    pieces: quantity(piecesOf(basket)),
    payable: priced.payable,
    saved: priced.saved,
    ...memberOf(basket),
    picture: paying ? picture : '',
  };
}

function memberOf({ member }: Basket) {
  if (member === undefined || member === null || member.name === '') return {};
  return { member: { name: maskMember(member.name), points: member.points ?? 0, stored: member.stored ?? 0 } };
}
