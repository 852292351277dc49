/** 6.1, 6.2, 6.13, 6.17, 6.19, 6.22, 6.23: opening, people, places, settings. */
import type { Page } from '@playwright/test';
import { sized } from '../measure/bench-settings.ts';
import { goTo } from './goods-screens.ts';
import { type Look, scanKeys, toPaint } from './paint-clock.ts';
import type { ScreenRows } from './screen-rows.ts';
import { SECOND_BRANCH } from './screens-shop.ts';
import type { Counter } from './till-screens.ts';

/** From the address to the till of an own shop, typed at sixty milliseconds a key; the recovery words are not written down. */
export async function firstRun(page: Page, origin: string, rows: ScreenRows): Promise<void> {
  await page.goto(origin);
  await page.getByRole('button', { name: '开新店' }).waitFor();
  const begun = performance.now();
  await page.getByRole('button', { name: '开新店' }).click();
  for (const [label, text] of [
    ['店名', '河坊街衣橱'],
    ['你的名字', '林珊'],
  ] as const) {
    await page.getByLabel(label).click();
    await page.keyboard.type(text, { delay: 60 });
  }
  await page.getByRole('button', { name: '开店', exact: true }).click();
  await page.getByLabel('已抄下或打印，收好了').check();
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('button', { name: '先不导入' }).click();
  await page.locator('hc-till-page').waitFor();
  rows.note({
    screen: '6.1',
    name: 'create a shop, keys included',
    value: (performance.now() - begun) / 1000,
    unit: 's',
    goal: 20,
  });
}

/** From 加入 to the rail of the shop. */
export async function joinTime(page: Page, link: string, rows: ScreenRows): Promise<void> {
  await page.goto(link);
  await page.getByLabel('你的名字').fill('李强');
  const ms = await toPaint(page, { path: ['hc-app', 'hc-shell'], seen: 'there' }, () =>
    page.getByRole('button', { name: '加入', exact: true }).click(),
  );
  rows.note({ screen: '6.1', name: 'join → first screen', value: ms / 1000, unit: 's', goal: 5 });
}

/** Rows of the review list less than, or beyond, what was made without effect. */
export async function reviewScreen({ page, rows, origin }: Counter, made: number): Promise<void> {
  await page.goto(`${origin}/review`);
  await page
    .locator('hc-review-page .row')
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => {});
  const shown = await page.locator('hc-review-page .row').count();
  rows.note({
    screen: '6.17',
    name: `review rows missing or too many of ${made} void commits`,
    value: Math.abs(shown - made),
    unit: '',
    goal: 0,
  });
}

/** How soon the places count says what is only here, and that the relay has it once its receipt is there. */
export async function placesCount(
  { page, cdp, goods, rows, origin }: Counter,
  line: { readonly cut: () => void; readonly mend: () => void },
): Promise<void> {
  const places = (text: string): Look => ({ path: ['hc-app', 'hc-shell', 'hc-places', 'button'], seen: 'there', text });
  const said: number[] = [];
  await page.goto(`${origin}/till`);
  await page.locator('hc-tile').first().waitFor();
  line.cut();
  await page.getByText(/离线/).first().waitFor({ timeout: 60_000 });
  for (let at = 0; at < sized(10, 5); at++) {
    await toPaint(page, { path: ['hc-app', 'hc-till-page', 'hc-cart', '.total'], seen: 'other' }, () =>
      scanKeys(cdp, goods[at]?.barcode ?? ''),
    );
    await page.getByRole('button', { name: /^收款/ }).first().click();
    await page.getByRole('button', { name: '刚好' }).first().click();
    said.push(
      await toPaint(page, places(`${at + 1} 笔只在本机`), () =>
        page
          .getByRole('button', { name: /^确认收款/ })
          .first()
          .click(),
      ),
    );
    await page.getByRole('button', { name: '下一单' }).click();
  }
  rows.p95('6.19', 'places count says what is only here', 1_000, said);
  line.mend();
  await page
    .getByText(/已存 2 处/)
    .first()
    .waitFor({ timeout: 60_000 });
}

/** By the name of the place in the head of every page: one press opens the places, the next one is measured. */
export async function switchBranch({ page, rows, origin }: Counter): Promise<void> {
  await page.goto(`${origin}/till`);
  const place = page.getByRole('button', { name: /^换门店/ });
  await place.waitFor();
  const times: number[] = [];
  for (let at = 0; at < sized(10, 6); at++) {
    const name = at % 2 === 0 ? SECOND_BRANCH : '总店';
    await place.click();
    const shown: Look = { path: ['hc-app', 'hc-workplace', 'button.now'], seen: 'there', text: name };
    times.push(
      await toPaint(page, shown, () => page.getByRole('menuitemradio', { name, exact: true }).first().click()),
    );
  }
  rows.p95('6.22', 'switch of branch', 200, times);
}

/** Typed into the search of the settings until the one setting stands alone. */
export async function settingFound({ page, rows }: Counter): Promise<void> {
  await goTo(page, '设置');
  await page.locator('hc-settings-page').waitFor();
  const field = page.getByRole('searchbox', { name: '搜索设置' });
  if ((await field.count()) === 0) {
    rows.note({ screen: '6.23', name: 'a setting found by search', value: null, unit: 's', goal: 10 });
    return;
  }
  const times: number[] = [];
  for (const [typed, found] of [
    ['外观', '外观'],
    ['小票', '小票'],
    ['秤', '秤标'],
    ['备份', '数据'],
  ] as const) {
    const begun = performance.now();
    await field.click();
    await page.keyboard.type(typed, { delay: 60 });
    await page.locator('hc-settings-page section:visible').filter({ hasText: found }).first().waitFor();
    times.push((performance.now() - begun) / 1000);
    await field.fill('');
  }
  rows.note({ screen: '6.23', name: 'a setting found by search', value: Math.max(...times), unit: 's', goal: 10 });
}
