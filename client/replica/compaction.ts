/**
 * Folds recent updates into pieces of about 256 KiB when nothing else is going on, one run a step: reading one piece
 * of a thousand texts costs what reading one text does (facts.md §12). A step is one transaction, so a tab closed in
 * the middle loses nothing, and two tabs folding at once do the same work twice at worst.
 */
import type { DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import type { ReplicaDatabase } from './database.ts';
import { decodeRun, encodeRun, type RunTools } from './document-runs.ts';
import type { PieceRecord } from './records.ts';

export const PIECE_BYTES = 256 * 1024;
/** A run with fewer loose updates is left alone: folding it would cost more than it saves. */
export const LOOSE_UPDATES = 64;

/** One step; `false` when nothing is left to fold. `loose` lets tests and a closing session fold earlier. */
export async function compactOneRun(
  database: ReplicaDatabase,
  tools: RunTools,
  loose: number = LOOSE_UPDATES,
): Promise<boolean> {
  const run = await busiestRun(database, loose);
  if (run === null) return false;
  const [document, feed] = run;
  await database.write(['updates', 'pieces', 'runs'], async (transaction) => {
    const range = IDBKeyRange.bound([document, feed], [document, feed, []]);
    const updates = transaction.objectStore('updates');
    const keys = await updates.index('run').getAllKeys(range);
    const records = await updates.index('run').getAll(range);
    const client = (await transaction.objectStore('runs').get([document, feed]))?.client;
    const first = records[0];
    if (first === undefined || client === undefined) return;
    const pieces = transaction.objectStore('pieces');
    const cursor = await pieces.openCursor(range, 'prev');
    const last = cursor?.value;
    const seqs: number[] = [];
    const texts: (string | null)[] = [];
    let from = first.from;
    if (last !== undefined && last.bytes.length < PIECE_BYTES && last.from + last.seqs.length === first.from) {
      from = last.from;
      seqs.push(...last.seqs);
      texts.push(...decodeRun(tools, last));
    }
    for (const record of records) {
      seqs.push(...record.seqs);
      texts.push(...decodeRun(tools, record));
    }
    const through = Math.max(...keys, last?.through ?? 0);
    for (const piece of cut(tools, { document, feed, client, from, seqs, texts, through })) {
      await pieces.put(piece, [document, feed, piece.from]);
    }
    for (const key of keys) await updates.delete(key);
  });
  return true;
}

async function busiestRun(database: ReplicaDatabase, loose: number): Promise<[DocumentName, FeedId] | null> {
  return database.read(['updates'], async (transaction) => {
    let cursor = await transaction.objectStore('updates').index('run').openKeyCursor();
    let current: [DocumentName, FeedId] | null = null;
    let count = 0;
    while (cursor !== null) {
      const [document, feed] = cursor.key;
      if (current !== null && current[0] === document && current[1] === feed) count++;
      else {
        current = [document as DocumentName, feed];
        count = 1;
      }
      if (count >= loose) return current;
      cursor = await cursor.continue();
    }
    return null;
  });
}

interface WholeRun {
  readonly document: DocumentName;
  readonly feed: FeedId;
  readonly client: number;
  readonly from: number;
  readonly seqs: readonly number[];
  readonly texts: readonly (string | null)[];
  readonly through: number;
}

function cut(tools: RunTools, run: WholeRun): PieceRecord[] {
  const pieces: PieceRecord[] = [];
  let start = 0;
  let size = 0;
  for (let i = 0; i < run.texts.length; i++) {
    size += (run.texts[i]?.length ?? 0) + 4;
    if (size < PIECE_BYTES && i < run.texts.length - 1) continue;
    const { document, feed, client, through } = run;
    const from = run.from + start;
    const bytes = encodeRun(tools, feed, client, from, run.texts.slice(start, i + 1));
    pieces.push({ document, feed, from, seqs: run.seqs.slice(start, i + 1), bytes, through });
    start = i + 1;
    size = 0;
  }
  return pieces;
}
