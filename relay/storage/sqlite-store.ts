/**
 * The embedded store (default): SQLite in a worker thread, so that fsync never holds up the event loop that carries
 * live commits. See commit-store.ts for what it promises.
 */
import { Worker } from 'node:worker_threads';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { err, type Result } from '../../shared/foundation/result.ts';
import type { CommitStore, StoredRow, StoreFailure } from './commit-store.ts';
import { type DatabaseOptions, UnusableData } from './sqlite-database.ts';
import {
  type Numbered,
  packRows,
  type StoreGreeting,
  type StoreReply,
  type StoreRequest,
  unpackRows,
} from './sqlite-messages.ts';

/** Opens or makes the database file. Throws UnusableData with a plain sentence when it can't be used. */
export async function openSqliteStore(options: DatabaseOptions): Promise<CommitStore> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: options });
  const greeting = await new Promise<StoreGreeting>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  if (!greeting.opened) {
    await worker.terminate();
    throw new UnusableData(greeting.why);
  }
  return new SqliteStore(worker);
}

/** Rows of a shop whose message to the worker leaves at the end of the turn. */
interface WaitingLot {
  readonly shop: ShopId;
  readonly rows: readonly StoredRow[];
  readonly resolve: (result: Result<null, StoreFailure>) => void;
  readonly reject: (error: Error) => void;
}

class SqliteStore implements CommitStore {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (reply: StoreReply) => void; reject: (error: Error) => void }>();
  #next = 1;
  #closed = false;
  #lots: WaitingLot[] = [];

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', ({ id, body }: Numbered<StoreReply>) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (body.kind === 'failed') waiting?.reject(new Error(body.message));
      else waiting?.resolve(body);
    });
    worker.on('error', (error) => this.#failAll(error instanceof Error ? error : new Error(String(error))));
  }

  async shops(): Promise<readonly ShopId[]> {
    return (await this.#texts({ kind: 'shops' })) as readonly ShopId[];
  }
  append(shop: ShopId, rows: readonly StoredRow[]): Promise<Result<null, StoreFailure>> {
    if (this.#closed) return Promise.resolve(err({ code: 'closed' }));
    return new Promise((resolve, reject) => {
      this.#lots.push({ shop, rows, resolve, reject });
      if (this.#lots.length === 1) setImmediate(() => this.#sendLots());
    });
  }
  replace(shop: ShopId, rows: readonly StoredRow[]): Promise<Result<null, StoreFailure>> {
    return this.#write({ kind: 'replace', shop, rows: packRows(rows) });
  }
  read(shop: ShopId, after: number, mostBytes: number): Promise<readonly StoredRow[]> {
    return this.#rows({ kind: 'read', shop, after, mostBytes });
  }
  readAt(shop: ShopId, places: readonly number[]): Promise<readonly StoredRow[]> {
    return this.#rows({ kind: 'readAt', shop, places });
  }
  note(scope: ShopId | '', key: string, value: string | null): Promise<Result<null, StoreFailure>> {
    return this.#write({ kind: 'note', scope, key, value });
  }
  async notes(scope: ShopId | ''): Promise<ReadonlyMap<string, string>> {
    const reply = await this.#ask({ kind: 'notes', scope });
    if (reply.kind !== 'notes') throw new Error(`unexpected ${reply.kind}`);
    return reply.notes;
  }
  check(): Promise<readonly string[]> {
    return this.#texts({ kind: 'check' });
  }
  async close(): Promise<void> {
    if (this.#closed) return;
    const last = this.#ask({ kind: 'close' });
    this.#closed = true;
    await last;
    await this.#worker.terminate();
  }

  /** What all shops append in one turn goes to the worker in one message: waking it costs more than a row. */
  #sendLots(): void {
    const lots = this.#lots;
    if (lots.length === 0) return;
    this.#lots = [];
    const request: StoreRequest = {
      kind: 'append',
      lots: lots.map(({ shop, rows }) => ({ shop, count: rows.length })),
      rows: packRows(lots.flatMap(({ rows }) => rows)),
    };
    const failed = (error: Error) => {
      for (const lot of lots) lot.reject(error);
    };
    this.#ask(request).then((reply) => {
      if (reply.kind !== 'appended') failed(new Error(`unexpected ${reply.kind}`));
      else for (const [i, lot] of lots.entries()) lot.resolve(reply.results[i] ?? err({ code: 'closed' }));
    }, failed);
  }

  async #write(request: StoreRequest): Promise<Result<null, StoreFailure>> {
    if (this.#closed) return err({ code: 'closed' });
    const reply = await this.#ask(request);
    if (reply.kind !== 'result') throw new Error(`unexpected ${reply.kind}`);
    return reply.result;
  }
  async #rows(request: StoreRequest): Promise<readonly StoredRow[]> {
    const reply = await this.#ask(request);
    if (reply.kind !== 'rows') throw new Error(`unexpected ${reply.kind}`);
    return unpackRows(reply.rows);
  }
  async #texts(request: StoreRequest): Promise<readonly string[]> {
    const reply = await this.#ask(request);
    if (reply.kind !== 'texts') throw new Error(`unexpected ${reply.kind}`);
    return reply.texts;
  }

  #ask(body: StoreRequest): Promise<StoreReply> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    // What was to be appended first goes first: a read never misses it.
    this.#sendLots();
    const id = this.#next++;
    const transfer = 'rows' in body ? [body.rows.bytes.buffer] : [];
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, body } satisfies Numbered<StoreRequest>, transfer);
    });
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#lots.splice(0)) reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#closed = true;
  }
}
