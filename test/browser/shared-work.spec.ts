// Several people at work in one shop: who was away catches up, and everybody ends with the same figures.
import type { Page } from '@playwright/test';
import { ask, run } from './kit/dressed-shop.ts';
import { inside, joinByLink, openEmptyShop } from './kit/first-run.ts';
import { type Device, expect, type House, test } from './kit/house.ts';
import {
  dismiss,
  editProduct,
  everythingSent,
  goTo,
  invite,
  kept,
  makeProduct,
  offline,
  onHand,
  openProduct,
  places,
  receive,
  setField,
  sheetOf,
} from './kit/shop-pages.ts';
import { sell, ticketList } from './kit/till.ts';

/** A newcomer on a device of their own, by an invitation of the owner's. */
async function newcomer(house: House, owner: Device, member: string, role: string): Promise<Device> {
  const link = await invite(owner.page, role);
  const device = await house.device();
  await joinByLink(device, link, { member, device: `${member}的设备` });
  await everythingSent(device.page);
  return device;
}

/** Two tabs of thought: the figure in the stock page, asked again until it is what it must be. */
async function stockIs(page: Page, name: string, quantity: string): Promise<void> {
  await goTo(page, '库存');
  await expect.poll(() => onHand(page, name), { timeout: 20_000 }).toBe(quantity);
}

/** How much of a shop's history the browser still holds. */
const recordsKept = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('hecang');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const names = [...database.objectStoreNames].filter((name) =>
            ['updates', 'pieces', 'runs', 'feeds'].includes(name),
          );
          if (names.length === 0) return resolve(0);
          const transaction = database.transaction(names);
          const counts = names.map((name) => transaction.objectStore(name).count());
          transaction.oncomplete = () => {
            database.close();
            resolve(counts.reduce((sum, count) => sum + count.result, 0));
          };
        };
      }),
  );

async function numbersShown(page: Page): Promise<string[]> {
  await goTo(page, '收银');
  return (await ticketList(page)).map((ticket) => ticket.number).sort();
}

test('two tills and a stock keeper, one till away for a day: everybody ends with the same stock and every ticket once', async ({
  house,
}) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '河坊街店', member: '何敏', device: '店主电脑' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '可口可乐', price: '3.5', barcode: '6901234567892', category: '饮料' });
  await makeProduct(owner.page, { name: '苏打饼干', price: '6', category: '零食' });
  const keeper = await newcomer(house, owner, '王仓', '仓库');
  const first = await newcomer(house, owner, '李强', '销售');
  const second = await newcomer(house, owner, '林珊', '销售');

  await expect(keeper.page.getByRole('link', { name: '收银' })).toBeHidden();
  await receive(keeper.page, '批发部', [
    { name: '可口可乐', quantity: '48' },
    { name: '苏打饼干', quantity: '20' },
  ]);
  await everythingSent(keeper.page);
  await stockIs(second.page, '可口可乐', '48');
  await goTo(second.page, '收银');
  await goTo(first.page, '收银');

  await kept(second.page);
  second.line.cut();
  await offline(second.page);
  const numbers: string[] = [];
  for (let ticket = 0; ticket < 5; ticket += 1) numbers.push(await sell(second.page, '可口可乐', '苏打饼干'));
  await expect(places(second.page)).toContainText('离线 · 5 笔只在本机');
  for (let ticket = 0; ticket < 3; ticket += 1) numbers.push(await sell(first.page, '可口可乐'));
  await everythingSent(first.page);
  second.line.mend();
  await everythingSent(second.page);

  for (const { page } of [owner, keeper, first, second]) {
    await stockIs(page, '可口可乐', '40');
    await stockIs(page, '苏打饼干', '15');
  }
  expect(new Set(numbers).size).toBe(8);
  for (const { page } of [owner, first, second]) {
    await expect.poll(() => numbersShown(page), { timeout: 20_000 }).toEqual([...numbers].sort());
  }
  expect((await owner.page.request.get('/health')).ok()).toBe(true);
  for (const device of [owner, keeper, first, second]) expect(device.complaints).toEqual([]);
});

