/**
 * Wallets of members: what each entry moves, and the sums of it. Principal, bonus and points of a member are plain sums
 * over distinct facts, so they merge in any order; the same fact twice counts once, one key with two contents counts
 * both and is a task. Tickets that claim stored value or points are remembered by their claim, to be held against the
 * wallet's entries where both are here.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData, SnapshotValue } from '../fold/fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { isStoredPayOut, isTopUp } from '../schema/top-up.ts';
import {
  isPointsBack,
  isPointsEarn,
  isPointsSpend,
  isWalletAdjust,
  isWalletRefund,
  isWalletSpend,
} from '../schema/wallet.ts';
import type { StoredValue } from './stored-value.ts';

export interface Wallet extends StoredValue {
  readonly points: number;
}

/** One entry as what it moves. */
export interface WalletMove {
  readonly [key: string]: string | number;
  readonly kind: string;
  readonly member: string;
  readonly document: string;
  /** The ticket that a return is of; else ''. */
  readonly ticket: string;
  readonly principal: number;
  readonly bonus: number;
  readonly points: number;
  /** The entry, as JSON. */
  readonly text: string;
}

export interface TicketClaim {
  readonly [key: string]: string | number;
  readonly member: string;
  readonly stored: number;
  readonly points: number;
  readonly number: string;
  readonly branch: string;
}

const EMPTY: Wallet = { principal: 0, bonus: 0, points: 0 };

