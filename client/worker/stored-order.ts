/**
 * The order in which stored commits can be taken: each feed in order of seq, a feed that waits for a cause laid aside
 * until the feed of that cause has moved. One step takes one commit, or finds that a feed must wait.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';

interface Queue {
  readonly feed: FeedId;
  readonly commits: WireCommit[];
  next: number;
  moved: boolean;
}

export class StoredOrder {
  readonly #queues = new Map<FeedId, Queue>();
  readonly #waiting = new Map<FeedId, Set<Queue>>();
  readonly #ready: Queue[];
  #at = 0;

  constructor(commits: readonly WireCommit[]) {
    for (const commit of commits) {
      const queue = this.#queues.get(commit.feed);
      if (queue !== undefined) queue.commits.push(commit);
      else this.#queues.set(commit.feed, { feed: commit.feed, commits: [commit], next: 0, moved: false });
    }
    this.#ready = [...this.#queues.values()];
  }

  get done(): boolean {
    return this.#at >= this.#ready.length;
  }

  /** What could not be taken: its causes are not on disk. */
  left(): WireCommit[] {
    return [...this.#queues.values()].flatMap((queue) => queue.commits.slice(queue.next));
  }

  /** `take` answers `taken`, or the feed that must move first (the commit's own when it can never be taken). */
  step(take: (commit: WireCommit) => 'taken' | FeedId): void {
    const queue = this.#ready[this.#at];
    const commit = queue?.commits[queue.next];
    if (queue === undefined) return;
    const answer = commit === undefined ? queue.feed : take(commit);
    if (answer === 'taken') {
      queue.next++;
      queue.moved = true;
      if (queue.next < queue.commits.length) return;
    } else if (answer !== queue.feed) {
      const waiters = this.#waiting.get(answer) ?? new Set<Queue>();
      this.#waiting.set(answer, waiters.add(queue));
    }
    this.#at++;
    if (!queue.moved) return;
    queue.moved = false;
    this.#ready.push(...(this.#waiting.get(queue.feed) ?? []));
    this.#waiting.delete(queue.feed);
  }
}
