/**
 * The verdicts of a whole history, from scratch: plain sets, no caches, nothing incremental. Slow and meant to be
 * obviously right; the engine (verdict-engine.ts) must say the same after every step. Only the rules themselves
 * (judge-commit.ts and what it asks) are shared.
 */
import type { Decisions } from './decisions.ts';
import { type EpochRoot, feedsBeyondLimit, MOST_EPOCHS } from './epochs.ts';
import { shapesOfFeed } from './equivocation.ts';
import type { HistoryCommit, Verdict, WitnessEntry } from './history.ts';
import { judgeCommit } from './judge-commit.ts';
import { malformedReason } from './malformed-header.ts';
import {
  type ActionSet,
  byClaimedTime,
  type Mentions,
  mentionsOf,
  type PolicyView,
  type Shape,
  SOUND,
  type Subject,
} from './policy-view.ts';
import { resolveAuthority } from './resolve-authority.ts';
import type { PolicyContext } from './rights.ts';
import { type Appointment, appointmentOf, entriesOf, successorOf, WitnessOrder } from './witness-order.ts';

export interface PolicyLimits {
  readonly epochs?: number;
}

export interface ReferenceAnswer {
  readonly verdicts: readonly Verdict[];
  readonly positions: readonly number[];
  readonly context: PolicyContext;
}

/** `commits` in any causal order (their index is their place in it); `logs`: per witness its entries in order. */
export function referenceVerdicts(
  commits: readonly HistoryCommit[],
  logs: ReadonlyMap<string, readonly WitnessEntry[]>,
  limits: PolicyLimits = {},
): ReferenceAnswer {
  const history = new ReferenceHistory(commits);
  const { view, decisions } = settleOrder(history, logs, limits.epochs ?? MOST_EPOCHS);
  const verdicts = commits.map((_, index): Verdict => {
    const refused = history.refused[index];
    if (refused != null) return { verdict: 'refused', reason: refused };
    const { standing, reason, by } =
      commits[index]?.kind === 'action' ? decisions.get(index) : judgeCommit({ view, decisions }, view.subject(index));
    return by === null ? { verdict: standing, reason } : { verdict: standing, reason, by };
  });
  return { verdicts, positions: commits.map((_, index) => view.position(index)), context: { view, decisions } };
}

/** Follows appointment after appointment, each judged by the order that the ones before it give. */
function settleOrder(
  history: ReferenceHistory,
  logs: ReadonlyMap<string, readonly WitnessEntry[]>,
  epochs: number,
): { readonly view: ReferenceView; readonly decisions: Decisions } {
  const chain: Appointment[] = [];
  const first = history.genesis < 0 ? null : history.appointment(history.genesis);
  if (first !== null) chain.push(first);
  for (;;) {
    const order = new WitnessOrder(history);
    for (const entry of entriesOf(chain, (witness) => logs.get(witness) ?? [])) order.append(entry);
    const view = new ReferenceView(history, order, epochs);
    const decisions = resolveAuthority(view);
    const inForce = view.actions
      .filter((index) => decisions.get(index).standing === 'effective')
      .flatMap((index) => history.appointment(index) ?? []);
    const current = chain.at(-1);
    const next = current === undefined ? null : successorOf(current, inForce, (a, b) => history.hasSeen(a, b));
    if (next === null || chain.some((one) => one.index === next.index)) return { view, decisions };
    chain.push(next);
  }
}

class ReferenceHistory {
  readonly commits: readonly HistoryCommit[];
  readonly pasts: ReadonlySet<number>[] = [];
  readonly refused: (string | null)[] = [];
  readonly genesis: number;
  readonly hashes = new Map<string, number>();

  constructor(commits: readonly HistoryCommit[]) {
    this.commits = commits;
    for (const [index, commit] of commits.entries()) {
      const past = new Set<number>();
      for (const cause of this.causes(index)) {
        past.add(cause);
        for (const before of this.pasts[cause] ?? []) past.add(before);
      }
      this.pasts.push(past);
      this.refused.push(this.#malformed(commit, past));
      this.hashes.set(commit.hash, index);
    }
    this.genesis = this.#findGenesis();
  }

  causes(index: number): readonly number[] {
    const commit = this.commits[index];
    if (commit === undefined) return [];
    return commit.prev === null ? commit.deps : [commit.prev, ...commit.deps];
  }
  isRefused(index: number): boolean {
    return this.refused[index] != null;
  }
  isListing(index: number): boolean {
    return this.commits[index]?.kind === 'listing';
  }
  until(index: number): number | undefined {
    const action = this.commits[index]?.action;
    return action !== undefined && 'until' in action ? action.until : undefined;
  }
  hasSeen(later: number, earlier: number): boolean {
    return this.pasts[later]?.has(earlier) ?? false;
  }
  appointment(index: number): Appointment | null {
    const commit = this.commits[index];
    if (commit?.action?.kind === 'genesis' && index !== this.genesis) return null;
    return commit === undefined ? null : appointmentOf(index, commit.hash, commit.action);
  }
  own(device: string, past: ReadonlySet<number>): { readonly commits: number; readonly bytes: number } {
    let commits = 0;
    let bytes = 0;
    for (const index of past) {
      const other = this.commits[index];
      if (other?.device !== device) continue;
      commits = Math.max(commits, other.totals.commits);
      bytes = Math.max(bytes, other.totals.bytes);
    }
    return { commits, bytes };
  }

  #malformed(commit: HistoryCommit, past: ReadonlySet<number>): string | null {
    const cited = (index: number) => {
      const other = this.commits[index];
      return other === undefined ? [] : [{ ...other, refused: this.refused[index] != null }];
    };
    const prev = commit.prev === null ? null : (cited(commit.prev)[0] ?? null);
    return malformedReason(commit, prev, commit.deps.flatMap(cited), this.own(commit.device, past));
  }

