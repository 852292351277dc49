/**
 * Shifts of registers and the money of their drawers. Expected cash = float + every cash entry of the account `cash`
 * that names the shift: a ticket stays in the shift it names, however late it arrives. The signed figures of the close
 * never change; what came later stands beside them (case d3). A close counts for the shift of the member it names only:
 * what somebody signs for a shift that is not theirs closes nothing.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData, SnapshotValue } from '../fold/fold.ts';
import { SumFold } from '../fold/sum-fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { type Cash, type CashType, isCash } from '../schema/cash.ts';
import {
  type CashCount,
  type DrawerOpen,
  isDrawerOpen,
  isShiftClose,
  isShiftOpen,
  type ShiftClose,
  type ShiftOpen,
} from '../schema/shift.ts';
import type { TicketFold } from './ticket-fold.ts';

export interface OpenShift {
  readonly id: string;
  readonly register: string;
  readonly branch: string;
  readonly since: number;
  readonly float: number;
  /** Whose shift it is; `''` where the opening doesn't say. */
  readonly handler: string;
}

export interface ShiftStatement extends OpenShift {
  readonly expectedCash: number;
  /** Account → fen. */
  readonly accounts: Readonly<Record<string, number>>;
  readonly closed: {
    readonly at: number;
    /** As signed. */
    readonly expected: number;
    readonly counted: number;
    readonly overShort: number;
    readonly handedIn: number;
    readonly reason: string;
    readonly counts: CashCount;
    /** Expected now − expected as signed. */
    readonly late: number;
    readonly lateTickets: number;
    /** Tickets dated after the close. */
    readonly afterClosing: readonly string[];
  } | null;
}

export interface RefundedPaper {
  readonly document: string;
  /** Fen; of a refund what was given back. */
  readonly amount: number;
  readonly ref: EntryRef;
  readonly branch: string;
}

