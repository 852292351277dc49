/**
 * Commits on disk. An own commit is one strict transaction: all documents' Yjs updates, the feed's new head, register
 * counters, the basket it came from and the note that it is only here; the head is compared first, so two tabs of one
 * device can't write two commits with one seq, nor two tickets with one number. Received commits come in batches.
 *
 * Every stored text is a Yjs update in the order of arrival (`updates`); its running number is the device's own clock
 * by which other tabs, snapshots and compaction know what they have seen.
 */
import { hash16Of } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Header, Totals } from '../../shared/commit/header.ts';
import { equalBytes } from '../../shared/foundation/bytes.ts';
import { type DeviceId, type DocumentName, deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type { FeedState } from '../../shared/replica/commit-builder.ts';
import type { ReplicaDatabase, StoreName, WriteTransaction } from './database.ts';
import { type Flushed, type NamedPart, type RunTools, RunWriter } from './document-runs.ts';
import type { BasketRecord, FeedRecord, OwnFeedRecord, UnansweredRecord, UncitedHead, VaultRecord } from './records.ts';
import { type SeenCommit, seeCommits, withoutCited } from './uncited-heads.ts';

export interface OwnCommit {
  /** Sealed. */
  readonly commit: WireCommit;
  readonly header: Header;
  readonly journal: DocumentName;
  readonly publicKey: Uint8Array;
  /** Feed and seq that it was built on. */
  readonly before: FeedState;
  readonly after: FeedState;
  readonly cited: readonly UncitedHead[];
  readonly counters: Readonly<Record<string, unknown>>;
  readonly basket: { readonly key: string; readonly record: BasketRecord } | null;
  readonly unanswered: UnansweredRecord;
  /** Of its parts those that not everybody on this terminal may read; they stand nowhere else on this disk. */
  readonly vault: readonly VaultRecord[];
}

/** `numbers`: what its updates took; null when it turned out to be written already. */
export type Appended = { readonly kind: 'written'; readonly numbers: Flushed | null } | { readonly kind: 'moved' };

export interface ReceivedCommit {
  readonly commit: WireCommit;
  readonly header: Header;
  readonly hash16: string;
  readonly head: Uint8Array;
  readonly journal: DocumentName;
  readonly publicKey: Uint8Array;
  /** What it cites and, if the witness wrote it, lists. */
  readonly covers: SeenCommit['covers'];
}

/** A part that was absent when its commit came. `ordinal`: how many earlier headers of the feed name the document. */
export interface LatePart {
  readonly feed: FeedId;
  readonly seq: number;
  readonly document: DocumentName;
  readonly ordinal: number;
  readonly text: string;
}

/** A second commit at a seq that its feed has (equivocation), verified; kept beside the feed's runs. */
export interface ForkCommit {
  readonly commit: WireCommit;
  readonly hash16: string;
}

const APPEND: readonly StoreName[] = [
  'own',
  'counters',
  'baskets',
  'feeds',
  'runs',
  'updates',
  'aside',
  'unanswered',
  'vault',
];

export class CommitStore {
  readonly #database: ReplicaDatabase;
  readonly #tools: RunTools;
  /** Whose feed is the own one: the key that is in use on this terminal; null where there is only one. */
  active: DeviceId | null = null;

  constructor(database: ReplicaDatabase, tools: RunTools) {
    this.#database = database;
    this.#tools = tools;
  }

  /** `moved`: another tab was quicker; read the head again and build the commit anew. */
  async appendOwn(own: OwnCommit): Promise<Appended> {
    let runs = 0;
    return this.#database.write(APPEND, async (transaction) => {
      runs++;
      const feed = transaction.objectStore('own');
      const device = deviceOfFeed(own.before.feed);
      const current = await feed.get(device);
      if (current === undefined || current.feed !== own.before.feed || current.seq !== own.before.seq) {
        // Run again after a connection was lost while committing: nobody told whether it was written, the head tells.
        const written = runs > 1 && current?.feed === own.after.feed && equalBytes(current.head, own.after.head);
        return written ? { kind: 'written', numbers: null } : { kind: 'moved' };
      }
      await feed.put({ ...own.after, deps: withoutCited(current.deps, own.cited) }, device);
      await seeInOthers(transaction, own);
      for (const record of own.vault) await transaction.objectStore('vault').add(record);
      for (const [name, value] of Object.entries(own.counters)) {
        await transaction.objectStore('counters').put(value, name);
      }
      if (own.basket !== null) await transaction.objectStore('baskets').put(own.basket.record, own.basket.key);
      await transaction.objectStore('feeds').put(feedRecord(own.commit, own.after, own.publicKey), own.commit.feed);
      await transaction.objectStore('unanswered').put(own.unanswered, [own.commit.feed, own.commit.seq]);
      const texts = new RunWriter(transaction, this.#tools);
      const hidden = new Set<string>(own.vault.map((record) => record.document));
      await appendTexts(texts, own.commit, own.header, own.journal, hidden);
      return { kind: 'written', numbers: await texts.flush() };
    });
  }

  /**
   * Stores commits that the replica has taken, in the order they were taken; answers the running numbers taken. Those that stand already are passed over, so a batch may be stored twice. `epochs`: begun in the
   * same transaction if the batch has commits of that key's own feed, which somebody else must have written then: a
   * commit of ours behind them would have a seq that is theirs. `vault`: texts of the batch and of `late` that only one
   * member on this terminal may read; the batch has them as absent.
   */
  async appendReceived(
    batch: readonly ReceivedCommit[],
    late: readonly LatePart[] = [],
    forks: readonly ForkCommit[] = [],
    epochs: readonly OwnFeedRecord[] = [],
    vault: readonly VaultRecord[] = [],
  ): Promise<Flushed> {
    return this.#database.write(['own', 'feeds', 'runs', 'updates', 'aside', 'forks', 'vault'], async (transaction) => {
      const own = transaction.objectStore('own');
      const feedsOfBatch = new Set([...batch, ...forks].map((one) => one.commit.feed));
      for (const record of vault) await transaction.objectStore('vault').add(record);
      for (const { commit, hash16 } of forks) {
        await transaction.objectStore('forks').put(commit, [commit.feed, commit.seq, hash16]);
      }
      const feeds = transaction.objectStore('feeds');
      const runs = new RunWriter(transaction, this.#tools);
      const records = new Map<FeedId, FeedRecord | undefined>();
      const fresh: SeenCommit[] = [];
      for (const one of batch) {
        const { feed, seq } = one.commit;
        if (!records.has(feed)) records.set(feed, await feeds.get(feed));
        const record = records.get(feed);
        if (seq <= (record?.seq ?? 0)) continue;
        const state = { seq, head: one.head, time: one.header.time };
        records.set(feed, feedRecord(one.commit, state, one.publicKey, record));
        await appendTexts(runs, one.commit, one.header, one.journal);
        fresh.push({ feed, seq, hash16: one.hash16, time: one.header.time, covers: one.covers });
      }
      for (const part of late) await runs.fill(part.feed, part.seq, part.document, part.ordinal, part.text);
      for (const [feed, record] of records) if (record !== undefined) await feeds.put(record, feed);
      for (const record of await own.getAll()) {
        const device = deviceOfFeed(record.feed);
        const epoch = epochs.find((one) => deviceOfFeed(one.feed) === device);
        const current = epoch !== undefined && feedsOfBatch.has(record.feed) ? epochAfter(record, epoch) : record;
        const deps = seeCommits(current.deps, current.feed, fresh);
        await own.put({ ...current, totals: totalsAfter(current, batch), deps }, device);
      }
      return runs.flush();
    });
  }

  /** A newer verified seal of a feed. */
  async keepSeal(feed: FeedId, seq: number, seal: Uint8Array): Promise<void> {
    await this.#database.write(['feeds'], async (transaction) => {
      const feeds = transaction.objectStore('feeds');
      const record = await feeds.get(feed);
      if (record !== undefined && seq > record.sealSeq) await feeds.put({ ...record, seal, sealSeq: seq }, feed);
    });
  }

  async own(device: DeviceId | null = this.active): Promise<OwnFeedRecord | null> {
    return this.#database.read(['own'], async (transaction) => {
      const own = transaction.objectStore('own');
      return (device === null ? (await own.getAll())[0] : await own.get(device)) ?? null;
    });
  }

  /** Of every key on this terminal. */
  async owns(): Promise<readonly OwnFeedRecord[]> {
    return this.#database.read(['own'], (transaction) => transaction.objectStore('own').getAll());
  }

  /** A key's own feed at its start: in an empty database, or beside the feeds of others on this terminal. */
  async startFeed(record: OwnFeedRecord): Promise<void> {
    await this.#database.write(['own'], async (transaction) => {
      await transaction.objectStore('own').put(record, deviceOfFeed(record.feed));
    });
  }

  /**
   * The feed of a key that is new on this terminal: it begins behind all that stands on this disk, which `beside` has
   * seen or written. `instead`: that feed ends here.
   */
  async startBeside(fresh: OwnFeedRecord, beside: DeviceId, instead = false): Promise<void> {
    await this.#database.write(['own'], async (transaction) => {
      const own = transaction.objectStore('own');
      const old = await own.get(beside);
      if (old === undefined) throw new Error('no feed to begin beside');
      const { deps, time } = epochAfter(old, fresh);
      await own.put(
        { ...fresh, time, deps: deps.filter((head) => head.feed !== fresh.feed) },
        deviceOfFeed(fresh.feed),
      );
      if (instead) await own.delete(beside);
    });
  }

  /** A key has left this terminal. */
  async endFeed(device: DeviceId): Promise<void> {
    await this.#database.write(['own', 'vault'], async (transaction) => {
      await transaction.objectStore('own').delete(device);
      const vault = transaction.objectStore('vault');
      for (const key of await vault.index('owner').getAllKeys(device)) await vault.delete(key);
    });
  }

  /**
   * A new epoch: `fresh` takes the place of the own feed, goes on from its time and totals and cites its head. `instead`
   * names the feed that must still be the own one, else another tab was quicker and nothing is done. One transaction,
   * because deps that arrive meanwhile must not be lost.
   */
  async startEpoch(fresh: OwnFeedRecord, instead: FeedId): Promise<boolean> {
    return this.#database.write(['own'], async (transaction) => {
      const own = transaction.objectStore('own');
      const device = deviceOfFeed(instead);
      const old = await own.get(device);
      if (old?.feed !== instead) return false;
      await own.put(epochAfter(old, fresh), device);
      return true;
    });
  }

  async counter(name: string): Promise<unknown> {
    return this.#database.read(['counters'], (transaction) => transaction.objectStore('counters').get(name));
  }
  async basket(key: string): Promise<BasketRecord | null> {
    return this.#database.read(
      ['baskets'],
      async (transaction) => (await transaction.objectStore('baskets').get(key)) ?? null,
    );
  }
  async feedRecords(): Promise<readonly FeedRecord[]> {
    return this.#database.read(['feeds'], (transaction) => transaction.objectStore('feeds').getAll());
  }
}

