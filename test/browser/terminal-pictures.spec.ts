// Pictures of a till that several share: locked, after a wrong PIN, and somebody's yes on the spot.
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { looks, settled, take, wear } from './kit/looks.ts';
import { goTo, makeProduct } from './kit/shop-pages.ts';
import { addFace, shareTerminal, typePin } from './kit/terminal.ts';

test('a shared till, locked, and a yes on the spot', async ({ house }) => {
  const { page } = await house.device();
  await openEmptyShop(page, { shop: '河坊街衣橱', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '牛津纺衬衫', price: '269' });
  await shareTerminal(page, '135790');
  for (const [name, pin] of [
    ['林珊', '246802'],
    ['陈强', '112233'],
    ['赵倩', '445566'],
  ] as const)
    await addFace(page, name, '销售', pin);
  for (const look of looks) {
    await wear(page, look);
    await page.goto('/till');
    await settled(page, 'hc-lock-screen hc-pin-pad');
    await take(page, look, 'lock');
    await page.locator('hc-lock-screen .face', { hasText: '林珊' }).click();
    await typePin(page, '000000');
    await settled(page, 'hc-lock-screen .wrong');
    await take(page, look, 'lock-wrong');
    await expect(page.locator('hc-lock-screen .keys button').first()).toBeEnabled();
    await typePin(page, '246802');
    await expect(page.locator('hc-lock-screen')).toHaveCount(0);
    if ((await page.locator('hc-cart-line').count()) === 0) {
      await page.locator('hc-goods-pane input').fill('牛津纺');
      await page.locator('hc-tile button').first().click();
    }
    await page.locator('hc-cart .actions .side').first().click();
    await page.locator('hc-cart-discount input').fill('70');
    await page.locator('hc-cart-discount .foot .primary').click();
    await settled(page, 'hc-authorise hc-pin-pad');
    await take(page, look, 'authorise');
    await page.keyboard.press('Escape');
  }
});
