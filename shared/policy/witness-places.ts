/** Places in the witness's order in columns: the rules of witness-order.ts over a causal index. */
import type { CausalIndex } from './causal-index.ts';
import { GrowingBytes, GrowingFloats, GrowingInts } from './growing-numbers.ts';
import type { WitnessEntry } from './history.ts';

/** Entries of one witness, kept whole: a change of witness may cut them anew. */
export class WitnessLog {
  readonly #commit = new GrowingInts();
  readonly #deadline = new GrowingBytes();
  readonly #time = new GrowingFloats();

  get length(): number {
    return this.#commit.length;
  }
  push(entry: WitnessEntry): void {
    this.#commit.push(entry.commit);
    this.#deadline.push(entry.kind === 'deadline' ? 1 : 0);
    this.#time.push(entry.time);
  }
  commit(at: number): number {
    return this.#commit.at(at);
  }
  entry(at: number): WitnessEntry {
    return {
      kind: this.#deadline.at(at) === 1 ? 'deadline' : 'list',
      commit: this.#commit.at(at),
      time: this.#time.at(at),
    };
  }
}

export class WitnessPlaces {
  readonly #index: CausalIndex;
  /** Place + 1; 0 while unlisted. */
  readonly #places = new GrowingInts();
  readonly #times = new Map<number, number>();
  readonly #deadlines = new Map<number, number>();
  readonly #placedListings = new Set<number>();
  #length = 0;

  constructor(index: CausalIndex) {
    this.#index = index;
  }

  /** Takes the next entry; true when it counts. */
  append(entry: WitnessEntry): boolean {
    const at = this.#length++;
    const { commit, time } = entry;
    if (this.#index.refused(commit) !== undefined) return false;
    if (entry.kind === 'list') {
      if (this.#places.at(commit) > 0 || !this.#index.everyCause(commit, this.#isPlaced)) return false;
      this.#places.fillTo(commit + 1, 0);
      this.#places.set(commit, at + 1);
      if (this.#index.kind(commit) === 'action') this.#times.set(commit, time);
      return true;
    }
    const until = this.#untilOf(commit);
    if (until === undefined || time < until || this.#places.at(commit) === 0 || this.#deadlines.has(commit))
      return false;
    this.#deadlines.set(commit, at);
    return true;
  }

  position(index: number): number {
    const place = this.#places.at(index);
    return place === 0 ? Number.POSITIVE_INFINITY : place - 1;
  }
  listedAt(index: number): number {
    return this.#times.get(index) ?? Number.POSITIVE_INFINITY;
  }
  deadline(index: number): number {
    return this.#deadlines.get(index) ?? Number.POSITIVE_INFINITY;
  }

  readonly #isPlaced = (index: number): boolean => {
    if (this.#places.at(index) > 0) return true;
    return this.#index.kind(index) === 'listing' && this.#isListingPlaced(index);
  };

  /** A listing is where its causes are. Listings hang on each other in long chains, so this must not recurse. */
  #isListingPlaced(start: number): boolean {
    const found = new Set<number>();
    const open = [start];
    const follow = (cause: number): boolean => {
      if (this.#places.at(cause) > 0 || this.#placedListings.has(cause) || found.has(cause)) return true;
      if (this.#index.kind(cause) !== 'listing') return false;
      open.push(cause);
      return true;
    };
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (found.has(at) || this.#placedListings.has(at)) continue;
      found.add(at);
      if (!this.#index.everyCause(at, follow)) return false;
    }
    for (const listing of found) this.#placedListings.add(listing);
    return true;
  }

  #untilOf(index: number): number | undefined {
    if (this.#index.kind(index) !== 'action') return undefined;
    const { action } = this.#index.subject(index);
    return action !== undefined && 'until' in action ? action.until : undefined;
  }
}
