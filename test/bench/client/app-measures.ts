/** What is measured inside the running app. Each answers with the single values, in milliseconds. */
import type { Page } from '@playwright/test';
import type { AppElement } from './app.ts';

/**
 * From a key to the next paint, by the browser's own Event Timing (8 ms steps; what took under 16 ms is not reported and
 * counts as 16).
 */
export async function keysToPaint(page: Page, keys: number): Promise<number[]> {
  await page.getByRole('searchbox', { name: '搜索商品' }).focus();
  await page.evaluate(() => {
    const found: number[] = [];
    Object.assign(window, { benchKeys: found });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') found.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  for (let i = 0; i < keys; i++) {
    await page.keyboard.press(i % 6 === 5 ? 'Control+A' : `Digit${i % 10}`, { delay: 10 });
    await page.waitForTimeout(110);
  }
  await page.waitForTimeout(500);
  const slow = await page.evaluate(() => (window as unknown as { benchKeys: number[] }).benchKeys);
  return [...slow, ...new Array<number>(Math.max(0, keys - slow.length)).fill(16)];
}

/** From asking the engine what a search finds to having the rows in the page. */
export async function searches(page: Page, texts: readonly string[]): Promise<number[]> {
  return page.evaluate(async (all) => {
    const app = document.querySelector('hc-app') as AppElement;
    const out: number[] = [];
    for (const search of all) {
      const begun = performance.now();
      await app.engine.once('products', {
        search,
        category: null,
        filter: 'all',
        sort: { by: 'itemNo', descending: false },
        offset: 0,
        limit: 120,
      });
      out.push(performance.now() - begun);
    }
    return out;
  }, texts);
}

/** From "paid" pressed to the ticket on disk (strict durability), so that 已收款 may be shown. */
export async function sales(page: Page, codes: readonly string[]): Promise<number[]> {
  return page.evaluate(async (all) => {
    const app = document.querySelector('hc-app') as AppElement;
    const out: number[] = [];
    for (const [at, code] of all.entries()) {
      const scan = await app.engine.once('scan', { code });
      if (scan.kind !== 'variant' || scan.item.price === null) throw new Error(`${code} is ${scan.kind}`);
      const { item } = scan;
      const price = item.price ?? 0;
      const line = {
        variant: item.variant,
        unit: item.unit,
        numerator: item.unitNumerator,
        denominator: item.unitDenominator,
        quantity: 1000,
        listPrice: price,
        price,
        amount: null,
      };
      const amount = Math.round(price / 100);
      const begun = performance.now();
      const sold = await app.engine.run('sell', {
        basket: `bench-${begun}-${at}`,
        lines: [line],
        roundOff: 0,
        discount: 0,
        tenders: [{ kind: 'cash', amount }],
      });
      out.push(performance.now() - begun);
      if (!sold.ok) throw new Error(JSON.stringify(sold.error));
    }
    return out;
  }, codes);
}

/** Frames a second while the goods list is scrolled through. */
export async function scrolling(page: Page, seconds: number): Promise<number> {
  return page.evaluate(async (length) => {
    let scroller: Element | null = null;
    let most = 0;
    const find = (root: Document | ShadowRoot) => {
      for (const one of root.querySelectorAll('*')) {
        const room = one.scrollHeight - one.clientHeight;
        const { overflowY } = getComputedStyle(one);
        if (room > most && one.clientHeight > 200 && (overflowY === 'auto' || overflowY === 'scroll')) {
          most = room;
          scroller = one;
        }
        if (one.shadowRoot !== null) find(one.shadowRoot);
      }
    };
    find(document);
    const list = scroller as Element | null;
    if (list === null) throw new Error('nothing here scrolls');
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const begun = await frame();
    let frames = 0;
    let now = begun;
    while (now - begun < length * 1000) {
      list.scrollTop += 90;
      now = await frame();
      frames++;
    }
    return frames / ((now - begun) / 1000);
  }, seconds);
}
