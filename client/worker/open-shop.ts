/**
 * The shop of this tab: from a quick start (fold snapshots and the tail behind them: enough to sell) to the whole history
 * in memory, and from then on in step with the disk, which all tabs of the device share.
 *
 * Everything new arrives the same way: it is on disk first, then `catchUp` reads what lies behind the running number seen
 * last, whether this tab wrote it, another tab did, or the relay sent it.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import { readHeader } from '../../shared/commit/header.ts';
import { readPart } from '../../shared/commit/part.ts';
import { type FoldSnapshot, type LaterPiece, type SnapshotValue, splitLater } from '../../shared/fold/fold.ts';
import {
  asHashText,
  type DocumentName,
  type FeedId,
  type HashText,
  type MemberId,
} from '../../shared/foundation/ids.ts';
import type { PolicyAction } from '../../shared/policy/actions.ts';
import { readAction } from '../../shared/policy/read-action.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { checkPart } from '../../shared/schema/check-part.ts';
import type { StoredTail } from '../replica/commit-reader.ts';
import { signerOf } from '../replica/device-keys.ts';
import type { Flushed } from '../replica/document-runs.ts';
import { OwnWriter, type WritingHand, type WrittenCommit } from '../replica/own-writer.ts';
import type { UnansweredRecord } from '../replica/records.ts';
import type { AuthorityRecord, PolicyMark, ShopRecord } from '../replica/shop-records.ts';
import { sealText } from '../replica/vault.ts';
import { usableAuthority } from './authority.ts';
import { APP_VERSION, type Device, RULES_LEVEL } from './device.ts';
import { loadAutomerge } from './load-automerge.ts';
import { PolicyKeeper } from './policy-keeper.ts';
import { type EffectFrontier, ProvisionalEffects } from './provisional-effects.ts';
import type { Hand } from './seat.ts';
import { ShopCore } from './shop-core.ts';
import { ShopFolds } from './shop-folds.ts';
import { slices } from './slices.ts';
import { TerminalPrivacy } from './terminal-privacy.ts';

export interface ShopEvents {
  /** Folds, verdicts or what is only here have changed. */
  changed(): void;
  /** Own or other tabs' commits are new in this tab: indices, causes first. Only once the history is in memory. */
  fresh(indices: readonly number[]): void;
}

interface FoldColumns {
  readonly effects: EffectFrontier;
  readonly folds: readonly FoldSnapshot[];
}

interface PackedPiece {
  readonly name: string;
  readonly piece: SnapshotValue;
}

const SNAPSHOT = 'folds';
/** Characters of a part of the snapshot that follows the start. */
const PART_LENGTH = 1 << 20;
/** Stands where a commit's hash is not computed: it decides nothing between commits that differ in feed or seq. */
const NO_HASH = asHashText('A'.repeat(43)) as HashText;

export class OpenShop {
  readonly device: Device;
  readonly writer: OwnWriter;
  readonly #events: ShopEvents;
  record: ShopRecord;
  folds: ShopFolds;
  authority: AuthorityRecord | null = null;
  /** The policy whose document is on disk. */
  policy: PolicyMark | null = null;
  readonly policyKeeper: PolicyKeeper;
  readonly unanswered = new Map<string, UnansweredRecord>();
  /** Which documents only some of this terminal's members may read. */
  readonly privacy: TerminalPrivacy;
  /** The quick start found folds to begin with. */
  hasSnapshot = false;
  core: ShopCore | null = null;
  engine: VerdictEngine | null = null;
  #effects = new ProvisionalEffects();
  #through = 0;
  /** The snapshot of which parts have not been read yet. */
  #laterOf: { readonly stamp: string; readonly parts: number } | null = null;
  #reading: Promise<void> = Promise.resolve();
  #loaded: Promise<void> | null = null;
  readonly #actions: { readonly index: number; readonly action: PolicyAction }[] = [];
  #actionsRead = 0;
  /** The tail held something that only the whole history can judge: fold everything from the start. */
  #mustRefold = false;
  /** Of this terminal's members as compiled last time: until the history is in memory. */
  readonly #otherGrants = new Map<string, readonly string[]>();

  constructor(device: Device, record: ShopRecord, events: ShopEvents) {
    this.device = device;
    this.record = record;
    this.#events = events;
    this.folds = new ShopFolds(record.utcOffsetMinutes);
    this.privacy = new TerminalPrivacy(device.seat, (member) => this.grantsOf(member));
    this.policyKeeper = new PolicyKeeper({
      sha256: device.platform.sha256,
      automerge: loadAutomerge,
      saved: () => device.records.policyFile(),
      pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    });
    this.writer = new OwnWriter({
      shop: record.shop,
      utcOffsetMinutes: () => this.record.utcOffsetMinutes,
      store: device.store,
      platform: device.platform,
      clock: device.clock,
      hand: () => (device.seat.hand === null ? null : this.handOf(device.seat.hand)),
      app: APP_VERSION,
      level: () => this.authority?.level ?? 1,
    });
  }

