// The devices of a story. Each is a browser context of its own (own storage, own keys) and reaches the relay over a line of its own, so that
// one can be offline while the others work. Everything a test opened is closed with it.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
} from '@playwright/test';
import { Line } from './line.ts';

export { expect } from '@playwright/test';

const relayPort = Number(process.env.HECANG_TEST_PORT ?? '0');
export const relayOrigin = `http://localhost:${relayPort}`;

export interface Device {
  readonly context: BrowserContext;
  readonly line: Line;
  /** The first tab. */
  readonly page: Page;
  /** What the page said that no user should meet: errors thrown, lines of `console.error`. */
  readonly complaints: string[];
  tab(path?: string): Promise<Page>;
}

export class House {
  readonly #browser: Browser;
  readonly #devices: Device[] = [];
  readonly #relayPort: number;

  constructor(browser: Browser, port: number) {
    this.#browser = browser;
    this.#relayPort = port;
  }

  async device(options: BrowserContextOptions = {}): Promise<Device> {
    const line = await Line.open(this.#relayPort);
    const context = await this.#browser.newContext({ baseURL: line.origin, ...options });
    const complaints: string[] = [];
    context.on('weberror', (error) =>
      complaints.push(error.error().stack || `${error.error().name}: ${error.error().message}`),
    );
    const page = await context.newPage();
    const tab = async (path = '/'): Promise<Page> => {
      const one = await context.newPage();
      await one.goto(path);
      return one;
    };
    const device = { context, line, page, complaints, tab };
    this.#devices.push(device);
    return device;
  }

  async close(): Promise<void> {
    for (const { context, line } of this.#devices) {
      await context.close();
      await line.close();
    }
  }
}

export const test = base.extend<{ house: House }>({
  house: async ({ browser }, use) => {
    const house = new House(browser, relayPort);
    await use(house);
    await house.close();
  },
});

/** A phone: narrow, touched. */
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
