/**
 * A plan cut into commits: at most 200 products each, so that a commit stays far below its limits (1,000 entries, 1 MiB)
 * and the page can show progress and stop between two of them. All share one batch id, given by the caller.
 */
import type { ProductUpdate } from './compare-product.ts';
import type { ImportPlan } from './import-plan.ts';
import type { ProductDraft } from './product-draft.ts';

export const PRODUCTS_PER_BATCH = 200;
/** Products and variants together: each is an entry, and prices that not everybody may see are a second one. */
export const RECORDS_PER_BATCH = 400;

export interface ImportBatch {
  /** from 0 */
  readonly index: number;
  readonly create: readonly ProductDraft[];
  readonly update: readonly ProductUpdate[];
  /** products carried out once this batch is done, and in all */
  readonly doneAfter: number;
  readonly total: number;
}

/** Cuts what the plan creates and updates; updates with nothing switched on are left out. */
export function cutIntoBatches(plan: ImportPlan): ImportBatch[] {
  const updates = plan.update.filter(changesAnything);
  const total = plan.create.length + updates.length;
  const cutter = new Cutter(total);
  for (const draft of plan.create) {
    cutter.makeRoom(1 + draft.variants.length);
    cutter.create.push(draft);
  }
  for (const update of updates) {
    cutter.makeRoom(1 + update.newVariants.length + update.variants.length);
    cutter.update.push(update);
  }
  cutter.close();
  return cutter.batches;
}

/** False where every change is switched off. */
export const changesAnything = (update: ProductUpdate): boolean =>
  update.barcodes.length + update.units.length + update.newVariants.length + update.variants.length > 0 ||
  update.fields.some((change) => change.on);

class Cutter {
  readonly batches: ImportBatch[] = [];
  create: ProductDraft[] = [];
  update: ProductUpdate[] = [];
  readonly #total: number;
  #records = 0;
  #done = 0;

  constructor(total: number) {
    this.#total = total;
  }

  makeRoom(records: number): void {
    const products = this.create.length + this.update.length;
    if (products >= PRODUCTS_PER_BATCH || (products > 0 && this.#records + records > RECORDS_PER_BATCH)) this.close();
    this.#records += records;
  }

  close(): void {
    const products = this.create.length + this.update.length;
    if (products === 0) return;
    this.#done += products;
    const index = this.batches.length;
    this.batches.push({ index, create: this.create, update: this.update, doneAfter: this.#done, total: this.#total });
    this.create = [];
    this.update = [];
    this.#records = 0;
  }
}
