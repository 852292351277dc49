/**
 * Keeps the Automerge log of policy actions (policy-log.ts) in step with a history. Pure bookkeeping: which actions are
 * there and what is a head in whose past the verdict engine knows, the texts come from whoever stores them.
 *
 * Invariants: refused commits never enter, void ones do (the log is write-once, authority is our own fold); an action
 * waits until its text is to be had and its past is in; what a saved file holds beyond the history, or holds damaged,
 * is not believed but built again. So any two replicas that know the same actions have equal heads and equal changes,
 * whatever came first and whatever file they began with.
 *
 * One document follows one history.
 */
import { hashOfText, type Sha256 } from '../commit/chain.ts';
import { toBase64url } from '../foundation/bytes.ts';
import type { HashText } from '../foundation/ids.ts';
import { type AutomergeApi, PolicyLog } from './policy-log.ts';

/** What the document asks of a history; indices are those of the replica. */
export interface PolicyHistory {
  /** Policy actions, causes first; only ever longer. */
  policyActions(): readonly number[];
  /** The policy actions that are heads in this commit's causal past. */
  policyHeadsBefore(index: number): readonly number[];
  /** The commit's hash, 32 bytes. */
  headAt(index: number): Uint8Array;
  /** The text of its policy part, byte for byte; null while it is not to be had, or no verified seal covers it. */
  textAt(index: number): string | null;
}

export class PolicyDocument {
  readonly #automerge: AutomergeApi;
  #log: PolicyLog;
  #read = 0;
  #waiting: readonly number[] = [];

  /** `saved`: what `save` gave at another time. Damaged bytes count as none. */
  constructor(automerge: AutomergeApi, saved?: Uint8Array) {
    this.#automerge = automerge;
    this.#log = openLog(automerge, saved);
  }

  /** Actions in it. */
  get size(): number {
    return this.#log.size;
  }

  /** Indices of the actions that `follow` would add if it had their texts. */
  lacking(history: PolicyHistory): readonly number[] {
    const fresh = [...this.#waiting, ...history.policyActions().slice(this.#read)];
    return fresh.filter((index) => !this.#log.has(hashAt(history, index)));
  }

  /**
   * Adds what has become known, at most so many actions: a first build of hundreds takes part of a second. `more`: stopped
   * before the end; `same`: the document is the one it was.
   */
  follow(history: PolicyHistory, most = Number.POSITIVE_INFINITY): 'same' | 'changed' | 'more' {
    const before = this.#log;
    const { size } = before;
    let isWhole = this.#takeNew(history, most);
    if (this.#log.size + this.#waiting.length !== history.policyActions().length) {
      // The file we began with holds actions of another history: only what this one names is kept.
      this.#log = new PolicyLog(this.#automerge);
      this.#read = 0;
      this.#waiting = [];
      isWhole = this.#takeNew(history, most);
    }
    this.#log.settle();
    if (!isWhole) return 'more';
    return this.#log !== before || this.#log.size !== size ? 'changed' : 'same';
  }

  /** Automerge heads, sorted. */
  heads(): readonly string[] {
    return this.#log.heads();
  }

  /** Texts by commit hash in the causal past of these actions, themselves included. */
  viewAt(hashes: readonly string[]): Readonly<Record<string, string>> {
    return this.#log.viewAt(hashes);
  }

  changes(): readonly Uint8Array[] {
    return this.#log.changes();
  }

  /** The document as an Automerge file. */
  save(): Uint8Array {
    return this.#log.save();
  }

  /** False when it stopped because so many were added. */
  #takeNew(history: PolicyHistory, most: number): boolean {
    const actions = history.policyActions();
    const waiting: number[] = [];
    let isWhole = true;
    const full = this.#log.size + most;
    for (const index of [...this.#waiting, ...actions.slice(this.#read)]) {
      if (this.#log.has(hashAt(history, index))) continue;
      if (this.#log.size >= full) isWhole = false;
      if (!isWhole || !this.#take(history, index)) waiting.push(index);
    }
    this.#read = actions.length;
    this.#waiting = waiting;
    return isWhole;
  }

  #take(history: PolicyHistory, index: number): boolean {
    const head = history.headAt(index);
    const text = history.textAt(index);
    if (text === null) return false;
    const past = history.policyHeadsBefore(index).map((one) => hashAt(history, one));
    return this.#log.add({ head, hash: toBase64url(head), text, past });
  }
}

/** Names the policy: the hash of a document's heads, one a line. Equal wherever the same actions are known. */
export function policyHash(sha256: Sha256, heads: readonly string[]): HashText {
  return hashOfText(sha256, [...heads].sort().join('\n'));
}

const hashAt = (history: PolicyHistory, index: number): string => toBase64url(history.headAt(index));

function openLog(automerge: AutomergeApi, saved: Uint8Array | undefined): PolicyLog {
  if (saved === undefined) return new PolicyLog(automerge);
  try {
    const log = new PolicyLog(automerge, saved);
    // A change that names no action is none of ours.
    if (log.changes().length === log.size) return log;
  } catch {
    // Not an Automerge file, or a damaged one: it only saved time.
  }
  return new PolicyLog(automerge);
}
