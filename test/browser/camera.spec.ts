// The camera as a scanner in a browser that has no detector of its own (this one): the wasm finds the code, the goods are in the cart, and a
// code that stays in view counts once.
import type { Page } from '@playwright/test';
import { ask } from './kit/dressed-shop.ts';
import { openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { goTo, makeProduct } from './kit/shop-pages.ts';
import { lines } from './kit/till.ts';

const CODE = '6901234567892';

/** Bars and spaces of an EAN-13, 95 modules (ISO/IEC 15420): 1 = bar. */
function modulesOf(code: string): string {
  const odd = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
  const parity = 'LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL'.split(' ');
  const inverted = (text: string): string => [...text].map((bit) => (bit === '1' ? '0' : '1')).join('');
  const even = (text: string): string => [...inverted(text)].reverse().join('');
  const digits = [...code].map(Number);
  const pattern = parity[digits[0] ?? 0] ?? '';
  const left = digits.slice(1, 7).map((digit, i) => (pattern[i] === 'L' ? odd[digit] : even(odd[digit] ?? '')));
  const right = digits.slice(7).map((digit) => inverted(odd[digit] ?? ''));
  return `101${left.join('')}01010${right.join('')}101`;
}

/** A camera that sees the code on white. */
async function holdBeforeCamera(page: Page, modules: string): Promise<void> {
  await page.addInitScript((bars) => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const context = canvas.getContext('2d');
    const draw = (): void => {
      if (context === null) return;
      context.fillStyle = 'white';
      context.fillRect(0, 0, 640, 480);
      context.fillStyle = 'black';
      [...bars].forEach((bar, i) => {
        if (bar === '1') context.fillRect(130 + i * 4, 120, 4, 240);
      });
    };
    navigator.mediaDevices.getUserMedia = async () => {
      setInterval(draw, 100);
      draw();
      return canvas.captureStream(10);
    };
  }, modules);
}

test('a code held before the camera is in the cart, once', async ({ house }) => {
  const { page } = await house.device();
  await holdBeforeCamera(page, modulesOf(CODE));
  await openEmptyShop(page, { shop: '柜台店', member: '何敏' });
  await goTo(page, '商品');
  await makeProduct(page, { name: '牛奶', price: '12.9', barcode: CODE });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/till');
  expect(await page.evaluate(() => 'BarcodeDetector' in globalThis)).toBe(false);
  await page.getByRole('button', { name: '用相机扫码' }).click();
  await expect(page.locator('hc-camera-pane video')).toBeVisible();
  await expect.poll(() => ask(page, 'draft', { key: 'till' }), { timeout: 20_000 }).toContain('牛奶');
  await page.locator('hc-camera-pane').getByRole('button', { name: '返回' }).click();
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page).first()).toContainText('×1');
});
