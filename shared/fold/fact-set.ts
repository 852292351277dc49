/**
 * Facts under keys (design.md §4): a fact is immutable and has a key, (document, line, kind, posting) or an id. The same
 * fact twice is a no-op, whoever wrote it again; one key with different contents shows both and raises a task. Of equal
 * facts the first in order speaks for them, so that time and author are the same everywhere.
 */
import type { Json } from '../commit/json-text.ts';
import { compareRefs, type EntryRef, sameEntry } from './entry-ref.ts';
import { Interner } from './interner.ts';
import { valueText } from './record-state.ts';

export interface Fact<T> {
  readonly key: string;
  readonly ref: EntryRef;
  readonly value: T;
  /** Equal contents have equal texts. */
  readonly content: string;
}

/** How a value stands in a snapshot: as JSON. */
export interface StoredForm<T> {
  readonly write: (value: T) => string;
  readonly read: (stored: Json, ref: EntryRef) => T;
}

/** A slice of restoring: a few milliseconds on a slow phone. */
const PIECE_KEYS = 200;

type StoredFacts = readonly [
  feeds: readonly string[],
  documents: readonly string[],
  rows: readonly (readonly [string, number, number, number, number, string, number, Json])[],
];

export class FactSet<T extends Json> {
  readonly #groups = new Map<string, Fact<T>[]>();
  readonly #appears: (fact: Fact<T>) => void;
  readonly #goes: (fact: Fact<T>) => void;
  readonly #contentOf: (value: T) => string;
  readonly #form: StoredForm<T>;

  /** `appears` and `goes` hear of each distinct fact: those that count. */
  constructor(
    appears: (fact: Fact<T>) => void = () => {},
    goes: (fact: Fact<T>) => void = () => {},
    contentOf: (value: T) => string = valueText,
    form: StoredForm<T> = { write: (value) => JSON.stringify(value), read: (stored) => stored as T },
  ) {
    this.#form = form;
    this.#appears = appears;
    this.#goes = goes;
    this.#contentOf = contentOf;
  }

  /** Number of keys. */
  get size(): number {
    return this.#groups.size;
  }

  add(ref: EntryRef, key: string, value: T): void {
    const fact = { key, ref, value, content: this.#contentOf(value) };
    const group = this.#groups.get(key);
    if (group === undefined) {
      this.#groups.set(key, [fact]);
      this.#appears(fact);
      return;
    }
    if (group.some((one) => sameEntry(one.ref, ref))) return;
    const speaker = group.find((one) => one.content === fact.content);
    group.push(fact);
    group.sort((a, b) => compareRefs(a.ref, b.ref));
    if (speaker !== undefined && compareRefs(speaker.ref, ref) < 0) return;
    if (speaker !== undefined) this.#goes(speaker);
    this.#appears(fact);
  }

  remove(ref: EntryRef, key: string): void {
    const group = this.#groups.get(key);
    const at = group?.findIndex((one) => sameEntry(one.ref, ref)) ?? -1;
    const fact = group?.[at];
    if (group === undefined || fact === undefined) return;
    const spoke = group.find((one) => one.content === fact.content) === fact;
    group.splice(at, 1);
    if (group.length === 0) this.#groups.delete(key);
    if (!spoke) return;
    this.#goes(fact);
    const heir = group.find((one) => one.content === fact.content);
    if (heir !== undefined) this.#appears(heir);
  }

  has(key: string): boolean {
    return this.#groups.has(key);
  }

  /** The distinct facts under a key, in order: more than one is a task for a person. */
  get(key: string): readonly Fact<T>[] {
    return distinct(this.#groups.get(key) ?? []);
  }

  /** All distinct facts, key by key. */
  *facts(): IterableIterator<Fact<T>> {
    for (const group of this.#groups.values()) yield* distinct(group);
  }

  /** Keys under which different contents stand. */
  disputed(): string[] {
    const keys: string[] = [];
    for (const [key, group] of this.#groups) if (distinct(group).length > 1) keys.push(key);
    return keys.sort();
  }

  /** Every entry of these keys (of all, when none are named), doubles included, as text for {@link restore}. */
  snapshot(keys: Iterable<string> = this.#groups.keys()): string {
    const feeds = new Interner();
    const documents = new Interner();
    const rows: string[] = [];
    for (const key of keys) {
      for (const { ref, value } of this.#groups.get(key) ?? []) {
        const place = [
          feeds.numberOf(ref.feed),
          ref.seq,
          documents.numberOf(ref.document),
          ref.time,
          ref.hash,
          ref.index,
        ];
        rows.push(`[${JSON.stringify([key, ...place]).slice(1, -1)},${this.#form.write(value)}]`);
      }
    }
    return `[${JSON.stringify(feeds.list())},${JSON.stringify(documents.list())},[${rows.join(',')}]]`;
  }

  /** Texts of at most so many keys each, of all keys but these, the first added first. */
  pieces(except: ReadonlySet<string>): string[] {
    const pieces: string[] = [];
    let keys: string[] = [];
    for (const key of this.#groups.keys()) {
      if (except.has(key)) continue;
      keys.push(key);
      if (keys.length < PIECE_KEYS) continue;
      pieces.push(this.snapshot(keys));
      keys = [];
    }
    if (keys.length > 0) pieces.push(this.snapshot(keys));
    return pieces;
  }

  /** Adds what a snapshot holds to what is here. */
  restore(text: string): void {
    const [feeds, documents, rows]: StoredFacts = JSON.parse(text);
    for (const [key, feed, seq, document, time, hash, index, stored] of rows) {
      const ref = { feed: feeds[feed], seq, document: documents[document], time, hash, index } as EntryRef;
      this.add(ref, key, this.#form.read(stored, ref));
    }
  }
}

function distinct<T>(group: readonly Fact<T>[]): Fact<T>[] {
  if (group.length < 2) return [...group];
  const seen = new Set<string>();
  return group.filter((fact) => !seen.has(fact.content) && seen.add(fact.content));
}
