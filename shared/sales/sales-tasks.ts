/**
 * What the till's papers leave for a person to look at (trade.md §2.4): goods returned beyond the sold, a held cart sold
 * twice, a ticket reversed twice or beside a return, figures that don't agree, a shift closed twice. Derived, the same on
 * every device; nothing here undoes anything. The place of the later commit names each, so that a note can settle it.
 */
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type PosReturn, returnAge } from '../schema/pos-return.ts';
import type { PosSale, TenderKind } from '../schema/pos-sale.ts';
import { paidBy } from './refund-tenders.ts';
import type { SalesFolds } from './shift-report.ts';

export type SalesTaskKind =
  | 'over-returned'
  | 'paid-twice'
  | 'reversed-twice'
  | 'reversed-and-returned'
  | 'return-figures'
  | 'return-age'
  | 'refund-tender'
  | 'refund-drawer'
  | 'exchange-open'
  | 'refund-without-paper'
  | 'closed-twice';

export interface SalesTask {
  readonly kind: SalesTaskKind;
  /** The later paper, and the one it stands against: ids, `''` for none. */
  readonly paper: string;
  readonly against: string;
  readonly number: string;
  readonly branch: string;
  readonly handler: string;
  /** Fen, or for over-returned the thousandths beyond. */
  readonly excess: number;
  readonly ref: EntryRef;
}

export function salesTasks(folds: SalesFolds): readonly SalesTask[] {
  const tasks = [
    ...paidTwice(folds),
    ...folds.returns.tickets().flatMap((ticket) => tasksOfTicket(folds, ticket)),
    ...looseTasks(folds),
    ...openExchanges(folds),
    ...drawerTasks(folds),
  ];
  return tasks.sort((a, b) => compareRefs(b.ref, a.ref));
}

function paidTwice({ tickets }: SalesFolds): SalesTask[] {
  return tickets.paidTwice().map(({ value, ref }) => ({
    kind: 'paid-twice',
    paper: value.id,
    against: tickets.ofBasket(value.basket) ?? '',
    number: value.number,
    branch: value.branch,
    handler: value.handler,
    excess: value.payable,
    ref,
  }));
}

function tasksOfTicket(folds: SalesFolds, ticket: string): SalesTask[] {
  const { returns, tickets } = folds;
  const papers = returns.returnsOf(ticket);
  const reversals = returns.reversalsOf(ticket);
  const make = (kind: SalesTaskKind, fact: (typeof papers)[number], excess: number, against = ticket): SalesTask => {
    const { id, number, branch, handler } = fact.value;
    return { kind, paper: id, against, number, branch, handler, excess, ref: fact.ref };
  };
  const tasks: SalesTask[] = [];
  const [first, ...more] = reversals;
  for (const fact of more) tasks.push(make('reversed-twice', fact, fact.value.refund, first?.value.id));
  if (first !== undefined && papers.length > 0)
    tasks.push(make('reversed-and-returned', first, first.value.refund, papers[0]?.value.id));
  const found = tickets.read(ticket);
  // The ticket of another month or branch may not be here: what can't be compared is no task.
  if (found === null) return tasks;
  const taken = new Map<number, number>();
  const back = new Map<TenderKind, number>();
  for (const fact of papers) {
    const entry = JSON.parse(fact.value.text) as PosReturn;
    const beyond = beyondSold(entry, found.sale, taken);
    if (beyond > 0) tasks.push(make('over-returned', fact, beyond));
    if (!citesTicket(entry, found.sale)) tasks.push(make('return-figures', fact, entry.refund));
    if (returnAge(found.fact.ref.time, fact.ref.time) > returnAge(entry.soldAt ?? entry.at, entry.at) + 1)
      tasks.push(make('return-age', fact, entry.refund));
    const wrong = beyondPaid(entry, found.sale, back);
    if (wrong > 0 && beyond === 0) tasks.push(make('refund-tender', fact, wrong));
  }
  for (const fact of reversals) {
    if (fact.value.refund !== found.sale.payable) tasks.push(make('return-figures', fact, fact.value.refund));
  }
  return tasks;
}

