/**
 * The witness's order: of all witnesses' entries, those that count, one after the other.
 *
 * An appointment names the one it follows (`after`) and how many of its entries it keeps (`cut`): the order is those, then
 * the new witness's. Of several appointments those that another has seen fall out; of the rest the smallest hash wins; one
 * that has seen them all heals. An entry that lists a commit before its causes, or again, or a
 * refused one, does not count; a deadline
 * counts from the first entry behind the action's own listing that is dated at or after it.
 */

import type { PolicyAction } from './actions.ts';
import type { WitnessEntry } from './history.ts';

export interface Appointment {
  /** The genesis, witness or retract action that makes it. */
  readonly index: number;
  readonly hash: string;
  readonly witness: string;
  /** Hash of the appointment it follows; `null` for the genesis. */
  readonly after: string | null;
  readonly cut: number;
}

export function appointmentOf(index: number, hash: string, action: PolicyAction | undefined): Appointment | null {
  if (action?.kind === 'genesis') return { index, hash, witness: action.witness, after: null, cut: 0 };
  if (action?.kind === 'witness') return { index, hash, ...pick(action) };
  if (action?.kind === 'retract' && action.witness !== undefined) return { index, hash, ...pick(action.witness) };
  return null;
}

function pick(fields: { readonly witness: string; readonly after: string; readonly cut: number }) {
  return { witness: fields.witness, after: fields.after, cut: fields.cut };
}

/** The appointment that follows `current` among those in force, or `null`. */
export function successorOf(
  current: Appointment,
  inForce: readonly Appointment[],
  hasSeen: (later: number, earlier: number) => boolean,
): Appointment | null {
  const claims = inForce.filter((claim) => claim.after === current.hash);
  const heads = claims.filter((claim) => !claims.some((other) => hasSeen(other.index, claim.index)));
  return heads.reduce<Appointment | null>(
    (best, claim) => (best === null || claim.hash < best.hash ? claim : best),
    null,
  );
}

/** Entries of a chain of appointments, in order: each but the last cut where its successor says. */
export function entriesOf(
  chain: readonly Appointment[],
  logOf: (witness: string) => readonly WitnessEntry[],
): WitnessEntry[] {
  return chain.flatMap((appointment, at) => {
    const next = chain[at + 1];
    const log = logOf(appointment.witness);
    return next === undefined ? [...log] : log.slice(0, next.cut);
  });
}

export interface OrderedHistory {
  /** Direct causes of a commit: its `prev` and `deps`. */
  causes(index: number): readonly number[];
  /** A refused commit has no place. */
  isRefused(index: number): boolean;
  /** A listing commit has no place of its own: it is where its causes are. */
  isListing(index: number): boolean;
  /** Deadline that the action states, or `undefined`. */
  until(index: number): number | undefined;
}

/** Places given by entries, in which appending is all that ever happens. */
export class WitnessOrder {
  readonly #history: OrderedHistory;
  readonly #places = new Map<number, { readonly at: number; readonly time: number }>();
  readonly #deadlines = new Map<number, number>();
  #length = 0;

  constructor(history: OrderedHistory) {
    this.#history = history;
  }

  /** Takes the next entry; true when it counts. */
  append(entry: WitnessEntry): boolean {
    const at = this.#length++;
    const { commit, time } = entry;
    if (this.#history.isRefused(commit)) return false;
    if (entry.kind === 'list') {
      if (this.#places.has(commit) || !this.#history.causes(commit).every((cause) => this.#isPlaced(cause)))
        return false;
      this.#places.set(commit, { at, time });
      return true;
    }
    const until = this.#history.until(commit);
    if (until === undefined || time < until || !this.#places.has(commit) || this.#deadlines.has(commit)) return false;
    this.#deadlines.set(commit, at);
    return true;
  }

  position(index: number): number {
    return this.#places.get(index)?.at ?? Number.POSITIVE_INFINITY;
  }
  listedAt(index: number): number {
    return this.#places.get(index)?.time ?? Number.POSITIVE_INFINITY;
  }
  deadline(index: number): number {
    return this.#deadlines.get(index) ?? Number.POSITIVE_INFINITY;
  }

  #isPlaced(index: number): boolean {
    if (this.#places.has(index)) return true;
    return this.#history.isListing(index) && this.#history.causes(index).every((cause) => this.#isPlaced(cause));
  }
}
