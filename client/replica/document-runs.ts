/**
 * Puts texts where they belong: the k-th part of a feed in a document is the k-th item of that feed's run, in IndexedDB
 * as in Yjs. A text whose predecessor is missing (not permitted then, not here yet) waits aside until it comes; folds
 * don't care, they read texts by commit.
 *
 * Works inside one transaction of the caller; what it changes is written by `flush`, one update per run.
 */
import type { Sha256 } from '../../shared/commit/chain.ts';
import { derivedClientId } from '../../shared/document/client-id.ts';
import { readOwnUpdate } from '../../shared/document/read-run.ts';
import { segmentName } from '../../shared/document/segment.ts';
import { buildYjsUpdate } from '../../shared/document/yjs-update.ts';
import type { DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import type { TextCodec } from '../../shared/foundation/text-codec.ts';
import type { WriteTransaction } from './database.ts';
import type { RunRecord, UpdateRecord } from './records.ts';
import { StorageFailure } from './storage-error.ts';

/** Yjs client ids (shared/document/client-id.ts) need a hash; the platform's coder is faster than the pure one. */
export interface RunTools {
  readonly sha256: Sha256;
  readonly text: TextCodec;
}

export interface NamedPart {
  readonly document: DocumentName;
  /** `null`: named by the header, absent here. */
  readonly text: string | null;
}

interface OpenRun {
  /** Its own, written to until it is put back. */
  readonly record: { -readonly [Key in keyof RunRecord]: RunRecord[Key] };
  readonly document: DocumentName;
  readonly feed: FeedId;
  readonly from: number;
  readonly seqs: number[];
  readonly texts: string[];
  /** Ordinals that wait aside, read when the first part is filled in: one look a run, not one a part. */
  aside: Set<number> | null;
  changed: boolean;
}

/** Running numbers of updates written in one transaction: those above `after`, up to `newest`; both 0 when none were. */
export interface Flushed {
  readonly after: number;
  readonly newest: number;
}

export const RUN_STORES = ['runs', 'updates', 'aside'] as const;

export class RunWriter {
  readonly #transaction: WriteTransaction;
  readonly #tools: RunTools;
  readonly #open = new Map<string, OpenRun>();

  constructor(transaction: WriteTransaction, tools: RunTools) {
    this.#transaction = transaction;
    this.#tools = tools;
  }

  /** The next commit of a feed: each part takes the next ordinal of its document, present or not. */
  async append(feed: FeedId, seq: number, parts: readonly NamedPart[]): Promise<void> {
    for (const { document, text } of parts) {
      const run = await this.#run(document, feed);
      const ordinal = run.record.named++;
      run.changed = true;
      if (text === null) continue;
      if (ordinal === run.record.placed) this.#place(run, seq, text);
      else await this.#putAside(run, ordinal, seq, text);
    }
  }

  /** A part that was absent has come; `ordinal` as counted from the headers. Those waiting for it follow it in. */
  async fill(feed: FeedId, seq: number, document: DocumentName, ordinal: number, text: string): Promise<void> {
    const run = await this.#run(document, feed);
    if (ordinal < run.record.placed) return;
    if (ordinal > run.record.placed) {
      await this.#putAside(run, ordinal, seq, text);
      return;
    }
    this.#place(run, seq, text);
    run.aside ??= await this.#asideOf(document, feed);
    const aside = this.#transaction.objectStore('aside');
    while (run.aside.delete(run.record.placed)) {
      const key: [string, FeedId, number] = [document, feed, run.record.placed];
      const waiting = await aside.get(key);
      if (waiting === undefined) return;
      this.#place(run, waiting.seq, waiting.text);
      await aside.delete(key);
    }
  }

  async #putAside(run: OpenRun, ordinal: number, seq: number, text: string): Promise<void> {
    run.aside?.add(ordinal);
    await this.#transaction.objectStore('aside').put({ seq, text }, [run.document, run.feed, ordinal]);
  }

  async #asideOf(document: DocumentName, feed: FeedId): Promise<Set<number>> {
    const range = IDBKeyRange.bound([document, feed], [document, feed, []]);
    const keys = await this.#transaction.objectStore('aside').getAllKeys(range);
    return new Set(keys.map(([, , ordinal]) => ordinal));
  }

  /** Writes what was placed; answers which running numbers it took. */
  async flush(): Promise<Flushed> {
    let newest = 0;
    let count = 0;
    for (const run of this.#open.values()) {
      if (!run.changed) continue;
      await this.#transaction.objectStore('runs').put(run.record, [run.document, run.feed]);
      if (run.texts.length === 0) continue;
      const { document, feed, from, seqs, texts } = run;
      const bytes = encodeRun(this.#tools, feed, run.record.client, from, texts);
      newest = await this.#transaction.objectStore('updates').add({ document, feed, from, seqs, bytes });
      count++;
    }
    this.#open.clear();
    return { after: newest - count, newest };
  }

  #place(run: OpenRun, seq: number, text: string): void {
    run.texts.push(text);
    run.seqs.push(seq);
    run.record.placed++;
    run.changed = true;
  }

  async #run(document: DocumentName, feed: FeedId): Promise<OpenRun> {
    const name = `${document} ${feed}`;
    const open = this.#open.get(name);
    if (open !== undefined) return open;
    const runs = this.#transaction.objectStore('runs');
    const record = (await runs.get([document, feed])) ?? {
      named: 0,
      placed: 0,
      client: await this.#freeClient(document, feed),
    };
    const fresh: OpenRun = {
      record,
      document,
      feed,
      from: record.placed,
      seqs: [],
      texts: [],
      aside: null,
      changed: false,
    };
    this.#open.set(name, fresh);
    return fresh;
  }

  async #freeClient(document: DocumentName, feed: FeedId): Promise<number> {
    const range = IDBKeyRange.bound([document], [document, []]);
    const stored = await this.#transaction.objectStore('runs').getAll(range);
    const taken = new Set(stored.map((run) => run.client));
    for (const run of this.#open.values()) if (run.document === document) taken.add(run.record.client);
    let client = derivedClientId(this.#tools.sha256, document, feed);
    while (taken.has(client)) client = client < Number.MAX_SAFE_INTEGER ? client + 1 : 1;
    return client;
  }
}

/** The Yjs update of `texts`, the first of which is item `from` of the feed's run. */
export function encodeRun(
  tools: RunTools,
  feed: FeedId,
  client: number,
  from: number,
  texts: readonly (string | null)[],
): Uint8Array {
  return buildYjsUpdate({ client, start: from, texts, rootOf: (k) => segmentName(feed, k) }, tools.text);
}

/** The texts of a stored update; throws when the store is damaged: half a run must never pass for a whole one. */
export function decodeRun(tools: RunTools, record: UpdateRecord): readonly (string | null)[] {
  const run = readOwnUpdate(record.bytes, tools.text);
  if (run === null || run.texts.length !== record.seqs.length) {
    throw new StorageFailure({ code: 'damaged', detail: `${record.document} ${record.feed} ${record.from}` }, null);
  }
  return run.texts;
}
