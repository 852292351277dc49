/**
 * Decides every policy action, rank by rank from the top. A pass judges all undecided actions in the final order under
 * the narrowings of higher ranks only; those whose author has the pass's rank are then decided for good, and only then
 * do their own narrowings bite. So nothing can unmake what bites it, no circle is possible, and two who remove each other
 * both stay unless one of them ranks higher.
 */
import { Decisions } from './decisions.ts';
import { judgeCommit } from './judge-commit.ts';
import { inFinalOrder, type PolicyView } from './policy-view.ts';
import { RANK, TOP_RANK } from './rank.ts';

/** Decisions about all of the view's actions. */
export function resolveAuthority(view: PolicyView): Decisions {
  const decisions = new Decisions();
  const context = { view, decisions };
  let open = [...view.actions].sort((a, b) => inFinalOrder(view, a, b));
  for (let rank: number = TOP_RANK; rank >= RANK.none && open.length > 0; rank--) {
    for (const index of open) {
      const subject = view.subject(index);
      decisions.suppose(subject, judgeCommit(context, subject));
    }
    const settled = open.filter((index) => decisions.get(index).rank >= rank);
    for (const index of settled) decisions.decide(view.subject(index), decisions.get(index));
    open = open.filter((index) => !decisions.isDecided(index));
  }
  return decisions;
}
