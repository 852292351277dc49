/**
 * The fast path: whether commits of a device with a certain past and certain uses are effective whatever their place in
 * the witness's order, within which budget and level. True of nearly every commit, and the same for thousands.
 */
import type { CausalIndex } from './causal-index.ts';
import { askPast } from './judge-commit.ts';
import { coverage, type Narrowing } from './narrowing.ts';
import { budgetOf } from './outlook.ts';
import type { PolicyContext } from './rights.ts';
import { narrowingsFor } from './rights.ts';

export interface PlainAnswer {
  /** Effective, if within the bounds and covered by all of `outside`. */
  readonly isPlain: boolean;
  /** Narrowings that target it and that it has not seen. */
  readonly outside: readonly Narrowing[];
  readonly commits: number;
  readonly bytes: number;
  /** Lowest and highest level that need no further look. */
  readonly lowest: number;
  readonly highest: number;
}

const NOT_PLAIN: PlainAnswer = { isPlain: false, outside: [], commits: 0, bytes: 0, lowest: 0, highest: 0 };
const MOST_SETS = 0x400000;

export class PlainAnswers {
  readonly #index: CausalIndex;
  #answers = new Map<number, Map<number, PlainAnswer>>();

  constructor(index: CausalIndex) {
    this.#index = index;
  }

  forget(): void {
    this.#answers = new Map();
  }

  of(context: PolicyContext, commit: number): PlainAnswer {
    const { device } = this.#index.lane(commit).feed;
    const key = device.id * MOST_SETS + this.#index.pastId(commit);
    const uses = this.#index.usesId(commit);
    let byUses = this.#answers.get(key);
    if (byUses === undefined) {
      byUses = new Map();
      this.#answers.set(key, byUses);
    }
    const known = byUses.get(uses);
    if (known !== undefined) return known;
    const fresh = this.#work(context, commit);
    byUses.set(uses, fresh);
    return fresh;
  }

  #work(context: PolicyContext, commit: number): PlainAnswer {
    const { view, decisions } = context;
    const subject = view.subject(commit);
    const { rights, outlook, lack, reading } = askPast(context, subject);
    if (lack !== null || reading !== 'sure' || rights.holds.some((hold) => hold.ends)) return NOT_PLAIN;
    if (decisions.retracts(subject.device, (index) => view.subject(index).hash).length > 0) return NOT_PLAIN;
    const past = view.past(commit);
    const outside = narrowingsFor(decisions, rights, rights.roles.keys()).filter(({ index }) => !past.has(index));
    let lowest = 0;
    let highest = view.genesis < 0 ? 1 : view.subject(view.genesis).level;
    for (const raise of decisions.levels) {
      const { action } = view.subject(raise);
      if (action?.kind !== 'level') continue;
      if (past.has(raise)) highest = Math.max(highest, action.level);
      if (action.until !== undefined) lowest = Math.max(lowest, action.level);
    }
    const { commits, bytes } = budgetOf(outlook);
    return { isPlain: true, outside, commits, bytes, lowest, highest };
  }
}

/** Do all narrowings outside its past cover this commit? */
export function isCoveredBy(context: PolicyContext, outside: readonly Narrowing[], commit: number): boolean {
  for (const narrowing of outside) {
    if (coverage(context.view, narrowing, commit, context.decisions.isSure(narrowing)) !== 'covered') return false;
  }
  return true;
}
