/**
 * A paper as HTML: the preview on screen and what a browser prints. Same blocks as the printer's bytes, set by the
 * browser: names wrap where they meet the edge, figures stand right.
 */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { Paper, PaperBlock, PaperWidth } from '../../shared/printing/paper.ts';
import { type QrModules, qrModules } from '../components/qr-modules.ts';

/** Millimetres that a head of this width prints. */
export const PRINTED: Readonly<Record<PaperWidth, number>> = { 58: 48, 80: 72 };

/** Styles of a paper; it is light whatever the page around it is. */
export const paperStyles = `
  .paper { box-sizing: border-box; color-scheme: light; color: CanvasText; background: Canvas; padding: 2mm 0; line-height: 1.45; overflow-wrap: anywhere;
    font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", MiSans, "Microsoft YaHei UI",
    "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; font-variant-numeric: tabular-nums; font-size: 3.2mm; }
  .paper.w58 { width: 48mm; }
  .paper.w80 { width: 72mm; font-size: 3.3mm; }
  .paper p { margin: 0; }
  .paper .centre { text-align: center; }
  .paper .right { text-align: right; }
  .paper .bold { font-weight: 600; }
  .paper .large { font-size: 1.5em; line-height: 1.35; }
  .paper .pair { display: flex; justify-content: space-between; gap: 0 2mm; flex-wrap: wrap; }
  .paper .pair > :last-child { margin-left: auto; white-space: nowrap; }
  .paper hr { border: 0; border-top: 0.25mm dashed currentColor; margin: 1.2mm 0; }
  .paper .blank { height: 2mm; }
  .paper svg { display: block; width: 26mm; height: 26mm; margin: 1mm auto; }
`;

export type QrPictures = ReadonlyMap<string, QrModules>;

/**
 * The QR codes of a paper, made beforehand, so that drawing it waits for nothing. Where their maker can't be had (offline
 * before the app was kept whole) the paper goes out without: the number stands beneath.
 */
export async function qrPictures(paper: Paper): Promise<QrPictures> {
  const texts = paper.flatMap((block) => (block.kind === 'qr' ? [block.text] : []));
  try {
    return new Map(await Promise.all(texts.map(async (text) => [text, await qrModules(text)] as const)));
  } catch {
    return new Map();
  }
}

export function paperPage(paper: Paper, width: PaperWidth, pictures: QrPictures): TemplateResult {
  return html`<div class="paper w${width}">${paper.map((block) => blockPage(block, pictures))}</div>`;
}

function blockPage(block: PaperBlock, pictures: QrPictures): TemplateResult | typeof nothing {
  switch (block.kind) {
    case 'rule':
      return html`<hr />`;
    case 'blank':
      return html`<div class="blank"></div>`;
    case 'qr': {
      const picture = pictures.get(block.text);
      if (picture === undefined) return nothing;
      return html`<svg viewBox="0 0 ${picture.size} ${picture.size}" shape-rendering="crispEdges" aria-hidden="true">
        ${svg`<path d=${picture.path} fill="currentColor" />`}
      </svg>`;
    }
    case 'pair':
      return html`<p class=${classMap({ pair: true, bold: block.bold, large: block.size === 2 })}>
        <span>${block.left}</span><span>${block.right}</span>
      </p>`;
    case 'text':
      return html`<p class=${classMap({ [block.align]: true, bold: block.bold, large: block.size === 2 })}>${block.text}</p>`;
  }
}