test('somebody without a link joins face to face and sells', async ({ house }) => {
  const owner = await house.device();
  const till = await house.device();
  await openEmptyShop(owner.page, { shop: '面对面店', member: '何敏' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '矿泉水', price: '2' });
  await goTo(owner.page, '成员');
  await till.page.goto('/');
  await till.page.getByRole('button', { name: '加入店铺' }).click();
  await till.page.getByRole('button', { name: '没有邀请，和店里的人在一起' }).click();
  await till.page.getByLabel('你的名字').fill('林珊');
  await till.page.getByRole('button', { name: '出示我的码' }).click();
  const offer = till.page.getByText(/^hecang-offer:/);
  await owner.page.getByRole('button', { name: '当面加入' }).click();
  const sheet = sheetOf(owner.page, '当面加入');
  await sheet.getByLabel('设备码').fill((await offer.textContent()) ?? '');
  await sheet.getByLabel('名字').fill('林珊');
  await sheet.getByRole('button', { name: '让他加入' }).click();
  const answer = sheet.getByText(/^hecang-enrol:/);
  await till.page.getByLabel('回码').fill((await answer.textContent()) ?? '');
  await till.page.getByRole('button', { name: '加入', exact: true }).click();
  await inside(till.page);
  await goTo(till.page, '收银');
  const number = await sell(till.page, '矿泉水');
  await everythingSent(till.page);
  await sheet.getByRole('button', { name: '完成' }).click();
  await expect(owner.page.getByText('林珊', { exact: true })).toBeVisible();
  await expect.poll(() => numbersShown(owner.page), { timeout: 20_000 }).toEqual([number]);
});

test('one product edited by two: different fields merge with a note, one field shows both values until somebody chooses', async ({
  house,
}) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '同改店', member: '何敏', device: '店主电脑' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '亚麻衬衫', price: '269', itemNo: 'S2031' });
  const other = await newcomer(house, owner, '周宁', '管理员');
  for (const { page } of [owner, other]) {
    await goTo(page, '商品');
    await openProduct(page, '亚麻衬衫');
    await editProduct(page, '资料');
  }
  await other.page.getByRole('tabpanel').getByLabel('类别').focus();
  await expect(owner.page.getByRole('img', { name: '周宁 正在这里' })).toBeVisible();
  await expect(owner.page.getByRole('img', { name: '周宁 正在看' })).toBeVisible();

  await kept(owner.page);
  owner.line.cut();
  await offline(owner.page);
  await setField(owner.page, '品牌', '杭州丝联');
  await setField(other.page, '类别', '衬衫');
  owner.line.mend();
  await everythingSent(owner.page);
  await expect(owner.page.getByText(/两处改动已合并。周宁 .*改了类别，都已保留/)).toBeVisible({ timeout: 20_000 });
  for (const { page } of [owner, other]) {
    await expect(page.getByRole('tabpanel').getByLabel('类别')).toHaveValue('衬衫');
    await expect(page.getByRole('tabpanel').getByLabel('品牌')).toHaveValue('杭州丝联');
  }

  for (const { page } of [owner, other]) await editProduct(page, '价格');
  await kept(owner.page);
  owner.line.cut();
  await offline(owner.page);
  await setField(owner.page, '零售价', '259');
  await setField(other.page, '零售价', '279');
  owner.line.mend();
  await everythingSent(owner.page);
  for (const { page } of [owner, other]) {
    const card = page.locator('hc-conflict-card');
    await expect(card).toContainText('零售价有 2 个值', { timeout: 20_000 });
    await expect(card).toContainText('259.00');
    await expect(card).toContainText('279.00');
    await expect(card).toContainText('何敏');
    await expect(card).toContainText('周宁');
    await expect(card).toContainText('周宁的设备');
    await expect(card).toContainText('原来是 269.00');
  }
  await other.page.locator('hc-conflict-card .value', { hasText: '259.00' }).getByRole('button').click();
  for (const { page } of [owner, other]) {
    await expect(page.locator('hc-conflict-card')).toHaveCount(0, { timeout: 20_000 });
    await expect(page.getByRole('tabpanel').getByLabel('零售价')).toHaveValue('259.00');
  }
});

test('c2: the last unit is sold twice: both tickets stand, on hand is −1, one task names both on every device', async ({
  house,
}) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '最后一件店', member: '何敏' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '羊绒圆领衫', price: '599' });
  await receive(owner.page, '丝联', [{ name: '羊绒圆领衫', quantity: '1' }]);
  const first = await newcomer(house, owner, '李强', '销售');
  const second = await newcomer(house, owner, '林珊', '销售');
  for (const { page } of [first, second]) {
    await stockIs(page, '羊绒圆领衫', '1');
    await goTo(page, '收银');
  }
  await kept(first.page);
  first.line.cut();
  await kept(second.page);
  second.line.cut();
  await offline(first.page);
  await offline(second.page);
  const numbers = [await sell(first.page, '羊绒圆领衫'), await sell(second.page, '羊绒圆领衫')];
  first.line.mend();
  second.line.mend();
  await everythingSent(first.page);
  await everythingSent(second.page);
  for (const { page } of [owner, first, second]) {
    await goTo(page, '待复核');
    const task = page.locator('a.row', { hasText: '羊绒圆领衫' });
    await expect(task).toHaveCount(1, { timeout: 20_000 });
    await expect(task).toContainText('现存 −1');
    for (const number of numbers) await expect(task).toContainText(number);
    await stockIs(page, '羊绒圆领衫', '−1');
  }
  expect(await numbersShown(owner.page)).toEqual([...numbers].sort());
});

