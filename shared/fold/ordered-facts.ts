/**
 * Facts kept in the order (time, feed, seq): lists of papers, the latest of which are asked for all the time.
 *
 * What comes in order goes to the end. What comes out of order (a history arrives feed by feed) waits unsorted until
 * somebody asks, and is then merged in one pass: put into its place at once, each would move half of all papers.
 */
import { compareRefs } from './entry-ref.ts';
import type { Fact } from './fact-set.ts';

const inOrder = <T>(a: Fact<T>, b: Fact<T>): number => compareRefs(a.ref, b.ref);

export class OrderedFacts<T> {
  #facts: Fact<T>[] = [];
  #waiting: Fact<T>[] = [];

  get length(): number {
    return this.#facts.length + this.#waiting.length;
  }

  insert(fact: Fact<T>): void {
    const last = this.#facts.at(-1);
    (last === undefined || inOrder(last, fact) < 0 ? this.#facts : this.#waiting).push(fact);
  }

  delete(fact: Fact<T>): void {
    const facts = this.#settled();
    const at = placeOf(facts, fact);
    if (facts[at] === fact) facts.splice(at, 1);
  }

  /** The latest `limit`, latest first. */
  latest(limit: number): Fact<T>[] {
    return limit <= 0 ? [] : this.#settled().slice(-limit).reverse();
  }

  *all(): IterableIterator<Fact<T>> {
    yield* this.#settled();
  }

  #settled(): Fact<T>[] {
    if (this.#waiting.length === 0) return this.#facts;
    const waiting = this.#waiting.sort(inOrder);
    const first = waiting[0];
    // Papers are seldom older than a day: what is before all that waits stays where it is.
    const from = first === undefined ? this.#facts.length : placeOf(this.#facts, first);
    const rest = this.#facts.splice(from);
    let next = 0;
    for (const fact of rest) {
      for (let one = waiting[next]; one !== undefined && inOrder(one, fact) < 0; one = waiting[++next]) {
        this.#facts.push(one);
      }
      this.#facts.push(fact);
    }
    for (const one of waiting.slice(next)) this.#facts.push(one);
    this.#waiting = [];
    return this.#facts;
  }
}

/** Where the fact stands, or would. */
function placeOf<T>(facts: readonly Fact<T>[], fact: Fact<T>): number {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = facts[middle];
    if (one !== undefined && inOrder(one, fact) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
