/**
 * Storage port of a relay: per shop one append-only list of rows, and small notes. test/contract/storage-contract.ts
 * runs the same suite over every adapter.
 *
 * Caveats an adapter must keep:
 * - `append` resolves when the rows survive a power cut, all or none of them; rows come with ascending `at`, and a
 *   place that is taken is refused (`place-taken`: another process writes this shop).
 * - appends of one shop are stored in the order of the calls, even when several are under way.
 * - a full disk is an answer (`full`), never a loss: what was durable stays readable, later appends may succeed.
 * - bodies are opaque; nothing here knows what a commit is.
 */
import type { ShopId } from '../../shared/foundation/ids.ts';
import type { Result } from '../../shared/foundation/result.ts';

export interface StoredRow {
  /** Place in the shop's list, from 1. */
  readonly at: number;
  readonly body: Uint8Array;
}

export type StoreFailure = { readonly code: 'full' } | { readonly code: 'place-taken' } | { readonly code: 'closed' };

export interface CommitStore {
  /** Every shop that has a row. */
  shops(): Promise<readonly ShopId[]>;
  append(shop: ShopId, rows: readonly StoredRow[]): Promise<Result<null, StoreFailure>>;
  /** Rows with `at` > `after`, ascending, at least one if there is one, about `mostBytes` in all. */
  read(shop: ShopId, after: number, mostBytes: number): Promise<readonly StoredRow[]>;
  /** The rows of these places that exist, ascending. */
  readAt(shop: ShopId, places: readonly number[]): Promise<readonly StoredRow[]>;
  /** Replaces bodies in place (a part filled in or erased); durable when it resolves. */
  replace(shop: ShopId, rows: readonly StoredRow[]): Promise<Result<null, StoreFailure>>;
  /** Sets or (`null`) removes a note; '' is the relay's own scope. Durable when it resolves. */
  note(scope: ShopId | '', key: string, value: string | null): Promise<Result<null, StoreFailure>>;
  notes(scope: ShopId | ''): Promise<ReadonlyMap<string, string>>;
  /** Problems the medium itself shows, in plain words; empty when sound. */
  check(): Promise<readonly string[]>;
  /** Finishes what is under way, then refuses everything. */
  close(): Promise<void>;
}
