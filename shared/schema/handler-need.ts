/** Who writes under another member's name (collaboration.md §1: "other's handler") needs the grant for it. */
import type { Need } from './entry-kind.ts';

const known = new Map<string, Need>();

/** `sales.handler`, unless the author is the handler. */
export function otherHandler(handler: string): Need {
  const kept = known.get(handler);
  if (kept !== undefined) return kept;
  if (known.size > 1000) known.clear();
  const fresh: Need = { use: 'sales.handler', unless: handler };
  known.set(handler, fresh);
  return fresh;
}
