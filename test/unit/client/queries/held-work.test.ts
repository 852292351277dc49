import { describe, expect, it } from 'vitest';
import { createProduct } from '../../../../client/commands/edit-products.ts';
import { changeRole, ratify } from '../../../../client/commands/manage-people.ts';
import { act } from '../../../../client/commands/policy-acts.ts';
import { sell } from '../../../../client/commands/sell.ts';
import { heldTicket, withHeldTickets } from '../../../../client/queries/held-tickets.ts';
import { reviewRows } from '../../../../client/queries/review-queries.ts';
import { toBase64url } from '../../../../shared/foundation/bytes.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, joined, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';
import { basketOf } from '../../../kit/engine-steps.ts';

/** A seller sold offline; the role had been taken before anybody saw it. */
async function lateSale(seed: number) {
  const wall = manualWall();
  const witness = new TestWitness(wall);
  const owner = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), witness);
  const made = await createProduct(owner.desk, { fields: { name: '绿茶', unit: '瓶', retailPrice: 10_000 } });
  if (!made.ok) throw new Error(made.error.code);
  const keys = await newKeys();
  const [member, branch] = ['seller0000000000', owner.desk.branch ?? ''];
  await act(owner.desk, { kind: 'grant', member, role: 'seller', scope: branch }, '');
  await act(owner.desk, { kind: 'enrol', device: keys.device, member, publicKey: toBase64url(keys.publicKey) }, '');
  const seller = await joined(owner, keys, member, seed + 1, wall);
  await changeRole(owner.desk, { member, give: [], take: [{ role: 'seller', branch }] });
  const sold = await sell(seller.desk, basketOf(made.value.id, 'late', 10_000, 100));
  if (!sold.ok) throw new Error(sold.error.code);
  const order = Array.from({ length: owner.core.size }, (_, index) => owner.name(index));
  const listing = witness.list(owner.shop, order);
  await owner.take([listing], [witness.signer.publicKey]);
  const commits = seller.core.replica.feed(await seller.feed)?.line.map((index) => seller.commit(index)) ?? [];
  await owner.take(commits, seller.keys());
  const next = witness.list(
    owner.shop,
    commits.map((_, at) => seller.name(seller.core.size - commits.length + at)),
  );
  await owner.take([next]);
  return { owner, seller, listing, next, witness, id: sold.value.id };
}

describe('work without effect is told truthfully', () => {
  it('a void ticket stays in the list with its reason, until somebody lets it stand', async () => {
    const { owner, id } = await lateSale(301);
    expect(withHeldTickets(owner.desk, [], 5)).toMatchObject([
      { id, travel: 'void', reason: 'narrowed', payable: 100 },
    ]);
    expect(heldTicket(owner.desk, id)).toMatchObject({
      lines: [{ name: '绿茶' }],
      tenders: [{ kind: 'cash', amount: 100 }],
    });
    const [row] = reviewRows(owner.desk);
    expect(row).toMatchObject({ verdict: 'void', reason: 'narrowed', mayRatify: true, needs: null, ratified: false });
    await ratify(owner.desk, { feed: row?.feed ?? '', from: row?.seq ?? 0, to: row?.seq ?? 0 });
    expect(withHeldTickets(owner.desk, [], 5)).toEqual([]);
    expect(reviewRows(owner.desk)).toMatchObject([
      { reason: 'ratified', ratified: true, mayRatify: false, needs: null },
    ]);
  });

  it('its author sees it, and which rank is asked to look at it', async () => {
    const { owner, seller, witness } = await lateSale(311);
    await owner.open.answered([]);
    await seller.take(owner.all(), [...owner.keys(), witness.signer.publicKey]);
    expect(reviewRows(seller.desk)).toMatchObject([
      { own: true, mayRatify: false, needs: 'manager', lines: expect.any(Array) },
    ]);
  });
});
