/** Which narrowings outside a commit's past bite it, which are open, and which of its author's grants have run out. */
import { coverage, type Narrowing } from './narrowing.ts';
import type { Subject } from './policy-view.ts';
import { narrowingsFor, type PolicyContext, type Rights } from './rights.ts';

export interface Bites {
  readonly sure: readonly Narrowing[];
  /** Both unlisted and neither has seen the other, or the narrowing itself waits. */
  readonly open: readonly Narrowing[];
  readonly ended: ReadonlySet<number>;
}

export function bitesOn(context: PolicyContext, rights: Rights, index: number): Bites {
  const sure: Narrowing[] = [];
  const open: Narrowing[] = [];
  for (const narrowing of narrowingsFor(context.decisions, rights, rights.roles.keys())) {
    const kind = coverage(context.view, narrowing, index, context.decisions.isSure(narrowing));
    if (kind === 'bites') sure.push(narrowing);
    else if (kind === 'open') open.push(narrowing);
  }
  return { sure, open, ended: endedHolds(context, rights, index) };
}

/** `until` on a grant: a lenient narrowing born with it, that binds nobody before its deadline entry. */
function endedHolds(context: PolicyContext, rights: Rights, index: number): ReadonlySet<number> {
  const place = context.view.position(index);
  return new Set(
    rights.holds.filter((hold) => hold.ends && place > context.view.deadline(hold.source)).map((hold) => hold.source),
  );
}

/** Is the commit void by a retract that ranks above its author and is not undone? The retract, or `null`. */
export function retractOf(
  context: PolicyContext,
  subject: Subject,
  rankBefore: (tier: number) => number,
): number | null {
  const { view, decisions } = context;
  for (const retract of decisions.retracts(subject.device, (index) => view.subject(index).hash)) {
    if (retract.index === subject.index || rankBefore(retract.rank) >= retract.rank) continue;
    const last = retract.last === null ? undefined : view.find(retract.last);
    if (last === undefined || (last !== subject.index && !view.hasSeen(last, subject.index))) return retract.index;
  }
  return null;
}
