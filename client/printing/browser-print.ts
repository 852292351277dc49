/**
 * Prints through the browser: the page is put into a frame that nobody sees, measured, and given a paper of exactly its
 * size, so that roll printers neither feed a whole A4 nor cut early. The till's own page is not touched.
 */
import { render, type TemplateResult } from 'lit';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { ShownError } from '../worker/engine-protocol.ts';

export interface PrintedPage {
  readonly content: TemplateResult;
  readonly styles: string;
  /** Paper in millimetres; without a height it is as long as the content. */
  readonly paper: { readonly width: number; readonly height: number | null; readonly margin: number };
}

const MM = 25.4 / 96;

/** Resolves when the browser has taken the page or its dialog was closed. Errors: `printer-blocked`. */
export async function browserPrint(page: PrintedPage): Promise<Result<null, ShownError>> {
  const frame = printFrame(page);
  const view = frame.contentWindow;
  if (view === null) {
    frame.remove();
    return err({ code: 'printer-blocked' });
  }
  try {
    await view.document.fonts.ready;
    const gone = new Promise<void>((resolve) => view.addEventListener('afterprint', () => resolve(), { once: true }));
    view.print();
    // Some browsers print without a dialog and say so at once, some only when the dialog closes.
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    return ok(null);
  } catch {
    return err({ code: 'printer-blocked' });
  } finally {
    // Taken away later: a browser may still be reading it for the spooler.
    setTimeout(() => frame.remove(), 60_000);
  }
}

/** The frame with the page in it, ready to print. */
export function printFrame({ content, styles, paper }: PrintedPage): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = 'print';
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  // Not `display: none`: what is not laid out can't be measured.
  frame.style.cssText = `position:fixed;left:-10000px;top:0;width:${paper.width}mm;height:100mm;border:0;visibility:hidden`;
  document.querySelector('iframe[title="print"]')?.remove();
  document.body.append(frame);
  const inside = frame.contentDocument;
  if (inside === null) return frame;
  inside.documentElement.lang = document.documentElement.lang;
  const style = inside.createElement('style');
  const margin = `html,body{margin:0;padding:0;color-scheme:light}body{padding:0 ${paper.margin}mm}`;
  style.textContent = `${margin}${styles}`;
  inside.head.append(style);
  render(content, inside.body);
  const length = paper.height ?? Math.ceil(inside.body.scrollHeight * MM) + 2;
  style.textContent += `@page{size:${paper.width}mm ${length}mm;margin:0}`;
  return frame;
}
