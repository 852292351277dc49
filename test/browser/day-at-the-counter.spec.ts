// A day at the counter: tickets of random goods, weights, discounts and tenders, and goods that come back, by keyboard on a PC and by fingers on
// a tablet. Every sum on the screen, every ticket, both shifts and the stock are compared with a plain script's arithmetic to the fen.
import type { Page } from '@playwright/test';
import { randomOf } from '../kit/random-history.ts';
import { ask, run } from './kit/dressed-shop.ts';
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { PlainBooks, type PlainGoods, type PlainSale, type PlainTicket, ticketOf } from './kit/plain-books.ts';
import { everythingSent } from './kit/shop-pages.ts';
import { due, lines, openTickets } from './kit/till.ts';

const TICKETS = process.env.FULL === '1' ? 200 : 12;
const SEED = 20_261_125;
const FLOAT = 20_000;

const goods: readonly PlainGoods[] = [
  { itemNo: 'G1', name: '牛奶', unit: '盒', price: 1290, byWeight: false },
  { itemNo: 'G2', name: '酱油', unit: '瓶', price: 899, byWeight: false },
  { itemNo: 'G3', name: '电池', unit: '节', price: 333, byWeight: false },
  { itemNo: 'G4', name: '毛巾', unit: '条', price: 1567, byWeight: false },
  { itemNo: 'G5', name: '苹果', unit: '公斤', price: 1299, byWeight: true },
  { itemNo: 'G6', name: '排骨', unit: '公斤', price: 5877, byWeight: true },
  { itemNo: 'G7', name: '口香糖', unit: '条', price: 1, byWeight: false },
  { itemNo: 'G8', name: '大米', unit: '袋', price: 6990, byWeight: false },
];
const yuan = (fen: number): string => `¥${(fen / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`;
const figure = (thousandths: number): string => String(thousandths / 1000);

interface Clerk {
  readonly page: Page;
  readonly books: PlainBooks;
  add(item: PlainGoods, quantity: number, at: number): Promise<void>;
  discount(percent: number): Promise<void>;
  pay(ticket: PlainTicket): Promise<void>;
  next(): Promise<void>;
}

/** Keys alone, as fast as fingers. */
function byKeys(page: Page, books: PlainBooks): Clerk {
  const { keyboard } = page;
  const type = (text: string): Promise<void> => keyboard.type(text, { delay: 45 });
  return {
    page,
    books,
    async add(item, quantity) {
      const field = page.getByRole('searchbox', { name: '搜索商品' });
      if (!(await field.evaluate((one) => one.matches(':focus')))) await keyboard.press('/');
      await expect(field).toBeFocused();
      await type(item.itemNo.toLowerCase());
      await expect(page.locator('hc-tile')).toHaveCount(1);
      await keyboard.press('Enter');
      if (item.byWeight) {
        await expect(page.locator('hc-ask-pane input')).toBeFocused();
        await type(figure(quantity));
        await keyboard.press('Enter');
        await expect(page.locator('hc-ask-pane')).toHaveCount(0);
        return;
      }
      await expect(lines(page).filter({ hasText: item.name })).toHaveCount(1);
      if (quantity === 1000) return;
      await expect(field).toHaveValue('');
      await field.focus();
      await type(`${figure(quantity)}*`);
    },
    async discount(percent) {
      await keyboard.press('Alt+d');
      await expect(page.locator('hc-cart-discount input')).toBeFocused();
      await type(String(percent));
      await keyboard.press('Enter');
      await expect(page.locator('hc-cart-discount')).toHaveCount(0);
    },
    async pay({ wallet, cash }) {
      await keyboard.press('F8');
      await expect(page.locator('hc-pay-pane')).toBeVisible();
      if (wallet > 0) {
        await keyboard.press('Alt+2');
        if (cash > 0) {
          await type(String(wallet / 100));
          await keyboard.press('Enter');
          await keyboard.press('Alt+1');
        }
      }
      if (cash > 0) await type(String(cash / 100));
      await keyboard.press('F8');
    },
    next: () => keyboard.press('F8'),
  };
}

