// What a browser would print: the frame that a print made, as a page of its own, so that it can be looked at, measured and made a PDF.
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

export interface PrintedPage {
  readonly page: Page;
  /** Width and height of each page of the PDF, in millimetres. */
  readonly sheets: readonly (readonly [number, number])[];
}

const pictures = process.env.HECANG_PICTURES;

/** Opens what was printed last; its picture is kept where HECANG_PICTURES says. */
export async function printedPage(page: Page, name: string): Promise<PrintedPage> {
  const frame = page.locator('iframe[title=print]');
  await expect(frame).toBeAttached();
  const source = await frame.evaluate(
    (element: HTMLIFrameElement) => element.contentDocument?.documentElement.outerHTML ?? '',
  );
  const width = Number(/@page\s*\{\s*size:\s*([\d.]+)mm/.exec(source)?.[1] ?? '0');
  const paper = await page.context().newPage();
  await paper.setViewportSize({ width: Math.ceil((width / 25.4) * 96), height: 600 });
  await paper.setContent(source);
  if (pictures !== undefined) await paper.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
  const pdf = (await paper.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)];
  const sheets = boxes.map(([, w, h]) => [toMm(w), toMm(h)] as const);
  return { page: paper, sheets };
}

const toMm = (points: string | undefined): number => Math.round((Number(points) / 72) * 25.4);

/** Nothing of a paper stands beyond its edge. */
export async function fitsPaper(paper: Page): Promise<boolean> {
  return paper.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const beyond = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > edge + 0.5,
    );
    return beyond.length === 0 && document.documentElement.scrollWidth <= edge;
  });
}
