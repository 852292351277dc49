/**
 * History as the policy sees it: commits without texts, keys or storage. Everything a verdict may depend on is here or
 * in the witness's order; nothing else is (no wall clock, no order of arrival).
 */
import type { PolicyAction } from './actions.ts';

/** Dense number of a commit: 0, 1, … in the order in which `add` was called, causes first. */
export type CommitIndex = number;

export interface HistoryCommit {
  readonly device: string;
  /** One chain; another feed of the same device is another epoch. */
  readonly feed: string;
  readonly seq: number;
  readonly prev: CommitIndex | null;
  readonly deps: readonly CommitIndex[];
  /** Last tie-break of the final order (time, feed, seq, hash). */
  readonly hash: string;
  readonly time: number;
  /** Of the device so far, this commit included. */
  readonly totals: { readonly commits: number; readonly bytes: number };
  readonly level: number;
  /** `listing`: a commit of a witness; its deps are what it lists. A causal node, not judged by grants. */
  readonly kind: 'data' | 'action' | 'listing';
  /** An action commit may carry data parts as well: then both must be allowed. */
  readonly uses: readonly string[];
  readonly action?: PolicyAction;
}

export interface WitnessEntry {
  readonly kind: 'list' | 'deadline';
  readonly commit: CommitIndex;
  /** Time of the entry (that of the witness's commit). */
  readonly time: number;
}

export type VerdictKind = 'effective' | 'void' | 'waiting' | 'refused';

export interface Verdict {
  readonly verdict: VerdictKind;
  /** One of the reasons of SPEC.md. */
  readonly reason: string;
  /** The action that decides it: the narrowing, retract or ratify. */
  readonly by?: CommitIndex;
}
