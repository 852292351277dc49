/** What checking a bundle brought to light. Codes and places only: words are made where somebody reads them. */
import type { FeedId, ShopId } from '../foundation/ids.ts';
import type { VerdictKind } from '../policy/history.ts';

/** One thing that an untouched bundle never shows. Lines count from 1, the head's included. */
export type Finding =
  /** A line that is none of the format's. */
  | { readonly code: 'line'; readonly line: number }
  /** The running number is not the next one: commits `from` to `to` are not where they belong. */
  | { readonly code: 'number'; readonly line: number; readonly expected: number; readonly found: number }
  | { readonly code: 'header'; readonly line: number; readonly feed: FeedId; readonly seq: number }
  /** Commits of a feed that are nowhere in the file. */
  | { readonly code: 'gap'; readonly feed: FeedId; readonly from: number; readonly to: number }
  /** A commit stands before one that it builds on or names. */
  | { readonly code: 'order'; readonly line: number; readonly feed: FeedId; readonly seq: number }
  /** A commit names one that the file does not have. */
  | { readonly code: 'cause'; readonly line: number; readonly feed: FeedId; readonly seq: number }
  /** Others know this commit by another hash: its header, or one before it in its feed, is not what was signed. */
  | { readonly code: 'altered'; readonly feed: FeedId; readonly seq: number; readonly line: number }
  /** A text that is not the one whose hash the header names. */
  | {
      readonly code: 'part';
      readonly line: number;
      readonly feed: FeedId;
      readonly seq: number;
      readonly document: string;
    }
  /** `by`: the device of this file whose key fits instead; `null`: none does. */
  | {
      readonly code: 'signature';
      readonly line: number;
      readonly feed: FeedId;
      readonly seq: number;
      readonly by: string | null;
    }
  /** A redemption whose proof is not by its invitation's key. */
  | { readonly code: 'redemption'; readonly line: number; readonly feed: FeedId; readonly seq: number }
  /** Commits that no good seal covers. */
  | { readonly code: 'unsealed'; readonly feed: FeedId; readonly from: number; readonly to: number }
  | { readonly code: 'key'; readonly line: number; readonly feed: FeedId }
  /** The first commit is not the one whose hash is the shop's id. */
  | { readonly code: 'genesis' }
  /** No replica would have taken it: the reason is a replica's (shared/replica/acceptance.ts). */
  | {
      readonly code: 'refused';
      readonly line: number;
      readonly feed: FeedId;
      readonly seq: number;
      readonly why: string;
    }
  /** The file ends before its manifest and seal. */
  | { readonly code: 'truncated'; readonly line: number }
  /** The manifest says otherwise than what stands before it. */
  | { readonly code: 'manifest'; readonly feed: FeedId | null }
  /** The exporter's key was never that of a member's device. */
  | { readonly code: 'exporter' }
  /** The lines are not, to the letter and in order, those that the exporter signed. */
  | { readonly code: 'bundle-seal' };

export interface VoidCommit {
  readonly feed: FeedId;
  readonly seq: number;
  readonly time: number;
  readonly reason: string;
}

export interface BundleReport {
  readonly shop: ShopId | null;
  /** Device that exported; its id proves its key. */
  readonly exporter: string | null;
  /** Milliseconds since 1970. */
  readonly exportedAt: number;
  readonly lines: number;
  readonly commits: number;
  readonly parts: number;
  /** Texts that the file does not hold, by kind of document: not the exporter's to read, erased, or left out. */
  readonly withheld: ReadonlyMap<string, number>;
  /** Parts with the right hash whose shape is wrong, or whose entries need more than the header claims. */
  readonly malformed: number;
  readonly devices: number;
  readonly seals: number;
  /** Hybrid microseconds of the earliest and the latest commit. */
  readonly from: number;
  readonly to: number;
  /** Feeds with two commits at one place: proof that their device equivocated. */
  readonly forks: readonly { readonly feed: FeedId; readonly seq: number }[];
  /** `null` when findings leave nothing to judge by. */
  readonly verdicts: ReadonlyMap<VerdictKind, number> | null;
  /** The first of those without effect. */
  readonly without: readonly VoidCommit[];
  /** How many commits the witnesses have listed. */
  readonly listed: number;
  readonly findings: readonly Finding[];
  /** Findings beyond those kept. */
  readonly more: number;
}

/** Everything is as it was signed, and nothing is missing from within. */
export function isProved(report: BundleReport): boolean {
  return report.findings.length === 0;
}
