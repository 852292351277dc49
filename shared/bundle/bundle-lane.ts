/** One feed of a bundle while it is checked: the heads at each place (of a fork several) and what vouches for them. */
import { equalBytes } from '../foundation/bytes.ts';
import type { FeedId } from '../foundation/ids.ts';

export interface LanePlace {
  readonly head: Uint8Array;
  readonly before: LanePlace | null;
  readonly seq: number;
  readonly line: number;
  /** In the replica; -1 when it was not taken. */
  index: number;
  sealed: boolean;
  hasNext: boolean;
}

export class BundleLane {
  readonly feed: FeedId;
  /** [0] = before the first commit. */
  readonly #places: LanePlace[][];
  /** First place that others know by another hash. */
  alteredFrom = Number.POSITIVE_INFINITY;

  constructor(feed: FeedId, start: Uint8Array) {
    this.feed = feed;
    this.#places = [[{ head: start, before: null, seq: 0, line: 0, index: -1, sealed: true, hasNext: false }]];
  }

  get seq(): number {
    return this.#places.length - 1;
  }
  at(seq: number): readonly LanePlace[] {
    return this.#places[seq] ?? [];
  }
  /** `after`: 16 bytes of the hash, for a fork. */
  before(seq: number, after: string | null, hash16: (head: Uint8Array) => string): LanePlace | null {
    const there = this.at(seq - 1);
    return (after === null ? there[0] : there.find((place) => hash16(place.head) === after)) ?? null;
  }
  add(head: Uint8Array, before: LanePlace, line: number): LanePlace | null {
    const seq = before.seq + 1;
    if (this.at(seq).some((place) => equalBytes(place.head, head))) return null;
    const place: LanePlace = { head, before, seq, line, index: -1, sealed: false, hasNext: false };
    const there = this.#places[seq];
    if (there === undefined) this.#places[seq] = [place];
    else there.push(place);
    before.hasNext = true;
    return place;
  }
  /** The last commits of all branches. */
  ends(): LanePlace[] {
    return this.#places.flat().filter((place) => !place.hasNext && place.seq > 0);
  }
  forks(): number[] {
    return this.#places.flatMap((there, seq) => (there.length > 1 ? [seq] : []));
  }
}
