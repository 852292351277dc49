/**
 * A slow device made of a fast one: the renderer's process runs one part in `factor` of the time (throttle-worker.mjs).
 * Every measurement shows by a spin loop in page and worker that both are slowed, and by how much.
 */
import { Worker } from 'node:worker_threads';
import type { Browser, Page } from '@playwright/test';
import { median } from '../measure/statistics.ts';

export class Throttle {
  readonly #gate = new Int32Array(new SharedArrayBuffer(8));
  readonly #worker: Worker;

  private constructor(browserPid: number, factor: number) {
    this.#worker = new Worker(new URL('./throttle-worker.mjs', import.meta.url), {
      workerData: { browserPid, factor, runMs: 1.5, flag: this.#gate.buffer },
    });
  }

  /** Slows all renderers that the browser has or gets. */
  static async renderers(browser: Browser, factor: number): Promise<Throttle> {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const pid = processInfo.find((one) => one.type === 'browser')?.id;
    if (pid === undefined) throw new Error('the browser has no process');
    return new Throttle(pid, factor);
  }

  /** Everything runs freely again when this settles. */
  async end(): Promise<void> {
    Atomics.store(this.#gate, 0, 1);
    Atomics.notify(this.#gate, 0);
    while (Atomics.load(this.#gate, 1) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await this.#worker.terminate();
  }
}

export interface SpinTimes {
  readonly pageMs: number;
  readonly workerMs: number;
}

/** How long one and the same loop takes in the page and in the app's own worker. Medians of three. */
export async function spinTimes(page: Page): Promise<SpinTimes> {
  const worker = page.workers()[0];
  if (worker === undefined) throw new Error('the page has no worker');
  const pageMs: number[] = [];
  const workerMs: number[] = [];
  for (let round = 0; round < 4; round++) {
    pageMs.push(await page.evaluate(spin));
    workerMs.push(await worker.evaluate(spin));
  }
  // The first round warms the code up.
  return { pageMs: median(pageMs.slice(1)), workerMs: median(workerMs.slice(1)) };
}

/**
 * How many times slower the renderers must be made so that the page is `factor` times slower than this machine when it
 * is idle. The fastest of many spins in this process tells how fast that is; a machine that is busy with other things
 * has slowed the page already, and then less, or nothing, is left to do.
 */
export async function neededFactor(page: Page, factor: number): Promise<number> {
  const here = Array.from({ length: 12 }, spin);
  const there: number[] = [];
  for (let round = 0; round < 4; round++) there.push(await page.evaluate(spin));
  return Math.max(1, (factor * Math.min(...here)) / median(there.slice(1)));
}

function spin(): number {
  const begun = performance.now();
  let x = 0;
  for (let i = 0; i < 15_000_000; i++) x = (x * 31 + i) | 0;
  return performance.now() - begun + (x === 7 ? 1 : 0);
}
