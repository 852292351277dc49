/**
 * Which fields of a product a screen offers, what kind of entry each takes, and how a value is shown: one table for the
 * form, the detail, the conflict card and the history.
 */
import { msg, str } from '@lit/localize';
import { showRatio } from '../../shared/catalogue/product-units.ts';
import { price, quantity } from '../i18n/figures.ts';
import type { BreakContent, FieldContent, PictureContent, UnitContent } from '../worker/engine-protocol.ts';

export type FieldKind = 'text' | 'long' | 'price' | 'quantity' | 'days' | 'flag' | 'codes' | 'choice';
export interface FieldOffer {
  readonly name: string;
  readonly kind: FieldKind;
}

export const aboutFields: readonly FieldOffer[] = [
  { name: 'name', kind: 'text' },
  { name: 'itemNo', kind: 'text' },
  { name: 'category', kind: 'text' },
  { name: 'unit', kind: 'text' },
  { name: 'barcodes', kind: 'codes' },
  { name: 'spec', kind: 'text' },
  { name: 'brand', kind: 'text' },
  { name: 'mnemonic', kind: 'text' },
  { name: 'byWeight', kind: 'flag' },
  { name: 'plu', kind: 'text' },
  { name: 'shelfLifeDays', kind: 'days' },
  { name: 'minStock', kind: 'quantity' },
  { name: 'maxStock', kind: 'quantity' },
  { name: 'stockRule', kind: 'choice' },
  { name: 'status', kind: 'choice' },
  { name: 'tracking', kind: 'choice' },
  { name: 'nearExpiryDays', kind: 'days' },
  { name: 'wholeOnly', kind: 'flag' },
  { name: 'remark', kind: 'long' },
];
export const priceFields: readonly FieldOffer[] = [
  { name: 'retailPrice', kind: 'price' },
  { name: 'memberPrice', kind: 'price' },
  { name: 'wholesalePrice', kind: 'price' },
  { name: 'floorPrice', kind: 'price' },
];
/** What a field of kind `choice` may be, the usual one first. */
export function optionsOf(field: string): readonly (readonly [string, string])[] {
  switch (field) {
    case 'stockRule':
      return [
        ['allow', msg('可以超卖')],
        ['strict', msg('不许超卖')],
      ];
    case 'status':
      return [
        ['active', msg('在售')],
        ['discontinued', msg('停售')],
      ];
    case 'tracking':
      return [
        ['none', msg('不追踪')],
        ['batch', msg('批次与效期')],
        ['serial', msg('序列号')],
      ];
    default:
      return [];
  }
}

const kinds: ReadonlyMap<string, FieldKind> = new Map(
  [...aboutFields, ...priceFields, { name: 'purchasePrice', kind: 'price' as const }].map((offer) => [
    offer.name,
    offer.kind,
  ]),
);
export const kindOfField = (name: string): FieldKind => kinds.get(name) ?? 'text';

/** A value as people read it; '' for nothing. */
export function fieldText(field: string, value: FieldContent | undefined): string {
  if (value === null || value === undefined) return '';
  const kind = kindOfField(field);
  if (typeof value === 'number')
    return kind === 'price' ? price(value) : kind === 'quantity' ? quantity(value) : String(value);
  if (typeof value === 'boolean') return value ? msg('是') : msg('否');
  if (typeof value === 'string') {
    return optionsOf(field).find(([option]) => option === value)?.[1] ?? value;
  }
  if (!isList(value)) {
    return Object.entries(value)
      .map(([name, held]) => `${name} ${typeof held === 'number' ? price(held) : held.join(' ')}`)
      .join('、');
  }
  return value
    .map(partText)
    .filter((part) => part !== '')
    .join('、');
}

type Part = string | UnitContent | PictureContent | BreakContent;
const isList = (value: FieldContent): value is Exclude<FieldContent & readonly Part[], string> => Array.isArray(value);

function partText(part: Part, at: number): string {
  if (typeof part === 'string') return part;
  if ('large' in part) return msg(str`图 ${at + 1}`);
  if ('from' in part) return msg(str`满 ${quantity(part.from)}：${price(part.price)}`);
  if (part.retired === true) return '';
  const own = part.price === undefined ? '' : ` ${price(part.price)}`;
  return `${part.name} = ${showRatio(part)}${own}`;
}

/** Codes typed with spaces, commas or line breaks between them. */
export const splitCodes = (text: string): readonly string[] =>
  text.split(/[\s,，、;；]+/).filter((code) => code !== '');
