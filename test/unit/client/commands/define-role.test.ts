/** Roles changed on a device: what the holder may do follows, what is not below one's own rank can't be touched. */
import { describe, expect, it } from 'vitest';
import { previewRole, saveRole } from '../../../../client/commands/define-role.ts';
import { act } from '../../../../client/commands/policy-acts.ts';
import { rolesView } from '../../../../client/queries/role-queries.ts';
import type { RoleDraft, RoleRow } from '../../../../client/worker/role-protocol.ts';
import { toBase64url } from '../../../../shared/foundation/bytes.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, joined, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

const MEMBER = 'helper0000000000';

async function shop(seed: number, role = 'seller') {
  const wall = manualWall();
  const witness = new TestWitness(wall);
  const owner = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), witness);
  const keys = await newKeys();
  const branch = owner.desk.branch ?? '';
  await act(owner.desk, { kind: 'grant', member: MEMBER, role, scope: branch }, role);
  const publicKey = toBase64url(keys.publicKey);
  await act(owner.desk, { kind: 'enrol', device: keys.device as string, member: MEMBER, publicKey }, '');
  const helper = await joined(owner, keys, MEMBER, seed + 1, wall);
  return { owner, helper, branch, wall, witness };
}

function roleOf(node: ClientNode, role: string): RoleRow {
  const row = rolesView(node.desk).roles.find((one) => one.role === role);
  if (row === undefined) throw new Error(role);
  return row;
}
const draftOf = (row: RoleRow, grants: readonly string[]): RoleDraft => ({
  role: row.role,
  name: row.name,
  rank: row.rank,
  grants,
  givenByManagers: false,
  until: null,
});

describe('a role that is changed', () => {
  it('POLICY-39 POLICY-80 takes and gives on the holder’s own device, limits too', async () => {
    const { owner, helper, branch } = await shop(601);
    const seller = roleOf(owner, 'seller');
    expect(helper.desk.may(`sales.discount\u226410@${branch}`)).toBe(true);
    expect(helper.desk.may(`sales.discount\u226420@${branch}`)).toBe(false);
    const grants = [
      ...seller.grants.filter((text) => !/^(sales\.discount|sales\.return|catalogue\.view)/.test(text)),
      'sales.discount\u226425',
      'stockAdjustment.add',
      'catalogue.view:all',
    ];
    const draft = draftOf(seller, grants);
    expect(previewRole(owner.desk, draft)).toMatchObject({ commits: 0 });
    expect((await saveRole(owner.desk, draft)).ok).toBe(true);
    await helper.takeFrom(owner);
    expect(helper.desk.may(`sales.discount\u226420@${branch}`)).toBe(true);
    expect(helper.desk.may(`sales.return@${branch}`)).toBe(false);
    expect(helper.desk.may(`stockAdjustment.add@${branch}`)).toBe(true);
    expect(helper.desk.may(`sales.add@${branch}`)).toBe(true);
    expect(roleOf(helper, 'seller').grants).toEqual([...grants].sort());
    const again = roleOf(owner, 'seller');
    expect((await saveRole(owner.desk, draftOf(again, seller.grants))).ok).toBe(true);
    await helper.takeFrom(owner);
    expect(roleOf(helper, 'seller').grants).toEqual(seller.grants);
    expect(helper.desk.may(`sales.return@${branch}`)).toBe(true);
    expect(helper.desk.may(`sales.discount\u226420@${branch}`)).toBe(false);
  });

  it('POLICY-23 nobody changes a role of one’s own rank, or makes one that nobody could give', async () => {
    const { owner, helper } = await shop(611, 'manager');
    expect(rolesView(helper.desk).roles.some((row) => row.mayEdit)).toBe(false);
    expect(rolesView(helper.desk).mayCreate).toBe(false);
    const admin = roleOf(owner, 'admin');
    expect(await saveRole(helper.desk, draftOf(admin, []))).toEqual({ ok: false, error: { code: 'role-rank' } });
    const own = { role: null, name: '帮手', rank: 'staff', grants: [], givenByManagers: true, until: null } as const;
    expect(await saveRole(helper.desk, own)).toEqual({ ok: false, error: { code: 'role-rank' } });
    // Past the screens: the judge answers the same.
    await act(helper.desk, { kind: 'role', role: 'manager', rank: 'manager', add: ['costs.view:all'] }, '');
    await owner.takeFrom(helper);
    expect(owner.core.notEffective().length).toBeGreaterThan(0);
    expect(roleOf(owner, 'manager').grants).not.toContain('costs.view:all');
  });

  it('POLICY-22 a role of one’s own has a name, is given like any other, and a name stands once', async () => {
    const { owner, helper, branch } = await shop(621, 'manager');
    const draft = {
      role: null,
      name: '周末帮手',
      rank: 'staff',
      grants: ['catalogue.view:all', 'sales.add', 'sales.view', 'stock.view'],
      givenByManagers: true,
      until: null,
    } as const;
    const saved = await saveRole(owner.desk, draft);
    if (!saved.ok) throw new Error(saved.error.code);
    const { role } = saved.value;
    expect(await saveRole(owner.desk, draft)).toEqual({ ok: false, error: { code: 'role-name' } });
    expect(await saveRole(owner.desk, { ...draft, name: ' ' })).toEqual({ ok: false, error: { code: 'name-missing' } });
    await helper.takeFrom(owner);
    expect(roleOf(helper, role)).toMatchObject({ name: '周末帮手', builtIn: false, holders: [] });
    await act(helper.desk, { kind: 'grant', member: 'student000000000', role, scope: branch }, '');
    await owner.takeFrom(helper);
    expect(owner.core.notEffective()).toEqual([]);
    expect(roleOf(owner, role).holders).toMatchObject([{ member: 'student000000000', scope: branch }]);
    expect((await saveRole(owner.desk, { ...draft, role, name: '周末' })).ok).toBe(true);
    expect(roleOf(owner, role).name).toBe('周末');
  });
});
