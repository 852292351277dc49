/**
 * A fold that keeps everything: the set of entries that have an effect here, word for word. Whatever an attack might
 * change in any other fold, it would have to change this one first.
 */
import { createHash } from 'node:crypto';
import type { Entry } from '../../shared/commit/part.ts';
import type { DocumentKind } from '../../shared/document/document-kinds.ts';
import { type EntryRef, refKey } from '../../shared/fold/entry-ref.ts';
import type { Fold, SnapshotData } from '../../shared/fold/fold.ts';

const EVERY_KIND: readonly DocumentKind[] = [
  'policy',
  'journal',
  'listing',
  'settings',
  'catalogue',
  'costs',
  'priced',
  'customers',
  'suppliers',
  'contacts',
  'people',
  'wallets',
  'stock',
  'tickets',
  'cash',
  'sales',
  'purchasing',
  'transfers',
  'receivable',
  'finance',
  'talk',
  'conversation',
  'trail',
];

export class EffectiveEntries implements Fold {
  readonly name = 'effective entries';
  readonly version = 1;
  readonly documents = EVERY_KIND;
  readonly #entries = new Map<string, string>();

  add(ref: EntryRef, entry: Entry): void {
    this.#entries.set(`${refKey(ref)} ${ref.hash}`, JSON.stringify(entry));
  }
  remove(ref: EntryRef): void {
    this.#entries.delete(`${refKey(ref)} ${ref.hash}`);
  }
  get size(): number {
    return this.#entries.size;
  }
  has(text: string): boolean {
    return [...this.#entries.values()].some((entry) => entry.includes(text));
  }
  /** One text for the whole set; listings are left out, since the witness goes on writing them. */
  digest(): string {
    const lines = [...this.#entries]
      .filter(([key]) => !key.includes('/listing/'))
      .map(([key, entry]) => `${key} ${entry}`)
      .sort();
    return createHash('sha256').update(lines.join('\n')).digest('hex');
  }
  snapshot(): SnapshotData {
    return { entries: [...this.#entries.values()].sort() };
  }
  restore(): void {
    throw new Error('only ever folded from the start');
  }
  drainTouched(): 'many' {
    return 'many';
  }
}
