/**
 * A browser that has nothing joins the shop by a link, slowed to a quarter, page and worker alike: how long until a sale
 * is on disk, and until all of the history is here, verified and folded. Both are timed by the page's own clock from
 * the moment in which the newcomer says 加入.
 */
import { App, type AppElement, SLOW } from '../client/app.ts';
import { spinTimes } from '../client/throttle.ts';
import { figure } from '../report/bar-chart.ts';

export interface BrowserJoin {
  /** Until the first sale was on disk; NaN when none could be made before everything was here. */
  readonly firstSaleSeconds: number;
  readonly verifiedSeconds: number;
  /** What the spin loop in page and worker says about how much slower they were. */
  readonly slowness: string;
}

interface Marks {
  readonly firstSaleMs: number | null;
  readonly verifiedMs: number | null;
  readonly trouble: string;
}

const LONG_MS = 600_000;

/** `code`: barcode of something that has a price. */
export async function browserJoin(link: string, code: string): Promise<BrowserJoin> {
  const app = new App();
  try {
    const page = await app.start();
    await page.goto(link);
    await page.getByLabel('你的名字').fill('李强');
    const free = await spinTimes(page);
    const factor = await app.slow(page);
    const slow = await spinTimes(page);
    const slowness =
      `Slowed ${factor.toFixed(1)}× here, so that the page is ${SLOW}× slower than this machine at rest. ` +
      `Spin loop, page: ${figure(free.pageMs)} → ${figure(slow.pageMs)} ms, worker: ${figure(free.workerMs)} → ${figure(slow.workerMs)} ms.`;
    const marks = page.evaluate(watchJoin, { code, most: LONG_MS });
    await page.getByRole('button', { name: '加入', exact: true }).click();
    const { firstSaleMs, verifiedMs, trouble } = await marks;
    if (verifiedMs === null) throw new Error(`the shop has not come: ${trouble}`);
    return { firstSaleSeconds: (firstSaleMs ?? Number.NaN) / 1000, verifiedSeconds: verifiedMs / 1000, slowness };
  } finally {
    await app.remove();
  }
}

/** Runs in the page: from the press of 加入, asks the engine again and again, and sells once as soon as it can. */
async function watchJoin({ code, most }: { code: string; most: number }): Promise<Marks> {
  const begun = await new Promise<number>((resolve) => {
    addEventListener('click', () => resolve(performance.now()), { capture: true, once: true });
  });
  let firstSaleMs: number | null = null;
  let trouble = '';
  const sell = async (engine: AppElement['engine']): Promise<boolean> => {
    const scan = await engine.once('scan', { code });
    if (scan.kind !== 'variant' || scan.item.price === null) {
      trouble = `${code} is ${scan.kind}`;
      return false;
    }
    const { variant, unit, unitNumerator: numerator, unitDenominator: denominator, price } = scan.item;
    const line = { variant, unit, numerator, denominator, quantity: 1000, listPrice: price, price, amount: null };
    const sold = await engine.run('sell', {
      basket: 'bench-first-sale',
      lines: [line],
      roundOff: 0,
      discount: 0,
      tenders: [{ kind: 'cash', amount: Math.round(price / 100) }],
    });
    if (!sold.ok) trouble = JSON.stringify(sold.error);
    return sold.ok;
  };
  while (performance.now() - begun < most) {
    const app = document.querySelector('hc-app') as AppElement | null;
    const session = await app?.engine.once('session', null);
    if (app !== null && session !== undefined && session.phase !== 'none') {
      if (firstSaleMs === null && (await sell(app.engine))) firstSaleMs = performance.now() - begun;
      if (session.phase === 'ready' && session.joining === null) {
        return { firstSaleMs, verifiedMs: performance.now() - begun, trouble };
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { firstSaleMs, verifiedMs: null, trouble };
}
