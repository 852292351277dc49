/**
 * What has been decided about policy actions so far. Filled rank by rank from the top (resolve-authority.ts); the same
 * questions are asked while it fills (an action not decided yet stands provisionally) and when it is full.
 */
import { type Narrowing, narrowingOf } from './narrowing.ts';
import type { Subject } from './policy-view.ts';

export type Standing = 'effective' | 'void' | 'waiting';

export interface Decision {
  readonly standing: Standing;
  readonly reason: string;
  /** The action that decides it. */
  readonly by: number | null;
  /** Rank of its author, after all higher narrowings. */
  readonly rank: number;
}

const UNKNOWN: Decision = { standing: 'void', reason: 'not-granted', by: null, rank: 0 };

export interface Retraction {
  readonly index: number;
  readonly rank: number;
  readonly device: string;
  /** Hash of the last good commit. */
  readonly last: string | null;
}

export class Decisions {
  readonly #decided = new Map<number, Decision>();
  readonly #provisional = new Map<number, Decision>();
  readonly #fickle = new Set<number>();
  /** Narrowings in force or waiting, by what they target. */
  readonly #byMember = new Map<string, Narrowing[]>();
  readonly #byDevice = new Map<string, Narrowing[]>();
  readonly #byRole = new Map<string, Narrowing[]>();
  readonly #byInvite = new Map<string, Narrowing[]>();
  readonly #narrowings = new Map<number, Narrowing>();
  readonly #retracts = new Map<string, Retraction[]>();
  readonly #reinstated = new Map<string, number>();
  readonly #levels = new Set<number>();
  readonly #ratifies = new Map<string, number[]>();

  get(action: number): Decision {
    return this.#decided.get(action) ?? this.#provisional.get(action) ?? UNKNOWN;
  }
  isDecided(action: number): boolean {
    return this.#decided.has(action);
  }
  entries(): ReadonlyMap<number, Decision> {
    return this.#decided;
  }

  /** Holds until the next pass. */
  suppose(subject: Subject, decision: Decision): void {
    const { index: action } = subject;
    const before = this.#provisional.get(action);
    if (before !== undefined && before.standing !== decision.standing) this.#fickle.add(action);
    this.#noteLevel(subject, decision);
    this.#provisional.set(action, decision);
  }

  decide(subject: Subject, decision: Decision): void {
    this.#decided.set(subject.index, decision);
    this.#noteLevel(subject, decision);
    const { action } = subject;
    if (action === undefined || decision.standing === 'void') return;
    const narrowing = narrowingOf(subject.index, action, decision.rank);
    if (narrowing !== null) this.#keep(narrowing);
    if (decision.standing !== 'effective') return;
    if (action.kind === 'retract') {
      const { device, last } = action;
      push(this.#retracts, device, { index: subject.index, rank: decision.rank, device, last });
    }
    if (action.kind === 'reinstate' && !this.#reinstated.has(action.retract)) {
      this.#reinstated.set(action.retract, subject.index);
    }
    if (action.kind === 'ratify') push(this.#ratifies, action.feed, subject.index);
  }

  /** Actions that stood differently in a pass above their own rank: what ranks higher may have been decided by that. */
  get fickle(): ReadonlySet<number> {
    return this.#fickle;
  }
  narrowing(action: number): Narrowing | undefined {
    return this.#narrowings.get(action);
  }
  ofMember(member: string): readonly Narrowing[] {
    return this.#byMember.get(member) ?? NONE;
  }
  ofDevice(device: string): readonly Narrowing[] {
    return this.#byDevice.get(device) ?? NONE;
  }
  ofRole(role: string): readonly Narrowing[] {
    return this.#byRole.get(role) ?? NONE;
  }
  ofInvite(hash: string): readonly Narrowing[] {
    return this.#byInvite.get(hash) ?? NONE;
  }
  isSure(narrowing: Narrowing): boolean {
    return this.get(narrowing.index).standing === 'effective';
  }

  /** Raises of the level in force, supposed ones too: a commit of the same rank may rely on them. */
  get levels(): ReadonlySet<number> {
    return this.#levels;
  }
  /** Ratifications in force that name this feed. */
  ratifies(feed: string): readonly number[] {
    return this.#ratifies.get(feed) ?? [];
  }

  /** Retracts of this device that nobody has undone. */
  retracts(device: string, hashOf: (index: number) => string): readonly Retraction[] {
    const all = this.#retracts.get(device);
    return all === undefined ? [] : all.filter(({ index }) => !this.#reinstated.has(hashOf(index)));
  }

  #noteLevel(subject: Subject, decision: Decision): void {
    if (subject.action?.kind !== 'level') return;
    if (decision.standing === 'effective') this.#levels.add(subject.index);
    else this.#levels.delete(subject.index);
  }

  #keep(narrowing: Narrowing): void {
    this.#narrowings.set(narrowing.index, narrowing);
    const { target, name } = narrowing;
    if (target === 'member') push(this.#byMember, name, narrowing);
    else if (target === 'device') push(this.#byDevice, name, narrowing);
    else if (target === 'role') push(this.#byRole, name, narrowing);
    else push(this.#byInvite, name, narrowing);
  }
}

const NONE: readonly Narrowing[] = [];

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
