/** Tickets as rows and in full, for screens and paper. */
import type { Fact } from '../fold/fact-set.ts';
import type { PosSaleLine, TenderKind } from '../schema/pos-sale.ts';
import type { TicketFold, TicketSummary } from './ticket-fold.ts';

export interface TicketQuestions<Travel> {
  readonly travel: (feed: string, seq: number) => Travel;
  /** Name of a member. */
  readonly nameOf: (member: string) => string;
}

export interface TicketListRow<Travel> {
  readonly id: string;
  readonly number: string;
  readonly time: number;
  readonly payable: number;
  readonly pieces: number;
  readonly who: string;
  readonly travel: Travel;
  /** Another ticket of the same basket came before this one. */
  readonly paidTwice: boolean;
}

export interface FullTicket<Travel> extends TicketListRow<Travel> {
  readonly lines: readonly PosSaleLine[];
  readonly roundOff: number;
  readonly discount: number;
  readonly tenders: readonly { readonly kind: TenderKind; readonly amount: number }[];
  readonly change: number;
  readonly branch: string;
  readonly register: string;
  readonly shift: string;
}

/** The latest first. */
export function ticketList<Travel>(
  tickets: TicketFold,
  limit: number,
  questions: TicketQuestions<Travel>,
): TicketListRow<Travel>[] {
  const twice = new Set(tickets.paidTwice().map((fact) => fact.value.id));
  return tickets.latest(limit).map((fact) => rowOf(fact, twice, questions));
}

export function fullTicket<Travel>(
  tickets: TicketFold,
  id: string,
  questions: TicketQuestions<Travel>,
): FullTicket<Travel> | null {
  const found = tickets.read(id);
  if (found === null) return null;
  const { sale, fact } = found;
  const twice = new Set(tickets.paidTwice().map((one) => one.value.id));
  return {
    ...rowOf(fact, twice, questions),
    lines: sale.lines,
    roundOff: sale.roundOff,
    discount: sale.discount,
    tenders: sale.tenders,
    change: sale.change,
    branch: fact.value.branch,
    register: sale.register,
    shift: sale.shift,
  };
}

function rowOf<Travel>(
  fact: Fact<TicketSummary>,
  twice: ReadonlySet<string>,
  questions: TicketQuestions<Travel>,
): TicketListRow<Travel> {
  const { id, number, payable, pieces, handler } = fact.value;
  const { feed, seq, time } = fact.ref;
  return {
    id,
    number,
    time,
    payable,
    pieces,
    who: questions.nameOf(handler),
    travel: questions.travel(feed, seq),
    paidTwice: twice.has(id),
  };
}
