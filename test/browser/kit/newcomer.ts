// A person at the screen for the first time, by the keystroke-level model (Card, Moran, Newell 1983): 1.35 s to find and decide before each
// act, 1.1 s to bring hand or pointer to it, keys 60 ms apart at least, 2 s for each word written down by hand. The acts are real ones; only
// the person's own time is added up instead of waited for.
import { expect, type Locator, type Page } from '@playwright/test';

const decideS = 1.35;
const reachS = 1.1;
const writeWordS = 2;

export interface Counts {
  readonly taps: number;
  readonly keys: number;
  /** With the person's own time. */
  readonly seconds: number;
  /** What passed on the clock: the app's time and the typing. */
  readonly measured: number;
}

export class Newcomer {
  readonly #page: Page;
  #begun = 0;
  #taps = 0;
  #keys = 0;
  #own = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async opens(path: string): Promise<void> {
    this.#begun = performance.now();
    await this.#page.goto(path);
  }

  /** One tap on what is named so on the screen. */
  async taps(role: 'button' | 'checkbox' | 'link', name: string | RegExp): Promise<void> {
    const exact = typeof name === 'string' ? { name, exact: true } : { name };
    await this.#touch(this.#page.getByRole(role, exact).filter({ visible: true }).first());
  }

  /** Into the field of this label, tapped first unless the focus is there already. */
  async types(label: string, text: string, { focused = false } = {}): Promise<void> {
    const field = this.#page.getByRole('textbox', { name: label }).filter({ visible: true }).first();
    if (focused) await expect(field).toBeFocused();
    else await this.#touch(field);
    // Han characters come by an input method, three keys each.
    this.#keys += [...text].reduce((sum, one) => sum + (one < '\u0080' ? 1 : 3), 0);
    await this.#page.keyboard.type(text, { delay: 60 });
    this.#own += [...text].filter((one) => one >= '\u0080').length * 3 * 0.2;
  }

  async writesDown(words: Locator): Promise<void> {
    await expect(words.first()).toBeVisible();
    this.#own += (await words.count()) * writeWordS;
  }

  counts(): Counts {
    const measured = (performance.now() - this.#begun) / 1000;
    return { taps: this.#taps, keys: this.#keys, measured, seconds: measured + this.#own };
  }

  async #touch(target: Locator): Promise<void> {
    this.#taps += 1;
    this.#own += decideS + reachS;
    await target.click();
  }
}
