/**
 * The page's side of an import: typed calls to the worker, in order. Ending the session ends the worker, which is also
 * the way to stop a file that takes too long.
 */
import type { ExistingProduct } from '../../shared/import/existing-catalogue.ts';
import type { ImportBatch } from '../../shared/import/import-batches.ts';
import type { ColumnMapping } from '../../shared/import/import-fields.ts';
import type { ReasonCode } from '../../shared/import/import-problem.ts';
import type { ReasonLocale } from '../../shared/import/import-reasons.ts';
import type { ReadOverrides } from '../../shared/import/open-file.ts';
import type { ImportReply, ImportRequest, Numbered, PlanSummary, PlanWishes } from './import-messages.ts';

/** What of a `Worker` is needed; a test puts a message channel here. */
export interface ImportPort {
  postMessage(message: Numbered<ImportRequest>, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Numbered<ImportReply>>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

/** How many products of the shop go to the worker in one message: a few milliseconds of copying each. */
const PRODUCTS_PER_MESSAGE = 1_000;

export class ImportStopped extends Error {
  override name = 'ImportStopped';
}

export class ImportSession {
  readonly #port: ImportPort;
  readonly #stop: () => void;
  readonly #waiting = new Map<number, { resolve: (reply: ImportReply) => void; reject: (error: Error) => void }>();
  #nextId = 1;
  #ended = false;

  /** `stop` ends the worker behind `port`. */
  constructor(port: ImportPort, stop: () => void) {
    this.#port = port;
    this.#stop = stop;
    port.addEventListener('message', ({ data }) => {
      this.#waiting.get(data.id)?.resolve(data.body);
      this.#waiting.delete(data.id);
    });
    port.addEventListener('error', () => this.end());
  }

  /** Reads a file; answers `table` or `unreadable`. The bytes are handed over and empty afterwards. */
  async read(bytes: Uint8Array<ArrayBuffer>, overrides: ReadOverrides = {}): Promise<ImportReply> {
    return this.#ask({ kind: 'read', bytes, overrides }, [bytes.buffer]);
  }

  /** Tells the worker what the shop has; needed once before `plan`, and again after the catalogue changed. */
  async setExisting(products: Iterable<ExistingProduct> | AsyncIterable<ExistingProduct>): Promise<void> {
    let slice: ExistingProduct[] = [];
    let startAnew = true;
    for await (const product of products) {
      slice.push(product);
      if (slice.length < PRODUCTS_PER_MESSAGE) continue;
      await this.#ask({ kind: 'existing', products: slice, startAnew });
      slice = [];
      startAnew = false;
    }
    await this.#ask({ kind: 'existing', products: slice, startAnew });
  }

  /** Plans the import of the table read last; null before any. */
  async plan(mapping: ColumnMapping, wishes: PlanWishes = {}): Promise<PlanSummary | null> {
    const reply = await this.#ask({ kind: 'plan', mapping, wishes });
    return reply.kind === 'plan' ? reply.plan : null;
  }

  /** One batch of the plan made last, from 0; null behind the end. */
  async batch(index: number): Promise<ImportBatch | null> {
    const reply = await this.#ask({ kind: 'batch', index });
    return reply.kind === 'batch' ? reply.batch : null;
  }

  /** Rows of one cause in the plan made last. */
  async rowsOf(code: ReasonCode, column: number | null): Promise<readonly number[]> {
    const reply = await this.#ask({ kind: 'rows-of', code, column });
    return reply.kind === 'rows' ? reply.rows : [];
  }

  /** The rows that wait, as CSV to download; null before any plan. */
  async faultyRows(locale: ReasonLocale): Promise<string | null> {
    const reply = await this.#ask({ kind: 'faulty', locale });
    return reply.kind === 'faulty' ? reply.csv : null;
  }

  /** Ends the worker; whatever is under way rejects with `ImportStopped`. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stop();
    for (const { reject } of this.#waiting.values()) reject(new ImportStopped('the import was stopped'));
    this.#waiting.clear();
  }

  #ask(body: ImportRequest, transfer: Transferable[] = []): Promise<ImportReply> {
    if (this.#ended) return Promise.reject(new ImportStopped('the import was stopped'));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#port.postMessage({ id, body }, transfer);
    });
  }
}

/** Starts the worker. */
export function startImport(): ImportSession {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  return new ImportSession(worker, () => worker.terminate());
}
