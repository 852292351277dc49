/** The policy actions that a commit has seen and no other action it has seen has: deps of its change in the log. */
import type { CausalIndex } from './causal-index.ts';

/**
 * Indices, newest first. An action that is covered is covered by a head that came later, so one pass from the newest
 * compares with the heads alone.
 */
export function policyHeadsBefore(index: CausalIndex, commit: number): number[] {
  const past = index.sets.get(index.pastId(commit));
  const heads: number[] = [];
  for (let at = index.actions.length - 1; at >= 0; at--) {
    const action = index.actions[at];
    if (action === undefined || !past.has(action)) continue;
    const isCovered = heads.some((head) => index.sets.get(index.pastId(head)).has(action));
    if (!isCovered) heads.push(action);
  }
  return heads;
}
