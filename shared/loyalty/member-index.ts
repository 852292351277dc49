/**
 * Members as they are searched: by name, its pinyin, the phone's last digits, a card's code. Lines are made anew only
 * for members that changed. Merged members are found under the one they were merged into.
 */
import type { ReadName } from '../catalogue/catalogue-fold.ts';
import type { Entry } from '../commit/part.ts';
import type { DocumentKind } from '../document/document-kinds.ts';
import { compareTexts, type EntryRef } from '../fold/entry-ref.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import type { RecordFold } from '../fold/record-fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';

export interface IndexedMember {
  readonly id: string;
  readonly name: string;
  readonly tag: string;
  readonly tail: string;
  readonly card: string;
  /** '' for a member that stands for itself. */
  readonly mergedInto: string;
  /** Lower case: name, pinyin, initials. */
  readonly line: string;
}

export class MemberIndex implements Fold {
  readonly name = 'memberIndex';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['customers'];
  readonly #customers: () => RecordFold;
  readonly #readName: ReadName;
  readonly #touched = new TouchedKeys();
  readonly #members = new Map<string, IndexedMember>();
  readonly #stale = new Set<string>();
  #whole = false;
  #mergedOf: Map<string, string[]> | null = null;
  /** Sorted anew only after a change: somebody types a name, and all are asked for at each letter. */
  #sorted: readonly IndexedMember[] | null = null;

  constructor(customers: () => RecordFold, readName: ReadName) {
    this.#customers = customers;
    this.#readName = readName;
  }

  add(_ref: EntryRef, entry: Entry): void {
    this.#changed(entry);
  }

  remove(_ref: EntryRef, entry: Entry): void {
    this.#changed(entry);
  }

  get(id: string): IndexedMember | null {
    return this.#fresh().get(id) ?? null;
  }

  /** The member that this one counts as: itself, or whom it was merged into; in a circle the smallest id. */
  standsFor(id: string): string {
    const members = this.#fresh();
    const seen: string[] = [];
    for (let at = id; ; ) {
      const next = members.get(at)?.mergedInto ?? '';
      if (next === '' || !members.has(next)) return at;
      seen.push(at);
      if (seen.includes(next)) return seen.slice(seen.indexOf(next)).sort(compareTexts)[0] ?? at;
      at = next;
    }
  }

  /** The member and all that were merged into it: whose wallets count together. */
  together(id: string): readonly string[] {
    const members = this.#fresh();
    if (this.#mergedOf === null) {
      this.#mergedOf = new Map();
      for (const { id: one, mergedInto } of members.values()) {
        if (mergedInto === '') continue;
        const into = this.standsFor(one);
        if (into !== one) this.#mergedOf.set(into, [...(this.#mergedOf.get(into) ?? []), one]);
      }
    }
    return [id, ...(this.#mergedOf.get(id) ?? [])];
  }

  /** All that stand for themselves, by name. */
  all(): readonly IndexedMember[] {
    const members = this.#fresh();
    this.#sorted ??= [...members.values()]
      .filter((one) => this.standsFor(one.id) === one.id)
      .sort((a, b) => compareTexts(a.name, b.name) || compareTexts(a.id, b.id));
    return this.#sorted;
  }

  /** `text`: part of a name, of its pinyin, the phone's last digits, or a card's whole code. */
  find(text: string): readonly IndexedMember[] {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return this.all();
    const digits = /^\d{3,}$/.test(wanted) ? wanted.slice(-4) : null;
    return this.all().filter(
      ({ line, tail, card }) =>
        line.includes(wanted) ||
        (digits !== null && tail !== '' && tail.endsWith(digits)) ||
        (card !== '' && card.toLowerCase() === wanted),
    );
  }

  /** By any of these tags: more than one is for a person to merge. */
  byTag(tags: readonly string[]): readonly IndexedMember[] {
    return this.all().filter(({ tag }) => tag !== '' && tags.includes(tag));
  }

  byCard(code: string): readonly IndexedMember[] {
    return this.all().filter(({ card }) => card !== '' && card === code);
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  /** Derived from the customers' own snapshot. */
  snapshot(): SnapshotData {
    return {};
  }

  restore(): void {
    this.#whole = false;
  }

  #changed(entry: Entry): void {
    if (entry.type !== 'customer' || typeof entry.id !== 'string') return;
    this.#stale.add(entry.id);
    this.#touched.mark(entry.id);
  }

  #fresh(): ReadonlyMap<string, IndexedMember> {
    const customers = this.#customers();
    if (!this.#whole) {
      this.#whole = true;
      this.#members.clear();
      for (let row = 0; row < customers.rowCount; row++) this.#stale.add(customers.idOf(row));
    }
    if (this.#stale.size > 0) {
      this.#mergedOf = null;
      this.#sorted = null;
    }
    for (const id of this.#stale) {
      const member = this.#read(customers, id);
      if (member === null) this.#members.delete(id);
      else this.#members.set(id, member);
    }
    this.#stale.clear();
    return this.#members;
  }

  #read(customers: RecordFold, id: string): IndexedMember | null {
    const view = customers.value(id, 'loyalty') === true ? customers.read(id) : null;
    if (view === null || view.removed) return null;
    const text = (field: string): string => {
      const value = view.fields[field];
      return typeof value === 'string' ? value : '';
    };
    const name = text('name');
    const { full, initials } = this.#readName(name);
    return {
      id,
      name,
      tag: text('phoneTag'),
      tail: text('phoneTail'),
      card: text('card'),
      mergedInto: text('mergedInto'),
      line: [name, full, initials].join(' ').toLowerCase(),
    };
  }
}
