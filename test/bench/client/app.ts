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
import { neededFactor, Throttle } from './throttle.ts';

export type AppElement = HTMLElement & { readonly engine: Engine };

/** How much slower a mid-range phone is than this machine. */
export const SLOW = 4;
const LONG_MS = 240_000;

export class App {
  readonly #profile = mkdtempSync(path.join(os.tmpdir(), 'hecang-bench-profile-'));
  #context: BrowserContext | null = null;
  #throttle: Throttle | null = null;
  readonly #scripts: readonly (() => void)[];

  /** `scripts` run in every page before the app. */
  constructor(scripts: readonly (() => void)[] = []) {
    this.#scripts = scripts;
  }

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
    for (const script of this.#scripts) await this.#context.addInitScript(script);
    return this.#context.pages()[0] ?? (await this.#context.newPage());
  }

  /** Makes the renderers `SLOW` times slower than this machine is at rest; answers by what factor they were slowed. */
  async slow(page: Page): Promise<number> {
    await this.fast();
    const factor = await neededFactor(page, SLOW);
    if (factor > 1.05) this.#throttle = await Throttle.renderers(this.#browser, factor);
    return factor;
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

/** Runs in every page: looks once a frame whether a tile of the till is there. Elsewhere it would only cost frames. */
function noteFirstTile(): void {
  window.benchFirstTile = null;
  if (location.pathname !== '/till') return;
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

/** Until the engine has joined and knows so many goods. */
export async function untilGoods(page: Page, count: number): Promise<void> {
  await page.evaluate(
    async ({ wanted, most }) => {
      const until = performance.now() + most;
      while (performance.now() < until) {
        const app = document.querySelector('hc-app') as AppElement | null;
        const session = await app?.engine.once('session', null);
        if (app !== null && session?.phase === 'ready' && session.joining === null) {
          const view = await app.engine.once('products', {
            search: '',
            category: null,
            filter: 'all',
            sort: { by: 'itemNo', descending: false },
            offset: 0,
            limit: 1,
          });
          if (view.all >= wanted) return;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('the goods have not come');
    },
    { wanted: count, most: LONG_MS },
  );
}