/** Fingers alone: tiles, steppers, keypads. */
function byFingers(page: Page, books: PlainBooks): Clerk {
  const press = async (place: string, text: string): Promise<void> => {
    for (const key of text)
      await page.locator(`${place} hc-keypad`).getByRole('button', { name: key, exact: true }).tap();
  };
  return {
    page,
    books,
    async add(item, quantity) {
      await page.locator('hc-tile', { hasText: item.name }).getByRole('button').tap();
      if (item.byWeight) {
        await press('hc-ask-pane', figure(quantity));
        await page.locator('hc-ask-pane').getByRole('button', { name: '确定' }).tap();
        return;
      }
      const line = lines(page).filter({ hasText: item.name });
      for (let piece = 1000; piece < quantity; piece += 1000) await line.getByRole('button', { name: '加一' }).tap();
    },
    async discount(percent) {
      await page.locator('hc-cart').getByRole('button', { name: '优惠' }).tap();
      await page
        .locator('hc-cart-discount')
        .getByRole('button', { name: `${percent}%` })
        .tap();
      await page.locator('hc-cart-discount').getByRole('button', { name: '确定' }).tap();
    },
    async pay({ wallet, cash }) {
      const pane = page.locator('hc-pay-pane');
      await page.locator('hc-cart').getByRole('button', { name: '收款' }).tap();
      if (wallet > 0) {
        await pane.getByRole('button', { name: /^微信/ }).tap();
        if (cash > 0) {
          await press('hc-pay-pane', String(wallet / 100));
          await pane.getByRole('button', { name: '再加一种' }).tap();
          await pane.getByRole('button', { name: /^现金/ }).tap();
        }
      }
      if (cash > 0) await press('hc-pay-pane', String(cash / 100));
      await page.getByRole('button', { name: /^(确认收款|已到账)/ }).tap();
    },
    next: () => page.getByRole('button', { name: '下一单' }).tap(),
  };
}

/** What the next customer buys and how they pay. */
function nextSale(random: () => number): PlainSale {
  const pick = (most: number): number => Math.floor(random() * most);
  const chosen = new Set<PlainGoods>();
  for (const most = 1 + pick(4); chosen.size < most; ) chosen.add(goods[pick(goods.length)] as PlainGoods);
  const bought = [...chosen].map((item) => ({
    goods: item,
    quantity: item.byWeight ? 105 + pick(2_900) : 1000 * (1 + pick(5)),
  }));
  const percent = [100, 100, 100, 98, 95, 90, 88][pick(7)] ?? 100;
  const { payable } = ticketOf(bought, percent);
  const how = pick(4);
  if (how === 0) return { lines: bought, percent, wallet: payable, cash: 0 };
  // Some of it by phone, the rest in notes with change; or notes alone, or exact.
  const wallet = how === 1 && payable > 200 ? Math.floor(payable / 3) : 0;
  const left = payable - wallet;
  const cash = how === 2 ? left : Math.ceil(left / 1000) * 1000;
  return { lines: bought, percent, wallet, cash };
}

async function serve(clerk: Clerk, sale: PlainSale): Promise<void> {
  const { page, books } = clerk;
  const ticket = PlainBooks.due(sale);
  for (const [at, { goods: item, quantity }] of sale.lines.entries()) await clerk.add(item, quantity, at);
  if (sale.percent < 100) await clerk.discount(sale.percent);
  await expect(due(page)).toHaveText(yuan(ticket.payable));
  await clerk.pay(ticket);
  const paid = page.locator('hc-receipt-pane .paid');
  await expect(paid).toContainText(yuan(ticket.change));
  const number = /单号\s*(\S+)/.exec((await paid.textContent()) ?? '')?.[1] ?? '';
  expect(books.tickets.has(number)).toBe(false);
  books.sold(number, ticket);
  await clerk.next();
  await expect(lines(page)).toHaveCount(0);
}

/** One piece, or the whole weight, of a ticket's line comes back. */
async function takeBack({ page, books }: Clerk, number: string, at: number): Promise<void> {
  const ticket = books.tickets.get(number);
  const sold = ticket?.lines[at];
  if (ticket === undefined || sold === undefined) throw new Error(`no ticket ${number}`);
  const quantity = sold.goods.byWeight ? sold.quantity : 1000;
  const { refund } = books.back(number, at, quantity);
  const desk = page.locator('hc-desk-pane');
  await openTickets(page);
  await desk.locator('.row', { hasText: number }).click();
  await desk.getByRole('button', { name: '退货', exact: true }).click();
  const line = desk.locator('.line', { hasText: sold.goods.name });
  // The figure between − and + takes all that is left of the line.
  if (sold.goods.byWeight || sold.quantity === 1000) await line.locator('hc-stepper button').nth(1).click();
  else await line.getByRole('button', { name: '加一' }).click();
  await desk.getByRole('button', { name: '不想要了' }).click();
  await desk.getByRole('button', { name: `退款 ${yuan(refund)}` }).click();
  await expect(desk.getByRole('heading', { name: '已退款' })).toBeVisible();
  await desk.getByRole('button', { name: '下一单' }).click();
}

async function openShift(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开班' }).click();
  await page
    .locator('hc-desk-pane')
    .getByLabel('100 元的张数', { exact: true })
    .fill(String(FLOAT / 10_000));
  await page
    .locator('hc-desk-pane')
    .getByRole('button', { name: /^开班 ¥/ })
    .click();
  await expect(page.getByText('还没有开班')).toBeHidden();
}

