// A hand scanner: a burst of keys that the page's own clock sees seven milliseconds apart, ended by Enter. With a Chinese input method on, the
// browser reports the same keys as parts of a composition; only their places on the keyboard remain.
import type { Page } from '@playwright/test';

const keyOf = (character: string): string =>
  /\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`;

export interface Burst {
  /** The input method swallows the characters. */
  readonly composing?: boolean;
  readonly crlf?: boolean;
}

/** Keys are made in the page, so that a busy machine cannot stretch the burst; each stands at its own millisecond. */
export async function scan(page: Page, code: string, { composing = false, crlf = false }: Burst = {}): Promise<void> {
  await page.evaluate(
    ({ keys, composing: composes, crlf: echoes }) => {
      const deepest = (root: Document | ShadowRoot): Element => {
        const active = root.activeElement;
        if (active === null) return document.body;
        return active.shadowRoot?.activeElement ? deepest(active.shadowRoot) : active;
      };
      const target = deepest(document);
      const press = (key: string, place: string, hidden: boolean): void => {
        const event = new KeyboardEvent('keydown', {
          key: hidden ? 'Process' : key,
          code: place,
          bubbles: true,
          composed: true,
          cancelable: true,
          isComposing: hidden,
          keyCode: hidden ? 229 : 0,
        });
        const taken = !target.dispatchEvent(event);
        if (!taken && !hidden && key.length === 1 && target instanceof HTMLInputElement) {
          target.value += key;
          target.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        }
      };
      for (const { key, place } of keys) press(key, place, composes);
      press('Enter', 'Enter', false);
      if (echoes) press('Enter', 'Enter', false);
    },
    { keys: [...code].map((key) => ({ key, place: keyOf(key) })), composing, crlf },
  );
}
