/**
 * Labels on goods and price tags on shelves, laid out in printer dots (8 a millimetre, 203 dpi; PRINT-14). The same
 * elements become a page (browser) or TSPL (label printer), so that both stick the same thing on the goods.
 */
import { showPrice } from '../foundation/money.ts';
import { type BarCode, barCode } from './bar-code.ts';
import { textWidth, wrapText } from './columns.ts';

export const DOTS_A_MM = 8;

export type LabelForm = 'label' | 'priceTag';

/** Millimetres. */
export const LABEL_SIZES: Readonly<Record<LabelForm, { readonly width: number; readonly height: number }>> = {
  label: { width: 40, height: 30 },
  priceTag: { width: 60, height: 40 },
};

export interface LabelGoods {
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  /** Empty: no bar code on the label. */
  readonly code: string;
  /** Ten-thousandths of a yuan for one unit; null = not priced, the label then has no price. */
  readonly price: number | null;
  readonly unit: string;
  /** Shown before the price of a tag when it is higher. */
  readonly listPrice: number | null;
}

export type LabelElement =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      /** Height of a line, a multiple of 24: the font of label printers is 24 dots high. */
      readonly size: number;
      readonly text: string;
    }
  | {
      readonly kind: 'bars';
      readonly x: number;
      readonly y: number;
      readonly height: number;
      /** Dots of the narrowest line. */
      readonly module: number;
      readonly code: BarCode;
    }
  | { readonly kind: 'qr'; readonly x: number; readonly y: number; readonly size: number; readonly text: string };

export interface Label {
  readonly form: LabelForm;
  readonly elements: readonly LabelElement[];
}

const LINE = 24;
const EDGE = 12;
const QR = 80;

export interface LabelWishes {
  /** The code once more for phones, where there is one. */
  readonly qr: boolean;
  /** The word before a tag's list price. */
  readonly listPrice: string;
}

export function labelOf(form: LabelForm, goods: LabelGoods, wishes: LabelWishes): Label {
  const size = LABEL_SIZES[form];
  const area = { width: size.width * DOTS_A_MM, height: size.height * DOTS_A_MM };
  return { form, elements: form === 'label' ? goodsLabel(goods, wishes, area) : priceTag(goods, wishes, area) };
}

interface Area {
  readonly width: number;
  readonly height: number;
}

function goodsLabel(goods: LabelGoods, { qr: withQr }: LabelWishes, area: Area): readonly LabelElement[] {
  const inner = area.width - 2 * EDGE;
  const beside = withQr && goods.code !== '' ? inner - QR - 8 : inner;
  const names = textLines(goods.name, inner, 2).map((text, i) => line(text, EDGE, EDGE + i * 28));
  const below = EDGE + names.length * 28;
  const about = [goods.spec, goods.itemNo].filter((part) => part !== '').join(' ');
  const [aboutLine = ''] = textLines(about, beside, 1);
  const priceY = below + (aboutLine === '' ? 2 : 28);
  const bottom = area.height - EDGE;
  // Beneath a name of two lines the price is small, or bars would have no height left.
  const priceSize = bottom - priceY > 130 ? 48 : LINE;
  return [
    ...names,
    ...(aboutLine === '' ? [] : [line(aboutLine, EDGE, below)]),
    ...priceText(goods, EDGE, priceY, priceSize, beside),
    ...(withQr && goods.code !== '' ? [qr(area.width - EDGE - QR, below, goods.code)] : []),
    ...bars(
      goods.code,
      { x: EDGE, width: inner },
      Math.max(priceY + priceSize + 6, withQr ? below + QR + 4 : 0),
      bottom,
    ),
  ];
}

