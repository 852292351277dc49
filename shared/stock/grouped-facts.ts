/** Facts under keys that are also found by what they belong to: all tallies of a stocktake. */
import type { Json } from '../commit/json-text.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';

export class GroupedFacts<T extends Json> {
  readonly #groups = new Map<string, Set<Fact<T>>>();
  readonly #facts: FactSet<T>;

  /** `changed` hears the group of each fact that comes or goes. */
  constructor(groupOf: (value: T) => string, changed: (group: string) => void) {
    this.#facts = new FactSet<T>(
      (fact) => {
        const group = groupOf(fact.value);
        const known = this.#groups.get(group) ?? new Set();
        known.add(fact);
        this.#groups.set(group, known);
        changed(group);
      },
      (fact) => {
        const group = groupOf(fact.value);
        const known = this.#groups.get(group);
        known?.delete(fact);
        if (known?.size === 0) this.#groups.delete(group);
        changed(group);
      },
    );
  }

  add(ref: EntryRef, key: string, value: T): void {
    this.#facts.add(ref, key, value);
  }
  remove(ref: EntryRef, key: string): void {
    this.#facts.remove(ref, key);
  }
  has(key: string): boolean {
    return this.#facts.get(key).length > 0;
  }
  groups(): IterableIterator<string> {
    return this.#groups.keys();
  }
  /** In order. */
  of(group: string): Fact<T>[] {
    return [...(this.#groups.get(group) ?? [])].sort((a, b) => compareRefs(a.ref, b.ref));
  }
  snapshot(): string {
    return this.#facts.snapshot();
  }
  restore(text: string): void {
    this.#facts.restore(text);
  }
}
