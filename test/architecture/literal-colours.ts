// Finds colours written where they are used. All colours of the house are tokens of one sheet, so that dark mode, contrast and a shop's own
// brand are one file's business. Looks into style sheets, css`` and html`` templates, and texts that are a colour and nothing else.
import { lineAt } from './house-files.ts';
import { isNode, nodesOf, type ParsedModule, type SyntaxNode } from './parsed-module.ts';

const functionColour = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(\s*[\d.]/gi;
const hexColour = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/gi;
const named =
  'aqua|beige|black|blue|brown|coral|crimson|cyan|fuchsia|gold|gr[ae]y|green|indigo|ivory|khaki|lavender|lime|magenta|maroon|navy|olive|orange|orchid|pink|plum|purple|red|salmon|silver|snow|tan|teal|tomato|violet|wheat|white|yellow';
const namedColour = new RegExp(
  `(?<![\\w-])(?:light|dark|medium|pale|deep|royal|sky|steel|slate|dim)?(?:${named})(?![\\w-])`,
  'gi',
);
const takesColour = /(?:^|-)(?:color|background|border|fill|stroke|shadow|outline|decoration|image)(?:-|$)/;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/**
 * @param css declarations and rules; comments are ignored
 * @returns offsets of colours in the values of declarations (an id selector that looks like a colour is none)
 */
export function coloursInCss(css: string): number[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, blank);
  const found: number[] = [];
  for (const declaration of bare.matchAll(/([\w-]+)\s*:([^;{}]*)(?=[;}]|$)/g)) {
    const property = declaration[1] ?? '';
    const value = (declaration[2] ?? '').replace(/url\([^)]*\)|"[^"]*"|'[^']*'/g, blank);
    const start = declaration.index + declaration[0].length - value.length;
    const patterns = takesColour.test(property)
      ? [hexColour, functionColour, namedColour]
      : [hexColour, functionColour];
    for (const pattern of patterns) for (const hit of value.matchAll(pattern)) found.push(start + hit.index);
  }
  return found.sort((a, b) => a - b);
}

/** @returns findings `file:line colour` */
export function coloursInSheet(file: string, text: string): string[] {
  return coloursInCss(text).map(
    (offset) => `${file}:${lineAt(text, offset)} ${text.slice(offset, offset + 12).split(/[;\s]/)[0]}`,
  );
}

/** @returns findings `file:line colour` */
export function coloursInModule(module: ParsedModule): string[] {
  const findings: string[] = [];
  const report = (offset: number): number =>
    findings.push(
      `${module.file}:${lineAt(module.text, offset)} ${module.text.slice(offset, offset + 12).split(/[;"'`\s]/)[0]}`,
    );
  for (const node of nodesOf(module.program)) {
    if (node.type === 'TaggedTemplateExpression') coloursInTemplate(module, node).forEach(report);
    if (node.type === 'Literal' && isColour(node.value)) report(node.start + 1);
  }
  return findings;
}

function isColour(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^(#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(rgb|hsl)a?\([\d\s.,%/]+\))$/i.test(value.trim())
  );
}

/** The template with its holes blanked out, so that offsets stay true. */
function coloursInTemplate(module: ParsedModule, node: SyntaxNode): number[] {
  const tag = isNode(node.tag) ? String(node.tag.name) : '';
  const quasi = node.quasi;
  if (!/^(css|html|svg|unsafeCSS)$/.test(tag) || !isNode(quasi)) return [];
  let text = module.text.slice(quasi.start, quasi.end);
  const holes = Array.isArray(quasi.expressions) ? quasi.expressions.filter(isNode) : [];
  for (const hole of holes) {
    const from = hole.start - quasi.start;
    const to = hole.end - quasi.start;
    text = text.slice(0, from) + blank(text.slice(from, to)) + text.slice(to);
  }
  text = text.replace(/\$\{|\}(?=[^{]*$)/g, (mark) => blank(mark)).replace(/^`|`$/g, ' ');
  const inCss = tag === 'css' || tag === 'unsafeCSS' ? coloursInCss(text) : coloursInMarkup(text);
  return inCss.map((offset) => quasi.start + offset);
}

function coloursInMarkup(text: string): number[] {
  const found: number[] = [];
  for (const attribute of text.matchAll(/\b(style|fill|stroke|stop-color|color)="([^"]*)"/g)) {
    const value = attribute[2] ?? '';
    const start = attribute.index + attribute[0].length - value.length - 1;
    const css = attribute[1] === 'style' ? value : `color:${value}`;
    for (const offset of coloursInCss(css)) found.push(start + offset - (css.length - value.length));
  }
  return found;
}
