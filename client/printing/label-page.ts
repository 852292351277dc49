/** Labels as SVG in printer dots: the preview, and what a browser prints, one label a page. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { textWidth } from '../../shared/printing/columns.ts';
import { DOTS_A_MM, LABEL_SIZES, type Label, type LabelElement } from '../../shared/printing/label.ts';
import { qrModules } from '../components/qr-modules.ts';
import type { QrPictures } from './paper-page.ts';

export const labelStyles = `
  .label { display: block; break-after: page; overflow: hidden; color-scheme: light; color: CanvasText; background: Canvas; }
  .label svg { display: block; width: 100%; height: 100%; }
  .label text { font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif; fill: currentColor; }
`;

export async function labelPictures(labels: readonly Label[]): Promise<QrPictures> {
  const texts = new Set(
    labels.flatMap(({ elements }) => elements.flatMap((one) => (one.kind === 'qr' ? [one.text] : []))),
  );
  return new Map(await Promise.all([...texts].map(async (text) => [text, await qrModules(text)] as const)));
}

export function labelPage({ form, elements }: Label, pictures: QrPictures): TemplateResult {
  const { width, height } = LABEL_SIZES[form];
  return html`<div class="label" style="width:${width}mm;height:${height}mm">
    <svg viewBox="0 0 ${width * DOTS_A_MM} ${height * DOTS_A_MM}" shape-rendering="crispEdges">
      ${elements.map((element) => elementPage(element, pictures))}
    </svg>
  </div>`;
}

function elementPage(element: LabelElement, pictures: QrPictures): TemplateResult | typeof nothing {
  switch (element.kind) {
    case 'text': {
      const { x, y, size, text } = element;
      // As wide as the label printer sets it, whatever typeface this machine has.
      const wide = (textWidth(text) * size) / 2;
      return svg`<text x=${x} y=${y + size * 0.84} font-size=${size * 0.92} font-weight=${size > 24 ? 600 : 400}
        textLength=${wide} lengthAdjust="spacingAndGlyphs" shape-rendering="auto">${text}</text>`;
    }
    case 'bars':
      return svg`<path d=${barsPath(element)} fill="currentColor" />`;
    case 'qr': {
      const picture = pictures.get(element.text);
      if (picture === undefined) return nothing;
      const { x, y, size } = element;
      return svg`<path d=${picture.path} fill="currentColor"
        transform="translate(${x} ${y}) scale(${size / picture.size})" />`;
    }
  }
}

function barsPath({ x, y, height, module, code }: Extract<LabelElement, { readonly kind: 'bars' }>): string {
  return [...code.modules.matchAll(/1+/g)]
    .map(({ index, 0: bar }) => `M${x + index * module} ${y}h${bar.length * module}v${height}h-${bar.length * module}z`)
    .join('');
}