/** What one key writes is new to the others on this terminal: their next commits cite it. */
async function seeInOthers(transaction: WriteTransaction, { commit, header, unanswered }: OwnCommit): Promise<void> {
  const own = transaction.objectStore('own');
  const device = deviceOfFeed(commit.feed);
  const { feed, seq } = commit;
  const seen = { feed, seq, hash16: unanswered.hash16, time: header.time, covers: header.deps };
  for (const other of await own.getAllKeys()) {
    const record = other === device ? undefined : await own.get(other);
    if (record !== undefined) await own.put({ ...record, deps: seeCommits(record.deps, record.feed, [seen]) }, other);
  }
}

const NOTHING: ReadonlySet<string> = new Set();

async function appendTexts(
  runs: RunWriter,
  commit: WireCommit,
  header: Header,
  journal: DocumentName,
  hidden: ReadonlySet<string> = NOTHING,
): Promise<void> {
  const named: NamedPart[] = header.parts.map((ref, at) => ({
    document: ref.document,
    text: hidden.has(ref.document) ? null : (commit.parts[at] ?? null),
  }));
  await runs.append(commit.feed, commit.seq, [{ document: journal, text: commit.header }, ...named]);
}

function feedRecord(
  commit: WireCommit,
  state: Pick<FeedState, 'seq' | 'head' | 'time'>,
  publicKey: Uint8Array,
  before?: FeedRecord,
): FeedRecord {
  const seal = commit.seal ?? before?.seal ?? null;
  const sealSeq = commit.seal === null ? (before?.sealSeq ?? 0) : commit.seq;
  return { feed: commit.feed, seq: state.seq, head: state.head, time: state.time, publicKey, seal, sealSeq };
}

/** `fresh` in the place of `old`: goes on from its time and totals, and cites its head. */
function epochAfter(old: OwnFeedRecord, fresh: OwnFeedRecord): OwnFeedRecord {
  const { feed, seq, time, totals } = old;
  const head = { feed, seq, hash16: hash16Of(old.head), time };
  return { ...fresh, time, totals, deps: seq === 0 ? old.deps : [...old.deps, head] };
}

/** A fresh epoch goes on counting from what the device's earlier epochs have written, as far as it is known here. */
function totalsAfter(own: OwnFeedRecord, batch: readonly ReceivedCommit[]): Totals {
  if (own.seq > 0) return own.totals;
  return batch.reduce((most, { commit, header }) => {
    const mine = deviceOfFeed(commit.feed) === deviceOfFeed(own.feed) && commit.feed !== own.feed;
    return mine && header.totals.commits > most.commits ? header.totals : most;
  }, own.totals);
}
