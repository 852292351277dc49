/**
 * From what a command wants to write to a commit on disk. A plan is made against the own feed as it stands on disk, then
 * built, hashed and signed, then appended in one transaction that compares the head again. If another tab was quicker,
 * the plan is made anew on what that tab wrote: a number already given, a unit already sold from escrow, a basket already
 * paid are seen there. Nothing here needs a replica, a Y.Doc or Automerge: the till writes with the own feed's head alone.
 */

import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Header } from '../../shared/commit/header.ts';
import { readHeader } from '../../shared/commit/header.ts';
import { LIMITS } from '../../shared/commit/limits.ts';
import type { Entry } from '../../shared/commit/part.ts';
import type { Signer } from '../../shared/commit/seal.ts';
import { documentName, isSalted, parseDocumentName } from '../../shared/document/document-kinds.ts';
import type { HybridClock, HybridTime } from '../../shared/foundation/clock.ts';
import { monthOf } from '../../shared/foundation/clock.ts';
import type { DeviceId, DocumentName, ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { buildCommit, sealed } from '../../shared/replica/commit-builder.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { CommitStore } from './commit-store.ts';
import type { Flushed } from './document-runs.ts';
import type { Platform } from './platform.ts';
import type { BasketRecord, OwnFeedRecord, UnansweredRecord, VaultRecord } from './records.ts';
import { StorageFailure } from './storage-error.ts';
import type { VaultText } from './vault.ts';

export interface PlannedPart {
  readonly document: DocumentName;
  readonly entries: readonly Entry[];
}

export interface WritePlan {
  readonly command: string;
  readonly parts: readonly PlannedPart[];
  readonly uses: readonly string[];
  /** What a person recognises the commit by while it is only here. */
  readonly title: string;
  readonly counters?: Readonly<Record<string, unknown>>;
  readonly basket?: { readonly key: string; readonly record: BasketRecord };
  readonly batch?: string;
}

export interface PlanMoment {
  readonly own: OwnFeedRecord;
  /** The commit's own time. */
  readonly time: HybridTime;
  /** Month of the commit, for document names. */
  readonly month: string;
}

/** Called again whenever the own feed has moved; must read everything it decides by anew. */
export type Planner = (moment: PlanMoment) => Promise<Result<WritePlan, ShownError>>;

export interface WrittenCommit {
  readonly unanswered: UnansweredRecord;
  readonly commit: WireCommit;
  readonly header: Header;
  readonly hash16: string;
  /** Of whoever signed it. */
  readonly publicKey: Uint8Array;
  /** Running numbers of its updates; null when another run had written it already. */
  readonly numbers: Flushed | null;
}

/** Asked anew for each attempt: between two of them somebody else may have sat down. */
export interface WritingHand {
  readonly device: DeviceId;
  readonly signer: Signer;
  /** Of these parts, those that not everybody on this terminal may read, for the vault. */
  hide(parts: readonly VaultText[]): Promise<readonly VaultRecord[]>;
}

export interface OwnWriterOptions {
  readonly shop: ShopId;
  /** Of the genesis; decides a commit's month. */
  readonly utcOffsetMinutes: () => number;
  readonly store: CommitStore;
  readonly platform: Platform;
  readonly clock: HybridClock;
  /** Who signs and where their hidden parts go; null while nobody may write (a locked terminal). */
  readonly hand: () => WritingHand | null;
  readonly app: string;
  /** Level of the rules that new commits are written under. */
  readonly level: () => number;
}

/** More than two tabs never race for long; a plan that moved so often meets a fault, not a colleague. */
const MOST_ATTEMPTS = 50;

export class OwnWriter {
  readonly #options: OwnWriterOptions;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: OwnWriterOptions) {
    this.#options = options;
  }

  /**
   * Writes one commit; commands of one tab take turns. When it answers `ok`, the disk has it. Errors: what the planner
   * says, `quota`, `storage`, `clock-behind`, `too-large`, `no-shop`, `locked`. `hand`: of somebody who signs this one
   * commit with a feed of their own (PIN on the spot).
   */
  write(planner: Planner, hand: WritingHand | null = null): Promise<Result<WrittenCommit, ShownError>> {
    const mine = this.#turn.then(() => this.#write(planner, hand));
    this.#turn = mine;
    return mine;
  }

  /** Runs between two commits: while it does, nobody signs. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #write(planner: Planner, lent: WritingHand | null): Promise<Result<WrittenCommit, ShownError>> {
    try {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        const hand = lent ?? this.#options.hand();
        if (hand === null || this.#options.hand() === null) return err({ code: 'locked' });
        const written = await this.#attempt(planner, hand);
        if (written !== 'moved') return written;
      }
      return err({ code: 'busy' });
    } catch (error) {
      if (error instanceof StorageFailure) return err(error.shown);
      return err({ code: 'engine', detail: error instanceof Error ? error.message : String(error) });
    }
  }

  async #attempt(planner: Planner, hand: WritingHand): Promise<Result<WrittenCommit, ShownError> | 'moved'> {
    const { store, clock, utcOffsetMinutes, platform, shop } = this.#options;
    const { signer } = hand;
    const own = await store.own(hand.device);
    if (own === null) return err({ code: 'no-shop' });
    const cited = own.deps.slice(0, LIMITS.deps);
    const time = clock.next(cited.reduce((latest, head) => Math.max(latest, head.time), own.time));
    if (!time.ok) return err({ code: 'clock-behind', values: { minutes: Math.ceil(time.error.aheadMs / 60_000) } });
    const month = monthOf(time.value, utcOffsetMinutes());
    const planned = await planner({ own, time: time.value, month });
    if (!planned.ok) return planned;
    const plan = planned.value;
    const built = buildCommit(platform.sha256, own, {
      shop,
      command: plan.command,
      level: this.#options.level(),
      app: this.#options.app,
      time: time.value,
      uses: plan.uses,
      deps: cited.map(({ feed, seq, hash16 }) => ({ feed, seq, hash16 })),
      parts: plan.parts.map((part) => ({ ...part, salt: needsSalt(part.document) ? platform.random(16) : null })),
      ...(plan.batch === undefined ? {} : { batch: plan.batch }),
    });
    if (!built.ok) return err({ code: 'too-large', values: { what: built.error.what } });
    const commit = sealed(built.value, await signer.sign(built.value.message));
    const header = readHeader(commit.header);
    if (header === null) return err({ code: 'engine', detail: 'own header does not read back' });
    const bytes = commit.parts.reduce((sum, text) => sum + (text?.length ?? 0), commit.header.length);
    const unanswered: UnansweredRecord = {
      feed: commit.feed,
      seq: commit.seq,
      hash16: built.value.hash16,
      command: plan.command,
      time: time.value,
      bytes,
      title: plan.title,
      touches: touchedBy(plan.parts),
    };
    const { feed, seq } = commit;
    const texts = header.parts.map(({ document }, at) => ({ document, feed, seq, text: commit.parts[at] ?? '' }));
    const vault = await hand.hide(texts);
    const appended = await store.appendOwn({
      commit,
      header,
      journal: documentName({ kind: 'journal', month }),
      publicKey: signer.publicKey,
      before: own,
      after: built.value.state,
      cited,
      counters: plan.counters ?? {},
      basket: plan.basket ?? null,
      unanswered,
      vault,
    });
    if (appended.kind === 'moved') return 'moved';
    return ok({
      commit,
      header,
      hash16: built.value.hash16,
      numbers: appended.numbers,
      unanswered,
      publicKey: signer.publicKey,
    });
  }
}

function needsSalt(document: DocumentName): boolean {
  const identity = parseDocumentName(document);
  return identity !== null && isSalted(identity);
}

function touchedBy(parts: readonly PlannedPart[]): readonly string[] {
  const ids = new Set<string>();
  for (const part of parts) {
    for (const entry of part.entries) {
      for (const field of ['id', 'variant', 'document']) {
        const id = entry[field];
        if (typeof id === 'string') ids.add(id);
      }
    }
  }
  return [...ids];
}
