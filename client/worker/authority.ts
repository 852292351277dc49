/**
 * What the own member may do, for menus, buttons and the check before signing. With the history in memory the judge is
 * asked; at a till's start the answers compiled last time serve, so that nothing heavy stands before the first sale.
 * Neither decides whether a commit stands: that is its verdict, the same everywhere.
 */
import { grantCovers, parseUse, type Use } from '../../shared/policy/use.ts';
import type { AuthorityRecord, PolicyMark } from '../replica/shop-records.ts';

/** `module.action` as screens ask for them, without scope. */
export const ASKED_USES: readonly string[] = [
  'catalogue.view catalogue.add catalogue.edit catalogue.remove catalogue.price costs.view costs.add costs.edit',
  'suppliers.view suppliers.add customers.view customers.add goodsReceipt.view goodsReceipt.add',
  'sales.view sales.add sales.discount sales.roundOff sales.override stock.view transfer.view transfer.add',
  'stockAdjustment.view stockAdjustment.add stocktake.view stocktake.add stocktake.edit stocktake.approve members.view members.add members.edit',
  'members.remove members.narrow members.enrol settings.view settings.add settings.edit audit.view audit.add',
  'catalogue.export costs.export stock.export sales.export',
].flatMap((line) => line.split(' '));

export interface WorkScopes {
  readonly member: string;
  readonly branch: string | null;
  readonly warehouse: string | null;
}

/** Scopes in which work is done here, widest first. */
export function scopesOf({ member, branch, warehouse }: WorkScopes): readonly string[] {
  if (branch === null) return ['*'];
  const scopes = ['*', branch, `${branch}/~${member}`];
  return warehouse === null ? scopes : [...scopes, `${branch}/${warehouse}`];
}

/**
 * POLICY-74: the record, unless it was compiled under another policy than the one this device has a document of. The
 * document may lag (Automerge could not be loaded since): grants of a later policy are good.
 */
export function usableAuthority(record: AuthorityRecord | null, mark: PolicyMark | null): AuthorityRecord | null {
  if (record === null || mark === null) return record;
  return record.policy === mark.hash || record.actions > mark.actions ? record : null;
}

/** Answers from the record of last time. */
export function mayByRecord(record: AuthorityRecord | null, use: string): boolean {
  const wanted = parseUse(use);
  if (record === null || wanted === null) return false;
  return record.uses.some((text) => {
    const grant = parseUse(text);
    return grant !== null && grantCovers(grant, wanted);
  });
}

/** For pages: names of uses held in any of these scopes, limits aside. */
export function namesHeld(record: AuthorityRecord | null, scopes: WorkScopes): readonly string[] {
  return ASKED_USES.filter((name) => scopesOf(scopes).some((scope) => mayByRecord(record, `${name}\u22641@${scope}`)));
}

/** Percent; 100 where the grant has no limit. */
export function discountLimit(record: AuthorityRecord | null, scopes: WorkScopes): number {
  const limits = (record?.uses ?? [])
    .map(parseUse)
    .filter((use): use is Use => use !== null && grantsDiscount(use, scopes));
  return limits.reduce((most, use) => Math.max(most, Math.min(100, use.limit ?? 100)), 0);
}

function grantsDiscount(use: Use, scopes: WorkScopes): boolean {
  const named = use.module === '*' || (use.module === 'sales' && (use.action === '*' || use.action === 'discount'));
  return named && scopesOf(scopes).includes(use.scope);
}
