/**
 * Forks of one feed: two commits with one seq. The one that the witness listed first stands; from the entry that lists the
 * second on the feed is closed. Until then unlisted commits from the fork on wait, and while nothing of it is listed both
 * branches do. Pure, over the commits of one feed.
 */
import { type Shape, SOUND } from './policy-view.ts';

export interface FeedNode {
  readonly index: number;
  readonly seq: number;
  /** Index of the commit before it in its branch, or `null`. */
  readonly prev: number | null;
}

/** Where a commit's branch stands: before any fork, on a side that lost, on one not decided, or on the one that stands. */
type Side = 'clean' | 'lost' | 'undecided' | 'winner';

/** Shapes of the feed's commits, without its epoch's. `nodes` in any order. */
export function shapesOfFeed(
  nodes: readonly FeedNode[],
  position: (index: number) => number,
): ReadonlyMap<number, Shape> {
  const sides = new Map<number, Side>();
  let closedFrom = Number.POSITIVE_INFINITY;
  for (const level of bySeq(nodes)) {
    const before = (node: FeedNode): Side => (node.prev === null ? 'clean' : (sides.get(node.prev) ?? 'clean'));
    // What stands on a lost branch is no rival of what goes on.
    const rivals = level.filter((node) => before(node) !== 'lost').map((node) => node.index);
    const places = rivals.map(position).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const [first = Number.POSITIVE_INFINITY, second = Number.POSITIVE_INFINITY] = places;
    if (rivals.length > 1) closedFrom = Math.min(closedFrom, second);
    for (const node of level) {
      const side = before(node);
      if (side === 'lost' || rivals.length < 2) sides.set(node.index, side);
      else if (first === Number.POSITIVE_INFINITY) sides.set(node.index, 'undecided');
      else sides.set(node.index, position(node.index) === first ? 'winner' : 'lost');
    }
  }
  return new Map(nodes.map(({ index }) => [index, shapeOf(sides.get(index), position(index), closedFrom)]));
}

function bySeq(nodes: readonly FeedNode[]): FeedNode[][] {
  const levels = new Map<number, FeedNode[]>();
  for (const node of nodes) {
    const level = levels.get(node.seq);
    if (level === undefined) levels.set(node.seq, [node]);
    else level.push(node);
  }
  return [...levels].sort(([a], [b]) => a - b).map(([, level]) => level);
}

function shapeOf(side: Side | undefined, place: number, closedFrom: number): Shape {
  if (side === 'lost') return { kind: 'void', reason: 'fork' };
  if (side === 'undecided') return { kind: 'waiting' };
  if (place > closedFrom) return { kind: 'void', reason: 'closed' };
  return side === 'winner' && place === Number.POSITIVE_INFINITY ? { kind: 'waiting' } : SOUND;
}
