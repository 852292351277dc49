/**
 * The owner's device appoints the relay as witness when the one in office is another: a shop founded without a network,
 * or a relay that lost its data and with it its key. What the old witness listed and is known here stays its part of the
 * order; the new one goes on behind it.
 */
import { deviceOfFeed } from '../../shared/foundation/ids.ts';
import type { PolicyAction } from '../../shared/policy/actions.ts';
import { readListing } from '../../shared/replica/listing-entries.ts';
import type { OpenShop } from '../worker/open-shop.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import type { RelayFacts } from './create-shop.ts';
import { act } from './policy-acts.ts';

interface Office {
  readonly witness: string;
  /** Hash of the action that appointed it. */
  readonly appointedBy: string;
}

/** Only an owner may; for everybody else, and when the relay is in office already, nothing happens. */
export async function appointRelay(desk: ShopDesk, relay: RelayFacts): Promise<void> {
  const office = witnessInOffice(desk.open);
  if (office === null || office.witness === relay.witness) return;
  if (desk.members().get(desk.member)?.rank !== 'owner') return;
  const cut = entriesListedBy(desk.open, office.witness);
  const { witness, witnessKey } = relay;
  await act(desk, { kind: 'witness', witness, after: office.appointedBy, cut, publicKey: witnessKey }, relay.origin);
}

/** Follows the effective appointments from the genesis. */
export function witnessInOffice(open: OpenShop): Office | null {
  const { core } = open;
  const appointments = new Map<string, Office>();
  let office: Office | null = null;
  for (const { index, action } of open.actions()) {
    if (core === null || !core.isEffective(index)) continue;
    const appointed = appointment(action);
    if (appointed === null) continue;
    const next = { witness: appointed.witness, appointedBy: core.replica.hash16(index) };
    if (appointed.after === null) office = next;
    else appointments.set(appointed.after, next);
  }
  for (const seen = new Set<string>(); office !== null && !seen.has(office.appointedBy); ) {
    seen.add(office.appointedBy);
    office = appointments.get(office.appointedBy) ?? office;
  }
  return office;
}

function appointment(action: PolicyAction): { readonly witness: string; readonly after: string | null } | null {
  if (action.kind === 'genesis') return { witness: action.witness, after: null };
  if (action.kind === 'witness') return action;
  return action.kind === 'retract' && action.witness !== undefined ? action.witness : null;
}

function entriesListedBy(open: OpenShop, witness: string): number {
  const { core } = open;
  let count = 0;
  for (const chain of core?.replica.feeds() ?? []) {
    if (deviceOfFeed(chain.feed) !== witness) continue;
    for (const index of chain.line) {
      for (const { document, part } of core?.partsOf(index) ?? []) {
        if (document.startsWith('listing/')) count += readListing(part.entries)?.length ?? 0;
      }
    }
  }
  return count;
}
