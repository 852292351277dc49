// A counter scale at the till: the weight follows it until somebody types, and only what rests is sold.
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { plugScale, scaleSays } from './kit/scale.ts';
import { due, lines, payExactly } from './kit/till.ts';

test('apples on the scale: moving, at rest, below zero, too much, by hand, and the scale let go afterwards', async ({
  house,
}) => {
  const { page, context, complaints } = await house.device();
  await plugScale(context);
  await openEmptyShop(page, { shop: '水果铺', member: '何敏' });
  await page.getByRole('button', { name: '新建商品' }).click();
  const form = page.locator('hc-product-form');
  await form.getByLabel('名称').fill('红富士');
  await form.getByLabel('单位').fill('斤');
  await form.getByLabel('零售价').fill('6');
  await form.getByLabel('按重量卖').check();
  await form.getByRole('button', { name: '保存' }).click();

  const pane = page.locator('hc-ask-pane');
  const weight = pane.getByLabel('重量 斤');
  await page.locator('hc-tile', { hasText: '红富士' }).getByRole('button').click();
  await expect(pane.getByText('等秤的读数')).toBeVisible();
  await scaleSays(page, 'US,GS,+  0.610kg');
  await expect(pane.getByText('秤 未稳')).toBeVisible();
  await expect(weight).toHaveValue('1.22');
  await weight.press('Enter');
  await expect(pane.getByText('秤还没稳。等数字不动再确定')).toBeVisible();
  await expect(lines(page)).toHaveCount(0);
  await scaleSays(page, 'ST,GS,+  0.625kg');
  await expect(pane.getByText('秤 稳定')).toBeVisible();
  await expect(weight).toHaveValue('1.25');
  await weight.press('Enter');
  await expect(due(page)).toHaveText('¥7.50');
  expect(await scaleSays(page, 'ST,GS,+  0.625kg')).toBe(false);

  await page.locator('hc-tile', { hasText: '红富士' }).getByRole('button').click();
  await expect.poll(() => scaleSays(page, 'ST,GS,-  0.200kg')).toBe(true);
  await expect(pane.getByText('负数，去皮或清零')).toBeVisible();
  await expect(weight).toHaveValue('');
  await pane.getByRole('button', { name: '确定' }).click();
  await expect(pane.getByText('这不是有效的数')).toBeVisible();
  await scaleSays(page, 'OL');
  await weight.click();
  await page.keyboard.type('0.5', { delay: 60 });
  // What somebody typed is not written over, and can be given up.
  await scaleSays(page, 'ST,GS,+  3.000kg');
  await expect(pane.getByRole('button', { name: '用秤上的' })).toBeVisible();
  await expect(weight).toHaveValue('0.5');
  await pane.getByRole('button', { name: '用秤上的' }).click();
  await expect(weight).toHaveValue('6');
  await pane.getByRole('button', { name: '确定' }).click();
  await expect(due(page)).toHaveText('¥43.50');
  await payExactly(page);
  await expect(page.locator('hc-receipt')).toContainText('43.50');
  expect(complaints).toEqual([]);
});
