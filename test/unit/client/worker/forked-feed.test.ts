import { describe, expect, it } from 'vitest';
import { createProduct, setProductField } from '../../../../client/commands/edit-products.ts';
import { invite } from '../../../../client/commands/manage-people.ts';
import { otherMovement } from '../../../../client/commands/move-stock.ts';
import { reissueLost } from '../../../../client/worker/reissue-lost.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, copyOf, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';

const tea = { name: '绿茶', unit: '瓶', retailPrice: 35_000 };
const rice = { name: '大米', unit: '袋', retailPrice: 990_000 };

function value<T>(answer: { readonly ok: boolean; readonly value?: T; readonly error?: unknown }): T {
  if (!answer.ok || answer.value === undefined) throw new Error(JSON.stringify(answer));
  return answer.value;
}

/** A shop on one device, and a copy of its whole profile that goes on by itself. */
async function cloned(seed: number) {
  const wall = manualWall();
  const witness = new TestWitness(wall);
  const first = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), witness);
  const before = first.core.size;
  const second = await copyOf(first, seed + 1, wall);
  return { wall, witness, first, second, before };
}

/** The witness saw `first` do its work and then `second`; everybody has everything. */
async function ordered(story: Awaited<ReturnType<typeof cloned>>, reporter: ClientNode) {
  const { witness, first, second, before } = story;
  const firstNames = Array.from({ length: first.core.size }, (_, index) => first.name(index));
  const secondNames = Array.from({ length: second.core.size - before }, (_, index) => second.name(before + index));
  const firstCommits = first.all().slice(before);
  const secondCommits = second.all().slice(before);
  const listing = witness.list(reporter.shop, [...firstNames, ...secondNames]);
  await second.take(firstCommits, second.keys());
  await first.take(secondCommits, first.keys());
  for (const node of [first, second]) await node.take([listing], [witness.signer.publicKey]);
  return { firstNames, secondNames };
}

describe('a device whose profile was copied', () => {
  it('REPLICA-14: both branches stand on disk, and verdicts and folds are the same after a restart', async () => {
    const story = await cloned(21);
    const { first, second } = story;
    await createProduct(first.desk, { fields: tea });
    await createProduct(second.desk, { fields: rice });
    const { secondNames } = await ordered(story, first);
    const [lost] = secondNames;
    expect(second.verdicts().get(`${lost?.feed}/${lost?.seq} ${lost?.hash16}`)).toBe('void fork');
    for (const node of [first, second]) {
      const again = await node.reopened();
      expect(new Map([...again.verdicts()].sort())).toEqual(new Map([...node.verdicts()].sort()));
      const { products } = again.open.folds.catalogue;
      expect(products.rowCount).toBe(1);
      expect(products.value(products.idOf(0), 'name')).toBe('绿茶');
    }
    expect([...first.verdicts()].sort()).toEqual([...second.verdicts()].sort());
  });

  it('a snapshot taken beside the fork starts with the same goods', async () => {
    const story = await cloned(31);
    const { first, second } = story;
    await createProduct(first.desk, { fields: tea });
    await createProduct(second.desk, { fields: rice });
    await ordered(story, first);
    for (const node of [first, second]) {
      await node.open.keepSnapshot();
      const again = await node.reopened();
      const { products } = again.open.folds.catalogue;
      expect(again.open.hasSnapshot).toBe(true);
      const there = Array.from({ length: products.rowCount }, (_, row) => row).filter((row) => products.isThere(row));
      expect(there.map((row) => products.value(products.idOf(row), 'name'))).toEqual(['绿茶']);
    }
  });

  it('each goes on in an epoch of its own that cites the last own head', async () => {
    const story = await cloned(41);
    const { first, second, before } = story;
    const feed = await first.feed;
    await createProduct(first.desk, { fields: tea });
    await createProduct(second.desk, { fields: rice });
    await ordered(story, first);
    const [left, right] = [await first.feed, await second.feed];
    expect(new Set([feed, left, right]).size).toBe(3);
    expect(first.open.record.epochs).toBe(2);
    await createProduct(second.desk, { fields: { ...tea, name: '红茶' } });
    const own = second.core.replica.feed(right);
    const header = second.core.at(own?.line[0] ?? -1)?.header;
    expect(header?.deps.length).toBeGreaterThan(0);
    expect(header?.totals.commits).toBeGreaterThan(before);
  });

  it('what it lost is written again under the same ids, once, and the losing branch stays for review', async () => {
    const story = await cloned(51);
    const { first, second } = story;
    await createProduct(first.desk, { fields: tea });
    const { id } = value(await createProduct(second.desk, { fields: rice }));
    await setProductField(second.desk, { id, field: 'retailPrice', value: 880_000 });
    const lines = [{ variant: id, quantity: 5000 }];
    const moved = await otherMovement(second.desk, { kind: 'opening', reason: '期初', lines });
    expect(moved).toMatchObject({ ok: true });
    await ordered(story, first);
    const lost = second.core.notEffective();
    expect(lost.length).toBe(3);
    expect(await reissueLost(second.desk)).toBe(3);
    expect(await reissueLost(second.desk)).toBe(0);
    // The winner's device has nothing to repeat: the losing branch is not its own.
    expect(await reissueLost(first.desk)).toBe(0);
    const { catalogue, stock } = second.open.folds;
    expect(catalogue.products.value(id, 'name')).toBe('大米');
    expect(catalogue.products.value(id, 'retailPrice')).toBe(880_000);
    const place = `${second.desk.branch}/${second.desk.warehouse}`;
    expect(stock.balance(id, place)).toBe(5000);
    expect(second.core.notEffective()).toEqual(lost);
    await first.takeFrom(second);
    expect(first.open.folds.catalogue.products.value(id, 'retailPrice')).toBe(880_000);
    expect(first.open.folds.stock.balance(id, place)).toBe(5000);
    const again = await second.reopened();
    expect(await reissueLost(again.desk)).toBe(0);
    expect(again.open.folds.stock.balance(id, place)).toBe(5000);
  });

  it('a losing commit that is let stand afterwards changes nothing: it says the same thing', async () => {
    const story = await cloned(61);
    const { first, second } = story;
    await createProduct(first.desk, { fields: tea });
    const { id } = value(await createProduct(second.desk, { fields: rice }));
    await otherMovement(second.desk, { kind: 'opening', reason: '期初', lines: [{ variant: id, quantity: 5000 }] });
    await ordered(story, first);
    await reissueLost(second.desk);
    const { set, stock, catalogue } = second.open.folds;
    const place = `${second.desk.branch}/${second.desk.warehouse}`;
    for (const index of second.core.notEffective()) {
      const known = second.core.at(index);
      for (const { document, part } of second.core.partsOf(index)) {
        if (known === null) continue;
        const { time, uses } = known.header;
        const hash = second.core.replica.hashAt(index);
        const { feed, seq } = known.commit;
        set.addPart({ feed, seq, document, time, hash, uses }, part.entries);
      }
    }
    expect(stock.balance(id, place)).toBe(5000);
    expect(catalogue.products.value(id, 'name')).toBe('大米');
  });

  it('what it lost about people is left to people', async () => {
    const story = await cloned(71);
    const { first, second } = story;
    await createProduct(first.desk, { fields: tea });
    const branch = second.desk.branch ?? '';
    const invited = await invite(second.desk, 'https://shop.test', { role: 'seller', branch, hours: 24, uses: 1 });
    expect(invited).toMatchObject({ ok: true });
    await ordered(story, first);
    expect(await reissueLost(second.desk)).toBe(0);
  });
});

