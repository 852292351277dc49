/**
 * The witness's pen: turns commits that have a place into signed listing commits of the relay's own feed, in order, at
 * most 1,000 a commit. Deadline entries follow the commits listed before them. What is written is released only when it
 * is durable (a second text under one seq would be the witness's own equivocation).
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import { monthOf } from '../../shared/foundation/clock.ts';
import { asDocumentName, type FeedId, type ShopId } from '../../shared/foundation/ids.ts';
import { buildCommit, type FeedState, sealed } from '../../shared/replica/commit-builder.ts';
import { type CommitName, deadlineEntry, listEntry } from '../../shared/replica/listing-entries.ts';
import { nodeText, type SyncSigner, sha256 } from '../platform/node-crypto.ts';

export interface ListingDraft {
  readonly names: readonly CommitName[];
  readonly deadlines: readonly CommitName[];
  readonly time: number;
}

export class ListingWriter {
  readonly #shop: ShopId;
  readonly #signer: SyncSigner;
  readonly #app: string;
  readonly #level: number;
  #state: FeedState;

  constructor(options: {
    readonly shop: ShopId;
    readonly signer: SyncSigner;
    readonly app: string;
    readonly level: number;
    readonly state: FeedState;
  }) {
    this.#shop = options.shop;
    this.#signer = options.signer;
    this.#app = options.app;
    this.#level = options.level;
    this.#state = options.state;
  }

  get feed(): FeedId {
    return this.#state.feed;
  }
  get time(): number {
    return this.#state.time;
  }

  /** One sealed commit; `time` must be beyond every listed commit's and the writer's own last. */
  write(draft: ListingDraft, utcOffsetMinutes: number): WireCommit {
    const document = asDocumentName(`listing/${monthOf(draft.time, utcOffsetMinutes)}`);
    if (document === null) throw new Error('a month is a document name');
    const entries = [
      ...(draft.names.length === 0 ? [] : [listEntry(draft.names)]),
      ...draft.deadlines.map((name) => deadlineEntry(name)),
    ];
    const commit = {
      shop: this.#shop,
      command: 'list',
      level: this.#level,
      app: this.#app,
      time: draft.time,
      uses: [],
      deps: [],
      parts: [{ document, entries, salt: null }],
    };
    const built = buildCommit(sha256, this.#state, commit, nodeText.encode);
    if (!built.ok) throw new Error(`a listing is ${built.error.code}: ${built.error.what}`);
    this.#state = built.value.state;
    return sealed(built.value, this.#signer.sign(built.value.message));
  }
}
