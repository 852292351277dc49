/**
 * The built app in a real Chromium, with a profile that outlives the browser's process. Everything that is timed in the
 * page is timed by the page's own clock.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Engine } from '../../../client/worker/engine-protocol.ts';
import { browserArguments } from '../../kit/browser-arguments.mjs';
import { installedBrowsers } from '../../kit/browser-candidates.mjs';
import { Throttle } from './throttle.ts';

export type AppElement = HTMLElement & { readonly engine: Engine };

/** How much slower a mid-range phone is than this machine. */
export const SLOW = 4;
const LONG_MS = 240_000;

export class App {
  readonly #profile = mkdtempSync(path.join(os.tmpdir(), 'hecang-bench-profile-'));
  #context: BrowserContext | null = null;
  #throttle: Throttle | null = null;

  /** A new browser process on the same profile. */
  async start(): Promise<Page> {
    const executablePath = process.env.CHROME_PATH ?? installedBrowsers()[0] ?? '';
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      args: browserArguments,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 1280, height: 800 },
      ...(executablePath === '' ? {} : { executablePath }),
    });
    this.#context.setDefaultTimeout(LONG_MS);
    await this.#context.addInitScript(noteFirstTile);
    return this.#context.pages()[0] ?? (await this.#context.newPage());
  }

  async slow(): Promise<void> {
    this.#throttle ??= await Throttle.renderers(this.#browser, SLOW);
  }
  async fast(): Promise<void> {
    await this.#throttle?.end();
    this.#throttle = null;
  }
  async stop(): Promise<void> {
    await this.fast();
    await this.#context?.close();
    this.#context = null;
  }
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#profile, { recursive: true, force: true });
  }

  get #browser(): Browser {
    const browser = this.#context?.browser();
    if (browser == null) throw new Error('the browser is not running');
    return browser;
  }
}

declare global {
  interface Window {
    /** `performance.now()` when goods first stood on the till. */
    benchFirstTile: number | null;
  }
}

/** Runs in every page: looks once a frame whether a tile of the till is there. */
function noteFirstTile(): void {
  window.benchFirstTile = null;
  const find = (root: Document | ShadowRoot): boolean => {
    if (root.querySelector('hc-tile') !== null) return true;
    for (const one of root.querySelectorAll('*')) if (one.shadowRoot !== null && find(one.shadowRoot)) return true;
    return false;
  };
  const look = () => {
    if (find(document)) window.benchFirstTile = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Milliseconds from the start of the navigation until goods stood on the till. */
export async function firstTile(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => window.benchFirstTile, null, { timeout: LONG_MS });
  return (await handle.jsonValue()) ?? Number.NaN;
}

export async function joinByLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('你的名字').fill('李强');
  await page.getByRole('button', { name: '加入', exact: true }).click();
}

/** Until the engine knows so many goods and all is stored. */
export async function untilGoods(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    async (wanted) => {
      const app = document.querySelector('hc-app') as AppElement | null;
      if (app === null) return false;
      const session = await app.engine.once('session', null);
      if (session.phase !== 'ready' || session.joining !== null) return false;
      const sort = { by: 'itemNo', descending: false } as const;
      const view = await app.engine.once('products', {
        search: '',
        category: null,
        filter: 'all',
        sort,
        offset: 0,
        limit: 1,
      });
      return view.all >= wanted;
    },
    count,
    { timeout: LONG_MS, polling: 250 },
  );
}
