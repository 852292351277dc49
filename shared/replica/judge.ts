/**
 * What a replica asks of the policy: the verdict engine as a port, so that the bookkeeping of chains can be tested
 * beside any judge, and the fuzz can put a slow reference in the engine's place. Implemented by
 * shared/policy/verdict-engine.ts.
 */
import type { HistoryCommit, Verdict, WitnessEntry } from '../policy/history.ts';

export interface Judge {
  /** Commits come in causal order; the answer is the commit's index, counted from 0 without gaps. */
  add(commit: HistoryCommit): number;
  /**
   * Why a commit's header is malformed by what it cites (time, totals, chain …), or null. Such a commit is refused and
   * never added: it leaves no trace, so a replica that was offered it and one that was not stay equal.
   */
  refusal(commit: HistoryCommit): string | null;
  list(witness: string, entries: readonly WitnessEntry[]): void;
  verdict(index: number): Verdict;
  /** Place in the witness's order; Infinity while unlisted. */
  position(index: number): number;
  /** Commits whose verdict is new or different since the last call. */
  changed(): readonly number[];
  /** By the policy effective now. */
  mayAt(when: 'now', member: string, use: string): boolean;
  memberOf(device: string): string | null;
}