describe('a device that hears of a fork', () => {
  it('takes branches that come mixed, each where its seals put it', async () => {
    const story = await cloned(101);
    const { first, second, before, wall } = story;
    const third = await copyOf(first, 103, wall);
    for (const name of ['绿茶', '红茶', '白茶']) await createProduct(first.desk, { fields: { ...tea, name } });
    for (const name of ['大米', '小米', '黑米']) await createProduct(second.desk, { fields: { ...rice, name } });
    const mixed = first
      .all()
      .slice(before)
      .flatMap((commit, at) => [commit, ...second.all().slice(before + at, before + at + 1)]);
    await third.take(mixed, first.keys());
    expect(third.core.size).toBe(before + 6);
    expect((await third.reopened()).core.size).toBe(before + 6);
  });
});

describe('a device restored from an old backup', () => {
  it('learns of its former self, and goes on in a new epoch before it writes on a seq that is taken', async () => {
    const { first, second, before } = await cloned(81);
    await createProduct(first.desk, { fields: tea });
    await createProduct(first.desk, { fields: rice });
    const feed = await second.feed;
    await second.take(first.all().slice(before), second.keys());
    expect(await second.feed).not.toBe(feed);
    const made = await createProduct(second.desk, { fields: { ...tea, name: '红茶' } });
    expect(made).toMatchObject({ ok: true });
    expect(second.core.replica.feed(feed)?.forked).toBe(false);
    expect((await second.reopened()).open.folds.catalogue.products.rowCount).toBe(3);
    expect(await reissueLost(second.desk)).toBe(0);
  });

  it('a frontier that names its feed further than its disk does is enough', async () => {
    const { first, second } = await cloned(91);
    await createProduct(first.desk, { fields: tea });
    const feed = await second.feed;
    second.side.lacking(first.side.frontier());
    await second.epochs;
    expect(await second.feed).not.toBe(feed);
    expect(second.open.record.epochs).toBe(2);
  });
});
