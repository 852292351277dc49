// Ctrl K: from anywhere to anything, by keyboard alone. Typed at a person's pace: what comes faster is a scanner.
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { goTo, makeProduct } from './kit/shop-pages.ts';

test('a page or a product is two keys and a few letters away, and the focus comes back', async ({ house }) => {
  const { page, complaints } = await house.device();
  await openEmptyShop(page, { shop: '键盘店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '茉莉花茶', price: '18', itemNo: 'M1' });
  await makeProduct(page, { name: '铁观音', price: '66', itemNo: 'T9' });
  await goTo(page, '收银');

  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: '去哪里' });
  await expect(field).toBeFocused();
  await page.keyboard.type('mlhc', { delay: 60 });
  await expect(page.getByRole('option', { name: /茉莉花茶/ })).toBeVisible();
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: '茉莉花茶' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('库');
  await expect(page.getByRole('option', { name: '库存' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '库存' })).toBeVisible();

  await page.getByRole('searchbox').focus();
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('zzzz', { delay: 60 });
  await expect(page.getByText('没有找到', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(page.getByRole('searchbox')).toBeFocused();
  expect(complaints).toEqual([]);
});
