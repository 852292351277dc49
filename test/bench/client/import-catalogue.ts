/** A real list of goods through the import pages of a new shop, from choosing the file to goods that can be sold. */
import { contestants, Running } from '../live/contestants.ts';
import { App, untilGoods } from './app.ts';

/** Milliseconds, slowed; what a person needs to press two buttons is in it (next to nothing here). */
export async function importCatalogue(file: string): Promise<number> {
  const ours = contestants().find((one) => one.kind === 'hecang');
  if (ours === undefined) throw new Error('the relay is not here');
  const running = await Running.start(ours);
  const app = new App();
  try {
    const page = await app.start();
    await page.goto(running.server.url);
    await page.getByRole('button', { name: '开新店' }).click();
    await page.getByLabel('店名').fill('好邻居超市');
    await page.getByLabel('你的名字').fill('何敏');
    await page.getByRole('button', { name: '开店', exact: true }).click();
    await page.getByLabel('已抄下或打印，收好了').check();
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByRole('button', { name: '导入商品' }).click();
    await app.slow(page);
    const begun = performance.now();
    await page.getByLabel('选文件').setInputFiles(file);
    await page.getByText('6,404 行').waitFor();
    await page.getByRole('button', { name: '检查', exact: true }).click();
    await page.locator('hc-import-check').waitFor();
    await page.getByRole('button', { name: /^导入(可用的 )?/ }).click();
    await page.getByText('导入完成').waitFor();
    // Most rows are goods of their own; the rest waits for somebody's decision.
    await untilGoods(page, 5_000);
    return performance.now() - begun;
  } finally {
    await app.remove();
    await running.end();
  }
}
