/** The grants of one member as the history in memory gives them, for the record that a later start works by. */
import type { MemberId } from '../../shared/foundation/ids.ts';
import type { AuthorityRecord } from '../replica/shop-records.ts';
import type { ShopDesk } from './shop-desk.ts';

export function compileAuthority(desk: ShopDesk, member: MemberId): AuthorityRecord {
  const { open } = desk;
  const known = desk.members().get(member);
  const actions = open.actions().length;
  const mark = open.policy;
  return {
    policy: mark?.actions === actions ? mark.hash : '',
    actions,
    level: 1,
    uses: member === desk.member ? open.grants() : (open.grantsOf(member) ?? []),
    rank: known?.rank ?? '',
    roles: known?.roles.map((held) => held.role) ?? [],
    active: known?.active ?? false,
  };
}
