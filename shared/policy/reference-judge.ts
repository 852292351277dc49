/** The reference behind the judge's port: everything anew at each question. For tests, beside or instead of the engine. */
import type { Judge } from '../replica/judge.ts';
import type { HistoryCommit, Verdict, WitnessEntry } from './history.ts';
import { grantsNow, mayNow, memberNow, memberOfKey } from './policy-queries.ts';
import { type PolicyLimits, type ReferenceAnswer, referenceVerdicts } from './reference-verdicts.ts';

export class ReferenceJudge implements Judge {
  readonly #commits: HistoryCommit[] = [];
  readonly #logs = new Map<string, WitnessEntry[]>();
  readonly #limits: PolicyLimits;
  #told: (string | undefined)[] = [];
  #answer: ReferenceAnswer | null = null;

  constructor(limits: PolicyLimits = {}) {
    this.#limits = limits;
  }

  add(commit: HistoryCommit): number {
    this.#answer = null;
    return this.#commits.push(commit) - 1;
  }
  refusal(commit: HistoryCommit): string | null {
    const { verdicts } = referenceVerdicts([...this.#commits, commit], new Map(), this.#limits);
    const last = verdicts.at(-1);
    return last?.verdict === 'refused' ? last.reason : null;
  }
  list(witness: string, entries: readonly WitnessEntry[]): void {
    this.#answer = null;
    this.#logs.set(witness, [...(this.#logs.get(witness) ?? []), ...entries]);
  }
  verdict(index: number): Verdict {
    const verdict = this.#now().verdicts[index];
    if (verdict === undefined) throw new RangeError(`no commit ${index}`);
    return verdict;
  }
  position(index: number): number {
    return this.#now().positions[index] ?? Number.POSITIVE_INFINITY;
  }
  changed(): readonly number[] {
    const texts = this.#now().verdicts.map(({ verdict, reason }) => `${verdict} ${reason}`);
    const out = [...texts.keys()].filter((index) => texts[index] !== this.#told[index]);
    this.#told = texts;
    return out;
  }
  mayAt(_when: 'now', member: string, use: string): boolean {
    return mayNow(memberNow(this.#now().context, member), use);
  }
  /** Grants in force of a member, as texts (`sales.add@b1`). */
  grantsOf(member: string): readonly string[] {
    return grantsNow(memberNow(this.#now().context, member));
  }
  memberOf(device: string): string | null {
    return memberOfKey(this.#now().context, device);
  }

  #now(): ReferenceAnswer {
    this.#answer ??= referenceVerdicts(this.#commits, this.#logs, this.#limits);
    return this.#answer;
  }
}