  /** Snapshot and tail: after this a sale is possible. */
  async quickStart(): Promise<void> {
    const { records } = this.device;
    const [authority, policy, unanswered, snapshot] = await Promise.all([
      records.authority(this.record.member),
      records.policyMark(),
      records.unanswered(),
      records.snapshot(SNAPSHOT),
    ]);
    this.authority = usableAuthority(authority, policy);
    this.policy = policy;
    for (const { member } of this.device.seat.faces) {
      const known = await records.authority(member);
      if (known !== null) this.#otherGrants.set(member, known.uses);
    }
    for (const one of unanswered) this.unanswered.set(`${one.feed}/${one.seq}`, one);
    if (snapshot !== null) {
      const columns = snapshot.columns as FoldColumns;
      this.hasSnapshot = this.#restore(columns);
      if (this.hasSnapshot) {
        this.#through = snapshot.through;
        this.#laterOf = { stamp: snapshot.stamp, parts: snapshot.parts };
      }
    }
    if (this.#through > 0) await this.#readTail();
  }

  /** The whole history in memory; the same promise at every call. */
  load(): Promise<void> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  /** Reads what is new on disk. Calls line up, so that what one saw the next need not look at again. */
  catchUp(): Promise<void> {
    return this.#inTurn(() => this.#readTail());
  }

  /**
   * An own commit that was just written: taken from memory if nothing else has come in between, so that nobody waits for
   * the disk to be read once more.
   */
  takeWritten({ commit, numbers, publicKey }: WrittenCommit): Promise<void> {
    return this.#inTurn(async () => {
      if (numbers === null || numbers.after !== this.#through) return this.#readTail();
      const tail = { through: numbers.newest, commits: [commit], late: [], forks: [] };
      this.#takeTail(tail, [publicKey]);
    });
  }

  /** What one of this terminal's members signs and hides with. */
  handOf({ keys, vault }: Hand): WritingHand {
    const { platform } = this.device;
    return {
      device: keys.device,
      signer: signerOf(keys),
      hide: async (parts) => {
        const hidden = parts.filter((part) => this.privacy.isPrivate(part.document));
        if (hidden.length === 0) return [];
        if (vault === null) throw new Error('nowhere to hide what not everybody may read');
        return Promise.all(hidden.map((part) => sealText(platform, vault, keys.device, part)));
      },
    };
  }

  /**
   * Somebody else sits down: what only the last one may read leaves memory and read models, what only the next one may
   * read comes in. The rest of the shop is not touched, so this costs no more than what it is about.
   */
  async reseat(member: MemberId): Promise<void> {
    this.record = { ...this.record, member };
    const known = await this.device.records.authority(member);
    this.authority = usableAuthority(known, this.policy);
    await this.hidePrivate();
    await this.showPrivate();
    this.#events.changed();
  }

  /** Out of memory and read models; what was hidden here stays on disk under its owner's key. */
  async hidePrivate(): Promise<void> {
    await this.#inTurn(async () => this.core?.letGo((document) => this.privacy.isPrivate(document)));
  }

