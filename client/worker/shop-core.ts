/**
 * A shop in this tab's memory: the replica (chains, verdicts, order), the texts, and the folds over what is effective.
 * Commits come in from disk or from the wire through `admit`, causes first; after each batch `settle` puts the entries
 * of commits that became effective into the folds and takes out those of commits that no longer are.
 *
 * What is on disk was verified before it was stored, so a commit from disk is sealed by being there.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Header } from '../../shared/commit/header.ts';
import { type Part, readPart } from '../../shared/commit/part.ts';
import type { FoldSet } from '../../shared/fold/fold.ts';
import { type DocumentName, deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type { Acceptance, PartReading } from '../../shared/replica/acceptance.ts';
import { readListing } from '../../shared/replica/listing-entries.ts';
import type { ShopReplica } from '../../shared/replica/shop-replica.ts';
import type { ForkCommit } from '../replica/commit-store.ts';
import type { VaultText } from '../replica/vault.ts';
import type { EffectFrontier, ProvisionalEffects } from './provisional-effects.ts';
import { StoredOrder } from './stored-order.ts';

export interface KnownCommit {
  readonly commit: WireCommit;
  readonly header: Header;
  /** Parts that are present (hash, shape and uses right), by place in the header. */
  readonly present: readonly boolean[];
}

/** As commit-reader.ts gives them. */
export interface StoredCommits {
  readonly commits: readonly WireCommit[];
  readonly forks: readonly ForkCommit[];
}

/** What a batch changed, beside the folds' own touched keys. */
export interface Settled {
  /** Indices whose verdict is new or different. */
  readonly changed: readonly number[];
}

/** What was within reach of the clock when it was stored stays taken, though the clock be set back since. */
const NEVER_EARLY_MS = 8e12;

export class ShopCore {
  readonly replica: ShopReplica;
  #folds: FoldSet;
  /** By index; a hole where the replica has believed a commit that is still on its way to the disk. */
  readonly #known: (KnownCommit | undefined)[] = [];
  readonly #applied: boolean[] = [];
  readonly #before: ProvisionalEffects;
  /** Parsed parts of commits not yet settled, so that a batch is parsed once. */
  readonly #fresh = new Map<number, readonly PartReading[]>();
  readonly #notEffective = new Set<number>();
  /** Their verdict has come before they were kept: they are settled once they are. */
  #early: number[] = [];
  readonly #ratified = new Set<number>();
  readonly #listedAt = new Map<number, number>();
  readonly #branches = new Set<number>();
  #textsRevision = 0;
  /** How many parts of each document are not here. */
  readonly #absent = new Map<DocumentName, number>();
  /** Of each feed, the newest commit read from its stored line. */
  readonly #lineTips = new Map<FeedId, number>();

  /** `before`: what the folds contain already, from a snapshot and the tail behind it. */
  constructor(replica: ShopReplica, folds: FoldSet, before: ProvisionalEffects) {
    this.replica = replica;
    this.#folds = folds;
    this.#before = before;
  }

  get size(): number {
    return this.#known.length;
  }

  /** Another number whenever a commit that was here gets a part that it lacked, or loses one. */
  get textsRevision(): number {
    return this.#textsRevision;
  }

