/**
 * Roles: what each may do, changed by one policy action that adds and takes. The judge decides everywhere alike whether
 * it counts (POLICY-23, POLICY-39); what it would take from work that is known here is told before it is written.
 */
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { RoleAction } from '../../shared/policy/actions.ts';
import { definedRoles, isBuiltIn, roleChange } from '../../shared/policy/role-definition.ts';
import { newRecord, setField } from '../../shared/schema/record-command.ts';
import type { PlannedPart } from '../replica/own-writer.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { RoleCommands, RoleDraft, RoleEffect } from '../worker/role-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { act } from './policy-acts.ts';

type Answer<Name extends keyof RoleCommands> = Promise<Result<RoleCommands[Name]['output'], ShownError>>;

const SETTINGS = documentName({ kind: 'settings' });
const RANKS = ['staff', 'manager', 'admin', 'owner'];

export async function saveRole(desk: ShopDesk, draft: RoleDraft): Answer<'saveRole'> {
  const fault = faultOf(desk, draft);
  if (fault !== null) return err(fault);
  const role = draft.role ?? desk.placeId();
  const action = actionOf(desk, draft, role);
  const named = await namePart(desk, draft, role);
  const isChanged = action.add.length > 0 || (action.take ?? []).length > 0 || draft.role === null;
  if (!isChanged && named === null) return ok({ role });
  const beside = named === null ? [] : [named.part];
  const uses = named === null ? [] : [named.use];
  const written = await act(desk, action, draft.name, beside, uses);
  if (!written.ok) return written;
  if (draft.role !== null) return ok({ role });
  // Whoever may give it holds `role.<id>`; those actions are harmless without the role, and it without them.
  const givers =
    draft.givenByManagers && draft.rank === 'staff' ? (['admin', 'manager'] as const) : (['admin'] as const);
  for (const giver of draft.rank === 'admin' ? [] : givers) {
    const given = await act(desk, { kind: 'role', role: giver, rank: giver, add: [`role.${role}`] }, draft.name);
    if (!given.ok) return given;
  }
  return ok({ role });
}

/** Who loses something, and what of their work known here would have no effect any more. */
export function previewRole(desk: ShopDesk, draft: RoleDraft): RoleEffect {
  const { core, engine, device } = desk.open;
  const none = { losing: [], commits: 0, goods: 0, cash: 0 };
  if (draft.role === null || engine === null) return none;
  const action = actionOf(desk, draft, draft.role);
  if ((action.take ?? []).length === 0) return none;
  const sums = { commits: 0, goods: 0, cash: 0 };
  for (const index of engine.wouldVoid(action, device.keys.device)) {
    sums.commits++;
    for (const { part } of core?.partsOf(index) ?? []) {
      for (const { kind, quantity, amount } of part.entries) {
        if (kind === 'movement' && typeof quantity === 'number') sums.goods += Math.abs(quantity);
        if (kind === 'cash' && typeof amount === 'number') sums.cash += amount;
      }
    }
  }
  const losing = [...desk.members().values()]
    .filter((member) => member.active && member.roles.some((one) => one.role === draft.role))
    .map((member) => desk.memberName(member.id));
  return { losing, ...sums };
}

function actionOf(desk: ShopDesk, draft: RoleDraft, role: string): RoleAction {
  const known = definedRoles(desk.roleActions()).find((one) => one.role === role);
  const { add, take } = roleChange(known?.grants ?? [], draft.grants);
  return {
    kind: 'role',
    role,
    rank: known?.rank ?? draft.rank,
    add,
    ...(take.length === 0 ? {} : { take }),
    ...(draft.until === null || take.length === 0 ? {} : { until: draft.until * 1000 }),
  };
}

function faultOf(desk: ShopDesk, { role, name, rank }: RoleDraft): ShownError | null {
  const own = desk.members().get(desk.member)?.rank ?? '';
  if (RANKS.indexOf(own) <= RANKS.indexOf(rank)) return { code: 'role-rank' };
  if (role === null && own !== 'owner') return { code: 'role-rank' };
  if (role !== null && isBuiltIn(role)) return null;
  const wanted = name.trim();
  if (wanted === '') return { code: 'name-missing' };
  const { places } = desk.folds;
  const taken = places.ids('role').some((id) => id !== role && places.text('role', id, 'name') === wanted);
  return taken ? { code: 'role-name' } : null;
}

/** The name of a role of one's own, beside the action in the same commit; the policy itself holds no names. */
async function namePart(
  desk: ShopDesk,
  { name }: RoleDraft,
  role: string,
): Promise<{ readonly part: PlannedPart; readonly use: string } | null> {
  if (isBuiltIn(role)) return null;
  const records = await desk.records();
  const wanted = name.trim();
  if (!records.has('role', role)) {
    return {
      part: { document: SETTINGS, entries: [newRecord('role', role, { name: wanted })] },
      use: 'settings.add@*',
    };
  }
  if (records.value('role', role, 'name') === wanted) return null;
  const entry = setField('role', role, 'name', wanted, records.overOfField('role', role, 'name'));
  return { part: { document: SETTINGS, entries: [entry] }, use: 'settings.edit@*' };
}
