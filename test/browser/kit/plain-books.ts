// A shop's day worked out by a plain script, apart from the product's own code: whole fen, thousandths of a unit, halves rounded up, a discount
// spread by the largest remainder, refunds so that the pieces of a line always come to what was paid.
export interface PlainGoods {
  readonly itemNo: string;
  readonly name: string;
  readonly unit: string;
  /** Fen of one unit. */
  readonly price: number;
  readonly byWeight: boolean;
}
export interface PlainLine {
  readonly goods: PlainGoods;
  /** Thousandths. */
  readonly quantity: number;
}
export interface PlainSale {
  readonly lines: readonly PlainLine[];
  /** The customer pays so many percent; 100 = no discount. */
  readonly percent: number;
  /** What each tender gives; cash beyond what is due comes back as change. */
  readonly wallet: number;
  readonly cash: number;
}
export interface PlainTicket extends PlainSale {
  readonly paid: readonly number[];
  readonly payable: number;
  readonly change: number;
  readonly returned: number[];
}

const half = (numerator: number, denominator: number): number =>
  Math.floor((2 * numerator + denominator) / (2 * denominator));

export const lineFen = ({ goods, quantity }: PlainLine): number => half(quantity * goods.price, 1000);

export function ticketOf(lines: readonly PlainLine[], percent: number): { paid: number[]; payable: number } {
  const amounts = lines.map(lineFen);
  const list = amounts.reduce((sum, one) => sum + one, 0);
  // A percentage off is never deeper than it says.
  const off = Math.floor((list * (100 - percent)) / 100);
  const payable = list - off;
  const shares = amounts.map((amount) => Math.floor((off * amount) / list));
  const rest = amounts.map((amount, at) => ({ at, left: (off * amount) % list }));
  rest.sort((a, b) => b.left - a.left || a.at - b.at);
  const missing = off - shares.reduce((sum, one) => sum + one, 0);
  for (const { at } of rest.slice(0, missing)) shares[at] = (shares[at] ?? 0) + 1;
  return { paid: amounts.map((amount, at) => amount - (shares[at] ?? 0)), payable };
}

/** What a till, and the shop's stock, should come to. */
export class PlainBooks {
  readonly tickets = new Map<string, PlainTicket>();
  readonly stock = new Map<string, number>();
  readonly float: number;
  sales = 0;
  refunds = 0;
  cash = 0;
  wallet = 0;
  pieces = 0;

  constructor(float: number, stock: Map<string, number>) {
    this.float = float;
    this.stock = stock;
  }

  /** Change and payable, before it is paid. */
  static due(sale: PlainSale): PlainTicket {
    const { paid, payable } = ticketOf(sale.lines, sale.percent);
    const change = sale.cash + sale.wallet - payable;
    return { ...sale, paid, payable, change, returned: sale.lines.map(() => 0) };
  }

  sold(number: string, ticket: PlainTicket): void {
    this.tickets.set(number, ticket);
    this.sales += ticket.payable;
    this.cash += ticket.cash - ticket.change;
    this.wallet += ticket.wallet;
    for (const { goods, quantity } of ticket.lines) this.move(goods.itemNo, -quantity);
  }

  /** Fen for `quantity` more of a line, all in cash or back to the wallet first. */
  back(number: string, line: number, quantity: number): { refund: number; wallet: number; cash: number } {
    const ticket = this.tickets.get(number);
    const sold = ticket?.lines[line];
    if (ticket === undefined || sold === undefined) throw new Error(`no line ${line} of ${number}`);
    const paid = ticket.paid[line] ?? 0;
    const before = ticket.returned[line] ?? 0;
    const worth = (returned: number): number => half(paid * returned, sold.quantity);
    const refund = worth(before + quantity) - worth(before);
    ticket.returned[line] = before + quantity;
    const wallet = Math.min(refund, ticket.wallet);
    this.refunds += refund;
    this.cash -= refund - wallet;
    this.wallet -= wallet;
    this.move(sold.goods.itemNo, quantity);
    return { refund, wallet, cash: refund - wallet };
  }

  private move(itemNo: string, quantity: number): void {
    this.stock.set(itemNo, (this.stock.get(itemNo) ?? 0) + quantity);
  }
}
