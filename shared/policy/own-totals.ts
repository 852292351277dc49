/**
 * The highest totals of a commit's device in its causal past. Nearly always its predecessor's; a device with several lanes
 * (epochs, forks) needs a frontier until one lane has all the others behind it.
 */
import type { CausalFrontiers, Frontier } from './causal-frontiers.ts';
import type { HistoryCommit } from './history.ts';
import { type DeviceLanes, type Lane, type LaneTable, topOf } from './lane-table.ts';

export interface OwnBefore {
  readonly commits: number;
  readonly bytes: number;
  /** The commit's causes together, where that had to be worked out. */
  readonly frontier: Frontier | null;
}

interface KnownTotals {
  readonly lanes: LaneTable;
  readonly frontiers: CausalFrontiers;
  readonly hasRefused: boolean;
  lane(index: number): Lane;
  commits(index: number): number;
  bytes(index: number): number;
  refused(index: number): string | undefined;
  /** Causes of a refused commit, with its device and totals. */
  subject(index: number): Pick<HistoryCommit, 'device' | 'totals'>;
  eachDep(index: number, visit: (dep: number) => void): void;
  refusedPrev(index: number): number | null;
}

const NOTHING: OwnBefore = { commits: 0, bytes: 0, frontier: null };

export class OwnTotals {
  readonly #known: KnownTotals;

  constructor(known: KnownTotals) {
    this.#known = known;
  }

  before(commit: HistoryCommit): OwnBefore {
    const { prev } = commit;
    const known = this.#known;
    if (known.hasRefused && causesOf(commit).some((cause) => known.refused(cause) !== undefined)) {
      return this.#throughRefused(commit.device, causesOf(commit));
    }
    const lane = prev === null ? null : known.lane(prev);
    const device = lane?.feed.device.name === commit.device ? lane.feed.device : known.lanes.device(commit.device);
    if (device === undefined) return NOTHING;
    if (prev !== null && lane?.feed.device === device && lane.line.at(lane.line.length - 1) === prev) {
      if (commit.deps.length === 0 || hasOwnBehind(lane, device)) {
        return { commits: known.commits(prev), bytes: known.bytes(prev), frontier: null };
      }
    }
    return this.#at(device, known.frontiers.of(causesOf(commit)));
  }

  #at(device: DeviceLanes, frontier: Frontier): OwnBefore {
    let commits = 0;
    let bytes = 0;
    for (const lane of device.lanes) {
      const top = topOf(lane, frontier);
      if (top < 0) continue;
      commits = Math.max(commits, this.#known.commits(top));
      bytes = Math.max(bytes, this.#known.bytes(top));
    }
    return { commits, bytes, frontier };
  }

  /** Behind a refused commit there is no frontier: its citations are followed one by one. It is refused as well. */
  #throughRefused(device: string, causes: readonly number[]): OwnBefore {
    const known = this.#known;
    const seen = new Set<number>();
    const sound: number[] = [];
    let commits = 0;
    let bytes = 0;
    const raise = (other: { readonly commits: number; readonly bytes: number }) => {
      commits = Math.max(commits, other.commits);
      bytes = Math.max(bytes, other.bytes);
    };
    const open = [...causes];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      if (known.refused(at) === undefined) {
        sound.push(at);
        continue;
      }
      const subject = known.subject(at);
      if (subject.device === device) raise(subject.totals);
      known.eachDep(at, (dep) => open.push(dep));
      const prev = known.refusedPrev(at);
      if (prev !== null) open.push(prev);
    }
    const lanes = known.lanes.device(device);
    if (lanes !== undefined) raise(this.#at(lanes, known.frontiers.of(sound)));
    return { commits, bytes, frontier: null };
  }
}

/** Can nothing of the device be new to this lane any more, whatever it cites? */
function hasOwnBehind(lane: Lane, device: DeviceLanes): boolean {
  if (device.lanes.length === 1) return true;
  const { own } = lane;
  if (own === null) return false;
  return device.lanes.every(
    (other) => other === lane || (own[other.id] ?? 0) >= other.firstSeq + other.line.length - 1,
  );
}

function causesOf(commit: HistoryCommit): readonly number[] {
  return commit.prev === null ? commit.deps : [commit.prev, ...commit.deps];
}
