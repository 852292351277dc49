/**
 * A slow device made of a fast one: the renderer's process runs one part in `factor` of the time (throttle-worker.mjs).
 * Every measurement shows by a spin loop in page and worker that both are slowed, and by how much.
 */
import { Worker } from 'node:worker_threads';
import type { Browser, Page } from '@playwright/test';
import { median } from '../measure/statistics.ts';

export class Throttle {
  readonly #flag = new SharedArrayBuffer(4);
  readonly #worker: Worker;

  private constructor(pids: readonly number[], factor: number) {
    this.#worker = new Worker(new URL('./throttle-worker.mjs', import.meta.url), {
      workerData: { pids, factor, runMs: 1.5, flag: this.#flag },
    });
  }

  /** Slows all renderers that the browser has now. */
  static async renderers(browser: Browser, factor: number): Promise<Throttle> {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const pids = processInfo.filter((one) => one.type === 'renderer').map((one) => one.id);
    if (pids.length === 0) throw new Error('the browser has no renderer');
    return new Throttle(pids, factor);
  }

  /** Everything runs freely again when this settles. */
  async end(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#worker.once('message', () => resolve()));
    const gate = new Int32Array(this.#flag);
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    await done;
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

function spin(): number {
  const begun = performance.now();
  let x = 0;
  for (let i = 0; i < 15_000_000; i++) x = (x * 31 + i) | 0;
  return performance.now() - begun + (x === 7 ? 1 : 0);
}
