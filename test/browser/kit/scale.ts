// A counter scale on a serial line that was chosen before: lines of text as 大华 and 凯士 send them, as often as the test says.
import type { BrowserContext, Page } from '@playwright/test';

/** Before any page of the context is opened. */
export async function plugScale(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    let feed: ReadableStreamDefaultController<Uint8Array> | null = null;
    const port = {
      readable: null as ReadableStream<Uint8Array> | null,
      writable: null,
      getInfo: () => ({ usbVendorId: 6790, usbProductId: 29987 }),
      open: async () => {
        port.readable = new ReadableStream<Uint8Array>({
          start: (controller) => {
            feed = controller;
          },
          cancel: () => {
            feed = null;
          },
        });
      },
      close: async () => undefined,
    };
    Object.defineProperty(navigator, 'serial', {
      value: { getPorts: async () => [port], requestPort: async () => port },
      configurable: true,
    });
    Object.assign(window, {
      scaleSays: (line: string): boolean => {
        feed?.enqueue(new TextEncoder().encode(`${line}\r\n`));
        return feed !== null;
      },
    });
    const hardware = JSON.parse(localStorage.getItem('hecang.hardware') ?? '{}') as Record<string, unknown>;
    hardware.scale = { vendor: 6790, product: 29987, place: 0 };
    localStorage.setItem('hecang.hardware', JSON.stringify(hardware));
  });
}

/** Whether somebody is reading. */
export function scaleSays(page: Page, line: string): Promise<boolean> {
  return page.evaluate((text) => (window as unknown as { scaleSays: (line: string) => boolean }).scaleSays(text), line);
}
