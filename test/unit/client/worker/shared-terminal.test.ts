import { describe, expect, it } from 'vitest';
import { setProductField } from '../../../../client/commands/edit-products.ts';
import { changeRole } from '../../../../client/commands/manage-people.ts';
import { openDrawer } from '../../../../client/commands/run-shift.ts';
import { sell } from '../../../../client/commands/sell.ts';
import { todayView } from '../../../../client/queries/today-query.ts';
import { documentsOnDisk } from '../../../../client/replica/document-purge.ts';
import { keepToRights } from '../../../../client/worker/keep-to-rights.ts';
import { deviceOfFeed } from '../../../../shared/foundation/ids.ts';
import { oneBottle, PIN, type SharedTerminal, sharedTerminal } from '../../../kit/shared-terminal.ts';

const COST = 615_000;
const costOf = ({ node, milk }: SharedTerminal) => node.open.folds.costs.of('cost').value(milk, 'purchasePrice');
const setCost = ({ node, milk }: SharedTerminal) =>
  setProductField(node.desk, { id: milk, field: 'purchasePrice', value: COST });

describe('several people at one till', () => {
  it('each signs with their own key; register, numbers and documents are the terminal’s', async () => {
    const till = await sharedTerminal(601);
    const { node } = till;
    const register = node.desk.post.register;
    const numbers: string[] = [];
    for (const name of ['clerk', 'second', 'owner'] as const) {
      expect(await till.unlock(name)).toEqual({ ok: true, value: null });
      const sold = await sell(node.desk, oneBottle(till.milk, `basket-${name}`));
      if (!sold.ok) throw new Error(sold.error.code);
      numbers.push(sold.value.number);
      const [fact] = node.open.folds.tickets.get(sold.value.id);
      expect(deviceOfFeed(fact?.ref.feed ?? ('' as never))).toBe(till.face(name));
      expect(node.desk.memberName(fact?.value.handler ?? '')).toBe(name === 'owner' ? '何敏' : name);
      expect(node.desk.post.register).toBe(register);
    }
    expect(numbers.map((number) => Number(number.slice(-6)))).toEqual([1, 2, 3]);
    expect([...node.verdicts().values()].filter((verdict) => !verdict.startsWith('effective'))).toEqual([]);
  });

  it('a locked till writes nothing, whoever asks', async () => {
    const till = await sharedTerminal(602);
    await till.terminal.lock();
    expect(await sell(till.node.desk, oneBottle(till.milk, 'b'))).toMatchObject({
      ok: false,
      error: { code: 'locked' },
    });
  });

  it('while one works, nothing can be signed with the key of another', async () => {
    const till = await sharedTerminal(603);
    await till.unlock('clerk');
    const { seat } = till.node.device;
    expect(seat.hand?.keys.device).toBe(till.face('clerk'));
    for (const face of seat.faces) expect(Object.values(face).some((value) => value instanceof CryptoKey)).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', seat.hand?.keys.privateKey ?? ({} as CryptoKey))).rejects.toThrow();
  });

  it('wrong PINs make that face wait, in this tab and in the next, and the right one ends it', async () => {
    const till = await sharedTerminal(604);
    const wrong = { device: till.face('clerk'), pin: '000000' };
    const waits: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const answer = await till.terminal.unlock(wrong);
      waits.push(answer.ok ? null : answer.error.values?.seconds);
      expect(await till.unlock('clerk')).toMatchObject({ ok: false, error: { code: 'pin-wait' } });
      till.wall.ms += Number(waits.at(-1)) * 1000;
    }
    expect(waits).toEqual([1, 2, 4, 8, 8]);
    expect(await till.unlock('clerk')).toMatchObject({ ok: true });
    expect((await till.node.device.faces.faces()).find((face) => face.device === wrong.device)?.failures).toBe(0);
  });

  it('a forgotten PIN is a new key, let in by whoever may; the old one opens nothing', async () => {
    const till = await sharedTerminal(605);
    const old = till.face('clerk');
    expect(await till.terminal.renew(till.node.desk, { device: old, pin: '999999' })).toMatchObject({ ok: true });
    const fresh = till.node.device.seat.faces.find((face) => till.node.desk.memberName(face.member) === 'clerk');
    expect(fresh?.device).not.toBe(old);
    expect(await till.unlock('clerk')).toMatchObject({ ok: false, error: { code: 'face-unknown' } });
    expect(await till.terminal.unlock({ device: fresh?.device ?? '', pin: '999999' })).toMatchObject({ ok: true });
    expect(await sell(till.node.desk, oneBottle(till.milk, 'after'))).toMatchObject({ ok: true });
  });

  it('a clerk lets nobody in, and renews nobody’s PIN', async () => {
    const till = await sharedTerminal(606);
    await till.unlock('clerk');
    const renewed = await till.terminal.renew(till.node.desk, { device: till.face('second'), pin: '999999' });
    expect(renewed).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  });

  it('an identity whose work is only here does not leave', async () => {
    const till = await sharedTerminal(607);
    await till.unlock('clerk');
    await sell(till.node.desk, oneBottle(till.milk, 'b'));
    await till.unlock('owner');
    const leaving = await till.terminal.remove({ device: till.face('clerk') });
    expect(leaving).toEqual({ ok: false, error: { code: 'only-here', values: { count: 2 } } });
    const { unanswered } = till.node.open;
    await till.node.open.answered([...unanswered.values()].map(({ feed, seq }) => ({ feed, seq })));
    expect(await till.terminal.remove({ device: till.face('clerk') })).toMatchObject({ ok: true });
    expect(await till.unlock('clerk')).toMatchObject({ ok: false, error: { code: 'face-unknown' } });
  });
});

