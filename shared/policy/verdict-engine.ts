/**
 * The verdict of every commit, kept up to date as commits and witness entries come in, in any causal order. Says the same
 * as reference-verdicts.ts after every step; what differs is only that nothing is worked out twice.
 *
 * A plain commit costs a few look-ups. A policy action brings the decisions up to date (policy-state.ts) and then puts
 * only those commits in question that it can have changed (touched-commits.ts). Work is done when somebody asks.
 */
import type { Judge } from '../replica/judge.ts';
import type { PolicyAction } from './actions.ts';
import { CausalIndex } from './causal-index.ts';
import { ActionMentions } from './engine-view.ts';
import { MOST_EPOCHS } from './epochs.ts';
import { nodesFromFork } from './feed-shapes.ts';
import type { HistoryCommit, Verdict, WitnessEntry } from './history.ts';
import { judgeCommit } from './judge-commit.ts';
import type { Feed } from './lane-table.ts';
import { isCoveredBy, PlainAnswers } from './plain-answers.ts';
import { PolicyAnswers } from './policy-answers.ts';
import { policyHeadsBefore } from './policy-heads.ts';
import type { MemberStanding } from './policy-queries.ts';
import { PolicyState } from './policy-state.ts';
import { previewVoid } from './preview-void.ts';
import type { PolicyLimits } from './reference-verdicts.ts';
import { commitsOfDevice, questionedBy, unlistedQuestionedBy } from './touched-commits.ts';
import { VerdictColumn } from './verdict-column.ts';
import { WitnessLog } from './witness-places.ts';

