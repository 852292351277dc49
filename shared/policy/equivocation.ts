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

interface Fork {
  readonly first: number;
  readonly members: readonly number[];
  /** Place of the second listed member: the proof. Infinity until then. */
  readonly proof: number;
  readonly isDecided: boolean;
}

/** Shapes of the feed's commits, without its epoch's. `nodes` in any order that puts `prev` first. */
export function shapesOfFeed(
  nodes: readonly FeedNode[],
  position: (index: number) => number,
): ReadonlyMap<number, Shape> {
  const forks = findForks(nodes, position);
  const closedFrom = Math.min(...[...forks.values()].map((fork) => fork.proof), Number.POSITIVE_INFINITY);
  const shapes = new Map<number, Shape>();
  const state = new Map<number, 'clean' | 'lost' | 'undecided' | 'winner'>();
  for (const { index, seq, prev } of nodes) {
    const before = prev === null ? 'clean' : (state.get(prev) ?? 'clean');
    const now = stateOf(index, before, forks.get(seq));
    state.set(index, now);
    shapes.set(index, shapeOf(now, position(index), closedFrom));
  }
  return shapes;
}

function findForks(nodes: readonly FeedNode[], position: (index: number) => number): Map<number, Fork> {
  const bySeq = new Map<number, number[]>();
  for (const { index, seq } of nodes) bySeq.set(seq, [...(bySeq.get(seq) ?? []), index]);
  const forks = new Map<number, Fork>();
  for (const [seq, members] of bySeq) {
    if (members.length < 2) continue;
    const ordered = [...members].sort((a, b) => (position(a) < position(b) ? -1 : 1));
    const [first = -1, second = -1] = ordered;
    const isDecided = position(first) < Number.POSITIVE_INFINITY;
    forks.set(seq, { first, members, proof: position(second), isDecided });
  }
  return forks;
}

function stateOf(index: number, before: 'clean' | 'lost' | 'undecided' | 'winner', fork: Fork | undefined) {
  if (before === 'lost') return 'lost';
  if (fork === undefined) return before;
  if (!fork.isDecided) return 'undecided';
  return fork.first === index ? (before === 'undecided' ? 'undecided' : 'winner') : 'lost';
}

function shapeOf(state: 'clean' | 'lost' | 'undecided' | 'winner', place: number, closedFrom: number): Shape {
  if (state === 'lost') return { kind: 'void', reason: 'fork' };
  if (state === 'undecided') return { kind: 'waiting' };
  if (place > closedFrom) return { kind: 'void', reason: 'closed' };
  return state === 'winner' && place === Number.POSITIVE_INFINITY ? { kind: 'waiting' } : SOUND;
}
