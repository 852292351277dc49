/** Facts kept in the order (time, feed, seq): lists of papers, the latest of which are asked for all the time. */
import { compareRefs } from './entry-ref.ts';
import type { Fact } from './fact-set.ts';

export class OrderedFacts<T> {
  readonly #facts: Fact<T>[] = [];

  get length(): number {
    return this.#facts.length;
  }

  insert(fact: Fact<T>): void {
    this.#facts.splice(this.#placeOf(fact), 0, fact);
  }

  delete(fact: Fact<T>): void {
    const at = this.#placeOf(fact);
    if (this.#facts[at] === fact) this.#facts.splice(at, 1);
  }

  /** The latest `limit`, latest first. */
  latest(limit: number): Fact<T>[] {
    return limit <= 0 ? [] : this.#facts.slice(-limit).reverse();
  }

  *all(): IterableIterator<Fact<T>> {
    yield* this.#facts;
  }

  #placeOf(fact: Fact<T>): number {
    let high = this.#facts.length;
    const last = this.#facts[high - 1];
    if (last === undefined || compareRefs(last.ref, fact.ref) < 0) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      const one = this.#facts[middle];
      if (one !== undefined && compareRefs(one.ref, fact.ref) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
