/**
 * The open shop as the relay link sees it: what to hand over, and what to do with what comes. A delivery is on disk
 * before it has any effect here and before its credit is given back.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { mayView } from '../../shared/document/may-view.ts';
import { type HybridTime, monthOf } from '../../shared/foundation/clock.ts';
import { type DeviceId, type DocumentName, deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type { Answer, FrontierMark } from '../../shared/protocol/messages.ts';
import { readListing } from '../../shared/replica/listing-entries.ts';
import type { LatePart, ReceivedCommit } from '../replica/commit-store.ts';
import type { VaultRecord } from '../replica/records.ts';
import type { SeenCommit } from '../replica/uncited-heads.ts';
import { sealText, type VaultText } from '../replica/vault.ts';
import { type Received, receiveCommits, type TakenCommit } from '../sync/commit-receiver.ts';
import type { LinkedShop } from '../sync/relay-link.ts';
import { freshFeed } from './new-epoch.ts';
import type { OpenShop } from './open-shop.ts';
import type { ShopCore } from './shop-core.ts';

export interface LinkEvents {
  /** New commits are on disk: other tabs may read them. */
  stored(at: number): void;
  answered(answers: readonly Answer[]): void;
  presence(device: DeviceId | null, text: string): void;
  /** The relay knows this device's feed further than, or otherwise than, the disk here does. */
  ownFeedDiffers(feed: FeedId): void;
  /** Commits of the own feed came from elsewhere: on disk the own feed is this one from now on. */
  epochBegun(feed: FeedId): void;
  trouble(code: string): void;
}

export class LinkedShopSide implements LinkedShop {
  readonly #open: OpenShop;
  readonly #core: ShopCore;
  readonly #events: LinkEvents;
  readonly #only: ReadonlySet<DeviceId> | null;
  #carry: readonly WireCommit[] = [];
  #waitsForTime = false;

  /** Only once the history is in memory. `only`: whose commits newcomers and those who left hand over; null for all. */
  constructor(open: OpenShop, core: ShopCore, events: LinkEvents, only: ReadonlySet<DeviceId> | null) {
    this.#open = open;
    this.#core = core;
    this.#events = events;
    this.#only = only;
  }

  frontier(): readonly FrontierMark[] {
    return this.#core.replica.frontier().filter((mark) => mark.seq > 0);
  }

  lacking(peer: readonly FrontierMark[]): readonly number[] {
    const { replica } = this.#core;
    const { seat } = this.#open.device;
    const marks = new Map(peer.map((mark) => [mark.feed, mark]));
    for (const mark of peer) {
      if (!seat.isOurs(deviceOfFeed(mark.feed)) || replica.find(mark.feed, mark.seq, mark.hash16) !== null) continue;
      this.#events.ownFeedDiffers(mark.feed);
    }
    const indices = new Set<number>(this.unanswered());
    for (const chain of replica.feeds()) {
      if (this.#only !== null && !this.#only.has(chain.device)) continue;
      const mark = marks.get(chain.feed);
      const known = mark !== undefined && replica.find(mark.feed, mark.seq, mark.hash16) !== null ? mark.seq : 0;
      // A mark names one branch only: of a forked feed everything goes from the fork on (PROTO-12).
      const from = chain.forked ? Math.min(known, ...[...chain.branches.keys()].map((seq) => seq - 1)) : known;
      for (const index of chain.line.slice(from, chain.sealedSeq)) indices.add(index);
      for (const branch of chain.branches.values()) for (const index of branch) indices.add(index);
    }
    return [...indices].sort((a, b) => a - b);
  }

  /** Own commits without a receipt: the peer may hold them, but its answer was lost on the way; it is asked again. */
  unanswered(): readonly number[] {
    const { replica } = this.#core;
    const indices = [...this.#open.unanswered.values()].flatMap(({ feed, seq, hash16 }) => {
      const index = replica.find(feed, seq, hash16);
      return index !== null && replica.isSealed(index) ? [index] : [];
    });
    return indices.sort((a, b) => a - b);
  }

  get waitsForTime(): boolean {
    return this.#waitsForTime;
  }

