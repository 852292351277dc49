/**
 * From a real key or press to the picture that answers it. The page's own clock: the input's time stamp (taken by the
 * browser when the input reached it, so that waiting in the queue counts), then every frame is looked at until the
 * answer is in the page, then the frame after that, when it has been painted.
 */
import type { CDPSession, Page } from '@playwright/test';

/** Something on the screen, by selectors that go down through shadow roots. */
export interface Look {
  readonly path: readonly string[];
  /** There at all, no longer there, or with another text or (of a controller's name) another view than when armed. */
  readonly seen: 'there' | 'gone' | 'other' | 'view';
  /** For `view`: the field of the element that holds a watched query. */
  readonly controller?: string;
  /** For `there`: its text contains this. */
  readonly text?: string;
}

const MOST_MS = 20_000;

declare global {
  interface Window {
    /** Time stamp of the last key or press. */
    benchInput: number;
  }
}

/** Runs in every page before the app, which may keep keys from whoever listens later. */
export function noteInputs(): void {
  window.benchInput = Number.NaN;
  for (const kind of ['keydown', 'pointerup'] as const)
    addEventListener(
      kind,
      (event) => {
        window.benchInput = event.timeStamp;
      },
      { capture: true },
    );
}

/** Runs in the page: resolves `benchPainted` with milliseconds. */
function arm({ look, most }: { readonly look: Look; readonly most: number }): void {
  const found = (): Element | null => {
    let node: Element | Document | null = document;
    for (const step of look.path) {
      const root: ParentNode = node instanceof Element ? (node.shadowRoot ?? node) : (node ?? document);
      node = root.querySelector(step);
      if (node === null) return null;
    }
    return node instanceof Element ? node : null;
  };
  const state = (): unknown => {
    const element = found();
    if (look.seen !== 'view') return element?.textContent ?? null;
    const holder = element as unknown as Record<string, { readonly view?: unknown } | undefined> | null;
    return holder?.[look.controller ?? '']?.view;
  };
  const before = look.seen === 'other' || look.seen === 'view' ? state() : null;
  const answered = (): boolean => {
    if (look.seen === 'gone') return found() === null;
    if (look.seen === 'there') return found()?.textContent?.includes(look.text ?? '') === true;
    return state() !== before;
  };
  window.benchInput = Number.NaN;
  const begun = performance.now();
  const painted = new Promise<number>((resolve, reject) => {
    const each = (): void => {
      if (performance.now() - begun > most) reject(new Error(`never seen: ${JSON.stringify(look)}`));
      else if (Number.isNaN(window.benchInput) || !answered()) requestAnimationFrame(each);
      else {
        const last = window.benchInput;
        requestAnimationFrame(() => resolve(performance.now() - last));
      }
    };
    requestAnimationFrame(each);
  });
  void painted.catch(() => {});
  Object.assign(window, { benchPainted: painted });
}

/** Milliseconds from the last input of `act` to the painted answer. */
export async function toPaint(page: Page, look: Look, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(arm, { look, most: MOST_MS });
  await act();
  return page.evaluate(() => (window as unknown as { benchPainted: Promise<number> }).benchPainted);
}

/** A hand scanner: keys eight milliseconds apart by the browser's own input, Enter at the end; nobody waits for answers. */
export async function scanKeys(cdp: CDPSession, code: string): Promise<void> {
  const begun = Date.now();
  const sent: Promise<unknown>[] = [];
  for (const [at, sign] of [...code, 'Enter'].entries()) {
    const isDigit = /\d/.test(sign);
    const name =
      sign === 'Enter' ? 'Enter' : isDigit ? `Digit${sign}` : sign === '-' ? 'Minus' : `Key${sign.toUpperCase()}`;
    const key = {
      key: sign,
      code: name,
      windowsVirtualKeyCode: sign === 'Enter' ? 13 : sign === '-' ? 189 : sign.toUpperCase().charCodeAt(0),
      timestamp: (begun + at * 8) / 1000,
      ...(sign !== sign.toLowerCase() && sign !== 'Enter' ? { modifiers: 8 } : {}),
    };
    const text = sign === 'Enter' ? '\r' : sign;
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...key }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + (at + 1) * 8 - Date.now())));
  }
  await Promise.all(sent);
}

/** Frames a second of the page while the browser itself scrolls what lies under the point, by wheel. */
export async function scrollFrames(
  page: Page,
  cdp: CDPSession,
  at: { readonly x: number; readonly y: number },
  { distance, speed }: { readonly distance: number; readonly speed: number },
): Promise<number> {
  await page.evaluate(() => {
    const times: number[] = [];
    let going = true;
    const each = (time: number): void => {
      times.push(time);
      if (going) requestAnimationFrame(each);
    };
    requestAnimationFrame(each);
    Object.assign(window, {
      benchFrames: () => {
        going = false;
        return times;
      },
    });
  });
  await cdp.send('Input.synthesizeScrollGesture', { ...at, yDistance: -distance, speed, gestureSourceType: 'mouse' });
  const times = await page.evaluate(() => (window as unknown as { benchFrames: () => number[] }).benchFrames());
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  return times.length < 2 ? 0 : (times.length - 1) / ((last - first) / 1000);
}
