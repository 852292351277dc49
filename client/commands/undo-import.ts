/**
 * Takes an import back, by its batch: goods that it made are removed, fields that it set hold again what they held, and
 * opening stock is reversed. What somebody changed since stays as they left it, goods that have moved stay too, and both
 * are listed by name. What is written shares a batch of its own; a part that was undone before is passed over.
 */
import { buildUndoSlices, type ImportWrites, type Undoing } from '../../shared/catalogue/undo-import.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { movementList } from '../../shared/stock/movement-list.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { PastImport, UndoneImport } from '../worker/import-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { permitted } from './command-shop.ts';

const UNDO = 'undo ';
/** All but the last piece of an undo: broken off, it can be gone on with. */
const UNDOING = 'undoing ';

/** Imports whose commits are in memory, the latest first. */
export function pastImports(desk: ShopDesk, limit: number): readonly PastImport[] {
  const found = new Map<string, PastImport>();
  const undone = new Set<string>();
  const { core } = desk.open;
  for (let index = 0; core !== null && index < core.size; index++) {
    const known = core.at(index);
    const name = known?.header.batch;
    if (known === null || name === undefined || !core.isEffective(index)) continue;
    if (name.startsWith(UNDO)) {
      undone.add(name.slice(UNDO.length));
      continue;
    }
    const at = known.header.parts.findIndex(({ document }) => document === 'catalogue');
    const batch = name.slice(0, 10);
    const earlier = found.get(batch);
    if (earlier === undefined && (at < 0 || core.part(index, at)?.command !== 'importProducts')) continue;
    found.set(batch, {
      batch,
      fileName: name.slice(11),
      by: desk.writerName(known.commit.feed),
      time: earlier?.time ?? core.replica.timeAt(index),
      commits: (earlier?.commits ?? 0) + 1,
      undone: false,
    });
  }
  const all = [...found.values()].map((one) => ({ ...one, undone: undone.has(one.batch) }));
  return all.sort((a, b) => b.time - a.time).slice(0, limit);
}

/** Errors: `unknown-import`, `not-allowed` {use}, and the writer's. */
export async function undoImport(
  desk: ShopDesk,
  { batch }: { readonly batch: string },
): Promise<Result<UndoneImport, ShownError>> {
  const records = await desk.records();
  const writes = writesOf(desk, batch);
  if (writes.length === 0) return err({ code: 'unknown-import' });
  const { catalogue, costs, stock } = desk.folds;
  const papers = new Set(writes.flatMap(({ entries }) => entries.map((entry) => String(entry.document ?? ''))));
  const foldOf = (type: 'product' | 'variant' | 'cost') =>
    type === 'product' ? catalogue.products : type === 'variant' ? catalogue.variants : costs.of('cost');
  const undoing: Undoing = {
    overOfField: (type, id, field) => records.overOfField(type, id, field),
    overOfRecord: (type, id) => records.overOfRecord(type, id),
    value: (type, id, field) => records.value(type, id, field),
    isRemoved: (type, id) => (type === 'product' ? catalogue.products : catalogue.variants).read(id)?.removed === true,
    history: (type, id) => foldOf(type).read(id)?.history ?? [],
    hasConflict: (type, id, field) =>
      foldOf(type)
        .read(id)
        ?.conflicts.some((conflict) => conflict.field === field) === true,
    variantsOf: (product) => catalogue.variantsOf(product),
    hasMoved: (variant) => movementList(stock, variant, null, 1_000).some(({ document }) => !papers.has(document)),
    isReversed: (variant, document) =>
      movementList(stock, variant, null, 1_000).some((row) => row.document === document && row.reversal),
  };
  const plan = buildUndoSlices(writes, undoing);
  for (const draft of plan.slices) {
    const allowed = permitted(desk, { ...draft, title: '' });
    if (!allowed.ok) return allowed;
  }
  const title = pastImports(desk, Number.POSITIVE_INFINITY).find((one) => one.batch === batch)?.fileName ?? '';
  for (const [at, draft] of plan.slices.entries()) {
    const name = `${at === plan.slices.length - 1 ? UNDO : UNDOING}${batch}`;
    const written = await desk.write(async () => permitted(desk, { ...draft, title, batch: name }));
    if (!written.ok) return written;
  }
  const kept = plan.kept.map(({ id, field, reason, writer }) => ({
    name: nameOf(desk, id),
    field,
    reason,
    by: writer === null ? '' : desk.writerName(writer),
  }));
  return ok({ undone: plan.undone, kept });
}

function nameOf(desk: ShopDesk, id: string): string {
  const good = desk.goods.good(id);
  return good === null ? id : [good.name, good.spec].filter((part) => part !== '').join(' ');
}

/** Everything the import wrote and this device may see, in the order it was written. */
function writesOf(desk: ShopDesk, batch: string): readonly ImportWrites[] {
  const { core } = desk.open;
  const writes: ImportWrites[] = [];
  for (let index = 0; core !== null && index < core.size; index++) {
    const known = core.at(index);
    if (known?.header.batch?.slice(0, 10) !== batch || !core.isEffective(index)) continue;
    known.header.parts.forEach(({ document }, at) => {
      const part = core.part(index, at);
      const { feed, seq } = known.commit;
      if (part !== null) writes.push({ feed, seq, document, entries: part.entries });
    });
  }
  return writes;
}