describe('what one of them may not read', () => {
  it('a cost is gone from memory, disk and snapshot with its reader, and back with them', async () => {
    const till = await sharedTerminal(611);
    const { node } = till;
    expect(await setCost(till)).toMatchObject({ ok: true });
    expect(costOf(till)).toBe(COST);
    await node.open.keepSnapshot();
    expect(costOf(till)).toBe(COST);
    await till.unlock('clerk');
    expect(costOf(till)).toBeUndefined();
    expect([...(await documentsOnDisk(node.device.database))]).not.toContain('costs');
    const { commits } = await node.device.reader.since(0);
    expect(commits.flatMap((commit) => commit.parts).filter((text) => text?.includes(String(COST)))).toEqual([]);
    const snapshot = await node.device.records.snapshot('folds');
    expect(JSON.stringify(snapshot?.columns)).not.toContain(String(COST));
    await till.unlock('owner');
    expect(costOf(till)).toBe(COST);
  });

  it('a cost written before anybody else worked here moves into the vault when somebody comes', async () => {
    const till = await sharedTerminal(612);
    const { node } = till;
    // As if it had been written on one person's device: in the clear.
    await changeRole(node.desk, { member: memberOf(till, 'clerk'), give: [{ role: 'buyer', branch: '*' }], take: [] });
    await changeRole(node.desk, { member: memberOf(till, 'second'), give: [{ role: 'buyer', branch: '*' }], take: [] });
    node.open.privacy.forget();
    await setCost(till);
    expect([...(await documentsOnDisk(node.device.database))]).toContain('costs');
    await changeRole(node.desk, { member: memberOf(till, 'clerk'), give: [], take: [{ role: 'buyer', branch: '*' }] });
    await keepToRights(node.desk);
    expect([...(await documentsOnDisk(node.device.database))]).not.toContain('costs');
    expect(costOf(till)).toBe(COST);
    await till.unlock('clerk');
    expect(costOf(till)).toBeUndefined();
  });
});

