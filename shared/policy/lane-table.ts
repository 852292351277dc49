/**
 * Devices, their feeds, and the feeds' lanes. A lane is one branch of one feed: a fork opens another, so whatever counts
 * by lane needs no special case for forks. Feeds of different devices are different feeds, whatever their names.
 */
import type { Frontier } from './causal-frontiers.ts';
import { GrowingInts } from './growing-numbers.ts';

/** One branch of a feed. */
export interface Lane {
  readonly id: number;
  readonly feed: Feed;
  readonly firstSeq: number;
  /** Commit that a forked lane hangs on, or -1. */
  readonly parent: number;
  /** Its commits by seq. */
  readonly line: GrowingInts;
  /** Frontier up to which all other lanes of the device are known to be in this lane's past. */
  own: Frontier | null;
}

export interface Feed {
  readonly name: string;
  readonly device: DeviceLanes;
  readonly lanes: Lane[];
  /** Groups that its first commits belong to: one, unless the very first was forked. */
  readonly epochs: EpochGroup[];
  hasActions: boolean;
}

export interface DeviceLanes {
  readonly id: number;
  readonly name: string;
  readonly lanes: Lane[];
}

/** First commits of feeds that cite one head of their device. */
export interface EpochGroup {
  readonly roots: number[];
  readonly feeds: Set<Feed>;
}

export class LaneTable {
  readonly #lanes: Lane[] = [];
  readonly #devices = new Map<string, DeviceLanes>();
  readonly #feeds = new Map<string, Feed>();

  at(id: number): Lane | undefined {
    return this.#lanes[id];
  }
  device(name: string): DeviceLanes | undefined {
    return this.#devices.get(name);
  }
  deviceNames(): readonly string[] {
    return [...this.#devices.keys()];
  }

  feed(deviceName: string, name: string): Feed {
    const device = this.#deviceFor(deviceName);
    const key = `${device.id}\n${name}`;
    const known = this.#feeds.get(key);
    if (known !== undefined) return known;
    const fresh: Feed = { name, device, lanes: [], epochs: [], hasActions: false };
    this.#feeds.set(key, fresh);
    return fresh;
  }

  open(feed: Feed, firstSeq: number, parent: number): Lane {
    const lane: Lane = { id: this.#lanes.length, feed, firstSeq, parent, line: new GrowingInts(), own: null };
    this.#lanes.push(lane);
    feed.lanes.push(lane);
    feed.device.lanes.push(lane);
    return lane;
  }

  #deviceFor(name: string): DeviceLanes {
    const known = this.#devices.get(name);
    if (known !== undefined) return known;
    const fresh: DeviceLanes = { id: this.#devices.size, name, lanes: [] };
    this.#devices.set(name, fresh);
    return fresh;
  }
}

/** The lane's last commit within a frontier, or -1. */
export function topOf(lane: Lane, frontier: Frontier): number {
  const seq = frontier[lane.id] ?? 0;
  return seq < lane.firstSeq ? -1 : lane.line.at(seq - lane.firstSeq);
}
