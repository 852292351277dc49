/**
 * The witness of one shop: once a second it signs the order in which commits came in. It lists only what a verified seal
 * covers, in exactly the order of the positions that were answered, and releases a listing only once it is durable.
 */
import { readHeader } from '../../shared/commit/header.ts';
import { toBase64url, utf8 } from '../../shared/foundation/bytes.ts';
import { type FeedId, feedIdOf, type ShopId } from '../../shared/foundation/ids.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import { type CommitName, MOST_LISTED } from '../../shared/replica/listing-entries.ts';
import { nodeText } from '../platform/node-crypto.ts';
import { ListingWriter } from '../witness/listing-writer.ts';
import type { HubContext } from './hub-context.ts';
import { heldMask } from './load-shop.ts';
import { OutgoingCommit } from './outgoing-commit.ts';
import { writeRow } from './row-codec.ts';
import type { ShopLog } from './shop-log.ts';
import type { ShopState } from './shop-state.ts';

/** How long a peer's word for lost listings is believed before the order goes on without them. */
const PATIENCE_MS = 60_000;

export class ShopWitness {
  readonly #context: HubContext;
  readonly #state: ShopState;
  readonly #log: ShopLog;
  readonly #publish: (out: OutgoingCommit) => void;
  readonly #writer: ListingWriter;
  /** Somebody has seen the own feed go further than it is known here: wait for those words before saying new ones. */
  #behind: { readonly seq: number; readonly untilMs: number } | null = null;
  /** Listings that are not durable yet. */
  #held: OutgoingCommit[] = [];

  constructor(
    shop: ShopId,
    context: HubContext,
    state: ShopState,
    log: ShopLog,
    publish: (out: OutgoingCommit) => void,
  ) {
    this.#context = context;
    this.#state = state;
    this.#log = log;
    this.#publish = publish;
    const feed = witnessFeed(shop, context);
    const { seq, head } = state.replica.headOf(feed);
    const tip = state.replica.feed(feed)?.line[seq - 1];
    this.#writer = new ListingWriter({
      shop,
      signer: context.signer,
      app: context.app,
      level: context.level,
      state: {
        feed,
        seq,
        head,
        time: tip === undefined ? 0 : state.replica.timeAt(tip),
        totals: tip === undefined ? { commits: 0, bytes: 0 } : state.replica.totalsAt(tip),
      },
    });
  }

  /**
   * A peer says that it has seq `seq` of the own feed: these data are older than what this key has signed (a restored
   * backup). Signing anew would be the witness's own equivocation, so it waits a while for what it once said.
   */
  heardOf(feed: FeedId, seq: number, nowMs: number): void {
    if (feed !== this.#writer.feed || seq <= this.#known()) return;
    this.#behind = { seq, untilMs: this.#behind?.untilMs ?? nowMs + PATIENCE_MS };
  }

  /** Signs the order of everything that came in since the last time. */
  list(nowMs: number): void {
    const { replica, policy, unlisted } = this.#state;
    if (!replica.hasGenesis) return;
    if (this.#behind !== null && this.#known() < this.#behind.seq && nowMs < this.#behind.untilMs) return;
    const deadlines = policy.deadlinesDue(nowMs * 1000).map((index) => this.#name(index));
    while (unlisted.length > 0 || deadlines.length > 0) {
      const names: CommitName[] = [];
      let filler: CommitName | null = null;
      let time = Math.max(nowMs * 1000, this.#writer.time + 1);
      let taken = 0;
      for (const { index } of unlisted) {
        if (names.length === MOST_LISTED || (index >= 0 && !replica.isSealed(index))) break;
        taken++;
        if (index >= 0) {
          filler = this.#name(index);
          time = Math.max(time, replica.timeAt(index) + 1);
          names.push(filler);
        } else names.push(filler ?? this.#name(0));
      }
      const last = taken === unlisted.length && names.length + deadlines.length <= MOST_LISTED;
      const due = last ? deadlines.splice(0) : [];
      if (names.length === 0 && due.length === 0) return;
      unlisted.splice(0, taken);
      this.#state.nextPosition += due.length;
      this.#write(names, due, time);
    }
  }

  #known(): number {
    return this.#state.replica.feed(this.#writer.feed)?.seq ?? 0;
  }

  durable(at: number): void {
    while (this.#held[0] !== undefined && this.#held[0].at <= at) {
      const out = this.#held.shift();
      if (out !== undefined) this.#publish(out);
    }
  }
  publishedUpTo(): number {
    const first = this.#held[0];
    return first === undefined ? this.#log.last : first.at - 1;
  }
  isPrivate(at: number): boolean {
    return this.#held.some((out) => out.at === at);
  }

  #write(names: readonly CommitName[], deadlines: readonly CommitName[], time: number): void {
    const { replica, policy } = this.#state;
    replica.introduce(this.#context.signer.publicKey);
    const first = this.#writer.time === 0;
    const commit = this.#writer.write({ names, deadlines, time }, policy.utcOffsetMinutes);
    const listing = [
      ...names.map((name) => ({ kind: 'list' as const, ...name })),
      ...deadlines.map((name) => ({ kind: 'deadline' as const, ...name })),
    ];
    const answer = replica.accept(commit, Number.MAX_SAFE_INTEGER / 2000, { action: null, listing });
    if (answer.kind !== 'taken') throw new Error(`the witness's own listing is ${answer.kind}`);
    replica.confirm(commit.feed, commit.seq);
    const bytes = encodeCommit(commit, nodeText);
    const keys = first ? [this.#context.signer.publicKey] : [];
    const at = this.#log.append(writeRow({ position: 0, keys, bytes }));
    this.#state.note({
      index: answer.index,
      at,
      held: heldMask(commit.parts),
      position: 0,
      bytes: bytes.length,
      device: this.#context.device,
      action: false,
      listing: true,
    });
    const header = readHeader(commit.header);
    const documents = header === null ? [] : header.parts.map((part) => part.document);
    this.#held.push(new OutgoingCommit({ at, device: this.#context.device, commit, bytes, documents }));
    this.#context.metrics.listed(names.length);
  }

  #name(index: number): CommitName {
    const { replica } = this.#state;
    return { feed: replica.feedAt(index), seq: replica.seqAt(index), hash16: replica.hash16(index) };
  }
}

/** The witness's feed of a shop: one for each key, so that a relay with a new key has a new feed. */
function witnessFeed(shop: ShopId, context: HubContext): FeedId {
  const epoch = toBase64url(context.sha256(utf8(`hecang witness ${shop} ${context.device}`)).subarray(0, 6));
  return feedIdOf(context.device, epoch);
}
