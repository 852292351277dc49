/**
 * Reads commits back from stored Yjs updates: everything at a cold start, the tail when another tab has written, a
 * feed's stretch when a peer asks. Headers stand in the journals and name the documents; a part is found by feed and
 * seq, which every stored run carries, so nothing depends on the order of the records.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import { readHeader } from '../../shared/commit/header.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';
import type { ForkCommit } from './commit-store.ts';
import type { ReadTransaction, ReplicaDatabase } from './database.ts';
import { decodeRun, type RunTools } from './document-runs.ts';
import type { FeedRecord, UpdateRecord } from './records.ts';

export interface StoredTail {
  /** Running number of the newest update read; give it to the next `since`. */
  readonly through: number;
  readonly commits: readonly WireCommit[];
  /** Parts of commits whose header was stored earlier. */
  readonly late: readonly {
    readonly feed: FeedId;
    readonly seq: number;
    readonly document: string;
    readonly text: string;
  }[];
  /** All second commits with one seq, whenever they came: nearly always none. */
  readonly forks: readonly ForkCommit[];
}

interface StoredRecords {
  readonly records: readonly UpdateRecord[];
  readonly aside: readonly AsideEntry[];
  readonly feeds: readonly FeedRecord[];
  readonly forks: readonly ForkCommit[];
  readonly through: number;
}

/** A few at a time: a whole history in one answer would keep a sale waiting while it is unpacked. */
const UPDATES_AT_ONCE = 500;
const PIECES_AT_ONCE = 4;

export class CommitReader {
  readonly #database: ReplicaDatabase;
  readonly #tools: RunTools;

  constructor(database: ReplicaDatabase, tools: RunTools) {
    this.#database = database;
    this.#tools = tools;
  }

  /**
   * All that came after running number `at` (0: everything), each feed in order of seq, feeds mixed. `pause` is awaited
   * whenever a slice of work is over: a whole history is decoded behind a till that sells.
   */
  async since(at: number, pause: () => Promise<void> | null = () => null): Promise<StoredTail> {
    const { records, aside, feeds, forks, through } = await (at === 0 ? this.#history(pause) : this.#tail(at));
    const texts = new TextShelf(this.#tools);
    for (const record of records) {
      texts.add(record);
      const waiting = pause();
      if (waiting !== null) await waiting;
    }
    for (const [[document, feed], { seq, text }] of aside) texts.addText(document, feed, seq, text);
    const commits: WireCommit[] = [];
    for (const commit of texts.commits(feeds)) {
      commits.push(commit);
      const waiting = pause();
      if (waiting !== null) await waiting;
    }
    return { through, commits, late: texts.left(), forks };
  }

  async #tail(at: number): Promise<StoredRecords> {
    return this.#database.read(['pieces', 'updates', 'aside', 'feeds', 'forks'], async (transaction) => {
      const newer = IDBKeyRange.lowerBound(at, true);
      const updates = transaction.objectStore('updates');
      const keys = await updates.getAllKeys(newer);
      const records: UpdateRecord[] = [];
      for (let from = 0; from < keys.length; from += UPDATES_AT_ONCE) {
        for (const record of await updates.getAll(rangeOf(keys, from))) records.push(record);
      }
      let through = Math.max(at, keys.at(-1) ?? 0);
      for (const piece of await transaction.objectStore('pieces').index('through').getAll(newer)) {
        records.push(piece);
        through = Math.max(through, piece.through);
      }
      return { records, through, ...(await beside(transaction)) };
    });
  }

  /**
   * Everything, in many short transactions: one that reads the updates keeps every writer waiting until it ends, and a
   * history takes a second. What is loose at the first look is read first and what is folded after that: whatever is
   * folded in between is met again there, and what is written in between has a higher number than `through`, and comes
   * with the tail.
   */
  async #history(pause: () => Promise<void> | null): Promise<StoredRecords> {
    const { keys, through } = await this.#database.read(['updates', 'pieces'], async (transaction) => {
      const loose = await transaction.objectStore('updates').getAllKeys();
      const folded = await transaction.objectStore('pieces').index('through').openKeyCursor(null, 'prev');
      return { keys: loose, through: Math.max(loose.at(-1) ?? 0, Number(folded?.key ?? 0)) };
    });
    const records: UpdateRecord[] = [];
    for (let from = 0; from < keys.length; from += UPDATES_AT_ONCE) {
      await pause();
      const some = await this.#database.read(['updates'], (transaction) =>
        transaction.objectStore('updates').getAll(rangeOf(keys, from)),
      );
      for (const record of some) records.push(record);
    }
    const places = await this.#database.read(['pieces'], (transaction) =>
      transaction.objectStore('pieces').getAllKeys(),
    );
    for (let from = 0; from < places.length; from += PIECES_AT_ONCE) {
      await pause();
      const some = await this.#database.read(['pieces'], (transaction) => {
        const pieces = transaction.objectStore('pieces');
        return Promise.all(places.slice(from, from + PIECES_AT_ONCE).map((place) => pieces.get(place)));
      });
      for (const piece of some) if (piece !== undefined) records.push(piece);
    }
    const rest = await this.#database.read(['aside', 'feeds', 'forks'], beside);
    return { records, through, ...rest };
  }

  /** Commits of one feed after seq `after`, at most `most`: what a peer lacks. Parts not held here are `null`. */
  async ofFeed(feed: FeedId, after: number, most: number): Promise<readonly WireCommit[]> {
    return this.#database.read(['pieces', 'updates', 'aside', 'feeds', 'runs'], async (transaction) => {
      const names = await transaction.objectStore('runs').getAllKeys();
      const mine = names.filter(([, owner]) => owner === feed).map(([document]) => document);
      const texts = new TextShelf(this.#tools);
      const wanted = (seq: number): boolean => seq > after && seq <= after + most;
      for (const document of mine) {
        const range = IDBKeyRange.bound([document, feed], [document, feed, []]);
        const run: UpdateRecord[] = [
          ...(await transaction.objectStore('pieces').getAll(range)),
          ...(await transaction.objectStore('updates').index('run').getAll(range)),
        ];
        for (const record of run) if (record.seqs.some(wanted)) texts.add(record);
        for (const [key, aside] of await asideOf(transaction, range))
          texts.addText(key[0], feed, aside.seq, aside.text);
      }
      const record = await transaction.objectStore('feeds').get(feed);
      const found = texts.commits(record === undefined ? [] : [record]);
      return [...found].filter((commit) => wanted(commit.seq));
    });
  }
}

