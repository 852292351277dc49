/**
 * A row of a shop's list as the relay keeps it:
 *
 *   1 ‖ position (varint; 0 for the relay's own commits) ‖ keys (count ‖ 32 bytes each) ‖ commit      a commit
 *   2 ‖ position (varint)                                                                             a hole
 *
 * `position` is the place in the order that this relay answers and later signs. `keys` introduces devices new to the
 * shop. A hole is a commit that no good seal came to cover: its place stays, so that places answered later stay true.
 */
import { ByteReader, ByteWriter, MalformedBytes, readCommit, type WireCommit } from '../../shared/commit/codec.ts';
import { PUBLIC_KEY_BYTES } from '../../shared/commit/seal.ts';
import { concatBytes } from '../../shared/foundation/bytes.ts';
import { nodeText } from '../platform/node-crypto.ts';

export interface ShopRow {
  readonly position: number;
  readonly keys: readonly Uint8Array[];
  readonly commit: WireCommit;
  /** The commit's bytes as they travel. */
  readonly bytes: Uint8Array;
}

export function writeRow(row: Omit<ShopRow, 'commit'>): Uint8Array {
  if (row.keys.length === 0) return writePlainRow(row.position, row.bytes);
  const start = new ByteWriter().byte(1).varint(row.position).varint(row.keys.length);
  for (const key of row.keys) start.raw(key);
  return concatBytes(start.finish(), row.bytes);
}

/** The usual row, in one piece out of the platform's pool: every commit taken comes by here. */
function writePlainRow(position: number, bytes: Uint8Array): Uint8Array {
  let start = 3;
  for (let rest = position; rest > 127; rest = Math.floor(rest / 128)) start++;
  const out = Buffer.allocUnsafe(start + bytes.length);
  let at = 0;
  out[at++] = 1;
  let rest = position;
  for (; rest > 127; rest = Math.floor(rest / 128)) out[at++] = (rest % 128) | 128;
  out[at++] = rest;
  out[at] = 0;
  out.set(bytes, start);
  return out;
}

export function writeHole(position: number): Uint8Array {
  return new ByteWriter().byte(2).varint(position).finish();
}

/** `null` for a hole; throws MalformedBytes for bytes that `writeRow` did not write (a damaged database). */
export function readRow(body: Uint8Array): ShopRow | null {
  const reader = new ByteReader(body, nodeText);
  const kind = reader.byte();
  const position = reader.varint();
  if (kind === 2) return null;
  if (kind !== 1) throw new MalformedBytes('unknown row');
  const keys = Array.from({ length: reader.varint(1000) }, () => reader.raw(PUBLIC_KEY_BYTES));
  const bytes = body.subarray(body.length - reader.left);
  const commit = readCommit(reader);
  reader.end();
  return { position, keys, commit, bytes };
}

export function positionOf(body: Uint8Array): number {
  const reader = new ByteReader(body);
  reader.byte();
  return reader.varint();
}
