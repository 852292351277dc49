/**
 * The slow, from-scratch reference as a judge: whole fuzz cases can run on it, so that a difference between engine and
 * reference shows in the folds and not only in a table.
 */
import type { HistoryCommit, Verdict, WitnessEntry } from '../../shared/policy/history.ts';
import { type ReferenceAnswer, referenceVerdicts } from '../../shared/policy/reference-verdicts.ts';
import type { Judge } from '../../shared/replica/judge.ts';

export class ReferenceJudge implements Judge {
  readonly #commits: HistoryCommit[] = [];
  readonly #logs = new Map<string, WitnessEntry[]>();
  #answer: ReferenceAnswer | null = null;
  #told: string[] = [];

  add(commit: HistoryCommit): number {
    this.#answer = null;
    return this.#commits.push(commit) - 1;
  }
  refusal(commit: HistoryCommit): string | null {
    const verdict = referenceVerdicts([...this.#commits, commit], this.#logs).verdicts.at(-1);
    return verdict?.verdict === 'refused' ? verdict.reason : null;
  }
  list(witness: string, entries: readonly WitnessEntry[]): void {
    this.#answer = null;
    const log = this.#logs.get(witness);
    if (log === undefined) this.#logs.set(witness, [...entries]);
    else log.push(...entries);
  }
  #now(): ReferenceAnswer {
    this.#answer ??= referenceVerdicts(this.#commits, this.#logs);
    return this.#answer;
  }
  verdict(index: number): Verdict {
    return this.#now().verdicts[index] ?? { verdict: 'waiting', reason: 'order' };
  }
  position(index: number): number {
    return this.#now().positions[index] ?? Number.POSITIVE_INFINITY;
  }
  changed(): number[] {
    const now = this.#now().verdicts.map(({ verdict, reason }) => `${verdict}/${reason}`);
    const changed = now.flatMap((text, index) => (text === this.#told[index] ? [] : [index]));
    this.#told = now;
    return changed;
  }
  mayAt(): boolean {
    return true;
  }
  memberOf(device: string): string | null {
    for (const { action, device: author } of this.#commits) {
      if (action?.kind === 'genesis' && author === device) return action.owner;
      if (action?.kind === 'enrol' && action.device === device) return action.member;
      if (action?.kind === 'redeem' && author === device) return action.member;
    }
    return null;
  }
}
