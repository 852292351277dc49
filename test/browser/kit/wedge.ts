// A scanner at the keyboard, key by key through the browser itself. Each key carries the time at which the scanner sent it, so that a busy machine
// stretches nothing.
import type { CDPSession, Page } from '@playwright/test';

/** A scanner that sends keys with its own clock. */
export class Wedge {
  readonly #keys: CDPSession;
  #seconds: number;

  constructor(keys: CDPSession, startMs: number) {
    this.#keys = keys;
    this.#seconds = startMs / 1000;
  }

  async scan(code: string, { composing = false, echo = false, broken = false } = {}): Promise<void> {
    this.#seconds = Math.max(this.#seconds + 0.2, Date.now() / 1000);
    let at = this.#seconds;
    let composed = '';
    // All keys at once, as they would wait in the browser: a slow test must not stretch the burst that it plays.
    const sent: Promise<unknown>[] = [];
    for (const character of broken ? code.slice(0, 6) : code) {
      at += 0.008;
      const keyCode = composing ? 229 : character.charCodeAt(0);
      sent.push(this.#press(`Digit${character}`, composing ? 'Process' : character, at, keyCode, !composing));
      composed += character;
      const caret = composed.length;
      const composition = { text: composed, selectionStart: caret, selectionEnd: caret };
      if (composing) sent.push(this.#keys.send('Input.imeSetComposition', composition));
    }
    if (!broken) sent.push(this.#press('Enter', 'Enter', at + 0.008, 13, true));
    if (!broken && echo) sent.push(this.#press('Enter', 'Enter', at + 0.02, 13, true));
    await Promise.all(sent);
  }

  async #press(place: string, key: string, timestamp: number, keyCode: number, typed: boolean): Promise<void> {
    const shared = { code: place, key, timestamp, windowsVirtualKeyCode: keyCode };
    const text = key === 'Enter' ? '\r' : key;
    const down = typed ? { type: 'keyDown' as const, text, ...shared } : { type: 'rawKeyDown' as const, ...shared };
    await Promise.all([
      this.#keys.send('Input.dispatchKeyEvent', down),
      this.#keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared }),
    ]);
  }
}

export async function wedgeOn(page: Page): Promise<Wedge> {
  return new Wedge(await page.context().newCDPSession(page), Date.now());
}
