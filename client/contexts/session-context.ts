/** Shop, member, device and what this member may do now. Changes only when one of these does. */
import { createContext } from '@lit/context';
import type { SessionView } from '../worker/engine-protocol.ts';

export const sessionContext = createContext<SessionView>(Symbol('session'));

/**
 * Whether a use is held: named itself, by its module (`catalogue.*`), or by `*`. Screens leave out what is not held
 * instead of masking it; the command checks again.
 */
export function may(session: SessionView | undefined, use: string): boolean {
  if (session === undefined) return false;
  const module = use.slice(0, use.indexOf('.'));
  return session.can.some((held) => held === use || held === `${module}.*` || held === '*');
}

export const mayAny = (session: SessionView | undefined, uses: readonly string[]): boolean =>
  uses.some((use) => may(session, use));