describe('a yes on the spot', () => {
  const ask = (till: SharedTerminal, document: string, by: 'owner' | 'second', uses: readonly string[]) =>
    till.spot.authorise(till.node.desk, { device: till.face(by), pin: PIN[by], document, uses });
  const paid = (till: SharedTerminal, basket: string, discount: number) =>
    till.spot.run(till.node.desk, basket, (shop) => sell(shop, oneBottle(till.milk, basket, discount)));

  it('30 % off by a clerk who may give 10 stands, signed by the owner, handled by the clerk', async () => {
    const till = await sharedTerminal(621);
    await till.unlock('clerk');
    const refused = await paid(till, 'b1', 3000);
    expect(refused).toMatchObject({
      error: { code: 'not-allowed', values: { uses: 'sales.discount≤30', document: 'b1' } },
    });
    expect(await ask(till, 'b1', 'owner', ['sales.discount≤30'])).toMatchObject({ ok: true });
    const sold = await paid(till, 'b1', 3000);
    if (!sold.ok) throw new Error(sold.error.code);
    const [fact] = till.node.open.folds.tickets.get(sold.value.id);
    expect(deviceOfFeed(fact?.ref.feed ?? ('' as never))).toBe(till.face('owner'));
    expect(till.node.desk.memberName(fact?.value.handler ?? '')).toBe('clerk');
    expect(till.node.device.seat.keys.device).toBe(till.face('clerk'));
    expect([...till.node.verdicts().values()].filter((verdict) => !verdict.startsWith('effective'))).toEqual([]);
  });

  it('it is of no use for another basket, for a deeper discount, nor a second time', async () => {
    const till = await sharedTerminal(622);
    await till.unlock('clerk');
    await ask(till, 'b1', 'owner', ['sales.discount≤30']);
    expect(await paid(till, 'b2', 3000)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await paid(till, 'b1', 4000)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await paid(till, 'b1', 3000)).toMatchObject({ ok: true });
    expect(await paid(till, 'b3', 3000)).toMatchObject({ error: { code: 'not-allowed' } });
  });

  it('nobody without the right can say it, nor can whoever asks', async () => {
    const till = await sharedTerminal(623);
    await till.unlock('clerk');
    expect(await ask(till, 'b1', 'second', ['sales.discount≤30'])).toMatchObject({
      error: { code: 'authoriser-lacks' },
    });
    const own = { device: till.face('clerk'), pin: PIN.clerk, document: 'b1', uses: ['sales.discount≤30'] };
    expect(await till.spot.authorise(till.node.desk, own)).toMatchObject({ error: { code: 'authoriser-lacks' } });
    expect(till.spot.rows(till.node.desk, ['sales.discount≤30']).map((row) => row.name)).toEqual(['何敏']);
  });

  it('a client that claims the right in its own name writes a sale without effect', async () => {
    const till = await sharedTerminal(624);
    await till.unlock('clerk');
    const { desk } = till.node;
    const lying = {
      post: desk.post,
      goods: desk.goods,
      onHand: () => null,
      escrow: () => 0,
      recordId: () => desk.recordId(),
      may: () => true,
      counter: desk.counter.bind(desk),
      basket: desk.basket.bind(desk),
      records: () => desk.records(),
      write: desk.write.bind(desk),
    };
    const sold = await sell(lying, oneBottle(till.milk, 'b1', 3000));
    if (!sold.ok) throw new Error(sold.error.code);
    expect([...till.node.verdicts().values()].filter((verdict) => verdict === 'void not-granted')).toHaveLength(1);
    expect(till.node.open.folds.tickets.get(sold.value.id)).toEqual([]);
  });

  it('locking takes it back, and ten minutes do', async () => {
    const till = await sharedTerminal(625);
    await till.unlock('clerk');
    await ask(till, 'b1', 'owner', ['sales.discount≤30']);
    till.wall.ms += 11 * 60_000;
    expect(await paid(till, 'b1', 3000)).toMatchObject({ error: { code: 'not-allowed' } });
    await ask(till, 'b1', 'owner', ['sales.discount≤30']);
    await till.terminal.lock();
    await till.unlock('clerk');
    expect(await paid(till, 'b1', 3000)).toMatchObject({ error: { code: 'not-allowed' } });
  });

  it('the drawer opens for a clerk by the owner’s PIN, and both names stand there', async () => {
    const till = await sharedTerminal(626);
    await till.unlock('clerk');
    const open = () => till.spot.run(till.node.desk, 'drawer', (shop) => openDrawer(shop, { reason: '换零钱' }));
    const refused = await open();
    expect(refused).toMatchObject({ error: { values: { document: 'drawer' } } });
    const uses = String(refused.ok ? '' : refused.error.values?.uses).split(' ');
    expect(await ask(till, 'drawer', 'owner', uses)).toMatchObject({ ok: true });
    expect(await open()).toMatchObject({ ok: true });
    const { unanswered } = till.node.open;
    const last = [...unanswered.values()].at(-1);
    expect([last?.command, deviceOfFeed(last?.feed ?? ('' as never))]).toEqual(['openDrawer', till.face('owner')]);
  });
});

describe('today', () => {
  it('shows the branch and its gross profit to the owner, to the clerk only what is the clerk’s', async () => {
    const till = await sharedTerminal(631);
    const { desk } = till.node;
    await setCost(till);
    await till.unlock('clerk');
    await sell(desk, oneBottle(till.milk, 'one'));
    expect(todayView(desk)).toMatchObject({ branch: null, mine: { net: 10_000, tickets: 1 } });
    await till.unlock('owner');
    expect(todayView(desk)).toMatchObject({
      branch: {
        net: 10_000,
        tickets: 1,
        tenders: [{ kind: 'cash', amount: 10_000 }],
        gross: { amount: 3850, unpriced: 0 },
      },
      mine: { net: 0, tickets: 0 },
    });
  });
});

function memberOf(till: SharedTerminal, name: 'clerk' | 'second'): string {
  return till.node.device.seat.face(till.face(name))?.member ?? '';
}
