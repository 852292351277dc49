// The audit log: what was done is found by whom, what and any word, with the value before and after; the log proves itself on the device, and the exported proof is checked outside by two programs that share no code.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { editProduct, everythingSent, goTo, makeProduct, openProduct, setField } from './kit/shop-pages.ts';
import { cart, next, paid, tap } from './kit/till.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('a changed price is found with its value before and after, and the log proves itself here and elsewhere', async ({
  house,
}, info) => {
  const { page } = await house.device();
  await openEmptyShop(page, { shop: '记录店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '纯牛奶', price: '6.5' });
  await makeProduct(page, { name: '圆领衫', price: '79' });
  await goTo(page, '收银');
  await tap(page, '纯牛奶');
  await cart(page).getByRole('button', { name: '收款' }).click();
  await page.getByRole('button', { name: '刚好' }).click();
  await page.getByRole('button', { name: '确认收款' }).click();
  await paid(page);
  await next(page);
  await goTo(page, '商品');
  await openProduct(page, '圆领衫');
  await editProduct(page, '价格');
  await setField(page, '零售价', '69');
  await everythingSent(page);

  await goTo(page, '记录');
  const log = page.locator('hc-audit-page');
  const rows = log.locator('hc-virtual-rows [role=listitem]');
  await log.getByRole('button', { name: '改价' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('圆领衫');
  await expect(rows).toContainText('零售价 79.00 → 69.00');
  await expect(log.locator('hc-audit-entry')).toContainText('有效，由该设备签发');
  await log.getByRole('button', { name: '改价' }).click();

  await log.getByRole('searchbox').fill('纯牛奶');
  await expect(rows.filter({ hasText: '零售' })).toHaveCount(1);
  await expect(rows.filter({ hasText: '圆领衫' })).toHaveCount(0);
  await rows.filter({ hasText: '零售' }).getByRole('button').click();
  await expect(log.locator('hc-audit-entry')).toContainText('¥6.50');
  await log.getByRole('searchbox').fill('没有的东西');
  await expect(log).toContainText('没有找到这样的操作');
  await log.getByRole('button', { name: '清除筛选' }).click();

  await log.getByRole('button', { name: '验证全部' }).click();
  await expect(page.locator('hc-audit-proof')).toContainText('每笔都由其设备签名，一字未改');
  await page.locator('hc-audit-proof').getByRole('button', { name: '好' }).click();

  const waiting = page.waitForEvent('download');
  await log.getByRole('button', { name: '导出证据' }).click();
  const file = info.outputPath('proof.hecang');
  await (await waiting).saveAs(file);
  const ours = spawnSync(process.execPath, ['relay/cli/hecang.mjs', 'verify', file], { cwd: root, encoding: 'utf8' });
  expect(ours.stdout).toContain('✓ 通过');
  expect(ours.status).toBe(0);
  const other = spawnSync(process.execPath, ['test/independent/check-bundle.mjs', file], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(other.stdout).toContain('no fault');
});