/** Counts what the plain books say lies in the drawer, in notes and coins; what no coin can say stays a difference. */
async function closeShift({ page, books }: Clerk): Promise<void> {
  const desk = page.locator('hc-desk-pane');
  const expected = books.float + books.cash;
  await openTickets(page);
  await desk.getByRole('button', { name: '班次' }).click();
  await desk.getByRole('button', { name: '交班', exact: true }).click();
  let left = expected;
  for (const face of ['100', '50', '20', '10', '5', '1', '0.5', '0.1']) {
    const worth = Math.round(Number(face) * 100);
    const many = Math.floor(left / worth);
    left -= many * worth;
    await desk.getByLabel(`${face} 元的张数`, { exact: true }).fill(String(many));
  }
  await desk.getByRole('button', { name: `交班 ${yuan(expected - left)}` }).click();
  await expect(desk.locator('.facts')).toContainText(
    (expected / 100).toLocaleString('en', { minimumFractionDigits: 2 }),
  );
  await expect(desk.getByText(left === 0 ? '账实相符' : '短款')).toBeVisible();
}

test(`a day of ${TICKETS} tickets by keyboard and by touch, to the fen`, async ({ house }) => {
  test.slow();
  const random = randomOf(SEED);
  const pc = await house.device();
  await openEmptyShop(pc.page, { shop: '日结店', member: '何敏', device: '电脑' });
  for (const { itemNo, name, unit, price, byWeight } of goods) {
    const fields = { name, itemNo, unit, retailPrice: price * 100, ...(byWeight ? { byWeight: true } : {}) };
    await run(pc.page, 'createProduct', { fields });
  }
  const { link } = await run(pc.page, 'invite', { role: 'admin', branch: '*', hours: 24, uses: 1 });
  const tablet = await house.device({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
  await joinByLink(tablet, link, { member: '李强', device: '平板' });
  for (const { page } of [pc, tablet]) await expect(page.locator('hc-tile')).toHaveCount(goods.length);

  const stock = new Map<string, number>();
  const clerks = [byKeys(pc.page, new PlainBooks(FLOAT, stock)), byFingers(tablet.page, new PlainBooks(FLOAT, stock))];
  for (const { page } of clerks) await openShift(page);
  for (let at = 0; at < TICKETS; at++) {
    const clerk = clerks[at % 2] as Clerk;
    await serve(clerk, nextSale(random));
    if (at % 5 < 3) continue;
    // Of the clerk's own latest tickets, a line that still has something to give back.
    const [number, ticket] = [...clerk.books.tickets].slice(-3)[Math.floor(random() * 3)] ?? [];
    if (number === undefined || ticket === undefined) continue;
    const line = Math.floor(random() * ticket.lines.length);
    const left = (ticket.lines[line]?.quantity ?? 0) - (ticket.returned[line] ?? 0);
    if (left >= 1000 || (left > 0 && ticket.lines[line]?.goods.byWeight === true)) {
      if ((ticket.returned[line] ?? 0) === 0) await takeBack(clerk, number, line);
    }
  }
  for (const { page } of clerks) await everythingSent(page);

  for (const { page, books } of clerks) {
    const papers = await ask(page, 'tickets', { limit: 500 });
    for (const [number, ticket] of books.tickets) {
      const row = papers.find((one) => one.number === number);
      const view = await ask(page, 'ticket', { id: row?.id ?? '' });
      expect(view?.payable, number).toBe(ticket.payable);
      expect(view?.change, number).toBe(ticket.change);
      expect(
        view?.lines.map(({ paid }) => paid),
        number,
      ).toEqual([...ticket.paid]);
    }
    const [shift] = (await ask(page, 'shifts', { limit: 10 })).filter((one) => one.closed === null);
    const mine = await ask(page, 'till', null);
    const report = await ask(page, 'shiftReport', { id: mine.shift?.id ?? shift?.id ?? '' });
    expect(report).toMatchObject({
      tickets: books.tickets.size,
      sales: books.sales,
      net: books.sales - books.refunds,
      returns: { refund: books.refunds },
      cash: { float: FLOAT, expected: FLOAT + books.cash },
    });
    const account = (name: string): number => report?.tenders.find((one) => one.account === name)?.amount ?? 0;
    expect([account('cash'), account('wechat')]).toEqual([books.cash, books.wallet]);
  }
  for (const { itemNo } of goods) {
    const { rows } = await ask(pc.page, 'products', {
      search: itemNo,
      category: null,
      filter: 'all',
      sort: { by: 'itemNo', descending: false },
      offset: 0,
      limit: 1,
    });
    expect(rows[0]?.onHand ?? 0, itemNo).toBe(stock.get(itemNo) ?? 0);
  }
  for (const clerk of clerks) await closeShift(clerk);
  for (const { complaints } of [pc, tablet]) expect(complaints).toEqual([]);
});
