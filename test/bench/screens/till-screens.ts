/** 6.3 to 6.7: the counter, by keys, scanner and pointer. */
import type { CDPSession, Page } from '@playwright/test';
import type { AppElement } from '../client/app.ts';
import { sized } from '../measure/bench-settings.ts';
import type { BenchProduct } from '../shop/bench-goods.ts';
import { type Look, scanKeys, toPaint } from './paint-clock.ts';
import type { ScreenRows } from './screen-rows.ts';

const till = ['hc-app', 'hc-till-page'] as const;
const total: Look = { path: [...till, 'hc-cart', '.total'], seen: 'other' };
const goodsPane = [...till, 'hc-goods-pane'] as const;
const receipt: Look = { path: [...till, 'hc-receipt-pane', '.paid'], seen: 'there' };
const ROUNDS = sized(60, 16);
const MANY = sized({ scans: 1_000, perSecond: 5 }, { scans: 100, perSecond: 5 });

export interface Counter {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly goods: readonly BenchProduct[];
  readonly rows: ScreenRows;
  readonly origin: string;
}

const codeAt = (goods: readonly BenchProduct[], at: number): string =>
  goods[(at * 97 + 13) % goods.length]?.barcode ?? '';
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

async function clear(page: Page): Promise<void> {
  await page.locator('hc-cart').getByRole('button', { name: '清空' }).click();
  await page.locator('hc-cart-line').first().waitFor({ state: 'detached' });
}

export async function saleScreens({ page, cdp, goods, rows }: Counter): Promise<void> {
  const scans: number[] = [];
  for (let at = 0; at < ROUNDS + 3; at++) {
    const ms = await toPaint(page, total, () => scanKeys(cdp, codeAt(goods, at)));
    if (at >= 3) scans.push(ms);
    if (at % 12 === 11) await clear(page);
  }
  await clear(page);
  rows.p95('6.3', 'scan → line', 100, scans);

  const field = page.getByRole('searchbox', { name: '搜索商品' });
  const results: Look = { path: goodsPane, seen: 'view', controller: 'products' };
  const keys: number[] = [];
  for (const text of ['qhyw', 'bl', 'sjml', 'nhh', 'hts', 'jsl', 'xmw'].slice(0, sized(7, 4))) {
    await field.focus();
    for (const key of text) {
      await page.waitForTimeout(250);
      keys.push(await toPaint(page, results, () => page.keyboard.press(key)));
    }
    await page.keyboard.press('Escape');
    await page.waitForTimeout(250);
  }
  rows.p95('6.3', 'keystroke → results', 50, keys);

  const taps: number[] = [];
  const tiles = page.locator('hc-tile button');
  for (let at = 0; at < ROUNDS; at++) {
    const box = await tiles.nth(at % 18).boundingBox();
    if (box === null) throw new Error('no tile');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    taps.push(await toPaint(page, total, () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)));
  }
  await clear(page);
  rows.p95('6.3', 'tile → line', 50, taps);
}

/** Five a second into one ticket; what the cart then counts, and that nothing was paid. */
export async function manyScans({ page, cdp, goods, rows }: Counter): Promise<void> {
  for (let at = 0; at < MANY.scans; at++) {
    const begun = Date.now();
    await scanKeys(cdp, codeAt(goods, at % 40));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 / MANY.perSecond - (Date.now() - begun))));
  }
  await page.waitForTimeout(2_000);
  const text = (await page.locator('hc-cart .sums').textContent()) ?? '';
  const pieces = Number(/([\d,.]+) 件/.exec(text)?.[1]?.replaceAll(',', '') ?? '0');
  const isPaid = await page.locator('hc-receipt-pane').isVisible();
  const missed = Math.abs(MANY.scans - pieces) + (isPaid ? MANY.scans : 0);
  rows.note({
    screen: '6.3',
    name: `missed, doubled or paid of ${MANY.scans} scans at ${MANY.perSecond}/s`,
    value: missed,
    unit: '',
    goal: 0,
  });
  await clear(page);
}

export async function holdScreens({ page, cdp, goods, rows }: Counter): Promise<void> {
  const held: number[] = [];
  const lists: number[] = [];
  const recalled: number[] = [];
  for (let at = 0; at < sized(20, 8); at++) {
    await toPaint(page, total, () => scanKeys(cdp, codeAt(goods, at)));
    held.push(
      await toPaint(page, { path: [...till, 'hc-cart', 'hc-cart-line'], seen: 'gone' }, () =>
        page.keyboard.press('F4'),
      ),
    );
    const desk = [...till, 'hc-desk-pane', 'hc-hold-pane', '.row'];
    lists.push(await toPaint(page, { path: desk, seen: 'there' }, () => button(page, /^取单/).click()));
    recalled.push(
      await toPaint(page, { path: [...till, 'hc-cart', 'hc-cart-line'], seen: 'there' }, () =>
        page.locator('hc-hold-pane .row').first().click(),
      ),
    );
    await clear(page);
  }
  rows.p95('6.4', 'hold, one key', 100, held);
  rows.p95('6.4', 'held carts shown, first tap', 100, lists);
  rows.p95('6.4', 'cart back, second tap', 100, recalled);
}

export async function paying({ page, cdp, goods, rows }: Counter): Promise<void> {
  const done: number[] = [];
  const next: number[] = [];
  const printing: number[] = [];
  const returns: number[] = [];
  const numbers: string[] = [];
  const rounds = sized(30, 10);
  for (let at = 0; at < rounds + 2; at++) {
    await toPaint(page, total, () => scanKeys(cdp, codeAt(goods, at)));
    await button(page, /^收款/).click();
    await button(page, '刚好').click();
    const confirm = button(page, /^确认收款/);
    const ms = await toPaint(page, receipt, () => confirm.dblclick({ noWaitAfter: true }));
    const number = /单号\s*(\S+)/.exec((await page.locator('hc-receipt-pane .paid').textContent()) ?? '')?.[1] ?? '';
    numbers.push(number);
    const frame: Look = { path: ['iframe[title=print]'], seen: 'there' };
    await page.evaluate(() => document.querySelector('iframe[title=print]')?.remove());
    const print = await toPaint(page, frame, () => button(page, /^打印|^再印/).click());
    const after = await toPaint(page, { ...receipt, seen: 'gone' }, () => button(page, '下一单').click());
    if (at < 2) continue;
    done.push(ms);
    printing.push(print);
    next.push(after);
  }
  rows.p95('6.5', 'confirm → done', 150, done);
  const own = (numbers[0] ?? '').replace(/-?\d+$/, '');
  const tickets = await page.evaluate(async (start) => {
    const app = document.querySelector('hc-app') as AppElement;
    const all = await app.engine.once('tickets', { limit: 200 });
    return all.filter(({ number }) => number.startsWith(start)).length;
  }, own);
  const extra = Math.abs(tickets - numbers.length) + (numbers.length - new Set(numbers).size);
  rows.note({
    screen: '6.5',
    name: `tickets too many or few of ${numbers.length} double taps`,
    value: extra,
    unit: '',
    goal: 0,
  });
  rows.p95('6.6', 'next sale ready', 100, next);
  rows.p95('6.6', 'print start', 1_000, printing);

  for (const number of numbers.slice(-sized(20, 8))) {
    const paper: Look = {
      path: [...till, 'hc-desk-pane', 'hc-paper-pane', 'hc-receipt-pane', 'hc-receipt'],
      seen: 'there',
    };
    returns.push(await toPaint(page, paper, () => scanKeys(cdp, number)));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('hc-goods-pane').waitFor();
  }
  rows.p95('6.7', 'receipt scan → its lines', 200, returns);
}
