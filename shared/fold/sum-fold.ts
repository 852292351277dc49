/**
 * Sums over facts: every distinct fact adds its amount to one or more keys (an account, a shift's drawer). Sums always
 * merge; what was added is taken out again exactly.
 */
import type { Json } from '../commit/json-text.ts';
import type { EntryRef } from './entry-ref.ts';
import { type Fact, FactSet } from './fact-set.ts';

export type Contribution = readonly [key: string, amount: number];

export class SumFold<T extends Json> {
  readonly facts: FactSet<T>;
  readonly #sums = new Map<string, number>();
  readonly #contributions: (value: T) => readonly Contribution[];
  /** Facts that {@link restorePiece} brings are in the sums already. */
  #counting = true;

  constructor(contributions: (value: T) => readonly Contribution[], touched: (key: string) => void = () => {}) {
    this.#contributions = contributions;
    const count = (fact: Fact<T>, sign: 1 | -1): void => {
      if (!this.#counting) return;
      for (const [key, amount] of this.#contributions(fact.value)) {
        const sum = (this.#sums.get(key) ?? 0) + sign * amount;
        if (sum === 0) this.#sums.delete(key);
        else this.#sums.set(key, sum);
        touched(key);
      }
    };
    this.facts = new FactSet<T>(
      (fact) => count(fact, 1),
      (fact) => count(fact, -1),
    );
  }

  add(ref: EntryRef, key: string, value: T): void {
    this.facts.add(ref, key, value);
  }

  remove(ref: EntryRef, key: string): void {
    this.facts.remove(ref, key);
  }

  sum(key: string): number {
    return this.#sums.get(key) ?? 0;
  }

  sums(): ReadonlyMap<string, number> {
    return this.#sums;
  }

  /** The sums alone: enough for a start, the facts behind them may follow piece by piece. */
  restoreSums(sums: Iterable<readonly [string, number]>): void {
    for (const [key, amount] of sums) this.#sums.set(key, amount);
  }

  restorePiece(text: string): void {
    this.#counting = false;
    this.facts.restore(text);
    this.#counting = true;
  }

  /** After the last piece. A fact that came again meanwhile was counted twice until here. */
  recount(): void {
    this.#sums.clear();
    for (const fact of this.facts.facts()) {
      for (const [key, amount] of this.#contributions(fact.value)) {
        const sum = (this.#sums.get(key) ?? 0) + amount;
        if (sum === 0) this.#sums.delete(key);
        else this.#sums.set(key, sum);
      }
    }
  }
}