function priceTag(goods: LabelGoods, wishes: LabelWishes, area: Area): readonly LabelElement[] {
  const { qr: withQr } = wishes;
  const inner = area.width - 2 * EDGE;
  const beside = withQr && goods.code !== '' ? inner - QR - 8 : inner;
  const names = textLines(goods.name, inner, 2).map((text, i) => line(text, EDGE, EDGE + i * 28));
  const below = EDGE + names.length * 28;
  const [about = ''] = textLines([goods.spec, goods.itemNo].filter((part) => part !== '').join(' '), beside, 1);
  const priceY = below + 32;
  const { price, listPrice } = goods;
  const struck =
    price !== null && listPrice !== null && listPrice > price ? `${wishes.listPrice} ${showPrice(listPrice)}` : '';
  return [
    ...names,
    ...(about === '' ? [] : [line(about, EDGE, below)]),
    ...priceText(goods, EDGE, priceY, fitting(goods, beside, 96), beside),
    ...(struck === '' ? [] : [line(struck, EDGE, priceY + 98)]),
    ...(withQr && goods.code !== '' ? [qr(area.width - EDGE - QR, below, goods.code)] : []),
    ...bars(goods.code, { x: EDGE, width: inner }, priceY + (struck === '' ? 102 : 126), area.height - EDGE),
  ];
}

const figureOf = ({ price }: LabelGoods): string => (price === null ? '' : `￥${showPrice(price)}`);

/** Largest size, a multiple of the line, at which the figure stands with its unit beside it. */
function fitting(goods: LabelGoods, width: number, most: number): number {
  const room = width - unitWidth(goods);
  const columns = textWidth(figureOf(goods));
  return Math.max(LINE, Math.min(most, Math.floor((room * 2) / Math.max(1, columns) / LINE) * LINE));
}

/** The unit is small beside its price, on the same foot; where there is no room the price stands alone. */
function priceText(goods: LabelGoods, x: number, y: number, most: number, width: number): readonly LabelElement[] {
  const figure = figureOf(goods);
  if (figure === '') return [];
  const size = fitting(goods, width, most);
  const wide = (textWidth(figure) * size) / 2;
  const unit = wide + unitWidth(goods) <= width ? [line(`/${goods.unit}`, x + wide, y + size - LINE)] : [];
  return [{ kind: 'text', x, y, size, text: figure }, ...unit];
}

const unitWidth = ({ unit }: LabelGoods): number => (textWidth(`/${unit}`) * LINE) / 2;

/** As wide as they may be in whole dots, as high as what is left; nothing where less than 4 mm would be. */
function bars(
  text: string,
  { x, width }: { readonly x: number; readonly width: number },
  top: number,
  bottom: number,
): readonly LabelElement[] {
  const code = text === '' ? null : barCode(text);
  if (code === null || bottom - top < LINE + 24) return [];
  const module = Math.min(3, Math.floor(width / code.modules.length));
  if (module < 1) return [];
  const left = x + Math.floor((width - module * code.modules.length) / 2);
  const height = bottom - top - LINE;
  const caption = x + Math.floor((width - (textWidth(code.text) * LINE) / 2) / 2);
  return [
    { kind: 'bars', x: left, y: top, height, module, code },
    { kind: 'text', x: Math.max(0, caption), y: bottom - LINE + 2, size: LINE, text: code.text },
  ];
}

const line = (text: string, x: number, y: number): LabelElement => ({ kind: 'text', x, y, size: LINE, text });
const qr = (x: number, y: number, text: string): LabelElement => ({ kind: 'qr', x, y, size: QR, text });

/** Up to `most` lines; what would not fit ends in an ellipsis. A column is half a line's height wide. */
function textLines(text: string, width: number, most: number): readonly string[] {
  if (text.trim() === '') return [];
  const columns = Math.floor((width * 2) / LINE);
  const lines = wrapText(text, columns);
  if (lines.length <= most) return lines;
  const last = [...(lines[most - 1] ?? '')];
  while (textWidth(last.join('')) > columns - 2) last.pop();
  return [...lines.slice(0, most - 1), `${last.join('')}…`];
}
