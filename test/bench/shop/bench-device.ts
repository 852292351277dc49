/**
 * A device of a bench shop: a key made from the seed, a feed, and the state after its last commit. Builds commits with
 * the same code as the client (shared/replica/commit-builder.ts).
 */

import { type SyncSigner, sha256, signerOf } from '../../../relay/platform/node-crypto.ts';
import { chainStart, deviceIdOf } from '../../../shared/commit/chain.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { Dep } from '../../../shared/commit/header.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import { isSalted, parseDocumentName } from '../../../shared/document/document-kinds.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import {
  asDocumentName,
  asMemberId,
  type DeviceId,
  type FeedId,
  feedIdOf,
  type MemberId,
  type RecordId,
  type ShopId,
} from '../../../shared/foundation/ids.ts';
import { buildCommit, type FeedState, sealed } from '../../../shared/replica/commit-builder.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface BenchDraft {
  readonly command: string;
  readonly uses: readonly string[];
  readonly parts: readonly (readonly [document: string, entries: readonly Entry[]])[];
  /** Hybrid microseconds; by default one more than the device's last. */
  readonly time?: number;
  readonly batch?: string;
  /** False leaves the seal out, as disk and wire do for all but the last of a run. */
  readonly seal?: boolean;
}

export class BenchDevice {
  readonly signer: SyncSigner;
  readonly id: DeviceId;
  readonly member: MemberId;
  readonly feed: FeedId;
  readonly #random: SeededRandom;
  #shop: ShopId | null = null;
  #state: FeedState;
  #deps: readonly Dep[] = [];
  #records = 0;
  #order: Dep[] = [];

  constructor(random: SeededRandom, member?: MemberId) {
    this.#random = random;
    this.signer = signerOf(random.bytes(32));
    this.id = deviceIdOf(sha256, this.signer.publicKey);
    this.member = member ?? memberId(random);
    this.feed = feedIdOf(this.id, toBase64url(random.bytes(6)));
    this.#state = { feed: this.feed, seq: 0, head: new Uint8Array(32), time: 0, totals: { commits: 0, bytes: 0 } };
  }

  /** Ties the feed to its shop; times start after `time`. Every commit's name goes into `order`. */
  enter(shop: ShopId, time: number, order: Dep[]): void {
    this.#shop = shop;
    this.#order = order;
    this.#state = { ...this.#state, head: chainStart(sha256, shop, this.feed), time };
  }

  get seq(): number {
    return this.#state.seq;
  }
  get time(): number {
    return this.#state.time;
  }
  /** The name of this feed's head, for others to cite. */
  get head(): Dep {
    return { feed: this.feed, seq: this.#state.seq, hash16: toBase64url(this.#state.head.subarray(0, 16)) };
  }
  /** What the next commit has newly seen; cited once. */
  sees(...deps: readonly Dep[]): void {
    this.#deps = deps;
  }

  newRecord(): RecordId {
    return `${this.id}.${String(this.#records++).padStart(10, '0')}` as RecordId;
  }

  commit(draft: BenchDraft): WireCommit {
    if (this.#shop === null) throw new Error('the device has no shop');
    const built = buildCommit(sha256, this.#state, {
      shop: this.#shop,
      command: draft.command,
      level: 1,
      app: 'bench',
      time: draft.time ?? this.#state.time + 1,
      uses: draft.uses,
      deps: this.#deps,
      parts: draft.parts.map(([name, entries]) => this.#part(name, entries)),
      ...(draft.batch === undefined ? {} : { batch: draft.batch }),
    });
    if (!built.ok) throw new Error(`a bench commit is ${built.error.code}: ${built.error.what}`);
    this.#state = built.value.state;
    this.#deps = [];
    this.#order.push(this.head);
    return draft.seal === false ? built.value.commit : sealed(built.value, this.signer.sign(built.value.message));
  }

  #part(name: string, entries: readonly Entry[]) {
    const document = asDocumentName(name);
    const identity = parseDocumentName(name);
    if (document === null || identity === null) throw new Error(`not a document: ${name}`);
    return { document, entries, salt: isSalted(identity) ? this.#random.bytes(16) : null };
  }
}

export function memberId(random: SeededRandom): MemberId {
  const id = asMemberId(toBase64url(random.bytes(12)));
  if (id === null) throw new Error('twelve bytes make a member id');
  return id;
}