test('a dismissed seller sells on while away: handed in, void with its reason, ratified by the owner, counted, purged at the seller', async ({
  house,
}) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '停用店', member: '何敏' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '帆布包', price: '129' });
  await receive(owner.page, '包厂', [{ name: '帆布包', quantity: '10' }]);
  const seller = await newcomer(house, owner, '李强', '销售');
  await goTo(seller.page, '收银');
  await kept(seller.page);
  seller.line.cut();
  await offline(seller.page);
  const number = await sell(seller.page, '帆布包');
  await dismiss(owner.page, '李强');
  await everythingSent(owner.page);
  seller.line.mend();
  await expect(seller.page.getByText(/店铺已停用这台设备|你已不在/)).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => recordsKept(seller.page), { timeout: 20_000 }).toBe(0);
  await seller.page.reload();
  await expect(seller.page.getByRole('button', { name: '加入店铺' })).toBeVisible();
  await expect(seller.page.getByText('帆布包')).toBeHidden();

  await goTo(owner.page, '待复核');
  const row = owner.page.locator('.row', { hasText: '零售未生效' });
  await expect(row).toContainText('李强', { timeout: 20_000 });
  await expect(row).toContainText(number);
  await expect(row).toContainText(/收回|不在店里|没有这项权限/);
  await stockIs(owner.page, '帆布包', '10');
  await goTo(owner.page, '待复核');
  await row.getByRole('button', { name: '认可', exact: true }).click();
  const sheet = sheetOf(owner.page, '认可');
  await expect(sheet).toContainText('¥129.00');
  await sheet.getByRole('button', { name: '认可', exact: true }).click();
  await expect(sheet).toBeHidden();
  await expect(owner.page.locator('.row', { hasText: '已认可' })).toContainText('李强');
  await stockIs(owner.page, '帆布包', '9');
  expect(await numbersShown(owner.page)).toEqual([number]);
});

test('c2: of a strict product each till sells what it holds: three units, three sales, the fourth refused before payment', async ({
  house,
}) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '限量店', member: '何敏' });
  await goTo(owner.page, '商品');
  await makeProduct(owner.page, { name: '限量公仔', price: '99' });
  await editProduct(owner.page, '资料');
  await owner.page.getByRole('group', { name: '库存规则' }).getByRole('button', { name: '不许超卖' }).click();
  await receive(owner.page, '玩具厂', [{ name: '限量公仔', quantity: '3' }]);
  const first = await newcomer(house, owner, '李强', '销售');
  const second = await newcomer(house, owner, '林珊', '销售');
  const found = await ask(owner.page, 'products', {
    search: '限量公仔',
    category: null,
    filter: 'all',
    sort: { by: 'name', descending: false },
    offset: 0,
    limit: 1,
  });
  const product = found.rows[0]?.id ?? '';
  const variant = (await ask(owner.page, 'sellable', { product }))[0]?.variant ?? '';
  for (const [{ page }, quantity] of [
    [first, 2000],
    [second, 1000],
  ] as const) {
    const register = (await ask(page, 'session', null)).register?.id ?? '';
    await run(owner.page, 'grantEscrow', { variant, register, quantity });
  }
  await everythingSent(owner.page);
  const held = async (page: Page): Promise<number | null> =>
    (await ask(page, 'sellable', { product }))[0]?.escrow ?? null;
  await expect.poll(() => held(first.page)).toBe(2000);
  await expect.poll(() => held(second.page)).toBe(1000);
  for (const { page, line } of [first, second]) {
    await goTo(page, '收银');
    await kept(page);
    line.cut();
    await offline(page);
  }
  await sell(first.page, '限量公仔');
  await sell(first.page, '限量公仔');
  await sell(second.page, '限量公仔');
  await first.page.getByRole('searchbox', { name: '搜索商品' }).fill('限量公仔');
  await first.page.locator('hc-tile', { hasText: '限量公仔' }).getByRole('button').first().click();
  await expect(first.page.locator('hc-cart hc-note')).toContainText(/本机额度.*0/);
  await expect(first.page.locator('hc-cart-line')).toHaveCount(0);
  for (const { line } of [first, second]) line.mend();
  for (const { page } of [first, second]) await everythingSent(page);
  for (const { page } of [owner, first, second]) await stockIs(page, '限量公仔', '0');
  await goTo(owner.page, '待复核');
  await expect(owner.page.locator('a.row', { hasText: '限量公仔' })).toHaveCount(0);
});
