/**
 * The backup file: every text that a device holds, byte for byte, with keys and seals, gzip around it. It proves itself as
 * commits from a peer do: whoever takes it in checks chains and seals, so nobody can have changed a letter unnoticed.
 *
 *   text `hecang backup 1` · text shop · count · 32 bytes of each key · count · commits (shared/commit/codec.ts)
 *
 * Numbers are strict varints, a text is its length in bytes and UTF-8. Commits stand causes first; each feed's last commit
 * (of a forked feed: each branch's) has the seal that covers those before it. Nothing stands behind them.
 */
import { ByteReader, ByteWriter, orNull, readCommit, type WireCommit, writeCommit } from '../../shared/commit/codec.ts';
import { asShopId, type ShopId } from '../../shared/foundation/ids.ts';
import type { TextCodec } from '../../shared/foundation/text-codec.ts';

const HEAD = 'hecang backup 1';

export interface Backup {
  readonly shop: ShopId;
  /** Public keys of all devices that wrote. */
  readonly keys: readonly Uint8Array[];
  /** Causes first. */
  readonly commits: readonly WireCommit[];
}

export function writeBackup(backup: Backup, text: TextCodec): Uint8Array {
  const writer = new ByteWriter(text).text(HEAD).text(backup.shop).varint(backup.keys.length);
  for (const key of backup.keys) writer.raw(key);
  writer.varint(backup.commits.length);
  for (const commit of backup.commits) writeCommit(writer, commit);
  return writer.finish();
}

/** What is in it, nothing of it checked yet; `null` when these bytes are no backup of this version. */
export function readBackup(bytes: Uint8Array, text: TextCodec): Backup | null {
  return orNull(() => {
    const reader = new ByteReader(bytes, text);
    const head = reader.text(HEAD.length);
    const shop = asShopId(reader.text(64));
    if (head !== HEAD || shop === null) return null;
    const keys: Uint8Array[] = [];
    for (let left = reader.varint(); left > 0; left--) keys.push(reader.raw(32).slice());
    const commits: WireCommit[] = [];
    for (let left = reader.varint(); left > 0; left--) commits.push(readCommit(reader));
    reader.end();
    return { shop, keys, commits };
  });
}
