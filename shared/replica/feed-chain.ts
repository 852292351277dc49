/**
 * One feed as a replica knows it: which commit stands at which seq, which is the tip, how far a good seal reaches. A
 * feed normally is one line; two sealed commits with one seq (equivocation) make it a tree, and both branches are kept
 * because the pair is the proof.
 */
import type { DeviceId, FeedId } from '../foundation/ids.ts';

export class FeedChain {
  readonly feed: FeedId;
  readonly device: DeviceId;
  /** Running number of the feed in its replica. */
  readonly number: number;
  /** Index of the first commit taken at each seq; position 0 is seq 1. */
  readonly line: number[] = [];
  /** Further commits at a seq, only where the feed forks. */
  readonly branches = new Map<number, number[]>();
  /** Highest seq on the line that a verified seal covers. */
  sealedSeq = 0;
  /** Newest seal seen on the line and not yet verified. */
  pending: { readonly seq: number; readonly seal: Uint8Array } | null = null;
  /** Newest verified seal on the line. */
  good: { readonly seq: number; readonly seal: Uint8Array } | null = null;

  constructor(feed: FeedId, device: DeviceId, number: number) {
    this.feed = feed;
    this.device = device;
    this.number = number;
  }

  get seq(): number {
    return this.line.length;
  }

  get forked(): boolean {
    return this.branches.size > 0;
  }

  /** Every commit known at this seq, the one on the line first. */
  at(seq: number): readonly number[] {
    const first = this.line[seq - 1];
    const more = this.branches.get(seq);
    if (first === undefined) return more ?? [];
    return more === undefined ? [first] : [first, ...more];
  }

  extend(index: number): void {
    this.line.push(index);
  }

  fork(seq: number, index: number): void {
    const more = this.branches.get(seq);
    if (more === undefined) this.branches.set(seq, [index]);
    else more.push(index);
  }
}