  /** What the vault of whoever works here holds; only once the history is in memory. */
  async showPrivate(): Promise<void> {
    const { seat, vault } = this.device;
    if (this.core === null || seat.locked || seat.vault === null) return;
    const texts = await vault.texts(seat.keys.device, seat.vault);
    await this.#inTurn(async () => {
      for (const one of texts) this.core?.fillLate(one);
      this.core?.settle();
    });
  }

  /** What the line has stored is in memory already; when nothing else has come in between it need not be read again. */
  passOver({ after, newest }: Flushed): void {
    if (after === this.#through) this.#through = newest;
  }

  /** The member's grants, of now or, before the history is in memory, of last time. */
  grants(): readonly string[] {
    const { engine, authority, record } = this;
    return (engine === null ? authority?.uses : this.grantsOf(record.member)) ?? [];
  }

  /** Of any member of this terminal; null while nothing is known of them. */
  grantsOf(member: string): readonly string[] | null {
    const { engine } = this;
    if (engine === null) return this.#otherGrants.get(member) ?? null;
    return engine.mayAt('now', member, '*@*') ? ['*@*'] : engine.grantsOf(member);
  }

  /** Seq of the newest own commit that the folds of this tab contain. */
  ownSeqSeen(feed: FeedId): number {
    return this.core?.replica.feed(feed)?.seq ?? this.#effects.seqOf(feed);
  }

  /** Policy actions known here with their indices, causes first; only once the history is in memory. */
  actions(): readonly { readonly index: number; readonly action: PolicyAction }[] {
    const { core } = this;
    for (; core !== null && this.#actionsRead < core.size; this.#actionsRead++) {
      const index = this.#actionsRead;
      const at = core.at(index)?.header.parts.findIndex((ref) => ref.document === 'policy') ?? -1;
      const entry = at < 0 ? undefined : core.part(index, at)?.entries[0];
      const action = entry === undefined ? null : readAction(entry);
      if (action !== null) this.#actions.push({ index, action });
    }
    return this.#actions;
  }

  /** Name of the policy as this tab knows it; null until it has been worked out. */
  policyNow(): PolicyMark | null {
    const { core, policy } = this;
    return core === null || policy?.actions === this.actions().length ? policy : null;
  }

  /** Latest claimed time of anything a device wrote, in milliseconds; null when nothing is known. */
  lastSeen(device: string): number | null {
    const { core } = this;
    if (core === null) return null;
    let latest = 0;
    for (const chain of core.replica.feeds()) {
      const tip = chain.line[chain.seq - 1];
      if (chain.device === device && tip !== undefined) latest = Math.max(latest, core.replica.timeAt(tip));
    }
    return latest === 0 ? null : Math.floor(latest / 1000);
  }

  /** Has somebody looked at this commit and let it lie? */
  declined(feed: string, seq: number): boolean {
    return this.folds.trail.isDeclined(feed, seq);
  }

  /** Time of the witness's commit that listed it; its own time while unlisted. */
  listedAt(index: number): number {
    return this.core?.listedAt(index) ?? 0;
  }

  /** An own commit that a receipt does not name yet. */
  noteUnanswered(record: UnansweredRecord): void {
    this.unanswered.set(`${record.feed}/${record.seq}`, record);
  }
  async answered(commits: readonly { readonly feed: FeedId; readonly seq: number }[]): Promise<void> {
    await this.device.records.answered(commits);
    for (const { feed, seq } of commits) this.unanswered.delete(`${feed}/${seq}`);
    this.#events.changed();
  }
  async refreshUnanswered(): Promise<void> {
    const unanswered = await this.device.records.unanswered();
    this.unanswered.clear();
    for (const one of unanswered) this.noteUnanswered(one);
  }

  /** Writes the folds beside the running number they stand for; for idle time. */
  async keepSnapshot(): Promise<void> {
    const { core } = this;
    if (core === null) return;
    await this.#inTurn(async () => {
      // What the replica believes and no fold has yet must stand as such beside the snapshot, or no start would fold it.
      this.settle();
      // What only one member may read must not lie on this disk as a read model either.
      const whole = core.without(
        (document) => this.privacy.isPrivate(document),
        () => this.folds.set.snapshot(String(this.#through)),
      );
      const { first, later } = splitLater(whole);
      const columns: FoldColumns = { effects: core.frontier(), folds: first };
      const through = this.#through;
      const stamp = this.device.platform.randomText(8);
      const ownSeq = (await this.device.store.own())?.seq ?? 0;
      const parts = inParts(later).map((pieces) => ({ stamp, pieces: pieces.map((one) => this.#packed(one)) }));
      const record = { through, ownSeq, columns, stamp, parts: parts.length };
      await this.device.records.keepSnapshot(SNAPSHOT, record, parts);
    });
  }

  /** After the disk has let go of these documents: memory and read models do so as well. */
  async forgetDocuments(
    documents: ReadonlySet<DocumentName>,
    keep: (feed: FeedId, seq: number) => boolean,
  ): Promise<void> {
    await this.#inTurn(async () => {
      const { core } = this;
      if (core === null) return;
      const folds = new ShopFolds(this.record.utcOffsetMinutes);
      core.forget(documents, keep, folds.set);
      this.folds = folds;
    });
    await this.keepSnapshot();
    this.#events.changed();
  }

  /** After commits were taken into the core and stored by the caller. */
  settle(): void {
    this.core?.settle();
    this.#events.changed();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#reading.then(work);
    this.#reading = mine.catch(() => undefined);
    return mine;
  }

  #restore(columns: FoldColumns): boolean {
    try {
      if (this.folds.set.restore(columns.folds) === null) return false;
      this.#effects = new ProvisionalEffects(columns.effects);
      return true;
    } catch {
      // A snapshot of another version, or a damaged one: folded from the start instead.
      this.folds = new ShopFolds(this.record.utcOffsetMinutes);
      return false;
    }
  }

  /** What the quick start left on disk: older tickets, and whatever else no sale waits for. */
  async #restoreLater(pause: () => Promise<void> | null): Promise<void> {
    const later = this.#laterOf;
    if (later === null) return;
    for (let number = 0; number < later.parts; number++) {
      const part = await this.device.records.snapshotPart(SNAPSHOT, number);
      if (part?.stamp !== later.stamp) {
        // Another tab has put a newer snapshot there: the rest of this one is gone.
        this.#mustRefold = true;
        return;
      }
      for (const piece of part.pieces) {
        this.folds.set.restoreLater(this.#unpacked(piece as PackedPiece));
        const waiting = pause();
        if (waiting !== null) await waiting;
      }
    }
    this.#laterOf = null;
    this.folds.set.settleLater();
    this.#events.changed();
  }

  /** Texts as UTF-8: half the bytes to write and to read. */
  #packed({ name, piece }: LaterPiece): PackedPiece {
    return { name, piece: typeof piece === 'string' ? this.device.platform.text.encode(piece) : piece };
  }
  #unpacked({ name, piece }: PackedPiece): LaterPiece {
    return { name, piece: piece instanceof Uint8Array ? (this.device.platform.text.decode(piece) ?? '') : piece };
  }

  async #readTail(): Promise<void> {
    const tail = await this.device.reader.since(this.#through);
    const { core } = this;
    if (tail.through === this.#through && (core === null || !core.lacksFork(tail.forks))) return;
    this.#takeTail(tail, core === null ? [] : await this.#keys());
  }

  #takeTail(tail: StoredTail, keys: readonly Uint8Array[]): void {
    const { core } = this;
    if (core === null) {
      if (tail.late.length > 0) this.#mustRefold = true;
      for (const commit of tail.commits) this.#addProvisional(commit);
      this.#through = Math.max(this.#through, tail.through);
      this.#events.changed();
      return;
    }
    const before = core.size;
    core.admitStored(tail, keys);
    for (const one of tail.late) core.fillLate(one);
    this.#through = Math.max(this.#through, tail.through);
    core.settle();
    this.#events.changed();
    if (core.size > before) this.#events.fresh(Array.from({ length: core.size - before }, (_, i) => before + i));
  }

  /** In slices, and not in the line of `catchUp`: meanwhile the till sells on what the folds hold already. */
  async #load(): Promise<void> {
    const { reader, platform } = this.device;
    const pause = slices();
    await this.#restoreLater(pause);
    const all = await reader.since(0, pause);
    const engine = new VerdictEngine();
    const replica = new ShopReplica({
      shop: this.record.shop,
      sha256: platform.sha256,
      hashText: platform.hashText,
      chainHash: platform.chainHash,
      judge: engine,
      level: RULES_LEVEL,
      text: platform.text,
      readAction,
      checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
    });
    const folds = this.#through === 0 || this.#mustRefold ? new ShopFolds(this.record.utcOffsetMinutes) : this.folds;
    const before = folds === this.folds ? this.#effects : new ProvisionalEffects();
    // A peer does not tell a device its own key; in a database that was found empty it stands nowhere.
    replica.introduce(this.device.keys.publicKey);
    const core = new ShopCore(replica, folds.set, before);
    await core.admitInSlices(all, await this.#keys(), pause);
    await core.settleInSlices(pause);
    await this.#inTurn(async () => {
      const tail = await reader.since(all.through);
      core.admitStored(tail, await this.#keys());
      for (const one of tail.late) core.fillLate(one);
      core.settle();
      this.#through = tail.through;
      this.folds = folds;
      this.core = core;
      this.engine = engine;
    });
    this.#events.changed();
  }

  async #keys(): Promise<readonly Uint8Array[]> {
    return (await this.device.store.feedRecords()).map((record) => record.publicKey);
  }

  #addProvisional(commit: WireCommit): void {
    const header = readHeader(commit.header);
    if (header === null || !this.#effects.advance(commit.feed, commit.seq)) return;
    header.parts.forEach((ref, at) => {
      const text = commit.parts[at];
      const part = text === null || text === undefined ? null : readPart(text);
      if (part === null) return;
      if (checkPart(ref.document, part, header.uses) !== 'present') {
        this.#mustRefold = true;
        return;
      }
      const { feed, seq } = commit;
      const { time, uses } = header;
      const place = { feed, seq, document: ref.document, time, hash: NO_HASH, uses };
      this.folds.set.addPart(place, part.entries);
    });
  }

  documentsAbsent(): ReadonlySet<DocumentName> {
    return this.core?.documentsAbsent() ?? new Set();
  }
}

/** Pieces in the order they came, about so many characters a part. */
function inParts(pieces: readonly LaterPiece[]): LaterPiece[][] {
  const parts: LaterPiece[][] = [];
  let size = PART_LENGTH;
  for (const one of pieces) {
    if (size >= PART_LENGTH) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(one);
    size += typeof one.piece === 'string' ? one.piece.length : 0;
  }
  return parts;
}
