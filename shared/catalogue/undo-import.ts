/**
 * The entries that take an import back (client/commands/undo-import.ts says what that means). A field is put back only
 * while the import's own value stands; goods it made go only while nobody else has written about them or moved them.
 */
import type { Json } from '../commit/json-text.ts';
import { LIMITS } from '../commit/limits.ts';
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import type { Over } from '../fold/record-fold.ts';
import type { HistoryRow } from '../fold/record-view.ts';
import type { DocumentName } from '../foundation/ids.ts';
import { type CommandDraft, type DraftedPart, draftCommand } from '../schema/command-draft.ts';
import { removeRecord, setField } from '../schema/record-command.ts';
import { type FieldChange, priceClaim } from './catalogue-commands.ts';

const CATALOGUE = documentName({ kind: 'catalogue' });
const COSTS = documentName({ kind: 'costs' });
/** Entries of one commit: far below its limits. */
const ENTRIES_EACH = Math.floor(LIMITS.entries / 2);

export interface ImportWrites {
  readonly feed: string;
  readonly seq: number;
  readonly document: DocumentName;
  readonly entries: readonly Entry[];
}

type RecordType = 'product' | 'variant' | 'cost';

/** What is known of the shop now. */
export interface Undoing {
  overOfField(type: RecordType, id: string, field: string): Over;
  overOfRecord(type: 'product' | 'variant', id: string): Over;
  /** Two who had not seen each other set it, and nobody has chosen. */
  hasConflict(type: RecordType, id: string, field: string): boolean;
  value(type: RecordType, id: string, field: string): Json | undefined;
  isRemoved(type: 'product' | 'variant', id: string): boolean;
  /** Latest first. */
  history(type: RecordType, id: string): readonly HistoryRow[];
  variantsOf(product: string): readonly string[];
  /** By a paper that is not the import's own. */
  hasMoved(variant: string): boolean;
  isReversed(variant: string, document: string): boolean;
}

export interface Kept {
  /** Of the product or variant. */
  readonly id: string;
  readonly field: string | null;
  readonly reason: 'changed' | 'moved';
  /** Feed of who wrote last. */
  readonly writer: string | null;
}

export interface UndoPlan {
  readonly slices: readonly CommandDraft[];
  readonly undone: number;
  readonly kept: readonly Kept[];
}

/** Cut into commits; latest writes first, so that a field set twice ends where it began. */
export function buildUndoSlices(writes: readonly ImportWrites[], shop: Undoing): UndoPlan {
  const planner = new UndoPlanner(writes, shop);
  for (const write of [...writes].reverse())
    for (const entry of [...write.entries].reverse()) planner.take(write, entry);
  return planner.finish();
}

interface Step {
  readonly document: DocumentName;
  readonly entry: Entry;
  readonly change?: FieldChange;
}

class UndoPlanner {
  readonly #shop: Undoing;
  readonly #own: ReadonlySet<string>;
  readonly #steps: Step[] = [];
  readonly #kept: Kept[] = [];
  readonly #stays = new Map<string, Kept | null>();
  #undone = 0;

  constructor(writes: readonly ImportWrites[], shop: Undoing) {
    this.#shop = shop;
    this.#own = new Set(writes.map(({ feed, seq }) => `${feed}/${seq}`));
  }

  take(write: ImportWrites, entry: Entry): void {
    const { type, id } = entry;
    if (entry.kind === 'movement' && entry.reversal !== true) this.#reverse(write.document, entry);
    if (typeof type !== 'string' || typeof id !== 'string') return;
    if (entry.kind === 'set' && typeof entry.field === 'string') this.#putBack(write, type, id, entry.field);
    if (entry.kind !== 'new') return;
    if (type === 'product' || type === 'variant') this.#remove(type, id);
    else if (type === 'cost') this.#putBack(write, type, id, 'purchasePrice');
  }

