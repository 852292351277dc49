/**
 * Who handed out, passed on and asked for quota of strict products (SPEC.md). The sums stand in the escrow book; here is
 * where they come from, so that what goes wrong can be said with names.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { type Escrow, isEscrow } from '../schema/escrow.ts';
import { isQuotaAsk, isQuotaRefusal, type QuotaAsk, type QuotaRefusal } from '../schema/quota-ask.ts';

/** QUOTA-4. */
export const ASK_LASTS_US = 2 * 3_600_000_000;

export interface OpenAsk extends QuotaAsk {
  /** `branch/warehouse` */
  readonly place: string;
  readonly ref: EntryRef;
}

export class QuotaFold implements Fold {
  readonly name = 'quota';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['stock'];
  readonly #touched = new TouchedKeys();
  readonly #grants = new FactSet<Escrow>();
  readonly #asks = new FactSet<QuotaAsk>();
  readonly #refusals = new FactSet<QuotaRefusal>();

  add(ref: EntryRef, entry: Entry): void {
    this.#each(ref, entry, (set, id, value) => set.add(ref, id, value));
  }
  remove(ref: EntryRef, entry: Entry): void {
    this.#each(ref, entry, (set, id) => set.remove(ref, id));
  }

  /** What was handed out, passed on and taken back of a variant at a place, in order. */
  grants(variant: string, place: string): readonly Fact<Escrow>[] {
    return [...this.#grants.facts()]
      .filter(({ value, ref }) => value.variant === variant && placeOf(ref) === place)
      .sort((a, b) => compareRefs(a.ref, b.ref));
  }

  /** Those that a till is asked and has not answered, the oldest first. `now` in microseconds. */
  openAsks(now: number): readonly OpenAsk[] {
    const settled = new Set([...this.#refusals.facts()].map(({ value }) => value.ask));
    for (const { value } of this.#grants.facts()) if (value.ask !== undefined) settled.add(value.ask);
    return [...this.#asks.facts()]
      .filter(({ value, ref }) => !settled.has(value.id) && ref.time > now - ASK_LASTS_US)
      .sort((a, b) => compareRefs(a.ref, b.ref))
      .map(({ value, ref }) => ({ ...value, place: placeOf(ref), ref }));
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }
  snapshot(): SnapshotData {
    return {
      grants: this.#grants.snapshot(),
      asks: this.#asks.snapshot(),
      refusals: this.#refusals.snapshot(),
    };
  }
  restore(data: SnapshotData): void {
    this.#grants.restore(String(data.grants));
    this.#asks.restore(String(data.asks));
    this.#refusals.restore(String(data.refusals));
  }

  #each(
    _ref: EntryRef,
    entry: Entry,
    tell: <T extends Escrow | QuotaAsk | QuotaRefusal>(set: FactSet<T>, id: string, value: T) => void,
  ): void {
    // The ledger holds a million movements: they are told from the few that matter here by their kind alone.
    if (entry.kind === 'escrow' && isEscrow(entry)) tell(this.#grants, entry.id, { ...entry });
    else if (entry.kind === 'quotaAsk' && isQuotaAsk(entry)) tell(this.#asks, entry.id, { ...entry });
    else if (entry.kind === 'quotaRefusal' && isQuotaRefusal(entry)) tell(this.#refusals, entry.id, { ...entry });
    else return;
    this.#touched.mark(String(entry.id));
  }
}

function placeOf(ref: EntryRef): string {
  const { branch = '', warehouse = '' } = parseDocumentName(ref.document) ?? {};
  return `${branch}/${warehouse}`;
}
