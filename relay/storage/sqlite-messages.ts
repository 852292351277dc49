/**
 * What the store and its worker say to each other. Rows of an append travel as one transferred buffer: structured
 * cloning of many small arrays costs more than the insert itself.
 */
import type { ShopId } from '../../shared/foundation/ids.ts';
import type { Result } from '../../shared/foundation/result.ts';
import type { StoredRow, StoreFailure } from './commit-store.ts';

/** Rows laid end to end. */
export interface PackedRows {
  readonly ats: readonly number[];
  readonly lengths: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Which of the rows of an append are whose: so many of this shop, after those of the lots before it. */
export interface Lot {
  readonly shop: ShopId;
  readonly count: number;
}

export type StoreRequest =
  | { readonly kind: 'append'; readonly lots: readonly Lot[]; readonly rows: PackedRows }
  | { readonly kind: 'replace'; readonly shop: ShopId; readonly rows: PackedRows }
  | { readonly kind: 'shops' | 'check' | 'close' }
  | { readonly kind: 'read'; readonly shop: ShopId; readonly after: number; readonly mostBytes: number }
  | { readonly kind: 'readAt'; readonly shop: ShopId; readonly places: readonly number[] }
  | { readonly kind: 'note'; readonly scope: string; readonly key: string; readonly value: string | null }
  | { readonly kind: 'notes'; readonly scope: string };

export type StoreReply =
  | { readonly kind: 'appended'; readonly results: readonly Result<null, StoreFailure>[] }
  | { readonly kind: 'result'; readonly result: Result<null, StoreFailure> }
  | { readonly kind: 'rows'; readonly rows: PackedRows }
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'notes'; readonly notes: ReadonlyMap<string, string> }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly message: string };

export interface Numbered<T> {
  readonly id: number;
  readonly body: T;
}

/** First word of the worker: it is open, or why it is not. */
export type StoreGreeting = { readonly opened: true } | { readonly opened: false; readonly why: string };

export function packRows(rows: readonly StoredRow[]): PackedRows {
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.body.length, 0));
  let at = 0;
  for (const row of rows) {
    bytes.set(row.body, at);
    at += row.body.length;
  }
  return { ats: rows.map((row) => row.at), lengths: rows.map((row) => row.body.length), bytes };
}

export function unpackRows(packed: PackedRows): StoredRow[] {
  let start = 0;
  return packed.ats.map((at, i) => {
    const body = packed.bytes.subarray(start, start + (packed.lengths[i] ?? 0));
    start += body.length;
    return { at, body };
  });
}