  commitAt(index: number): WireCommit | null {
    return this.#core.sealedCommit(index);
  }
  keyOf(index: number): Uint8Array | null {
    return this.#core.keyOf(index);
  }
  headAt(feed: FeedId, seq: number): Uint8Array | null {
    const chain = this.#core.replica.feed(feed);
    const index = chain === null || chain.forked ? undefined : chain.line[seq - 1];
    return index === undefined ? null : this.#core.replica.headAt(index);
  }

  async take(keys: readonly Uint8Array[], commits: readonly WireCommit[]): Promise<void> {
    const { device } = this.#open;
    const taken: TakenCommit[] = [];
    let trouble: Received['trouble'] = null;
    let left = withoutDoubles(this.#carry, commits);
    let early = false;
    // Causes may stand behind what needs them: what was carried is tried again as long as anything goes in.
    for (let before = -1; left.length > 0 && taken.length > before; ) {
      before = taken.length;
      const received = await receiveCommits(this.#core.replica, device.verify, keys, left, () =>
        device.platform.wall.now(),
      );
      taken.push(...received.taken);
      trouble ??= received.trouble;
      early = received.early;
      left = received.carry;
    }
    this.#carry = left;
    this.#waitsForTime = early;
    if (trouble !== null) this.#events.trouble(trouble.code);
    const { shown, hidden, ours } = await this.#withoutPrivate(taken);
    const fresh = shown.filter((one) => !one.known && !one.fork);
    const forks = shown.filter((one) => one.fork && !one.known);
    const late = this.#lateParts(shown.filter((one) => one.known && !this.#core.isBranch(one.index)));
    // New here and in the own feed of a key of this terminal: a copied profile wrote it, or a former self.
    const touched = new Set([...fresh, ...forks].map((one) => one.commit.feed));
    const stolen = (await device.store.owns()).filter((own) => touched.has(own.feed));
    const epochs = stolen.map(({ feed }) => freshFeed(device, this.#open.record, deviceOfFeed(feed)));
    const numbers =
      fresh.length + late.length + forks.length + hidden.length === 0
        ? { after: 0, newest: 0 }
        : await device.store.appendReceived(
            fresh.map((one) => this.#stored(one)),
            late,
            forks,
            epochs,
            hidden,
          );
    for (const one of ours) this.#core.keep(one.index, one.commit, one.header, one.parts, one.fork && !one.known);
    for (const { header } of fresh) device.clock.observe(header.time);
    this.#open.passOver(numbers);
    if (taken.length > 0) this.#open.settle();
    if (numbers.newest > 0 || forks.length > 0) this.#events.stored(numbers.newest);
    for (const { feed } of epochs) this.#events.epochBegun(feed);
  }

  /**
   * On a shared terminal texts that not everybody here may read go into the vault of whoever works, and into no run;
   * nobody to keep them for, they are let go and asked for again. `shown`: for the disk; `ours`: for this memory.
   */
  async #withoutPrivate(taken: readonly TakenCommit[]): Promise<{
    readonly shown: readonly TakenCommit[];
    readonly ours: readonly TakenCommit[];
    readonly hidden: readonly VaultRecord[];
  }> {
    const { privacy, device } = this.#open;
    const { seat, platform } = device;
    if (!seat.shared) return { shown: taken, ours: taken, hidden: [] };
    const isPrivate = (one: TakenCommit, at: number): boolean => {
      const document = one.header.parts[at]?.document;
      return document !== undefined && (one.commit.parts[at] ?? null) !== null && privacy.isPrivate(document);
    };
    const bare = (one: TakenCommit): TakenCommit => {
      if (!one.header.parts.some((_ref, at) => isPrivate(one, at))) return one;
      const parts = one.commit.parts.map((text, at) => (isPrivate(one, at) ? null : text));
      const readings = one.parts.map((part, at) => (isPrivate(one, at) ? ABSENT : part));
      return { ...one, commit: { ...one.commit, parts }, parts: readings };
    };
    const shown = taken.map(bare);
    const { vault, keys } = seat;
    if (vault === null || seat.locked) return { shown, ours: shown, hidden: [] };
    const viewer = privacy.viewerOf(this.#open.record.member);
    const texts: VaultText[] = [];
    const ours = taken.map((one, i) => {
      const before = one.known ? this.#core.at(one.index) : null;
      const isFor = (at: number): boolean => mayView(one.header.parts[at]?.document ?? '', viewer);
      for (const [at, ref] of one.header.parts.entries()) {
        const text = one.commit.parts[at] ?? null;
        if (text === null || !isPrivate(one, at) || !isFor(at) || before?.present[at] === true) continue;
        const { feed, seq } = one.commit;
        texts.push({ document: ref.document, feed, seq, text });
      }
      return one.header.parts.every((_ref, at) => !isPrivate(one, at) || isFor(at)) ? one : (shown[i] ?? one);
    });
    const hidden = await Promise.all(texts.map((one) => sealText(platform, vault, keys.device, one)));
    return { shown, ours, hidden };
  }

  answered(answers: readonly Answer[]): void {
    this.#events.answered(answers);
  }
  presence(device: DeviceId | null, text: string): void {
    this.#events.presence(device, text);
  }

  #stored(one: TakenCommit): ReceivedCommit {
    const { commit, header, hash16, index } = one;
    const { replica } = this.#core;
    const covers: SeenCommit['covers'][number][] = header.deps.map(({ feed, seq }) => ({ feed, seq }));
    header.parts.forEach((ref, at) => {
      const part = ref.document.startsWith('listing/') ? one.parts[at]?.part : null;
      if (part !== null && part !== undefined) covers.push(...(readListing(part.entries) ?? []));
    });
    return {
      commit,
      header,
      hash16,
      head: replica.headAt(index),
      journal: this.#journalOf(header.time),
      publicKey: this.#core.keyOf(index) ?? new Uint8Array(0),
      covers,
    };
  }

  readonly #journals = new Map<number, DocumentName>();

  /** One look at the calendar for all commits of a day. */
  #journalOf(time: HybridTime): DocumentName {
    const { utcOffsetMinutes } = this.#open.record;
    const day = Math.floor((time / 60_000_000 + utcOffsetMinutes) / 1440);
    let journal = this.#journals.get(day);
    if (journal === undefined) {
      journal = documentName({ kind: 'journal', month: monthOf(time, utcOffsetMinutes) });
      this.#journals.set(day, journal);
    }
    return journal;
  }

  /** Parts of commits known before that were absent until now, with their places in their runs. */
  #lateParts(known: readonly TakenCommit[]): LatePart[] {
    const late: LatePart[] = [];
    for (const { index, commit, header, parts } of known) {
      const before = this.#core.at(index);
      header.parts.forEach((ref, at) => {
        const text = commit.parts[at] ?? null;
        if (text === null || parts[at]?.state !== 'present' || before?.present[at] === true) return;
        const { feed, seq } = commit;
        late.push({ feed, seq, document: ref.document, ordinal: this.#ordinal(feed, seq, ref.document), text });
      });
    }
    return late;
  }

  readonly #ordinals = new Map<string, ReadonlyMap<number, number>>();

  /** How many earlier headers of the feed name the document; one pass a run, kept while it lasts. */
  #ordinal(feed: FeedId, seq: number, document: DocumentName): number {
    const key = `${feed} ${document}`;
    let ordinals = this.#ordinals.get(key);
    if (ordinals?.has(seq) !== true) {
      const fresh = new Map<number, number>();
      for (const index of this.#core.replica.feed(feed)?.line ?? []) {
        const known = this.#core.at(index);
        if (known?.header.parts.some((ref) => ref.document === document)) fresh.set(known.commit.seq, fresh.size);
      }
      ordinals = fresh;
      this.#ordinals.set(key, ordinals);
    }
    return ordinals.get(seq) ?? 0;
  }
}

const ABSENT = { state: 'absent', part: null } as const;

/** What was kept aside, then what has just come; a commit that came again stands in its new place only. */
function withoutDoubles(carry: readonly WireCommit[], commits: readonly WireCommit[]): readonly WireCommit[] {
  if (carry.length === 0) return commits;
  const name = ({ feed, seq, header }: WireCommit): string => `${feed}/${seq} ${header}`;
  const again = new Set(commits.map(name));
  return [...carry.filter((one) => !again.has(name(one))), ...commits];
}
