/**
 * The small records beside the commits: which shop and member this database is of, what the policy lets this member do
 * (compiled, by policy hash: a till starts without Automerge), the policy document itself, unfinished forms, read-model
 * snapshots, and where own commits are known to be.
 */
import type { FeedId, MemberId, ShopId } from '../../shared/foundation/ids.ts';
import type { ReplicaDatabase } from './database.ts';
import type { DraftRecord, PlaceRecord, SnapshotPart, SnapshotRecord, UnansweredRecord } from './records.ts';

export interface ShopRecord {
  readonly shop: ShopId;
  readonly member: MemberId;
  /** Minutes from UTC, of the genesis: decides a commit's month. */
  readonly utcOffsetMinutes: number;
  readonly relay: string | null;
  /** Lets this device bring the shop to a relay that creates none without it. */
  readonly createToken: string | null;
  readonly deviceName: string;
  readonly branch: string | null;
  readonly warehouse: string | null;
  readonly register: string | null;
  /** Epochs of the own feed begun so far; a later one writes a letter into its papers' numbers. */
  readonly epochs: number;
  /** False until policy and the first data have arrived in full. */
  readonly complete: boolean;
  /** A shop to play in: never shown to a relay, thrown away whole. */
  readonly sample?: boolean;
}

/** Grants of the own member as the newest policy known here gives them. */
export interface AuthorityRecord {
  /** Hash of the policy it was compiled from; '' while Automerge has not named it. */
  readonly policy: string;
  /** Policy actions it was compiled from: a device only ever learns more. */
  readonly actions: number;
  readonly level: number;
  readonly uses: readonly string[];
  readonly rank: string;
  readonly roles: readonly string[];
  readonly active: boolean;
}

/** The newest policy that this device has a document of. */
export interface PolicyMark {
  readonly hash: string;
  readonly actions: number;
}
export interface KeptPolicy {
  readonly mark: PolicyMark;
  /** The Automerge file. */
  readonly file: Uint8Array;
}

export class ShopRecords {
  readonly #database: ReplicaDatabase;

  constructor(database: ReplicaDatabase) {
    this.#database = database;
  }

  async shop(): Promise<ShopRecord | null> {
    return this.#get<ShopRecord>('shop');
  }
  async keepShop(record: ShopRecord): Promise<void> {
    await this.#put('shop', record);
  }
  /** As compiled last for this member: on a shared terminal each has a record of their own. */
  async authority(member: MemberId): Promise<AuthorityRecord | null> {
    return this.#get<AuthorityRecord>(authorityOf(member));
  }
  async policyMark(): Promise<PolicyMark | null> {
    return this.#get<PolicyMark>('policy');
  }
  async policyFile(): Promise<Uint8Array | null> {
    return this.#get<Uint8Array>('policyFile');
  }
  /**
   * What was compiled, with the document that names its policy if there is a new one: both or neither, so that no start
   * finds a policy whose grants it lacks. A tab that lags behind puts nothing over what another one knows better.
   */
  async keepAuthority(member: MemberId, record: AuthorityRecord, policy: KeptPolicy | null = null): Promise<void> {
    await this.#database.write(['meta'], async (transaction) => {
      const store = transaction.objectStore('meta');
      const known = (await store.get(authorityOf(member))) as AuthorityRecord | undefined;
      if (known === undefined || !(known.actions > record.actions)) await store.put(record, authorityOf(member));
      if (policy === null) return;
      const mark = (await store.get('policy')) as PolicyMark | undefined;
      if (mark !== undefined && mark.actions > policy.mark.actions) return;
      await store.put(policy.mark, 'policy');
      await store.put(policy.file, 'policyFile');
    });
  }

  async draft(key: string): Promise<DraftRecord | null> {
    return this.#database.read(
      ['drafts'],
      async (transaction) => (await transaction.objectStore('drafts').get(key)) ?? null,
    );
  }
  async drafts(): Promise<ReadonlyMap<string, DraftRecord>> {
    return this.#database.read(['drafts'], async (transaction) => {
      const store = transaction.objectStore('drafts');
      const keys = await store.getAllKeys();
      const values = await store.getAll();
      return new Map(keys.flatMap((key, at) => (values[at] === undefined ? [] : [[key, values[at]]])));
    });
  }
  async keepDraft(key: string, draft: DraftRecord | null): Promise<void> {
    await this.#database.write(['drafts'], async (transaction) => {
      const store = transaction.objectStore('drafts');
      if (draft === null) await store.delete(key);
      else await store.put(draft, key);
    });
  }

  async snapshot(name: string): Promise<SnapshotRecord | null> {
    return this.#database.read(['snapshots'], async (transaction) => {
      const found = await transaction.objectStore('snapshots').get(name);
      return found !== undefined && 'columns' in found ? found : null;
    });
  }
  /** The rest of a snapshot, part by part. Look at the stamp: null, or a part of another snapshot, may lie there by now. */
  async snapshotPart(name: string, number: number): Promise<SnapshotPart | null> {
    return this.#database.read(['snapshots'], async (transaction) => {
      const part = await transaction.objectStore('snapshots').get(partKey(name, number));
      return part !== undefined && 'pieces' in part ? part : null;
    });
  }
  /** With the parts that a start can do without, in one transaction; parts of an older snapshot go. */
  async keepSnapshot(name: string, record: SnapshotRecord, parts: readonly SnapshotPart[]): Promise<void> {
    await this.#database.write(['snapshots'], async (transaction) => {
      const store = transaction.objectStore('snapshots');
      await store.delete(IDBKeyRange.bound(partKey(name, 0), `${name}/\uffff`));
      for (const [number, part] of parts.entries()) await store.put(part, partKey(name, number));
      await store.put(record, name);
    });
  }

  async places(): Promise<readonly PlaceRecord[]> {
    return this.#database.read(['places'], (transaction) => transaction.objectStore('places').getAll());
  }
  async keepPlace(record: PlaceRecord): Promise<void> {
    await this.#database.write(['places'], async (transaction) => {
      await transaction.objectStore('places').put(record, `${record.kind} ${record.name}`);
    });
  }

  /** Own commits that no receipt names in full yet, oldest first. */
  async unanswered(): Promise<readonly UnansweredRecord[]> {
    return this.#database.read(['unanswered'], (transaction) => transaction.objectStore('unanswered').getAll());
  }
  /** A receipt named every part of these as held: they are no longer only here. */
  async answered(commits: readonly { readonly feed: FeedId; readonly seq: number }[]): Promise<void> {
    await this.#database.write(['unanswered'], async (transaction) => {
      const store = transaction.objectStore('unanswered');
      for (const { feed, seq } of commits) await store.delete([feed, seq]);
    });
  }
  /** What a place lost again (its database was deleted): it is only here once more. */
  async unansweredAgain(records: readonly UnansweredRecord[]): Promise<void> {
    await this.#database.write(['unanswered'], async (transaction) => {
      const store = transaction.objectStore('unanswered');
      for (const record of records) await store.put(record, [record.feed, record.seq]);
    });
  }

  async #get<T>(name: string): Promise<T | null> {
    const value = await this.#database.read(['meta'], (transaction) => transaction.objectStore('meta').get(name));
    return value === undefined ? null : (value as T);
  }
  async #put(name: string, value: unknown): Promise<void> {
    await this.#database.write(['meta'], async (transaction) => {
      await transaction.objectStore('meta').put(value, name);
    });
  }
}

const partKey = (name: string, number: number): string => `${name}/${String(number).padStart(6, '0')}`;
const authorityOf = (member: MemberId): string => `authority/${member}`;
