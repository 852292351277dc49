// A clothes shop in the middle of a working day, for pictures: goods in colours and sizes, stock, tickets, people, a late seller's work in the
// review list, a value that two people set. Made by the shop's own commands, since the stories show that clicking makes the same.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { CommandName, Commands, Engine, Queries, QueryName } from '../../../client/worker/engine-protocol.ts';
import { joinByLink, openEmptyShop } from './first-run.ts';
import { type Device, expect, type House } from './house.ts';
import { everythingSent, goTo, offline } from './shop-pages.ts';

const goods = `S2031 亚麻长袖衬衫 衬衫 269 米白,雾蓝,黑 S,M,L,XL
N4410 高腰直筒牛仔裤 裤装 299 藏青,黑 26,28,30
T1007 纯棉圆领T恤 T恤 79 白,黑,灰,军绿 S,M,L
K1108 V领针织开衫 针织 329 杏色,灰,酒红 均码
W0052 羊毛混纺围巾 配饰 159 驼,灰,酒红 均码
Q3306 棉麻半身裙 裙装 239 米白,军绿 S,M,L
J5120 工装短外套 外套 469 卡其,黑 M,L
A0018 条纹中筒袜 配饰 15 白,灰,藏青 均码
B0093 帆布托特包 配饰 129 米白,黑 均码
S2044 牛津纺衬衫 衬衫 249 雾蓝,白,粉 M,L
N4402 宽松阔腿裤 裤装 269 黑,卡其 26,28
T1012 长袖打底衫 T恤 99 黑,白,灰 S,M
K1121 羊绒圆领衫 针织 599 驼,灰 均码
J5133 轻薄羽绒马甲 外套 389 黑,藏青 M,L
Q3310 百褶长裙 裙装 259 灰,驼 S,M
A0025 宽檐渔夫帽 配饰 89 卡其,黑 均码
S2050 法兰绒格衬衫 衬衫 289 酒红,军绿 M,L
N4419 灯芯绒长裤 裤装 289 卡其,军绿 28,30
T1019 美式复古T恤 T恤 119 灰,藏青 M,L
B0101 迷你斜挎包 配饰 199 黑,酒红 均码
S2061 泡泡袖雪纺衫 衬衫 199 白,粉 S,M
N4425 破洞牛仔短裤 裤装 189 雾蓝,藏青 26,28
T1025 运动速干T恤 T恤 89 白,黑,军绿 M,L
J5140 粗花呢马甲 外套 359 米白,灰 均码
A0033 真丝小方巾 配饰 139 酒红,藏青,军绿 均码
Q3315 A字半身裙 裙装 219 黑,卡其 S,M
J5151 连帽防风外套 外套 399 军绿,黑 M,L
A0041 船袜三双装 配饰 29 白,灰,黑 均码
A0050 牛皮腰带 配饰 169 黑,驼 均码
T1031 条纹海魂衫 T恤 129 藏青,酒红 S,M
N4431 束脚休闲裤 裤装 199 灰,黑,卡其 28,30
K1130 圆领卫衣 针织 179 灰,粉,黑 M,L
K1135 美利奴开衫 针织 459 灰,驼 均码
J5160 长款风衣 外套 699 卡其,米白 M
Q3322 碎花连衣裙 裙装 329 粉,藏青 S,M
A0060 羊皮手套 配饰 219 黑,驼 均码`;

/** The list as a file that an import takes: one row a variant, opening stock and cost with it. Two rows need somebody. */
export function goodsFile(folder: string): string {
  const rows = ['货号,商品名称,类别,颜色,尺码,零售价,进价,单位,安全库存,期初数量'];
  let turn = 7;
  for (const line of goods.split('\n')) {
    const [itemNo = '', name = '', category = '', price = '0', colours = '', sizes = ''] = line.split(' ');
    for (const colour of colours.split(',')) {
      for (const size of sizes.split(',')) {
        turn = (turn * 37 + 11) % 97;
        const cost = (Number(price) * 0.45).toFixed(2);
        rows.push(
          [
            itemNo,
            name,
            category,
            colour,
            size,
            price,
            cost,
            '件',
            '3',
            String(turn % 5 === 0 ? turn % 3 : 4 + (turn % 29)),
          ].join(','),
        );
      }
    }
  }
  rows.push('A0077,针织发带,配饰,灰,均码,二十九,8.00,条,0,12', 'A0078,,配饰,黑,均码,39,12.00,件,0,6');
  const file = path.join(folder, '秋冬商品.csv');
  writeFileSync(file, `\uFEFF${rows.join('\r\n')}\r\n`);
  return file;
}