/** Thousandths of all lines that this return takes beyond what was sold; `taken` grows by what it takes. */
function beyondSold(entry: PosReturn, sale: PosSale, taken: Map<number, number>): number {
  let beyond = 0;
  for (const line of entry.lines) {
    const number = line.line ?? 0;
    const before = taken.get(number) ?? 0;
    const sold = sale.lines[number - 1]?.quantity ?? 0;
    taken.set(number, before + line.quantity);
    beyond += Math.max(0, before + line.quantity - Math.max(before, sold));
  }
  return beyond;
}

function citesTicket(entry: PosReturn, sale: PosSale): boolean {
  return entry.lines.every((line) => {
    const sold = sale.lines[(line.line ?? 0) - 1];
    if (sold === undefined || sold.variant !== line.variant || sold.unit !== line.unit) return false;
    return (
      sold.quantity === line.sold &&
      sold.paid === line.paid &&
      sold.numerator === line.numerator &&
      sold.denominator === line.denominator
    );
  });
}

/** Fen that went to a tender beyond what it paid. Cash may give back what an earlier exchange had paid. */
function beyondPaid(entry: PosReturn, sale: PosSale, back: Map<TenderKind, number>): number {
  let beyond = 0;
  for (const { kind, amount } of entry.tenders) {
    if (kind === 'exchange') continue;
    const before = back.get(kind) ?? 0;
    back.set(kind, before + amount);
    const room = Math.max(0, paidBy(sale, kind)) + (kind === 'cash' ? paidBy(sale, 'exchange') : 0);
    beyond += Math.max(0, before + amount - Math.max(before, room));
  }
  return beyond;
}

/** Refunds that are not the drawer's, of every paper; and money refunded without one. */
function looseTasks({ returns, shifts }: SalesFolds): SalesTask[] {
  const tasks: SalesTask[] = [];
  const refunded = shifts.refundedPapers();
  const amounts = new Map(refunded.map(({ document, amount }) => [document, amount]));
  for (const { value, ref } of returns.all()) {
    const { id, number, branch, handler, refund } = value;
    // Who sees the paper but not the drawer has nothing to compare.
    const difference = Math.abs(refund - (amounts.get(id) ?? refund));
    if (difference > 0) {
      tasks.push({ kind: 'refund-drawer', paper: id, against: '', number, branch, handler, excess: difference, ref });
    }
  }
  for (const { document, amount, ref, branch } of refunded) {
    if (returns.get(document).length > 0) continue;
    const none = { against: '', number: '', handler: '' };
    tasks.push({ kind: 'refund-without-paper', paper: document, ...none, branch, excess: amount, ref });
  }
  return tasks;
}

function openExchanges({ returns, tickets }: SalesFolds): SalesTask[] {
  return returns.exchanges().flatMap(({ sale, amount, ref }) => {
    const paper = returns.returnOfSale(sale);
    const entry = paper === null ? null : returns.read(paper.value.id);
    const given = entry?.tenders.reduce((sum, one) => sum + (one.kind === 'exchange' ? one.amount : 0), 0) ?? 0;
    if (given === amount) return [];
    const summary = tickets.get(sale)[0]?.value;
    const { number = '', branch = '', handler = '' } = summary ?? {};
    const against = paper?.value.id ?? '';
    return [
      { kind: 'exchange-open' as const, paper: sale, against, number, branch, handler, excess: amount - given, ref },
    ];
  });
}

function drawerTasks({ shifts }: SalesFolds): SalesTask[] {
  return shifts.otherCloses().map(({ value, ref }) => ({
    kind: 'closed-twice',
    paper: value.id,
    against: '',
    number: '',
    branch: shifts.shift(value.id)?.branch ?? '',
    handler: value.handler ?? '',
    excess: value.counted,
    ref,
  }));
}
