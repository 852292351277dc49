// Looks of a screen: sizes, languages, light and dark; a picture of each lies in screenshots/<width>-<language>-<light or dark>/, under axe.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const full = process.env.FULL === '1';
const root = path.resolve(import.meta.dirname, '../../..');
const sizes = { 390: 844, 820: 1180, 1440: 900 } as const;

export interface Look {
  readonly width: keyof typeof sizes;
  readonly locale: 'zh-CN' | 'en';
  readonly scheme: 'light' | 'dark';
}
const everyLook: readonly Look[] = ([390, 820, 1440] as const).flatMap((width) =>
  (['zh-CN', 'en'] as const).flatMap((locale) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, locale, scheme })),
  ),
);
/** `LOOK=820-zh-dark` takes one corner, for whoever is mending a screen. */
export const looks = everyLook.filter((look) => {
  const wanted = process.env.LOOK;
  if (wanted !== undefined && wanted !== '') return wanted === folderOf(look);
  return full || ['390-zh-light', '1440-en-dark'].includes(folderOf(look));
});

function folderOf({ width, locale, scheme }: Look): string {
  return `${width}-${locale === 'en' ? 'en' : 'zh'}-${scheme}`;
}

export async function wear(page: Page, { width, locale, scheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: sizes[width] });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.evaluate(
    (chosen) =>
      localStorage.setItem(
        'hecang.preferences',
        JSON.stringify({ locale: chosen, theme: 'system', density: 'normal' }),
      ),
    locale,
  );
}

export async function take(page: Page, look: Look, name: string): Promise<void> {
  await page.screenshot({
    path: path.join(root, 'screenshots', folderOf(look), `${name}.png`),
    animations: 'disabled',
  });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const said = violations.map(
    (one) =>
      `${name}: ${one.id} ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`,
  );
  expect.soft(said).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${name} scrolls sideways`).toBeLessThanOrEqual(look.width);
}

export const settled = (page: Page, selector: string): Promise<unknown> =>
  expect(page.locator(selector).first()).toBeVisible();