export class WalletFold implements Fold {
  readonly name = 'wallets';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['wallets', 'tickets'];
  readonly #touched = new TouchedKeys();
  readonly #sums = new Map<string, Wallet>();
  readonly #ofMember = new Map<string, Set<string>>();
  readonly #ofDocument = new Map<string, Set<string>>();
  readonly #claims = new FactSet<TicketClaim>();
  /** Facts that come in pieces are in the sums already. */
  #counting = true;
  readonly #facts = new FactSet<WalletMove>(
    (fact) => this.#index(fact, 1),
    (fact) => this.#index(fact, -1),
    (move) => move.text,
  );

  add(ref: EntryRef, entry: Entry): void {
    const move = moveOf(entry);
    if (move !== null) this.#facts.add(ref, keyOf(move), move);
    const claim = move === null ? claimOf(ref, entry) : null;
    if (claim !== null) this.#claims.add(ref, String(entry.id), claim);
  }

  remove(ref: EntryRef, entry: Entry): void {
    const move = moveOf(entry);
    if (move !== null) this.#facts.remove(ref, keyOf(move));
    else if (claimOf(ref, entry) !== null) this.#claims.remove(ref, String(entry.id));
  }

  wallet(member: string): Wallet {
    return this.#sums.get(member) ?? EMPTY;
  }

  /** Members that have or had anything. */
  members(): IterableIterator<string> {
    return this.#sums.keys();
  }

  /** What moved a member's wallet, in order. */
  ofMember(member: string): Fact<WalletMove>[] {
    return this.#read(this.#ofMember.get(member)).filter((fact) => fact.value.member === member);
  }

  /** What came with a paper, or was given back of a ticket, in order. */
  ofPaper(id: string): Fact<WalletMove>[] {
    return this.#read(this.#ofDocument.get(id)).filter(({ value }) => value.document === id || value.ticket === id);
  }

  all(): IterableIterator<Fact<WalletMove>> {
    return this.#facts.facts();
  }

  /** Tickets that say they were paid with stored value or points. */
  claims(): IterableIterator<Fact<TicketClaim>> {
    return this.#claims.facts();
  }

  claim(ticket: string): TicketClaim | null {
    return this.#claims.get(ticket)[0]?.value ?? null;
  }

  /** Keys under which different entries stand. */
  disputed(): string[] {
    return this.#facts.disputed();
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  /** Balances are enough to sell on; what made them comes later. */
  snapshot(): SnapshotData {
    const sums = [...this.#sums].map(([member, { principal, bonus, points }]) => [member, principal, bonus, points]);
    return {
      sums: JSON.stringify(sums),
      claims: this.#claims.snapshot(),
      later: this.#facts.pieces(new Set()),
    };
  }

  restore(data: SnapshotData): void {
    const sums: [string, number, number, number][] = JSON.parse(String(data.sums));
    for (const [member, principal, bonus, points] of sums) this.#sums.set(member, { principal, bonus, points });
    this.#claims.restore(String(data.claims));
    if (!Array.isArray(data.later)) return;
    for (const piece of data.later) this.restoreLater(piece);
    this.settleLater();
  }

  restoreLater(piece: SnapshotValue): void {
    this.#counting = false;
    this.#facts.restore(String(piece));
    this.#counting = true;
  }

  /** A fact that came again meanwhile was counted twice until here. */
  settleLater(): void {
    this.#sums.clear();
    for (const { value } of this.#facts.facts()) this.#count(value, 1);
  }

  #read(keys: ReadonlySet<string> | undefined): Fact<WalletMove>[] {
    return [...(keys ?? [])].flatMap((key) => this.#facts.get(key)).sort((a, b) => compareRefs(a.ref, b.ref));
  }

  #index(fact: Fact<WalletMove>, sign: 1 | -1): void {
    const { member, document, ticket } = fact.value;
    const left = sign === 1 ? [fact] : this.#facts.get(fact.key);
    keep(
      this.#ofMember,
      member,
      fact.key,
      left.some(({ value }) => value.member === member),
    );
    for (const paper of new Set([document, ticket])) {
      const there = left.some(({ value }) => value.document === paper || value.ticket === paper);
      if (paper !== '') keep(this.#ofDocument, paper, fact.key, there);
    }
    if (this.#counting) this.#count(fact.value, sign);
    this.#touched.mark(member);
  }

  #count(move: WalletMove, sign: 1 | -1): void {
    const { principal, bonus, points } = this.wallet(move.member);
    const next = {
      principal: principal + sign * move.principal,
      bonus: bonus + sign * move.bonus,
      points: points + sign * move.points,
    };
    if (next.principal === 0 && next.bonus === 0 && next.points === 0) this.#sums.delete(move.member);
    else this.#sums.set(move.member, next);
  }
}

const keyOf = ({ kind, document, member }: WalletMove): string => `${kind} ${document} ${member}`;

/** What an entry moves; `null` for what moves no wallet. */
export function moveOf(entry: Entry): WalletMove | null {
  const move = (
    member: string,
    document: string,
    moved: Partial<Pick<WalletMove, 'principal' | 'bonus' | 'points' | 'ticket'>>,
  ): WalletMove => {
    const nothing = { ticket: '', principal: 0, bonus: 0, points: 0 };
    return { kind: entry.kind, member, document, ...nothing, ...moved, text: JSON.stringify(entry) };
  };
  if (isWalletSpend(entry)) {
    return move(entry.member, entry.document, { principal: -entry.principal, bonus: -entry.bonus });
  }
  if (isWalletRefund(entry)) {
    const { member, document, ticket, principal, bonus } = entry;
    return move(member, document, { ticket, principal, bonus });
  }
  if (isPointsEarn(entry)) return move(entry.member, entry.document, { points: entry.points });
  if (isPointsSpend(entry)) return move(entry.member, entry.document, { points: -entry.points });
  if (isPointsBack(entry)) {
    const { member, document, ticket, clawed, given } = entry;
    return move(member, document, { ticket, points: given - clawed });
  }
  if (isTopUp(entry)) return move(entry.member, entry.id, { principal: entry.principal, bonus: entry.bonus });
  if (isStoredPayOut(entry)) {
    return move(entry.member, entry.id, { principal: -entry.principal, bonus: -entry.forfeited });
  }
  if (isWalletAdjust(entry)) {
    const { member, id, principal, bonus, points } = entry;
    return move(member, id, { principal, bonus, points });
  }
  return null;
}

/** Looked at before the shape, since nearly every ticket claims neither. */
function claimOf(ref: EntryRef, entry: Entry): TicketClaim | null {
  if (entry.kind !== 'posSale' || !Array.isArray(entry.tenders)) return null;
  let stored = 0;
  for (const tender of entry.tenders as readonly unknown[]) {
    if (typeof tender !== 'object' || tender === null || !('kind' in tender) || tender.kind !== 'storedValue') continue;
    if ('amount' in tender && typeof tender.amount === 'number') stored += tender.amount;
  }
  const paid: unknown = entry.points;
  const points = typeof paid === 'object' && paid !== null && 'points' in paid ? Number(paid.points) : 0;
  if (stored === 0 && points === 0) return null;
  const { loyaltyMember, number } = entry;
  return {
    member: typeof loyaltyMember === 'string' ? loyaltyMember : '',
    stored,
    points,
    number: typeof number === 'string' ? number : '',
    branch: parseDocumentName(ref.document)?.branch ?? '',
  };
}

function keep(map: Map<string, Set<string>>, key: string, id: string, there: boolean): void {
  const known = map.get(key) ?? new Set<string>();
  if (there) known.add(id);
  else known.delete(id);
  if (known.size > 0) map.set(key, known);
  else map.delete(key);
}
