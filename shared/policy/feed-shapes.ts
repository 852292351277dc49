/**
 * Forks and epochs of a whole history, worked out only for the feeds that have them, and again only when one of their
 * commits comes in or is listed.
 */
import type { CausalIndex } from './causal-index.ts';
import { feedsBeyondLimit } from './epochs.ts';
import { type FeedNode, shapesOfFeed } from './equivocation.ts';
import type { EpochGroup, Feed } from './lane-table.ts';
import { type Shape, SOUND } from './policy-view.ts';

export class FeedShapes {
  readonly #index: CausalIndex;
  readonly #limit: number;
  readonly #position: (index: number) => number;
  readonly #forks = new Map<Feed, ReadonlyMap<number, Shape>>();
  readonly #beyond = new Map<EpochGroup, ReadonlySet<string>>();

  constructor(index: CausalIndex, limit: number, position: (index: number) => number) {
    this.#index = index;
    this.#limit = limit;
    this.#position = position;
  }

  shape(index: number): Shape {
    const { feed } = this.#index.lane(index);
    if (feed.lanes.length === 1 && !this.#mayBeBeyond(feed)) return SOUND;
    const forked = feed.lanes.length === 1 ? SOUND : (this.#forksOf(feed).get(index) ?? SOUND);
    return forked.kind !== 'void' && this.#isBeyond(feed) ? { kind: 'void', reason: 'epochs' } : forked;
  }

  /** True for feeds whose commits' places matter: forked, or one of too many epochs. */
  isSpecial(feed: Feed): boolean {
    return feed.lanes.length > 1 || this.#mayBeBeyond(feed);
  }

  /** Forgets what was worked out; says whose shapes may have changed. */
  touch(feed: Feed): Feed[] {
    this.#forks.delete(feed);
    const touched = new Set([feed]);
    for (const group of feed.epochs) {
      this.#beyond.delete(group);
      if (group.feeds.size > this.#limit) for (const other of group.feeds) touched.add(other);
    }
    return [...touched];
  }

  #mayBeBeyond(feed: Feed): boolean {
    for (const group of feed.epochs) if (group.feeds.size > this.#limit) return true;
    return false;
  }
  #isBeyond(feed: Feed): boolean {
    return feed.epochs.some((group) => group.feeds.size > this.#limit && this.#beyondOf(group).has(feed.name));
  }
  #beyondOf(group: EpochGroup): ReadonlySet<string> {
    const known = this.#beyond.get(group);
    if (known !== undefined) return known;
    const roots = group.roots.map((root) => this.#index.subject(root));
    const fresh = feedsBeyondLimit(roots, this.#limit, this.#position);
    this.#beyond.set(group, fresh);
    return fresh;
  }

  #forksOf(feed: Feed): ReadonlyMap<number, Shape> {
    const known = this.#forks.get(feed);
    if (known !== undefined) return known;
    const fresh = shapesOfFeed(nodesFromFork(this.#index, feed), this.#position);
    this.#forks.set(feed, fresh);
    return fresh;
  }
}

/** The feed's commits from its first fork on, in order of seq: what lies before is sound. */
export function nodesFromFork(index: CausalIndex, feed: Feed): FeedNode[] {
  const from = feed.lanes.slice(1).reduce((least, lane) => Math.min(least, lane.firstSeq), Number.POSITIVE_INFINITY);
  const nodes: FeedNode[] = [];
  for (const lane of feed.lanes) {
    for (let at = Math.max(0, from - lane.firstSeq); at < lane.line.length; at++) {
      const commit = lane.line.at(at);
      const prev = index.prevOf(commit);
      nodes.push({ index: commit, seq: index.seqOf(commit), prev: prev < 0 ? null : prev });
    }
  }
  return nodes.sort((a, b) => a.seq - b.seq);
}
