/**
 * A shop's list of rows: what is durable, what is on its way to the disk, and one group commit every
 * GROUP_COMMIT_MS. Rows are given their place at once and answered for only when they are down.
 *
 * When the disk is full, the rows under way and all behind them are dropped together (`lost`), so that the list never
 * has a gap; the owner of the log then rebuilds from what is durable.
 */
import type { ShopId } from '../../shared/foundation/ids.ts';
import type { CommitStore, StoredRow } from '../storage/commit-store.ts';
import { GROUP_COMMIT_MS } from './shop-limits.ts';

export interface LogEvents {
  /** All rows up to this place are durable. */
  durable(at: number): void;
  /** Rows beyond this place could not be stored and are gone. */
  lost(at: number, code: 'full' | 'place-taken' | 'closed'): void;
}

export class ShopLog {
  readonly #shop: ShopId;
  readonly #store: CommitStore;
  readonly #events: LogEvents;
  /** Rows beyond `durable`, in order. */
  #tail: StoredRow[] = [];
  #durable: number;
  #writing = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(shop: ShopId, store: CommitStore, durable: number, events: LogEvents) {
    this.#shop = shop;
    this.#store = store;
    this.#durable = durable;
    this.#events = events;
  }

  get last(): number {
    return this.#durable + this.#tail.length;
  }
  get durable(): number {
    return this.#durable;
  }

  /** The row's place, at once. */
  append(body: Uint8Array): number {
    const at = this.last + 1;
    this.#tail.push({ at, body });
    if (!this.#writing && this.#timer === null) this.#timer = this.#onTheBeat();
    return at;
  }

  /** Rows after a place, durable or not, about so many bytes. */
  async read(after: number, mostBytes: number): Promise<readonly StoredRow[]> {
    if (after < this.#durable) {
      const rows = await this.#store.read(this.#shop, after, mostBytes);
      const first = rows[0];
      // What the tail held a moment ago is read from there only when the store had nothing: places never skip.
      if (first !== undefined) return rows;
    }
    return this.#tail.filter((row) => row.at > after);
  }
  readAt(places: readonly number[]): Promise<readonly StoredRow[]> {
    return this.#store.readAt(this.#shop, places);
  }

  /** Writes what waits and resolves when it is down (or lost). */
  async settled(): Promise<void> {
    while (this.#tail.length > 0 || this.#writing) {
      if (this.#writing) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
      else await this.#flush();
    }
  }
  readonly #whenIdle: (() => void)[] = [];

  /** All shops of a process flush together: one message to the store, one wait for the disk. */
  #onTheBeat(): NodeJS.Timeout {
    return setTimeout(() => void this.#flush(), GROUP_COMMIT_MS - (performance.now() % GROUP_COMMIT_MS));
  }

  async #flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#writing || this.#tail.length === 0) return;
    this.#writing = true;
    const rows = this.#tail.slice();
    const result = await this.#store.append(this.#shop, rows);
    this.#writing = false;
    if (result.ok) {
      this.#tail = this.#tail.slice(rows.length);
      this.#durable += rows.length;
      if (this.#tail.length > 0) this.#timer = this.#onTheBeat();
      this.#events.durable(this.#durable);
    } else {
      this.#tail = [];
      this.#events.lost(this.#durable, result.error.code);
    }
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}