  #findGenesis(): number {
    let found = -1;
    for (const [index, commit] of this.commits.entries()) {
      if (commit.action?.kind !== 'genesis' || this.causes(index).length > 0 || this.refused[index] != null) continue;
      const best = this.commits[found];
      if (best === undefined || byClaimedTime(commit, best) < 0) found = index;
    }
    return found;
  }
}

class ReferenceView implements PolicyView {
  readonly genesis: number;
  readonly actions: readonly number[];
  readonly #history: ReferenceHistory;
  readonly #order: WitnessOrder;
  readonly #shapes = new Map<number, Shape>();
  readonly #pasts = new Map<number, ActionSet>();

  constructor(history: ReferenceHistory, order: WitnessOrder, epochs: number) {
    this.#history = history;
    this.#order = order;
    this.genesis = history.genesis;
    this.actions = [...history.commits.keys()].filter((index) => this.#isSoundAction(index));
    this.#findForks();
    this.#findEpochs(epochs);
  }

  enrolments(device: string): readonly number[] {
    return this.actions.filter((index) => this.#mentions(index)?.device === device);
  }
  gifts(member: string): readonly number[] {
    return this.actions.filter((index) => this.#mentions(index)?.member === member);
  }
  definitions(role: string): readonly number[] {
    return this.actions.filter((index) => this.#mentions(index)?.role === role);
  }
  redemptions(invite: string): readonly number[] {
    return this.actions.filter((index) => this.#mentions(index)?.invite === invite);
  }
  #mentions(index: number): Mentions | null {
    const { device, action } = this.subject(index);
    return action === undefined ? null : mentionsOf(device, action);
  }

  subject(index: number): Subject {
    const commit = this.#history.commits[index];
    if (commit === undefined) throw new RangeError(`no commit ${index}`);
    return { ...commit, index };
  }
  past(index: number): ActionSet {
    const known = this.#pasts.get(index);
    if (known !== undefined) return known;
    const all = this.#history.pasts[index] ?? new Set();
    const actions = new Set([...all].filter((other) => this.#isSoundAction(other)));
    const fresh: ActionSet = { has: (action) => actions.has(action) };
    this.#pasts.set(index, fresh);
    return fresh;
  }
  hasSeen(action: number, index: number): boolean {
    return this.#history.hasSeen(action, index);
  }
  position(index: number): number {
    return this.#order.position(index);
  }
  listedAt(index: number): number {
    return this.#order.listedAt(index);
  }
  deadline(index: number): number {
    return this.#order.deadline(index);
  }
  shape(index: number): Shape {
    return this.#shapes.get(index) ?? SOUND;
  }
  find(hash: string): number | undefined {
    const index = this.#history.hashes.get(hash);
    return index === undefined || this.#history.refused[index] != null ? undefined : index;
  }
  prev(index: number): number | null {
    return this.#history.commits[index]?.prev ?? null;
  }
  isOnChain(head: number, index: number): boolean {
    for (let at: number | null = head; at !== null; at = this.prev(at)) if (at === index) return true;
    return false;
  }

  #isSoundAction(index: number): boolean {
    return this.#history.commits[index]?.kind === 'action' && this.#history.refused[index] === null;
  }

  /** Feeds of different devices are different feeds, whatever their names. */
  #feeds(): Map<string, number[]> {
    const feeds = new Map<string, number[]>();
    for (const [index, commit] of this.#history.commits.entries()) {
      if (this.#history.refused[index] != null) continue;
      const key = `${commit.device}\n${commit.feed}`;
      feeds.set(key, [...(feeds.get(key) ?? []), index]);
    }
    return feeds;
  }

  #findForks(): void {
    for (const members of this.#feeds().values()) {
      const nodes = members.map((index) => ({ index, seq: this.subject(index).seq, prev: this.prev(index) }));
      for (const [index, shape] of shapesOfFeed(nodes, (one) => this.position(one))) this.#shapes.set(index, shape);
    }
  }

  #findEpochs(limit: number): void {
    const byHead = new Map<string, EpochRoot[]>();
    for (const members of this.#feeds().values()) {
      for (const index of members) {
        const subject = this.subject(index);
        if (subject.seq !== 1 || subject.kind === 'listing') continue;
        const key = `${subject.device}\n${this.#citedHead(index)}`;
        byHead.set(key, [...(byHead.get(key) ?? []), subject]);
      }
    }
    const beyond = new Set<string>();
    for (const [key, roots] of byHead) {
      const [device = ''] = key.split('\n');
      for (const feed of feedsBeyondLimit(roots, limit, (one) => this.position(one))) beyond.add(`${device}\n${feed}`);
    }
    for (const [key, members] of this.#feeds()) {
      if (!beyond.has(key)) continue;
      for (const index of members) {
        if (this.shape(index).kind !== 'void') this.#shapes.set(index, { kind: 'void', reason: 'epochs' });
      }
    }
  }

  /** The newest of the device's own commits that a new epoch has seen; -1 for none. */
  #citedHead(index: number): number {
    const { device } = this.subject(index);
    let best = -1;
    for (const other of this.#history.pasts[index] ?? []) {
      const commit = this.#history.commits[other];
      const known = this.#history.commits[best];
      if (commit?.device !== device) continue;
      const more = commit.totals.commits - (known?.totals.commits ?? 0);
      if (known === undefined || more > 0 || (more === 0 && byClaimedTime(known, commit) < 0)) best = other;
    }
    return best;
  }
}
