/**
 * Who wants to know which commits have another verdict or more parts than before: the views of third parties. They
 * read rows from the disk, so what is still on its way there is told of the next time, and never forgotten.
 */
export type Follower = (changed: readonly number[]) => void;

export class Followers {
  readonly #followers = new Set<Follower>();
  /** Indices of commits that changed, not told yet. */
  #untold: number[] = [];

  get size(): number {
    return this.#followers.size;
  }
  add(follower: Follower): void {
    this.#followers.add(follower);
  }
  note(index: number): void {
    if (this.#followers.size > 0) this.#untold.push(index);
  }

  /** Tells of all that is down; `places[index]` is a commit's row, `durable` the last row on disk. */
  tell(changed: readonly number[], places: readonly (number | undefined)[], durable: number): void {
    if (this.#followers.size === 0) return;
    const told: number[] = [];
    const waiting: number[] = [];
    for (const index of [...this.#untold, ...changed]) {
      ((places[index] ?? 0) > durable ? waiting : told).push(index);
    }
    this.#untold = waiting;
    if (told.length > 0) for (const follow of this.#followers) follow(told);
  }
}
