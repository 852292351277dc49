/**
 * Who has seen whom, by frontiers: for each lane the highest seq in a commit's past. A lane is one branch of one feed, so
 * forks need no special case. Frontiers are kept for actions, listings and every so many commits of a lane; any other is
 * put together from those on the way, so no question walks far.
 */
import { GrowingBytes } from './growing-numbers.ts';

export interface LaneGraph {
  laneOf(index: number): number;
  seqOf(index: number): number;
  /** Commit before it in its branch, or -1. */
  prevOf(index: number): number;
  eachDep(index: number, visit: (dep: number) => void): void;
}

/** Highest seq by lane; a lane beyond the end was not seen. */
export type Frontier = Int32Array;

export class CausalFrontiers {
  readonly #graph: LaneGraph;
  readonly #kept = new Map<number, Frontier>();
  readonly #isKept = new GrowingBytes();

  constructor(graph: LaneGraph) {
    this.#graph = graph;
  }

  /** Keeps a commit's frontier for good. */
  keep(index: number): Frontier {
    const known = this.#kept.get(index);
    if (known !== undefined) return known;
    const fresh = this.of([index]);
    this.#kept.set(index, fresh);
    while (this.#isKept.length <= index) this.#isKept.push(0);
    this.#isKept.set(index, 1);
    return fresh;
  }

  hasSeen(later: number, earlier: number): boolean {
    if (later === earlier) return false;
    return (this.keep(later)[this.#graph.laneOf(earlier)] ?? 0) >= this.#graph.seqOf(earlier);
  }

  /** Frontier of some commits together, themselves included. */
  of(starts: readonly number[]): Frontier {
    const seen: number[] = [];
    const open = [...starts];
    for (let at = open.pop(); at !== undefined; at = open.pop()) this.#walk(at, seen, open);
    const out = new Int32Array(seen.length);
    for (let lane = 0; lane < seen.length; lane++) out[lane] = seen[lane] ?? 0;
    return out;
  }

  /** Down one lane until known ground; what else it cites goes to `open`. */
  #walk(start: number, seen: number[], open: number[]): void {
    const lane = this.#graph.laneOf(start);
    const floor = seen[lane] ?? 0;
    const seq = this.#graph.seqOf(start);
    if (seq <= floor) return;
    seen[lane] = seq;
    for (let at = start; at >= 0; at = this.#graph.prevOf(at)) {
      if (this.#graph.laneOf(at) !== lane) {
        open.push(at);
        return;
      }
      if (this.#graph.seqOf(at) <= floor) return;
      const kept = this.#isKept.at(at) === 1 ? this.#kept.get(at) : undefined;
      if (kept !== undefined) {
        for (let other = 0; other < kept.length; other++) {
          const known = kept[other] ?? 0;
          if (known > (seen[other] ?? 0)) seen[other] = known;
        }
        return;
      }
      this.#graph.eachDep(at, (dep) => {
        if (this.#graph.seqOf(dep) > (seen[this.#graph.laneOf(dep)] ?? 0)) open.push(dep);
      });
    }
  }
}
