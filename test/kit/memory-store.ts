/**
 * The storage port in memory, for tests only: nothing survives the process. `fillAt` makes the disk full beyond so many
 * bytes, as a small volume would.
 */

import type { CommitStore, StoredRow, StoreFailure } from '../../relay/storage/commit-store.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';

export class MemoryStore implements CommitStore {
  readonly #rows = new Map<ShopId, Map<number, Uint8Array>>();
  readonly #notes = new Map<string, Map<string, string>>();
  #bytes = 0;
  #most = Number.POSITIVE_INFINITY;
  #closed = false;

  fillAt(bytes: number): void {
    this.#most = bytes;
  }

  /** A backup: the same data, going its own way from now on. */
  copy(): MemoryStore {
    const copy = new MemoryStore();
    for (const [shop, rows] of this.#rows) copy.#rows.set(shop, new Map(rows));
    for (const [scope, notes] of this.#notes) copy.#notes.set(scope, new Map(notes));
    return copy;
  }

  async shops(): Promise<readonly ShopId[]> {
    return [...this.#rows.keys()];
  }
  async append(shop: ShopId, rows: readonly StoredRow[]): Promise<Result<null, StoreFailure>> {
    if (this.#closed) return err({ code: 'closed' });
    const held = this.#rows.get(shop) ?? new Map<number, Uint8Array>();
    if (rows.some((row) => held.has(row.at))) return err({ code: 'place-taken' });
    const size = rows.reduce((sum, row) => sum + row.body.length, 0);
    if (this.#bytes + size > this.#most) return err({ code: 'full' });
    for (const row of rows) held.set(row.at, row.body.slice());
    this.#bytes += size;
    this.#rows.set(shop, held);
    return ok(null);
  }
  async read(shop: ShopId, after: number, mostBytes: number): Promise<readonly StoredRow[]> {
    const out: StoredRow[] = [];
    let bytes = 0;
    for (const at of [...(this.#rows.get(shop)?.keys() ?? [])].sort((a, b) => a - b)) {
      if (at <= after) continue;
      if (bytes >= mostBytes && out.length > 0) break;
      const body = this.#rows.get(shop)?.get(at) ?? new Uint8Array(0);
      bytes += body.length;
      out.push({ at, body });
    }
    return out;
  }
  async readAt(shop: ShopId, places: readonly number[]): Promise<readonly StoredRow[]> {
    return [...places]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const body = this.#rows.get(shop)?.get(at);
        return body === undefined ? [] : [{ at, body }];
      });
  }
  async replace(shop: ShopId, rows: readonly StoredRow[]): Promise<Result<null, StoreFailure>> {
    if (this.#closed) return err({ code: 'closed' });
    for (const row of rows) if (this.#rows.get(shop)?.has(row.at)) this.#rows.get(shop)?.set(row.at, row.body.slice());
    return ok(null);
  }
  async note(scope: ShopId | '', key: string, value: string | null): Promise<Result<null, StoreFailure>> {
    if (this.#closed) return err({ code: 'closed' });
    const notes = this.#notes.get(scope) ?? new Map<string, string>();
    if (value === null) notes.delete(key);
    else notes.set(key, value);
    this.#notes.set(scope, notes);
    return ok(null);
  }
  async notes(scope: ShopId | ''): Promise<ReadonlyMap<string, string>> {
    return new Map(this.#notes.get(scope));
  }
  async check(): Promise<readonly string[]> {
    return [];
  }
  async close(): Promise<void> {
    this.#closed = true;
  }
}
