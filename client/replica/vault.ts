/**
 * Texts of documents that not every member of this terminal may read (design.md §3: on a shared device such documents are
 * stored encrypted under the member's unlocked key, or not at all). They stand in no Yjs run on this disk: whoever has the
 * disk, or is unlocked beside their owner, finds the header with its hash and nothing else.
 *
 * Each text is bound to its place (document, feed, seq), so a record can't be passed off as another.
 */
import type { DeviceId, FeedId } from '../../shared/foundation/ids.ts';
import type { TextCodec } from '../../shared/foundation/text-codec.ts';
import type { ReplicaDatabase } from './database.ts';
import type { VaultRecord } from './records.ts';

export type VaultText = Pick<VaultRecord, 'document' | 'feed' | 'seq'> & { readonly text: string };

export interface VaultTools {
  readonly text: TextCodec;
  readonly random: (bytes: number) => Uint8Array;
}

export async function sealText(
  tools: VaultTools,
  key: CryptoKey,
  owner: DeviceId,
  { document, feed, seq, text }: VaultText,
): Promise<VaultRecord> {
  const iv = tools.random(12);
  const how = { name: 'AES-GCM', iv: new Uint8Array(iv), additionalData: boundTo(tools, { document, feed, seq }) };
  const bytes = new Uint8Array(await crypto.subtle.encrypt(how, key, new Uint8Array(tools.text.encode(text))));
  return { owner, document, feed, seq, iv, bytes };
}

/** `null` when it does not open with this key, or stands in another's place. */
export async function openText(tools: VaultTools, key: CryptoKey, record: VaultRecord): Promise<VaultText | null> {
  const { document, feed, seq } = record;
  const how = { name: 'AES-GCM', iv: new Uint8Array(record.iv), additionalData: boundTo(tools, record) };
  try {
    const text = tools.text.decode(new Uint8Array(await crypto.subtle.decrypt(how, key, new Uint8Array(record.bytes))));
    return text === null ? null : { document, feed, seq, text };
  } catch {
    return null;
  }
}

export class Vault {
  readonly #database: ReplicaDatabase;
  readonly #tools: VaultTools;

  constructor(database: ReplicaDatabase, tools: VaultTools) {
    this.#database = database;
    this.#tools = tools;
  }

  /** All texts of one member here that this key opens. */
  async texts(owner: DeviceId, key: CryptoKey): Promise<readonly VaultText[]> {
    const records = await this.#database.read(['vault'], (transaction) =>
      transaction.objectStore('vault').index('owner').getAll(owner),
    );
    const texts = await Promise.all(records.map((record) => openText(this.#tools, key, record)));
    return texts.filter((one) => one !== null);
  }

  /** On disk when it resolves. */
  async keep(owner: DeviceId, key: CryptoKey, texts: readonly VaultText[]): Promise<void> {
    const records = await Promise.all(texts.map((one) => sealText(this.#tools, key, owner, one)));
    await this.#database.write(['vault'], async (transaction) => {
      for (const record of records) await transaction.objectStore('vault').add(record);
    });
  }

  /** What this member may view no more. */
  async drop(owner: DeviceId, gone: (document: string, feed: FeedId, seq: number) => boolean): Promise<void> {
    await this.#database.write(['vault'], async (transaction) => {
      const vault = transaction.objectStore('vault');
      for (const key of await vault.index('owner').getAllKeys(owner)) {
        const record = await vault.get(key);
        if (record !== undefined && gone(record.document, record.feed, record.seq)) await vault.delete(key);
      }
    });
  }
}

function boundTo({ text }: VaultTools, { document, feed, seq }: Omit<VaultText, 'text'>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(text.encode(`${document} ${feed} ${seq}`));
}