  /** What the folds contain now, to stand beside their snapshot. */
  frontier(): EffectFrontier {
    const except = [...this.#notEffective, ...this.#early].filter((index) => !this.#branches.has(index));
    const branches = [...this.#branches].filter((index) => this.isEffective(index));
    return {
      seqs: this.replica.feeds().map((chain) => [chain.feed, chain.sealedSeq]),
      except: except.map((index) => `${this.replica.feedAt(index)}/${this.replica.seqAt(index)}`),
      branches: branches.map((index) => this.replica.hash16(index)),
    };
  }

  /** Not effective now: void or waiting, ascending. */
  notEffective(): readonly number[] {
    return [...this.#notEffective].sort((a, b) => a - b);
  }

  /** Effective only because somebody of higher rank let them stand, ascending. */
  ratified(): readonly number[] {
    return [...this.#ratified].sort((a, b) => a - b);
  }

  at(index: number): KnownCommit | null {
    return this.#known[index] ?? null;
  }

  /** The commit with the newest seal known to stand at its seq. */
  sealedCommit(index: number): WireCommit | null {
    const known = this.#known[index];
    if (known === undefined) return null;
    const { feed, seq } = known.commit;
    const chain = this.replica.feed(feed);
    const seal = known.commit.seal ?? [chain?.good, chain?.pending].find((one) => one?.seq === seq)?.seal ?? null;
    return { ...known.commit, seal };
  }

  /** Remembers a commit that the replica has just taken, or new parts of one that it knew. */
  keep(index: number, commit: WireCommit, header: Header, parts: readonly PartReading[], branch = false): void {
    if (branch) this.#branches.add(index);
    const known = this.#known[index];
    if (known === undefined) {
      this.#known[index] = { commit, header, present: parts.map((part) => part.state === 'present') };
      this.#countAbsent(header, commit.parts, 1);
      this.#fresh.set(index, parts);
      this.#noteListing(header, parts);
      return;
    }
    const gained = parts.map((part, at) => part.state === 'present' && known.present[at] !== true);
    if (!gained.includes(true)) return;
    this.#textsRevision++;
    const texts = known.commit.parts.map((text, at) => (gained[at] === true ? (commit.parts[at] ?? text) : text));
    this.#countAbsent(header, known.commit.parts, -1);
    this.#countAbsent(header, texts, 1);
    this.#known[index] = {
      commit: { ...known.commit, parts: texts },
      header,
      present: known.present.map((was, at) => was || gained[at] === true),
    };
    if (this.#applied[index] === true) {
      parts.forEach((part, at) => {
        if (gained[at] === true && part.part !== null) this.#tell(index, at, part.part, true);
      });
    }
  }

  /** A second commit at its seq, as stored: it stands in no run on disk, only beside the feed. */
  isBranch(index: number): boolean {
    return this.#branches.has(index);
  }

  lacksFork(forks: readonly ForkCommit[]): boolean {
    return forks.some(({ commit, hash16 }) => this.replica.find(commit.feed, commit.seq, hash16) === null);
  }

  /**
   * Commits from disk, each feed in order of seq, feeds mixed: taken as their causes allow, forks among them. Those whose
   * causes are not on disk are left out; they come again from a peer.
   */
  admitStored(stored: StoredCommits, keys: readonly Uint8Array[]): void {
    for (const key of keys) this.replica.introduce(key);
    let order = new StoredOrder(stored.commits);
    do {
      while (!order.done) order.step((commit) => this.#takeStored(commit));
      order = new StoredOrder(order.left());
    } while (this.#takeForks(stored.forks));
  }

  /** The same for a whole history: `pause` is awaited whenever a slice of work is over, so that sales get through. */
  async admitInSlices(
    stored: StoredCommits,
    keys: readonly Uint8Array[],
    pause: () => Promise<void> | null,
  ): Promise<void> {
    for (const key of keys) this.replica.introduce(key);
    let order = new StoredOrder(stored.commits);
    do {
      while (!order.done) {
        order.step((commit) => this.#takeStored(commit));
        const waiting = pause();
        if (waiting !== null) await waiting;
      }
      order = new StoredOrder(order.left());
    } while (this.#takeForks(stored.forks));
  }

  /** A part that another tab stored after its commit. */
  fillLate(one: {
    readonly feed: FeedId;
    readonly seq: number;
    readonly document: string;
    readonly text: string;
  }): void {
    const index = this.replica.feed(one.feed)?.at(one.seq)[0];
    const known = index === undefined ? undefined : this.#known[index];
    if (index === undefined || known === undefined) return;
    const texts = known.header.parts.map((ref, at) =>
      ref.document === one.document ? one.text : (known.commit.parts[at] ?? null),
    );
    const commit = { ...known.commit, parts: texts };
    this.keep(index, commit, known.header, this.replica.readParts(one.feed, known.header, texts));
  }

  #takeStored(commit: WireCommit): 'taken' | FeedId {
    const answer = this.#acceptStored(commit);
    if (answer.kind === 'taken' || answer.kind === 'known') {
      this.keep(answer.index, commit, answer.header, answer.parts);
      this.replica.confirm(commit.feed, commit.seq);
      this.#lineTips.set(commit.feed, answer.index);
      return 'taken';
    }
    return answer.kind === 'not-taken' && answer.missing !== undefined ? answer.missing.feed : commit.feed;
  }

  /** A feed whose branches are known already is no plain line: its stored line goes on from where it stood. */
  #acceptStored(commit: WireCommit): Acceptance {
    const answer = this.replica.accept(commit, NEVER_EARLY_MS);
    if (answer.kind !== 'needs-seal') return answer;
    const tip = commit.seq === 1 ? -1 : this.#lineTips.get(commit.feed);
    if (tip === undefined) return answer;
    return this.replica.acceptStored(commit, tip, null, NEVER_EARLY_MS) ?? answer;
  }

  /** True when one went in that was not here: what waited for it may follow. */
  #takeForks(forks: readonly ForkCommit[]): boolean {
    let took = false;
    for (let moved = true; moved; ) {
      moved = false;
      for (const { commit, hash16 } of forks) {
        const { feed, seq } = commit;
        // The line comes first, so that what stands in runs and what stands beside them stay apart.
        if ((this.replica.feed(feed)?.seq ?? 0) < seq - 1 || this.replica.find(feed, seq, hash16) !== null) continue;
        const before = seq === 1 ? [-1] : (this.replica.feed(feed)?.at(seq - 1) ?? []);
        for (const prev of before) {
          const answer = this.replica.acceptStored(commit, prev, hash16, NEVER_EARLY_MS);
          if (answer?.kind !== 'taken') continue;
          this.keep(answer.index, commit, answer.header, answer.parts, true);
          moved = true;
          took = true;
          break;
        }
      }
    }
    return took;
  }

  /** Brings the folds up to the verdicts as they are now. */
  settle(): Settled {
    const changed = this.#due();
    for (const index of changed) this.#settleOne(index);
    this.#fresh.clear();
    return { changed };
  }

  /** The same for a whole history; while it goes on, nothing else may settle. */
  async settleInSlices(pause: () => Promise<void> | null): Promise<void> {
    for (const index of this.#due()) {
      this.#settleOne(index);
      const waiting = pause();
      if (waiting !== null) await waiting;
    }
    this.#fresh.clear();
  }

  /** What has a new verdict and is kept here. What came over the wire is believed first, on disk next, kept last. */
  #due(): number[] {
    const changed = new Set([...this.#early, ...this.replica.drainIndices()]);
    this.#early = [...changed].filter((index) => this.#known[index] === undefined);
    for (const index of this.#early) changed.delete(index);
    return [...changed];
  }

  #settleOne(index: number): void {
    const { verdict, reason } = this.replica.verdict(index);
    const effective = verdict === 'effective';
    if (effective) this.#notEffective.delete(index);
    else this.#notEffective.add(index);
    if (reason === 'ratified') this.#ratified.add(index);
    else this.#ratified.delete(index);
    const applied = this.#applied[index] ?? this.#wasBefore(index);
    this.#applied[index] = effective;
    if (effective !== applied) this.#tellAll(index, effective);
  }

  #wasBefore(index: number): boolean {
    if (this.#branches.has(index)) return this.#before.hasBranch(this.replica.hash16(index));
    return this.#before.has(this.replica.feedAt(index), this.replica.seqAt(index));
  }

  /** A present part, parsed; `null` when it is absent or malformed here. */
  part(index: number, at: number): Part | null {
    const known = this.#known[index];
    if (known?.present[at] !== true) return null;
    const fresh = this.#fresh.get(index)?.[at];
    if (fresh?.state === 'present') return fresh.part;
    const text = known.commit.parts[at];
    return text === undefined || text === null ? null : readPart(text);
  }

  /** Parts of this commit that are present here, with their documents. */
  partsOf(index: number): readonly { readonly document: DocumentName; readonly part: Part }[] {
    const known = this.#known[index];
    if (known === undefined) return [];
    return known.header.parts.flatMap((ref, at) => {
      const part = this.part(index, at);
      return part === null ? [] : [{ document: ref.document, part }];
    });
  }

  /** Documents of which a part is not here: looked at after every delivery, so it is counted and not sought. */
  documentsAbsent(): ReadonlySet<DocumentName> {
    return new Set(this.#absent.keys());
  }

  #countAbsent(header: Header, parts: readonly (string | null)[], step: 1 | -1): void {
    for (const [at, { document }] of header.parts.entries()) {
      if (parts[at] !== null) continue;
      const count = (this.#absent.get(document) ?? 0) + step;
      if (count === 0) this.#absent.delete(document);
      else this.#absent.set(document, count);
    }
  }

  /** Documents of which a text is held here that `keep` does not claim. */
  documentsHeld(keep: (feed: FeedId, seq: number) => boolean): ReadonlySet<DocumentName> {
    const held = new Set<DocumentName>();
    for (const known of this.#known) {
      if (known === undefined || keep(known.commit.feed, known.commit.seq)) continue;
      const { commit, header } = known;
      for (const [at, ref] of header.parts.entries()) if (commit.parts[at] !== null) held.add(ref.document);
    }
    return held;
  }

  /** Lets go of the texts of these documents, and folds what is left into `folds`, which are empty. */
  forget(documents: ReadonlySet<DocumentName>, keep: (feed: FeedId, seq: number) => boolean, folds: FoldSet): void {
    this.#folds = folds;
    this.#textsRevision++;
    for (const [index, known] of this.#known.entries()) {
      if (known === undefined) continue;
      const { commit, header } = known;
      const gone = header.parts.map((ref) => documents.has(ref.document) && !keep(commit.feed, commit.seq));
      if (gone.includes(true)) {
        const parts = commit.parts.map((text, at) => (gone[at] === true ? null : text));
        const present = known.present.map((was, at) => was && gone[at] !== true);
        this.#countAbsent(header, commit.parts, -1);
        this.#countAbsent(header, parts, 1);
        this.#known[index] = { commit: { ...commit, parts }, header, present };
      }
      if (this.#applied[index] === true) this.#tellAll(index, true);
    }
  }

  /**
   * Lets go of the texts of such documents and takes them out of the folds, one by one: nothing else is folded again.
   * They come back by `fillLate`.
   */
  letGo(isGone: (document: DocumentName) => boolean): void {
    this.#textsRevision++;
    for (const [index, known] of this.#known.entries()) {
      if (known?.header.parts.some((ref) => isGone(ref.document)) !== true) continue;
      this.#tellThese(index, isGone, false);
      const { commit, header } = known;
      const parts = commit.parts.map((text, at) => (isGone(refAt(header, at)) ? null : text));
      const present = known.present.map((was, at) => was && !isGone(refAt(header, at)));
      this.#countAbsent(header, commit.parts, -1);
      this.#countAbsent(header, parts, 1);
      this.#known[index] = { commit: { ...commit, parts }, header, present };
    }
  }

  /** Texts held of such documents, with their places. */
  textsOf(isWanted: (document: DocumentName) => boolean): readonly VaultText[] {
    return this.#known.flatMap((known) => {
      if (known === undefined) return [];
      const { commit, header } = known;
      const { feed, seq } = commit;
      return header.parts.flatMap(({ document }, at) => {
        const text = commit.parts[at] ?? null;
        return text === null || !isWanted(document) ? [] : [{ document, feed, seq, text }];
      });
    });
  }

  /** What `look` sees of the folds while nothing of such documents is in them. */
  without<T>(isHidden: (document: DocumentName) => boolean, look: () => T): T {
    const hidden = [...this.#known.entries()].flatMap(([index, known]) =>
      known?.header.parts.some((ref) => isHidden(ref.document)) === true ? [index] : [],
    );
    for (const index of hidden) this.#tellThese(index, isHidden, false);
    try {
      return look();
    } finally {
      for (const index of hidden) this.#tellThese(index, isHidden, true);
    }
  }

  #tellThese(index: number, which: (document: DocumentName) => boolean, add: boolean): void {
    const known = this.#known[index];
    if (known === undefined || this.#applied[index] !== true) return;
    for (const [at, ref] of known.header.parts.entries()) {
      const part = which(ref.document) ? this.part(index, at) : null;
      if (part !== null) this.#tell(index, at, part, add);
    }
  }

  /** Time of the witness's commit that listed it; while unlisted its own time. */
  listedAt(index: number): number {
    return this.#listedAt.get(index) ?? this.replica.timeAt(index);
  }

  isEffective(index: number): boolean {
    return this.#applied[index] === true;
  }

  keyOf(index: number): Uint8Array | null {
    return this.replica.publicKeyOf(deviceOfFeed(this.replica.feedAt(index)));
  }

  #noteListing(header: Header, parts: readonly PartReading[]): void {
    for (const [at, ref] of header.parts.entries()) {
      const part = ref.document.startsWith('listing/') ? parts[at]?.part : null;
      for (const item of part === null || part === undefined ? [] : (readListing(part.entries) ?? [])) {
        const index = this.replica.find(item.feed, item.seq, item.hash16);
        if (index !== null && !this.#listedAt.has(index)) this.#listedAt.set(index, header.time);
      }
    }
  }

  #tellAll(index: number, add: boolean): void {
    this.#known[index]?.present.forEach((present, at) => {
      const part = present ? this.part(index, at) : null;
      if (part !== null) this.#tell(index, at, part, add);
    });
  }

  #tell(index: number, at: number, part: Part, add: boolean): void {
    const known = this.#known[index];
    const ref = known?.header.parts[at];
    if (known === undefined || ref === undefined) return;
    const { feed, seq } = known.commit;
    const { time, uses } = known.header;
    const place = { feed, seq, document: ref.document, time, hash: this.replica.hashAt(index), uses };
    if (add) this.#folds.addPart(place, part.entries);
    else this.#folds.removePart(place, part.entries);
  }
}

const refAt = (header: Header, at: number): DocumentName => header.parts[at]?.document ?? ('' as DocumentName);
