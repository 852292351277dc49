/**
 * Takes documents off this disk whose view right has ended (design.md §3, collaboration.md §2 "purge"): every text of
 * them in runs, aside and on branches, and the read models made from them. Headers stay, so chains still verify, and each
 * run keeps count of the parts that headers have named, so that a document granted again fills in where it was.
 *
 * `keep`: texts that nobody else is known to hold yet; they stay aside until a receipt names them.
 */
import { readHeader } from '../../shared/commit/header.ts';
import type { DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import type { ReplicaDatabase, WriteTransaction } from './database.ts';
import { decodeRun, type RunTools } from './document-runs.ts';

type Keep = (feed: FeedId, seq: number) => boolean;

/** One transaction: when it resolves, the disk has nothing more of these documents than `keep` says. */
export async function purgeDocuments(
  database: ReplicaDatabase,
  tools: RunTools,
  documents: ReadonlySet<DocumentName>,
  keep: Keep,
): Promise<void> {
  await database.write(['runs', 'updates', 'pieces', 'aside', 'forks', 'snapshots'], async (transaction) => {
    const runs = transaction.objectStore('runs');
    for (const [name, feed] of await runs.getAllKeys()) {
      const document = name as DocumentName;
      if (documents.has(document)) await purgeRun(transaction, tools, document, feed, keep);
    }
    await purgeBranches(transaction, documents, keep);
    await transaction.objectStore('snapshots').clear();
  });
}

/** Documents of which a text stands in the runs or aside, readable by whoever has this disk. */
export async function documentsOnDisk(database: ReplicaDatabase): Promise<ReadonlySet<DocumentName>> {
  return database.read(['runs', 'aside'], async (transaction) => {
    const held = new Set<DocumentName>();
    const runs = transaction.objectStore('runs');
    const keys = await runs.getAllKeys();
    const records = await runs.getAll();
    for (const [at, [name]] of keys.entries()) if ((records[at]?.placed ?? 0) > 0) held.add(name as DocumentName);
    for (const [name] of await transaction.objectStore('aside').getAllKeys()) held.add(name as DocumentName);
    return held;
  });
}

async function purgeRun(
  transaction: WriteTransaction,
  tools: RunTools,
  document: DocumentName,
  feed: FeedId,
  keep: Keep,
): Promise<void> {
  const range = IDBKeyRange.bound([document, feed], [document, feed, []]);
  const pieces = transaction.objectStore('pieces');
  const updates = transaction.objectStore('updates');
  const aside = transaction.objectStore('aside');
  for (const key of await aside.getAllKeys(range)) {
    const waiting = await aside.get(key);
    if (waiting !== undefined && !keep(feed, waiting.seq)) await aside.delete(key);
  }
  const keys = await updates.index('run').getAllKeys(range);
  const records = [...(await pieces.getAll(range)), ...(await updates.index('run').getAll(range))];
  await pieces.delete(range);
  for (const key of keys) await updates.delete(key);
  for (const record of records) {
    const texts = decodeRun(tools, record);
    for (const [at, seq] of record.seqs.entries()) {
      const text = texts[at];
      if (typeof text === 'string' && keep(feed, seq))
        await aside.put({ seq, text }, [document, feed, record.from + at]);
    }
  }
  const run = await transaction.objectStore('runs').get([document, feed]);
  if (run !== undefined) await transaction.objectStore('runs').put({ ...run, placed: 0 }, [document, feed]);
}

async function purgeBranches(
  transaction: WriteTransaction,
  documents: ReadonlySet<DocumentName>,
  keep: Keep,
): Promise<void> {
  const forks = transaction.objectStore('forks');
  for (const key of await forks.getAllKeys()) {
    const commit = await forks.get(key);
    const header = commit === undefined ? null : readHeader(commit.header);
    if (commit === undefined || header === null || keep(commit.feed, commit.seq)) continue;
    const gone = header.parts.map((ref) => documents.has(ref.document));
    if (!gone.includes(true)) continue;
    const parts = commit.parts.map((text, at) => (gone[at] === true ? null : text));
    await forks.put({ ...commit, parts }, key);
  }
}
