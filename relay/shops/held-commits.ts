/**
 * Commits of one session that can't be taken yet because what they need comes with the next pack: the seal over the end
 * of a run, or a cause. Bounded; what does not fit is answered `missing` and comes again.
 */
import type { CarriedCommit } from '../../shared/protocol/messages.ts';

const MOST_BYTES = 16 * 1024 * 1024;

export class HeldCommits {
  #commits: CarriedCommit[] = [];

  takeAll(): CarriedCommit[] {
    const all = this.#commits;
    this.#commits = [];
    return all;
  }

  /** The commits that did not fit. */
  hold(commits: readonly CarriedCommit[]): readonly CarriedCommit[] {
    let bytes = 0;
    let fit = 0;
    for (const { bytes: body } of commits) {
      bytes += body.length;
      if (bytes > MOST_BYTES) break;
      fit++;
    }
    this.#commits = commits.slice(0, fit);
    return commits.slice(fit);
  }
}