export class ShiftFold implements Fold {
  readonly name = 'shifts';
  readonly version = 2;
  readonly documents: readonly DocumentKind[] = ['cash'];
  readonly #touched = new TouchedKeys();
  readonly #opens = new FactSet<ShiftOpen & { readonly branch: string }>(
    (fact) => this.#index(fact, true),
    (fact) => this.#index(fact, false),
  );
  readonly #closes = new FactSet<ShiftClose>();
  readonly #drawers = new FactSet<DrawerOpen>();
  /** Refunds and money by hand once more, for themselves: few among very many sales. */
  readonly #special = new FactSet<Cash>();
  readonly #ofRegister = new Map<string, Set<string>>();
  readonly #cash = new SumFold<Cash>(
    (cash) => [
      [`${cash.shift} ${cash.account}`, cash.amount],
      [`${cash.shift} ${cash.account} ${cash.type}`, cash.amount],
    ],
    (key) => this.#touched.mark(key.split(' ')[0] ?? ''),
  );

  add(ref: EntryRef, entry: Entry): void {
    if (isCash(entry)) {
      this.#cash.add(ref, cashKey(entry), { ...entry });
      if (entry.type !== 'sale') this.#special.add(ref, cashKey(entry), { ...entry });
    } else if (isShiftOpen(entry)) {
      this.#opens.add(ref, entry.id, { ...entry, branch: parseDocumentName(ref.document)?.branch ?? '' });
    } else if (isShiftClose(entry)) this.#closes.add(ref, entry.id, { ...entry });
    else if (isDrawerOpen(entry)) this.#drawers.add(ref, entry.id, { ...entry });
    if (isDrawerOpen(entry)) this.#touched.mark(entry.shift);
    if (isShiftOpen(entry) || isShiftClose(entry)) this.#touched.mark(entry.id);
  }

  remove(ref: EntryRef, entry: Entry): void {
    if (isCash(entry)) {
      this.#cash.remove(ref, cashKey(entry));
      if (entry.type !== 'sale') this.#special.remove(ref, cashKey(entry));
    } else if (isShiftOpen(entry)) this.#opens.remove(ref, entry.id);
    else if (isShiftClose(entry)) this.#closes.remove(ref, entry.id);
    else if (isDrawerOpen(entry)) this.#drawers.remove(ref, entry.id);
    if (isDrawerOpen(entry)) this.#touched.mark(entry.shift);
    if (isShiftOpen(entry) || isShiftClose(entry)) this.#touched.mark(entry.id);
  }

  /** Shifts of a register that nobody closed, the latest first: the first is the one to sell in. */
  openShifts(register: string): OpenShift[] {
    return [...(this.#ofRegister.get(register) ?? [])]
      .flatMap((id) => {
        const fact = this.#opens.get(id)[0];
        return fact === undefined || this.closeOf(id) !== null ? [] : [fact];
      })
      .sort((a, b) => compareRefs(b.ref, a.ref))
      .map((fact) => openShiftOf(fact.value));
  }

  shift(id: string): OpenShift | null {
    const fact = this.#opens.get(id)[0];
    return fact === undefined ? null : openShiftOf(fact.value);
  }

  /** The close that counts: the first, of those in the name of whose shift it is. */
  closeOf(id: string): Fact<ShiftClose> | null {
    const handler = this.shift(id)?.handler ?? '';
    return this.#closes.get(id).find(({ value }) => handler === '' || value.handler === handler) ?? null;
  }

  /** Shifts closed twice, with other figures or by somebody else: for a person to look at. */
  otherCloses(): Fact<ShiftClose>[] {
    return [...this.#closes.facts()]
      .filter((fact) => this.closeOf(fact.key) !== fact)
      .sort((a, b) => compareRefs(a.ref, b.ref));
  }

  /** The latest opened first. */
  allShifts(): Fact<ShiftOpen & { readonly branch: string }>[] {
    return [...this.#opens.facts()].sort((a, b) => compareRefs(b.ref, a.ref));
  }

  /** Entries of money by hand, by their shift, in order. */
  byHand(shift: string): Fact<Cash>[] {
    return [...this.#special.facts()]
      .filter(({ value }) => value.shift === shift && (value.type === 'paidIn' || value.type === 'paidOut'))
      .sort((a, b) => compareRefs(a.ref, b.ref));
  }

  /** Times the drawer was opened without a sale. */
  drawerOpenings(shift: string): Fact<DrawerOpen>[] {
    return [...this.#drawers.facts()]
      .filter(({ value }) => value.shift === shift)
      .sort((a, b) => compareRefs(a.ref, b.ref));
  }

  /** Papers that money was refunded under, the first entry of each speaking for it. */
  refundedPapers(): readonly RefundedPaper[] {
    return this.#papersOf('refund').map((paper) => ({ ...paper, amount: -paper.amount }));
  }

  /** Papers that stored value was taken in under; negative where it was paid out. */
  toppedUpPapers(): readonly RefundedPaper[] {
    return this.#papersOf('topUp');
  }

  #papersOf(type: CashType): readonly RefundedPaper[] {
    const papers = new Map<string, { amount: number; ref: EntryRef }>();
    const entries = [...this.#special.facts()].filter(({ value }) => value.type === type);
    for (const { value, ref } of entries.sort((a, b) => compareRefs(a.ref, b.ref))) {
      const known = papers.get(value.document);
      if (known === undefined) papers.set(value.document, { amount: value.amount, ref });
      else known.amount += value.amount;
    }
    return [...papers].map(([document, { amount, ref }]) => {
      return { document, amount, ref, branch: parseDocumentName(ref.document)?.branch ?? '' };
    });
  }

  /** Fen of one account and type in a shift: `cash`, `refund`. */
  sumOf(shift: string, account: string, type: CashType): number {
    return this.#cash.sum(`${shift} ${account} ${type}`);
  }

  expectedCash(shift: string): number {
    return (this.shift(shift)?.float ?? 0) + this.#cash.sum(`${shift} cash`);
  }

  accounts(shift: string): Record<string, number> {
    const accounts: Record<string, number> = {};
    for (const [key, amount] of this.#cash.sums()) {
      const [of = '', account = '', type] = key.split(' ');
      if (of === shift && type === undefined) accounts[account] = amount;
    }
    return accounts;
  }

  /** Everything on paper of a shift; `null` when its opening is not here. */
  statement(id: string, tickets: TicketFold): ShiftStatement | null {
    const open = this.shift(id);
    if (open === null) return null;
    const expectedCash = this.expectedCash(id);
    const close = this.closeOf(id)?.value;
    const figures = { ...open, expectedCash, accounts: this.accounts(id) };
    if (close === undefined) return { ...figures, closed: null };
    const all = tickets.ticketsOfShift(id);
    const afterClosing = all.filter((fact) => fact.ref.time > close.at).map((fact) => fact.value.id);
    return {
      ...figures,
      closed: {
        at: close.at,
        expected: close.expected,
        counted: close.counted,
        overShort: close.counted - close.expected,
        handedIn: close.handedIn ?? 0,
        reason: close.reason ?? '',
        counts: close.counts ?? [],
        late: expectedCash - close.expected,
        lateTickets: close.tickets === undefined ? afterClosing.length : Math.max(0, all.length - close.tickets),
        afterClosing,
      },
    };
  }

  /** (document, type, account) keys under which different amounts stand. */
  disputed(): string[] {
    return this.#cash.facts.disputed();
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  /** What the drawers hold is enough to sell on; the entries behind it come later. */
  snapshot(): SnapshotData {
    return {
      opens: this.#opens.snapshot(),
      closes: this.#closes.snapshot(),
      drawers: this.#drawers.snapshot(),
      special: this.#special.snapshot(),
      sums: JSON.stringify([...this.#cash.sums()]),
      later: this.#cash.facts.pieces(new Set()),
    };
  }

  restore(data: SnapshotData): void {
    this.#opens.restore(String(data.opens));
    this.#closes.restore(String(data.closes));
    this.#drawers.restore(String(data.drawers));
    this.#special.restore(String(data.special));
    this.#cash.restoreSums(JSON.parse(String(data.sums)));
    if (!Array.isArray(data.later)) return;
    for (const piece of data.later) this.restoreLater(piece);
    this.settleLater();
  }

  restoreLater(piece: SnapshotValue): void {
    this.#cash.restorePiece(String(piece));
  }

  settleLater(): void {
    this.#cash.recount();
  }

  #index(fact: Fact<ShiftOpen & { readonly branch: string }>, there: boolean): void {
    const { register, id } = fact.value;
    const known = this.#ofRegister.get(register) ?? new Set<string>();
    if (there) known.add(id);
    else if (!this.#opens.get(id).some((one) => one.value.register === register)) known.delete(id);
    this.#ofRegister.set(register, known);
  }
}

const cashKey = (cash: Cash): string => `${cash.document} ${cash.type} ${cash.account}`;

function openShiftOf(open: ShiftOpen & { readonly branch: string }): OpenShift {
  return {
    id: open.id,
    register: open.register,
    branch: open.branch,
    since: open.at,
    float: open.float,
    handler: open.handler ?? '',
  };
}