/** The engine of the page, as its own parts use it. */
export function run<Name extends CommandName>(
  page: Page,
  name: Name,
  input: Commands[Name]['input'],
): Promise<Commands[Name]['output']> {
  return page.evaluate(
    async ({ command, given }) => {
      const app = document.querySelector('hc-app') as unknown as { engine: Engine };
      const answer = await app.engine.run(command as 'sell', given as never);
      if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
    { command: name as string, given: input },
  ) as Promise<Commands[Name]['output']>;
}
export function ask<Name extends QueryName>(
  page: Page,
  name: Name,
  params: Queries[Name]['params'],
): Promise<Queries[Name]['view']> {
  return page.evaluate(
    ({ query, given }) => {
      const app = document.querySelector('hc-app') as unknown as { engine: Engine };
      return app.engine.once(query as 'session', given as never);
    },
    { query: name as string, given: params },
  ) as Promise<Queries[Name]['view']>;
}

/** Sells these pieces by item number, one each, paid in cash to the cent. */
export async function ring(page: Page, basket: string, ...itemNos: readonly string[]): Promise<string> {
  const lines: Commands['sell']['input']['lines'][number][] = [];
  for (const itemNo of itemNos) {
    const { rows } = await ask(page, 'products', {
      search: itemNo,
      category: null,
      filter: 'all',
      sort: { by: 'itemNo', descending: false },
      offset: 0,
      limit: 1,
    });
    const items = await ask(page, 'sellable', { product: rows[0]?.id ?? '' });
    const item = items.find((one) => (one.onHand ?? 0) > 0) ?? items[0];
    if (item === undefined || item.price === null) throw new Error(`nothing to sell of ${itemNo}`);
    const { variant, unit, price } = item;
    lines.push({
      variant,
      unit,
      numerator: item.unitNumerator,
      denominator: item.unitDenominator,
      quantity: 1000,
      listPrice: price,
      price,
      amount: null,
    });
  }
  const amount = lines.reduce((sum, line) => sum + line.price / 100, 0);
  return (await run(page, 'sell', { basket, lines, roundOff: 0, discount: 0, tenders: [{ kind: 'cash', amount }] }))
    .number;
}

export interface DressedShop {
  /** A stocktake under way. */
  readonly stocktake: string;
  readonly owner: Device;
  readonly colleague: Device;
}

/** Takes about fifteen seconds. The owner's page is left at the till with everything sent. */
export async function dressedShop(house: House, folder: string): Promise<DressedShop> {
  const owner = await house.device();
  const { page } = owner;
  await openEmptyShop(page, { shop: '河坊街衣橱', member: '林珊', device: '1 号收银机' });
  await page.goto('/catalogue/import');
  await page.getByLabel('选文件').setInputFiles(goodsFile(folder));
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.getByRole('button', { name: /^导入(可用的 )?/ }).click();
  await expect(page.getByText('导入完成')).toBeVisible();

  const branch = (await ask(page, 'session', null)).branch?.id ?? '';
  const join = async (member: string, role: string, name: string): Promise<Device> => {
    const { link } = await run(page, 'invite', { role, branch: role === 'admin' ? '*' : branch, hours: 24, uses: 1 });
    const device = await house.device();
    await joinByLink(device, link, { member, device: name });
    await everythingSent(device.page);
    return device;
  };
  const colleague = await join('周宁', 'admin', '办公室电脑');
  const seller = await join('李强', 'seller', '2 号收银机');
  const topUpOffers = [
    { principal: 20_000, bonus: 2000 },
    { principal: 50_000, bonus: 8000 },
  ];
  await run(page, 'setLoyaltyRules', { topUpOffers });
  const gold = { name: '金卡', pointFactor: 15_000, priceLevel: '', rank: 1 };
  const { id: level } = await run(page, 'saveMemberLevel', { id: null, level: gold });
  const customer = { phone: '13800001234', name: '陈静', level, birthday: '11-25' };
  const { id: customerId } = await run(page, 'addLoyaltyMember', customer);
  await run(page, 'addLoyaltyMember', { phone: '13911112222', name: '林晓' });
  const tenders = [{ kind: 'cash' as const, amount: 20_000 }];
  await run(page, 'topUpStored', { member: customerId, principal: 20_000, bonus: 2000, tenders });
  await run(page, 'adjustWallet', { member: customerId, points: 250, principal: 0, bonus: 0, reason: '旧系统积分' });
  await ring(page, 'b1', 'S2031', 'N4410', 'T1007');
  await ring(page, 'b2', 'W0052', 'A0018');
  await ring(seller.page, 'b3', 'K1108');
  await ring(seller.page, 'b4', 'J5120', 'B0093', 'T1012');
  await everythingSent(seller.page);

  // One sale after the seller was dismissed, one value set by two.
  seller.line.cut();
  await offline(seller.page);
  await ring(seller.page, 'b5', 'T1019', 'S2050');
  const members = await ask(page, 'members', null);
  await run(page, 'dismiss', { member: members.find((one) => one.name === '李强')?.id ?? '' });
  await everythingSent(page);
  seller.line.mend();
  await expect(seller.page.getByText(/店铺已停用这台设备|你已不在/)).toBeVisible({ timeout: 30_000 });

  const shirt = await ask(page, 'products', {
    search: 'S2031',
    category: null,
    filter: 'all',
    sort: { by: 'itemNo', descending: false },
    offset: 0,
    limit: 1,
  });
  const id = shirt.rows[0]?.id ?? '';
  colleague.line.cut();
  await offline(colleague.page);
  await run(colleague.page, 'setProductField', { id, field: 'retailPrice', value: 2_590_000 });
  await run(page, 'setProductField', { id, field: 'retailPrice', value: 2_490_000 });
  colleague.line.mend();
  await everythingSent(colleague.page);
  await expect.poll(async () => (await ask(page, 'product', { id }))?.conflicts.length).toBe(1);
  await expect.poll(async () => (await ask(page, 'review', null)).length).toBeGreaterThan(0);
  await everythingSent(page);

  const stocktake = await countedShop(owner, colleague);

  // Closed and opened again, so that the browser is known to keep what it holds.
  const again = await reopened(owner);
  await goTo(again.page, '收银');
  await colleague.page.close();
  return { owner: again, colleague, stocktake };
}

async function reopened(device: Device): Promise<Device> {
  await device.page.close();
  const page = await device.tab('/till');
  await expect(page.getByRole('heading', { level: 1, name: '收银' })).toBeVisible();
  return { ...device, page };
}

/** A stocktake under way: two people have counted a shelf, both one thing, not all of it agrees with the book. Answers its id. */
async function countedShop(owner: Device, colleague: Device): Promise<string> {
  const { id } = await run(owner.page, 'startStocktake', {
    warehouse: null,
    mode: 'full',
    blind: false,
    categories: [],
    bins: [],
    recountOver: 20_000,
    remark: '月底',
  });
  await everythingSent(owner.page);
  const stock = await ask(owner.page, 'stock', { warehouse: null, search: '', filter: 'all', offset: 0, limit: 16 });
  const now = Date.now() * 1000;
  const differs = new Map([
    [3, -1000],
    [7, 2000],
    [9, -3000],
  ]);
  const lines = stock.rows.map(({ variant, onHand }, i) => ({
    variant,
    quantity: Math.max(0, onHand + (differs.get(i) ?? 0)),
    at: now - (16 - i) * 100_000,
    none: true as const,
  }));
  const tally = (device: Device, batch: string, of: typeof lines) =>
    run(device.page, 'tallyStock', { stocktake: id, batch, round: 1, lines: of });
  await tally(owner, 'picture-1', lines.slice(0, 10));
  await tally(colleague, 'picture-2', lines.slice(9));
  await everythingSent(colleague.page);
  return id;
}
