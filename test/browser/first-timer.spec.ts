// Somebody who has never seen it: a clean profile, an own shop, goods typed in, the first ticket. Only what the screen shows is used, with
// pointer and keyboard as they come; taps are counted, and what a person needs to look, decide and write down is added to the clock.
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, phone, test } from './kit/house.ts';
import { Newcomer } from './kit/newcomer.ts';

const most = { taps: 25, seconds: 180 };

/** The README's walk: its pictures are kept where HECANG_PICTURES says. */
const pictures = process.env.HECANG_PICTURES;
async function look(page: Page, on: string, name: string): Promise<void> {
  if (pictures === undefined || on !== 'a PC') return;
  await page.setViewportSize({ width: 960, height: 640 });
  await page.screenshot({ path: path.join(pictures, `walk-${name}.png`), animations: 'disabled' });
}

for (const { on, options } of [
  { on: 'a PC', options: {} },
  { on: 'a phone', options: phone },
]) {
  test(`a first-timer on ${on} opens a shop and sells within three minutes and 25 taps`, async ({ house }) => {
    const { page, complaints } = await house.device(options);
    const person = new Newcomer(page);
    await person.opens('/');
    await expect(page.getByRole('button', { name: '开新店' })).toBeVisible();
    await look(page, on, '1-first-page');
    await person.taps('button', '开新店');
    await person.types('店名', '好邻居', { focused: true });
    await person.types('你的名字', '何敏');
    await person.taps('button', '开店');
    await person.writesDown(page.locator('hc-recovery-sheet li'));
    await person.taps('checkbox', '已抄下或打印，收好了');
    await person.taps('button', '继续');
    await person.taps('button', '先不导入');
    if (on === 'a phone') await person.taps('button', '点选');
    await person.taps('button', '新建商品');
    await person.types('名称', '绿茶', { focused: true });
    await person.types('零售价', '4.5');
    await look(page, on, '2-new-goods');
    await person.taps('button', '保存');
    await person.taps('button', /^绿茶/);
    if (on === 'a phone') await person.taps('button', '回到销售单');
    await person.taps('button', /^收款/);
    await person.taps('button', '刚好');
    await look(page, on, '3-pay');
    await person.taps('button', /^确认收款/);
    await expect(page.getByRole('heading', { name: '已收款' })).toBeVisible();
    await look(page, on, '4-receipt');

    const { taps, keys, seconds, measured } = person.counts();
    console.log(
      `first-timer on ${on}: ${taps} taps, ${keys} keys, ${seconds.toFixed(0)} s at a person's pace (${measured.toFixed(1)} s of it the app and the typing)`,
    );
    expect(taps).toBeLessThanOrEqual(most.taps);
    expect(seconds).toBeLessThanOrEqual(most.seconds);
    await expect(page.locator('hc-receipt')).toContainText('绿茶');
    await expect(page.locator('hc-receipt')).toContainText('4.50');
    expect(complaints).toEqual([]);
  });
}