  finish(): UndoPlan {
    const slices: CommandDraft[] = [];
    for (let at = 0; at < this.#steps.length; at += ENTRIES_EACH)
      slices.push(draftOf(this.#steps.slice(at, at + ENTRIES_EACH)));
    return { slices, undone: this.#undone, kept: this.#kept };
  }

  /** The goods that an entry is about stay: because they moved, or because somebody wrote about them since. */
  #whyStays(type: 'product' | 'variant', id: string): Kept | null {
    const known = this.#stays.get(id);
    if (known !== undefined) return known;
    const variants = type === 'product' ? this.#shop.variantsOf(id) : [id];
    const changed = [...this.#shop.history(type, id), ...variants.flatMap((one) => this.#shop.history('variant', one))]
      .filter((row) => row.kind !== 'remove')
      .find((row) => !this.#own.has(`${row.feed}/${row.seq}`));
    const moved = [id, ...variants].some((one) => this.#shop.hasMoved(one));
    const why: Kept | null = moved
      ? { id, field: null, reason: 'moved', writer: null }
      : changed === undefined
        ? null
        : { id, field: null, reason: 'changed', writer: changed.feed };
    this.#stays.set(id, why);
    return why;
  }

  #remove(type: 'product' | 'variant', id: string): void {
    if (this.#shop.isRemoved(type, id)) return;
    const why = this.#whyStays(type, id);
    if (why !== null) {
      this.#kept.push(why);
      return;
    }
    this.#undone += type === 'product' ? 1 : 0;
    this.#steps.push({ document: CATALOGUE, entry: removeRecord(type, id, this.#shop.overOfRecord(type, id)) });
  }

  /** A price that came with goods that stay, stays with them; so does their opening stock. */
  #putBack(write: ImportWrites, type: string, id: string, field: string): void {
    if (type !== 'product' && type !== 'variant' && type !== 'cost') return;
    const over = this.#shop.overOfField(type, id, field);
    const history = this.#shop.history(type, id);
    const latest = history.find((row) => row.field === field);
    const isLatest = latest?.feed === write.feed && latest.seq === write.seq;
    const stands = isLatest && !this.#shop.hasConflict(type, id, field);
    if (!stands) {
      const later = history.find((row) => row.field === field && !this.#own.has(`${row.feed}/${row.seq}`));
      const before = later?.time ?? 0;
      const mine = history.find((row) => row.field === field && row.feed === write.feed && row.seq === write.seq);
      // Undone already, or set again by a later commit of the same import: nothing to tell.
      if (later !== undefined && mine !== undefined && before > mine.time && !this.#isBack(type, id, field, mine))
        this.#kept.push({ id, field, reason: 'changed', writer: later.feed });
      return;
    }
    const mine = history.find((row) => row.field === field && row.feed === write.feed && row.seq === write.seq);
    if (mine === undefined || (type === 'cost' && this.#goodsStay(id))) return;
    this.#undone += 1;
    const entry = setField(type, id, field, mine.before, over);
    if (type === 'cost') this.#steps.push({ document: COSTS, entry });
    else {
      const change: FieldChange = { type, id, field, value: mine.before, before: mine.after, over };
      this.#steps.push({ document: CATALOGUE, entry, change });
    }
  }

  #isBack(type: RecordType, id: string, field: string, mine: HistoryRow): boolean {
    return JSON.stringify(this.#shop.value(type, id, field) ?? null) === JSON.stringify(mine.before ?? null);
  }

  #goodsStay(id: string): boolean {
    const made = (type: 'product' | 'variant'): boolean =>
      this.#shop.history(type, id).some((row) => row.kind === 'new' && this.#own.has(`${row.feed}/${row.seq}`));
    const type = made('product') ? 'product' : made('variant') ? 'variant' : null;
    return type !== null && this.#whyStays(type, id) !== null;
  }

  #reverse(document: DocumentName, entry: Entry): void {
    const { variant, document: paper } = entry;
    if (typeof variant !== 'string' || typeof paper !== 'string') return;
    if (this.#goodsStay(variant) || this.#shop.isReversed(variant, paper)) return;
    this.#steps.push({ document, entry: { ...entry, quantity: -Number(entry.quantity), reversal: true } });
  }
}

function draftOf(steps: readonly Step[]): CommandDraft {
  const documents = [...new Set(steps.map(({ document }) => document))];
  const parts = documents.map(
    (document): DraftedPart => ({
      document,
      entries: steps.filter((step) => step.document === document).map(({ entry }) => entry),
    }),
  );
  return draftCommand('undoImport', parts, priceClaim(steps.flatMap(({ change }) => change ?? [])));
}