type AsideEntry = readonly [readonly [string, FeedId, number], { readonly seq: number; readonly text: string }];

/** The next few of these keys, and whatever lies between them. */
function rangeOf(keys: readonly number[], from: number): IDBKeyRange {
  return IDBKeyRange.bound(keys[from], keys[Math.min(from + UPDATES_AT_ONCE, keys.length) - 1]);
}

async function beside(transaction: ReadTransaction): Promise<Pick<StoredRecords, 'aside' | 'feeds' | 'forks'>> {
  const aside = await asideOf(transaction, null);
  const feeds = await transaction.objectStore('feeds').getAll();
  return { aside, feeds, forks: await forksOf(transaction) };
}

async function asideOf(transaction: ReadTransaction, range: IDBKeyRange | null): Promise<readonly AsideEntry[]> {
  const store = transaction.objectStore('aside');
  const keys = await store.getAllKeys(range);
  const values = await store.getAll(range);
  return keys.flatMap((key, at) => {
    const value = values[at];
    return value === undefined ? [] : [[key, value] as const];
  });
}

async function forksOf(transaction: ReadTransaction): Promise<readonly ForkCommit[]> {
  const store = transaction.objectStore('forks');
  const keys = await store.getAllKeys();
  const values = await store.getAll();
  return keys.flatMap(([, , hash16], at) => {
    const commit = values[at];
    return commit === undefined ? [] : [{ commit, hash16 }];
  });
}

/** Texts by document, feed and seq, put together into commits again. */
class TextShelf {
  readonly #tools: RunTools;
  readonly #headers = new Map<FeedId, Map<number, string>>();
  readonly #parts = new Map<string, Map<number, string>>();

  constructor(tools: RunTools) {
    this.#tools = tools;
  }

  add(record: UpdateRecord): void {
    decodeRun(this.#tools, record).forEach((text, i) => {
      const seq = record.seqs[i];
      if (text !== null && seq !== undefined) this.addText(record.document, record.feed, seq, text);
    });
  }

  addText(document: string, feed: FeedId, seq: number, text: string): void {
    if (document.startsWith('journal/')) shelf(this.#headers, feed).set(seq, text);
    else shelf(this.#parts, `${document} ${feed}`).set(seq, text);
  }

  *commits(feeds: readonly FeedRecord[]): IterableIterator<WireCommit> {
    const records = new Map(feeds.map((record) => [record.feed, record]));
    for (const [feed, headers] of this.#headers) {
      const record = records.get(feed);
      for (const [seq, header] of [...headers].sort(([a], [b]) => a - b)) {
        const parts = (readHeader(header)?.parts ?? []).map((ref) => this.#take(ref.document, feed, seq));
        yield { feed, seq, header, parts, seal: record?.sealSeq === seq ? record.seal : null };
      }
    }
  }

  /** Texts that no header among these claimed. */
  left(): StoredTail['late'] {
    return [...this.#parts].flatMap(([name, texts]) => {
      const [document = '', feed = ''] = name.split(' ');
      return [...texts].map(([seq, text]) => ({ feed: feed as FeedId, seq, document, text }));
    });
  }

  #take(document: string, feed: FeedId, seq: number): string | null {
    const texts = this.#parts.get(`${document} ${feed}`);
    const text = texts?.get(seq);
    if (text === undefined) return null;
    texts?.delete(seq);
    return text;
  }
}

function shelf<Key, Value>(shelves: Map<Key, Map<number, Value>>, key: Key): Map<number, Value> {
  let found = shelves.get(key);
  if (found === undefined) {
    found = new Map();
    shelves.set(key, found);
  }
  return found;
}