export class VerdictEngine implements Judge {
  readonly #index = new CausalIndex();
  readonly #mentions = new ActionMentions();
  readonly #logs = new Map<string, WitnessLog>();
  readonly #state: PolicyState;
  readonly #plain = new PlainAnswers(this.#index);
  readonly #verdicts = new VerdictColumn();
  /** Actions listed, or whose deadline came, since the last update: they may bite what is unlisted. */
  #moved: number[] = [];
  /** Hashes that retracts name as the last good commit and that are not here yet, with the devices concerned. */
  readonly #awaited = new Map<string, Set<string>>();
  readonly #answers = new PolicyAnswers(() => {
    this.#settlePolicy();
    return this.#state.context;
  });

  constructor(limits: PolicyLimits = {}) {
    this.#state = new PolicyState(this.#index, this.#mentions, this.#logs, limits.epochs ?? MOST_EPOCHS);
  }

  get length(): number {
    return this.#index.length;
  }

  refusal(commit: HistoryCommit): string | null {
    return this.#index.refusal(commit);
  }

  /** Takes a commit whose causes are all there. Throws a RangeError when one is not. */
  add(commit: HistoryCommit): number {
    this.#mustKnow(commit.prev ?? 0, commit.prev === null);
    for (const dep of commit.deps) this.#mustKnow(dep, false);
    const index = this.#index.add(commit);
    this.#verdicts.extend();
    const refused = this.#index.refused(index);
    if (refused !== undefined) {
      this.#verdicts.set(index, { standing: 'void', reason: refused, by: null, rank: 0 }, true);
      return index;
    }
    this.#verdicts.ask(index);
    const { feed } = this.#index.lane(index);
    if (feed.lanes.length > 1 || commit.seq === 1) this.#reshape(feed, commit.seq === 1);
    if (commit.kind === 'action') this.#addAction(index);
    if (this.#awaited.size > 0) this.#greetAwaited(commit.hash);
    return index;
  }

  #mustKnow(cause: number, isNone: boolean): void {
    if (!isNone && !(cause >= 0 && cause < this.#index.length)) {
      throw new RangeError(`a commit cites ${cause}, which is not there`);
    }
  }

  list(witness: string, entries: readonly WitnessEntry[]): void {
    let log = this.#logs.get(witness);
    if (log === undefined) {
      log = new WitnessLog();
      this.#logs.set(witness, log);
    }
    const isCurrent = this.#state.witness === witness;
    const cut = this.#state.earlierCut(witness);
    for (const entry of entries) {
      if (!(entry.commit >= 0 && entry.commit < this.#index.length)) throw new RangeError(`no commit ${entry.commit}`);
      if (cut !== null && (log.length < cut || this.#index.kind(entry.commit) === 'action')) {
        this.#state.followChainAnew();
      }
      log.push(entry);
      if (isCurrent && this.#state.view.places.append(entry)) this.#place(entry);
    }
  }

  verdict(index: number): Verdict {
    const refused = this.#index.refused(index);
    if (refused !== undefined) return { verdict: 'refused', reason: refused };
    this.#settle();
    return this.#verdicts.get(index);
  }
  position(index: number): number {
    this.#settlePolicy();
    return this.#state.view.position(index);
  }
  changed(): readonly number[] {
    this.#settle();
    return this.#verdicts.takeNews();
  }

  /** Every policy action here, causes first; refused ones are none. */
  policyActions(): readonly number[] {
    return this.#index.actions;
  }
  /** The policy actions that are heads in this commit's causal past. */
  policyHeadsBefore(index: number): readonly number[] {
    return policyHeadsBefore(this.#index, index);
  }

  mayAt(_when: 'now', member: string, use: string): boolean {
    return this.#answers.memberMay(member, use);
  }
  /** As `mayAt`, through this key: a revoked key may nothing. */
  deviceMay(device: string, use: string): boolean {
    return this.#answers.deviceMay(device, use);
  }
  /** Member of a key in force; `null` when it is unknown, revoked or retracted. */
  memberOf(device: string): string | null {
    return this.#answers.memberOf(device);
  }
  /** Everybody who was ever given a key or a role, with what is left of it now. */
  members(): MemberStanding[] {
    return this.#answers.members();
  }
  /** Grants in force as texts, `sales.add@b1`. */
  grantsOf(member: string): readonly string[] {
    return this.#answers.grantsOf(member);
  }
  /**
   * Commits now effective that this action, written by this device, would make void or waiting. `sees`: heads that its
   * commit would cite; all that is known when left out (then only a retract reaches back).
   */
  wouldVoid(action: PolicyAction, device: string, sees?: readonly number[]): number[] {
    this.#settle();
    return previewVoid(this.#index, this.#state, { action, device, sees: sees ?? null }, (index) =>
      this.#verdicts.isEffective(index),
    );
  }

  #addAction(index: number): void {
    this.#answers.forget();
    const subject = this.#index.subject(index);
    this.#mentions.note(index, subject);
    this.#await(subject.action);
    if (!this.#state.add(subject)) return;
    if (this.#state.decisions.narrowing(index) !== undefined) this.#plain.forget();
    this.#askAll(questionedBy(this.#index, this.#state.view, index, true));
  }

  #await(action: PolicyAction | undefined): void {
    if (action?.kind !== 'retract' || action.last === null || this.#index.find(action.last) !== undefined) return;
    const devices = this.#awaited.get(action.last) ?? new Set();
    this.#awaited.set(action.last, devices.add(action.device));
  }
  /** The last good commit of a retract is here: what it keeps is known only now. */
  #greetAwaited(hash: string): void {
    const devices = this.#awaited.get(hash);
    if (devices === undefined) return;
    this.#awaited.delete(hash);
    this.#state.isStale = true;
    for (const device of devices) for (const index of commitsOfDevice(this.#index, device, null)) this.#ask(index);
  }

  /** A feed's form may have changed: its fork, or which of its device's epochs are too many. */
  #reshape(feed: Feed, isRoot: boolean): void {
    const { shapes } = this.#state.view;
    for (const touched of shapes.touch(feed)) {
      if (!shapes.isSpecial(touched) || (touched !== feed && !isRoot)) continue;
      if (touched.hasActions) this.#state.isStale = true;
      const isWhole = isRoot && touched.epochs.length > 0;
      if (isWhole)
        for (const lane of touched.lanes) for (let at = 0; at < lane.line.length; at++) this.#ask(lane.line.at(at));
      else for (const { index } of nodesFromFork(this.#index, touched)) this.#ask(index);
    }
  }

  #place(entry: WitnessEntry): void {
    const { commit } = entry;
    const kind = this.#index.kind(commit);
    if (entry.kind === 'deadline') {
      this.#state.isStale = true;
      this.#moved.push(commit);
      this.#answers.forget();
      return;
    }
    const { feed } = this.#index.lane(commit);
    if (this.#state.view.shapes.isSpecial(feed)) this.#reshape(feed, this.#index.seqOf(commit) === 1);
    if (kind === 'action') this.#placeAction(commit);
    if (this.#moved.length > 0 || this.#verdicts.dependsOnPlace(commit)) this.#ask(commit);
  }

  #placeAction(action: number): void {
    if (this.#state.isIndifferentToPlace(action)) {
      if (this.#state.decisions.narrowing(action) !== undefined)
        this.#askAll(unlistedQuestionedBy(this.#index, this.#state.view, action));
      return;
    }
    this.#state.isStale = true;
    this.#moved.push(action);
    this.#answers.forget();
  }

  #settle(): void {
    this.#settlePolicy();
    for (let index = this.#verdicts.nextAsked(); index >= 0; index = this.#verdicts.nextAsked()) this.#judge(index);
  }

  #judge(index: number): void {
    if (this.#index.kind(index) === 'action') {
      this.#verdicts.set(index, this.#state.decisions.get(index), true);
      return;
    }
    const { context, view } = this.#state;
    if (!view.shapes.isSpecial(this.#index.lane(index).feed) && this.#index.kind(index) === 'data') {
      const plain = this.#plain.of(context, index);
      const level = this.#index.level(index);
      const isWithin = this.#index.commits(index) <= plain.commits && this.#index.bytes(index) <= plain.bytes;
      const isLevel = level >= plain.lowest && level <= plain.highest;
      if (plain.isPlain && isWithin && isLevel && isCoveredBy(context, plain.outside, index)) {
        this.#verdicts.setPlain(index, plain.outside.length > 0);
        return;
      }
    }
    this.#verdicts.set(index, judgeCommit(context, this.#index.subject(index)), true);
  }

  #settlePolicy(): void {
    const change = this.#state.update();
    if (change === null) return;
    this.#plain.forget();
    this.#answers.forget();
    const moved = this.#moved.splice(0);
    if (change.isOrderNew) {
      for (let index = 0; index < this.#index.length; index++) this.#ask(index);
      return;
    }
    for (const index of change.changed) {
      this.#ask(index);
      this.#askAll(questionedBy(this.#index, this.#state.view, index, !change.before.isDecided(index)));
    }
    for (const index of moved) this.#askAll(unlistedQuestionedBy(this.#index, this.#state.view, index));
  }

  #askAll(commits: Iterable<number>): void {
    for (const index of commits) this.#ask(index);
  }
  #ask(index: number): void {
    if (this.#index.refused(index) === undefined) this.#verdicts.ask(index);
  }
}
