/**
 * Shop, member, device and what this member may do now. Screens leave out what is not held instead of masking it; the
 * command checks again.
 */
import { createContext } from '@lit/context';
import type { SessionView } from '../worker/engine-protocol.ts';

export const sessionContext = createContext<SessionView>(Symbol('session'));

/** What screens ask for, by the word of the trade; the module is the policy's, documents of one module share it. */
const wanted = {
  sell: ['sales.add', 'posSale.add'],
  viewGoods: ['catalogue.view'],
  addGoods: ['catalogue.add'],
  editGoods: ['catalogue.edit'],
  exportGoods: ['catalogue.export'],
  exportStock: ['stock.export'],
  exportTickets: ['sales.export'],
  removeGoods: ['catalogue.remove'],
  viewCosts: ['costs.view'],
  editCosts: ['costs.edit', 'costs.add'],
  viewStock: ['stock.view'],
  receive: ['goodsReceipt.add'],
  adjust: ['stockAdjustment.add', 'otherIn.add', 'otherOut.add', 'writeOff.add', 'writeOn.add'],
  count: ['stocktake.add'],
  viewTransfers: ['transfer.view'],
  transfer: ['transfer.add'],
  viewMembers: ['customers.view'],
  viewAudit: ['audit.view'],
  invite: ['members.add'],
  editSettings: ['settings.edit'],
} as const;
export type Wish = keyof typeof wanted;

/** Whether a wish is granted: the use itself, its whole module (`catalogue.*`), or everything. */
export function may(session: SessionView | undefined, wish: Wish): boolean {
  if (session === undefined) return false;
  return wanted[wish].some((use) => {
    const module = use.slice(0, use.indexOf('.'));
    return session.can.some((held) => held === use || held === `${module}.*` || held === '*');
  });
}
