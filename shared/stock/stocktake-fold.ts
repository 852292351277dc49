/**
 * Stocktakes (盘点) of all warehouses that this replica holds: what was opened, what everybody tallied, what was decided.
 * Nothing here moves a balance: that is done by the counts which an approval writes (stock-fold.ts).
 *
 * What is written in another warehouse's document belongs to no stocktake of this one, whatever id it names: a right in
 * one warehouse never reaches into the next.
 */
import type { Entry } from '../commit/part.ts';
import { type DocumentKind, parseDocumentName } from '../document/document-kinds.ts';
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { type StatusEvent, statusOf } from '../fold/status-fold.ts';
import { POSTED_TABLE } from '../fold/status-tables.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import {
  isStocktake,
  isStocktakePost,
  isStocktakeStep,
  isTally,
  isTallyChoice,
  type Stocktake,
  type StocktakePost,
  type StocktakeStep,
  type Tally,
  type TallyChoice,
} from '../schema/stocktake.ts';
import { GroupedFacts } from './grouped-facts.ts';

/** With the place (`branch/warehouse`) of the document it stands in. */
type Placed<T> = T & { readonly place: string };

export type StocktakeStatus = 'counting' | 'submitted' | 'rejected' | 'posted' | 'void';

export interface StocktakePaper {
  readonly start: Fact<Placed<Stocktake>>;
  readonly place: string;
  readonly status: StocktakeStatus;
  /** In order; the last is what people see of it. */
  readonly steps: readonly Fact<Placed<StocktakeStep>>[];
  readonly posts: readonly Fact<Placed<StocktakePost>>[];
  /** An approval of several commits of which some have not come yet. */
  readonly partlyPosted: boolean;
}

const groupOf = (of: { readonly stocktake: string; readonly place: string }): string => `${of.stocktake} ${of.place}`;

export class StocktakeFold implements Fold {
  readonly name = 'stocktakes';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['stock'];
  readonly #touched = new TouchedKeys();
  readonly #starts = new FactSet<Placed<Stocktake>>();
  readonly #tallies = new GroupedFacts<Placed<Tally>>(groupOf, (group) => this.#touch(group));
  readonly #choices = new GroupedFacts<Placed<TallyChoice>>(groupOf, (group) => this.#touch(group));
  readonly #steps = new GroupedFacts<Placed<StocktakeStep>>(groupOf, (group) => this.#touch(group));
  readonly #posts = new GroupedFacts<Placed<StocktakePost>>(groupOf, (group) => this.#touch(group));

  add(ref: EntryRef, entry: Entry): void {
    const place = placeOf(ref);
    if (place === null) return;
    if (isTally(entry)) this.#tallies.add(ref, tallyKey(entry), { ...entry, place });
    else if (isStocktake(entry)) {
      this.#starts.add(ref, entry.id, { ...entry, place });
      this.#touched.mark(entry.id);
    } else if (isTallyChoice(entry)) this.#choices.add(ref, entry.id, { ...entry, place });
    else if (isStocktakeStep(entry)) this.#steps.add(ref, entry.id, { ...entry, place });
    else if (isStocktakePost(entry)) this.#posts.add(ref, entry.id, { ...entry, place });
  }

  remove(ref: EntryRef, entry: Entry): void {
    if (isTally(entry)) this.#tallies.remove(ref, tallyKey(entry));
    else if (isStocktake(entry)) {
      this.#starts.remove(ref, entry.id);
      this.#touched.mark(entry.id);
    } else if (isTallyChoice(entry)) this.#choices.remove(ref, entry.id);
    else if (isStocktakeStep(entry)) this.#steps.remove(ref, entry.id);
    else if (isStocktakePost(entry)) this.#posts.remove(ref, entry.id);
  }

  /** The first of this id speaks for it. */
  paper(id: string): StocktakePaper | null {
    const start = this.#starts.get(id)[0];
    if (start === undefined) return null;
    const { place } = start.value;
    const steps = this.#steps.of(`${id} ${place}`);
    const posts = this.#posts.of(`${id} ${place}`);
    const last = posts.at(-1)?.value;
    const ofLast = posts.filter(({ value }) => last !== undefined && value.parts === last.parts);
    const partlyPosted = last !== undefined && new Set(ofLast.map(({ value }) => value.part)).size < last.parts;
    return { start, place, status: statusIn(steps, posts.length > 0), steps, posts, partlyPosted };
  }

  /** The latest opened first. */
  papers(): StocktakePaper[] {
    const ids = new Set([...this.#starts.facts()].sort((a, b) => compareRefs(b.ref, a.ref)).map(({ key }) => key));
    return [...ids].flatMap((id) => this.paper(id) ?? []);
  }

  tallies(id: string, place: string): readonly Fact<Placed<Tally>>[] {
    return this.#tallies.of(`${id} ${place}`);
  }
  /** Is this batch here already? */
  hasTally(batch: string): boolean {
    return this.#tallies.has(`${batch} 1`);
  }
  choices(id: string, place: string): readonly Fact<Placed<TallyChoice>>[] {
    return this.#choices.of(`${id} ${place}`);
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    return {
      starts: this.#starts.snapshot(),
      tallies: this.#tallies.snapshot(),
      choices: this.#choices.snapshot(),
      steps: this.#steps.snapshot(),
      posts: this.#posts.snapshot(),
    };
  }
  restore(data: SnapshotData): void {
    this.#starts.restore(String(data.starts));
    this.#tallies.restore(String(data.tallies));
    this.#choices.restore(String(data.choices));
    this.#steps.restore(String(data.steps));
    this.#posts.restore(String(data.posts));
  }

  #touch(group: string): void {
    this.#touched.mark(group.slice(0, group.indexOf(' ')));
  }
}

const tallyKey = (tally: Tally): string => `${tally.id} ${tally.line}`;

/** What was posted is a fact, whatever else was decided beside it. Else the table of posted papers (trade.md §2.2). */
function statusIn(steps: readonly Fact<Placed<StocktakeStep>>[], posted: boolean): StocktakeStatus {
  if (posted) return 'posted';
  const events = steps.map(
    ({ ref, value }): StatusEvent => ({
      ref,
      kind: value.step,
      over: value.over.map(([feed, seq]) => [String(feed), Number(seq)] as const),
    }),
  );
  const { status } = statusOf(POSTED_TABLE, events);
  if (status === 'submitted' || status === 'rejected' || status === 'void') return status;
  return 'counting';
}

function placeOf(ref: EntryRef): string | null {
  const { kind, branch, warehouse } = parseDocumentName(ref.document) ?? {};
  return kind === 'stock' && branch !== undefined && warehouse !== undefined ? `${branch}/${warehouse}` : null;
}
