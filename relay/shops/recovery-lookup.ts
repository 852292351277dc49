/**
 * Which shop a recovery key belongs to, for whoever has the words alone. A key stands in the shop's genesis, the first
 * row of its list; each shop is read once, since its genesis never changes. Keys are the answer's only way in: who does
 * not hold one learns nothing about which shops are here.
 */
import { deviceIdOf } from '../../shared/commit/chain.ts';
import { readHeader } from '../../shared/commit/header.ts';
import { readPart } from '../../shared/commit/part.ts';
import { fromBase64url } from '../../shared/foundation/bytes.ts';
import type { DeviceId, ShopId } from '../../shared/foundation/ids.ts';
import type { GenesisAction } from '../../shared/policy/actions.ts';
import { readAction } from '../../shared/policy/read-action.ts';
import { sha256 } from '../platform/node-crypto.ts';
import type { CommitStore } from '../storage/commit-store.ts';
import { readRow } from './row-codec.ts';

export class RecoveryLookup {
  readonly #store: CommitStore;
  readonly #shopsOf = new Map<DeviceId, readonly ShopId[]>();
  readonly #read = new Set<ShopId>();
  #reading: Promise<void> | null = null;

  constructor(store: CommitStore) {
    this.#store = store;
  }

  /** The shops whose genesis names this paper key (its device id): one, unless somebody founded another with its public half. */
  async shopsOf(paper: DeviceId): Promise<readonly ShopId[]> {
    const known = this.#shopsOf.get(paper);
    if (known !== undefined) return known;
    this.#reading ??= this.#readNew().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
    return this.#shopsOf.get(paper) ?? [];
  }

  async #readNew(): Promise<void> {
    for (const shop of await this.#store.shops()) {
      if (this.#read.has(shop)) continue;
      const genesis = await this.#genesisOf(shop);
      if (genesis === null) continue;
      this.#read.add(shop);
      const key = fromBase64url(genesis.recoveryKey ?? '');
      // The device id is what verdicts go by: a key beside it that is another's opens nothing.
      const paper = key === null ? null : deviceIdOf(sha256, key);
      if (paper === null || paper !== genesis.recovery) continue;
      this.#shopsOf.set(paper, [...(this.#shopsOf.get(paper) ?? []), shop]);
    }
  }

  async #genesisOf(shop: ShopId): Promise<GenesisAction | null> {
    const [first] = await this.#store.readAt(shop, [1]);
    const row = first === undefined ? null : readRow(first.body);
    if (row === null) return null;
    const at = readHeader(row.commit.header)?.parts.findIndex((part) => part.document === 'policy') ?? -1;
    const part = readPart(row.commit.parts[at] ?? '');
    const action = part === null ? null : readAction(part.entries[0]);
    return action?.kind === 'genesis' ? action : null;
  }
}
