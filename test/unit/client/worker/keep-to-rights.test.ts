import { describe, expect, it } from 'vitest';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { changeRole, dismiss } from '../../../../client/commands/manage-people.ts';
import { otherMovement } from '../../../../client/commands/move-stock.ts';
import { act } from '../../../../client/commands/policy-acts.ts';
import { keepToRights } from '../../../../client/worker/keep-to-rights.ts';
import { toBase64url } from '../../../../shared/foundation/bytes.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, joined, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

const tea = { name: '绿茶', unit: '瓶', retailPrice: 35_000 };

function idOf(answer: Awaited<ReturnType<typeof createProduct>>): string {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.id;
}

/** An owner with goods, costs and stock, and a keeper who is a buyer as well, on a device of their own. */
async function shopWithKeeper(seed: number) {
  const wall = manualWall();
  const owner = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
  const id = idOf(await createProduct(owner.desk, { fields: tea, purchasePrice: 200_000 }));
  await otherMovement(owner.desk, { kind: 'opening', reason: '期初', lines: [{ variant: id, quantity: 5000 }] });
  const keys = await newKeys();
  const member = 'keeper0000000000';
  const branch = owner.desk.branch ?? '';
  for (const role of ['keeper', 'buyer']) {
    const scope = role === 'keeper' ? branch : '*';
    expect(await act(owner.desk, { kind: 'grant', member, role, scope }, role)).toMatchObject({ ok: true });
  }
  const enrol = {
    kind: 'enrol' as const,
    device: keys.device as string,
    member,
    publicKey: toBase64url(keys.publicKey),
  };
  await act(owner.desk, enrol, '');
  const keeper = await joined(owner, keys, member, seed + 1, wall);
  return { wall, owner, keeper, id, branch, member };
}

/** Texts on disk that stand in a document whose name begins so, headers aside. */
async function onDisk(node: ClientNode, document: string): Promise<number> {
  const { commits } = await node.device.reader.since(0);
  return commits.reduce((sum, commit) => {
    const header = JSON.parse(commit.header) as { readonly p: readonly (readonly [string])[] };
    return sum + header.p.filter(([name], at) => name.startsWith(document) && commit.parts[at] !== null).length;
  }, 0);
}

describe('documents follow the rights of the member', () => {
  it('a role taken: its documents leave disk, folds and snapshot, and the chains still verify', async () => {
    const { owner, keeper, id, member } = await shopWithKeeper(201);
    await keeper.open.keepSnapshot();
    expect(keeper.open.folds.costs.of('cost').value(id, 'purchasePrice')).toBe(200_000);
    expect(await keepToRights(keeper.desk)).toEqual({ purged: [], waiting: false });
    await changeRole(owner.desk, { member, give: [], take: [{ role: 'buyer', branch: '*' }] });
    await keeper.takeFrom(owner);
    const kept = await keepToRights(keeper.desk);
    expect(kept.purged).toContain('costs');
    expect(await onDisk(keeper, 'costs')).toBe(0);
    expect(keeper.open.folds.costs.of('cost').has(id)).toBe(false);
    expect(keeper.open.folds.catalogue.products.value(id, 'name')).toBe('绿茶');
    const snapshot = JSON.stringify(await keeper.device.records.snapshot('folds'));
    expect(snapshot).not.toContain('purchasePrice":200000');
    const again = await keeper.reopened();
    expect(again.core.size).toBe(keeper.core.size);
    expect(again.open.folds.costs.of('cost').has(id)).toBe(false);
    expect([...again.verdicts()].sort()).toEqual([...owner.verdicts()].sort());
    expect(await onDisk(owner, 'costs')).toBe(1);
  });

  it('granted again: what is absent is known by name, and fills in where it was', async () => {
    const { owner, keeper, id, member } = await shopWithKeeper(211);
    await changeRole(owner.desk, { member, give: [], take: [{ role: 'buyer', branch: '*' }] });
    await keeper.takeFrom(owner);
    await keepToRights(keeper.desk);
    await changeRole(owner.desk, { member, give: [{ role: 'buyer', branch: '*' }], take: [] });
    // The relay has answered for all of it, so the owner hands over only what is lacking.
    await owner.open.answered(owner.all());
    await keeper.takeFrom(owner);
    const absent = [...keeper.open.documentsAbsent()].filter((name) => keeper.desk.mayView(name));
    expect(absent).toEqual(['costs']);
    // A backfill brings each commit again with that document's part.
    await keeper.take(owner.all().filter((commit) => commit.header.includes('"costs"')));
    expect(keeper.open.folds.costs.of('cost').value(id, 'purchasePrice')).toBe(200_000);
    const again = await keeper.reopened();
    expect(again.open.folds.costs.of('cost').value(id, 'purchasePrice')).toBe(200_000);
    expect([...again.open.documentsAbsent()].filter((name) => again.desk.mayView(name))).toEqual([]);
  });

  it('a branch lost: its stock goes, and what only this device has stays until a receipt names it', async () => {
    const { owner, keeper, id, branch, member } = await shopWithKeeper(221);
    const lines = [{ variant: id, quantity: 1000 }];
    expect(await otherMovement(keeper.desk, { kind: 'otherIn', reason: '盘盈', lines })).toMatchObject({ ok: true });
    const stock = `stock/${branch}`;
    expect(await onDisk(keeper, stock)).toBe(2);
    const take = [
      { role: 'keeper', branch },
      { role: 'buyer', branch: '*' },
    ];
    await changeRole(owner.desk, { member, give: [{ role: 'keeper', branch: 'branch99' }], take });
    await keeper.takeFrom(owner);
    expect((await keepToRights(keeper.desk)).waiting).toBe(true);
    expect(await onDisk(keeper, stock)).toBe(1);
    const own = keeper.core.replica.feed(await keeper.feed);
    expect(keeper.commit(own?.line[0] ?? -1).parts.every((text) => text !== null)).toBe(true);
    await keeper.open.answered([{ feed: await keeper.feed, seq: 1 }]);
    expect((await keepToRights(keeper.desk)).waiting).toBe(false);
    expect(await onDisk(keeper, stock)).toBe(0);
    expect(keeper.open.folds.stock.balance(id, `${branch}/${owner.desk.warehouse}`)).toBe(0);
  });

  it('a tab that opens later on the same disk, folded into pieces, has nothing of it either', async () => {
    const { owner, keeper, member } = await shopWithKeeper(231);
    await changeRole(owner.desk, { member, give: [], take: [{ role: 'buyer', branch: '*' }] });
    await keeper.takeFrom(owner);
    const other = await keeper.reopened();
    await keepToRights(keeper.desk);
    expect(await keepToRights(other.desk)).toMatchObject({ waiting: false });
    expect(other.core.documentsHeld(() => false).has('costs' as never)).toBe(false);
  });

  it('who is dismissed loses what others wrote at once, and keeps unsent own work for the hand-in', async () => {
    const { owner, keeper, id, member } = await shopWithKeeper(241);
    const lines = [{ variant: id, quantity: 1000 }];
    await otherMovement(keeper.desk, { kind: 'otherIn', reason: '盘盈', lines });
    await dismiss(owner.desk, { member });
    await keeper.takeFrom(owner);
    expect(await keepToRights(keeper.desk)).toMatchObject({ waiting: true });
    expect(await onDisk(keeper, 'costs')).toBe(0);
    const own = keeper.core.replica.feed(await keeper.feed);
    expect(keeper.commit(own?.line[0] ?? -1).parts.every((text) => text !== null)).toBe(true);
  });
});
