/**
 * What a scanned or typed code stands for (screens.md §5): a ticket (`HC1:R:<id>` or its number), a member card, a staff
 * badge, a customer's payment code, a weighed label, a variant in a unit, an item number, several goods to choose from, or
 * nothing known. Goods that were removed are never found.
 */
import { type Wallet, walletOf } from '../sales/wallet-code.ts';
import { type LayoutOf, readWeighedCode, weighedLine } from '../sales/weighed-code.ts';
import type { CatalogueFold } from './catalogue-fold.ts';
import { type Good, goodOf } from './good.ts';
import { bareCode, gtinsIn } from './gs1-code.ts';
import { type Sellable, type SellableQuestions, sellableItem } from './sellable-item.ts';

export type Scan =
  | {
      readonly kind: 'variant';
      readonly item: Sellable;
      readonly quantity: number | null;
      /** Printed on a weighed label; else null. */
      readonly amount: number | null;
    }
  | { readonly kind: 'choose'; readonly items: readonly Sellable[] }
  | { readonly kind: 'ticket'; readonly id: string }
  | { readonly kind: 'member'; readonly id: string }
  | { readonly kind: 'badge'; readonly id: string }
  /** What a customer's phone shows to be charged. */
  | { readonly kind: 'payment'; readonly wallet: Wallet; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string };

export interface ScanQuestions extends SellableQuestions {
  readonly layoutOf: LayoutOf;
  /** Id of the ticket that bears this number. */
  readonly ticketOf: (number: string) => string | null;
}

/**
 * A code that somebody wrote down here (a barcode, a weighed label of a known PLU) goes before what it merely looks like:
 * payment codes of Alipay begin like weighed labels of 18 digits. An exact barcode goes before a weighed label; a label whose PLU nobody has, or whose product has no price, is unknown:
 * an alarm, never price 0.
 */
export function readScan(catalogue: CatalogueFold, text: string, questions: ScanQuestions): Scan {
  const code = bareCode(text);
  const own = readOwnCode(code);
  if (own !== null) return own;
  const holders = [code, ...gtinsIn(code)].map((one) => catalogue.findBarcode(one)).find((found) => found.length > 0);
  const coded = (holders ?? []).flatMap((target) => {
    const good = goodOf(catalogue, target.variant);
    const unit = good?.units.find((one) => one.name === target.unit) ?? null;
    // A carton's code never sells a piece, whatever became of the carton.
    const lost = unit === null && target.unit !== null;
    return good === null || good.removed || lost ? [] : [sellableItem(good, unit, questions)];
  });
  const found = oneOf(coded) ?? readLabel(catalogue, code, questions);
  if (found !== null) return found;
  const ticket = questions.ticketOf(code);
  if (ticket !== null) return { kind: 'ticket', id: ticket };
  const byNumber = oneOf(inBaseUnit(goodsOfItemNo(catalogue, code), questions));
  if (byNumber !== null) return byNumber;
  const wallet = walletOf(code);
  return wallet === null ? { kind: 'unknown', code } : { kind: 'payment', wallet, code };
}

/** `HC1:R|M|B:<id>`: receipt, member card, staff badge. */
function readOwnCode(code: string): Scan | null {
  const [, letter = '', id = ''] = /^HC1:([RMB]):([\w.-]+)$/.exec(code) ?? [];
  if (id === '') return null;
  if (letter === 'R') return { kind: 'ticket', id };
  return letter === 'M' ? { kind: 'member', id } : { kind: 'badge', id };
}

/** `null` for what is no weighed label. */
function readLabel(catalogue: CatalogueFold, code: string, questions: ScanQuestions): Scan | null {
  const label = readWeighedCode(code, questions.layoutOf);
  if (label === null) return null;
  const items = inBaseUnit(goodsOfPlu(catalogue, label.plu), questions);
  const [item] = items;
  if (items.length > 1) return { kind: 'choose', items };
  // Nobody's PLU, and it looks like a customer's payment code: then it is one.
  if (item === undefined && walletOf(code) !== null) return null;
  const line = item === undefined || item.price === null ? null : weighedLine(label, item.price);
  if (item === undefined || line === null) return { kind: 'unknown', code };
  return { kind: 'variant', item, quantity: line.quantity, amount: label.amount === null ? null : line.amount };
}

function oneOf(items: readonly Sellable[]): Scan | null {
  const [item, ...more] = items;
  if (item === undefined) return null;
  return more.length > 0 ? { kind: 'choose', items } : { kind: 'variant', item, quantity: null, amount: null };
}

const inBaseUnit = (goods: readonly Good[], questions: SellableQuestions): Sellable[] =>
  goods.map((good) => sellableItem(good, null, questions));

/** Goods whose `plu` is this number, leading zeros or not. */
function goodsOfPlu(catalogue: CatalogueFold, plu: string): readonly Good[] {
  const { products } = catalogue;
  const wanted = Number(plu);
  const goods: Good[] = [];
  for (let row = 0; row < products.rowCount; row++) {
    const own = products.textAt(row, 'plu');
    if (own !== '' && Number(own) === wanted) goods.push(...goodsOfRow(catalogue, row));
  }
  return goods;
}

/** Upper and lower case are one. */
function goodsOfItemNo(catalogue: CatalogueFold, text: string): readonly Good[] {
  const wanted = text.toLowerCase();
  return catalogue.search
    .find(text, catalogue.products.rowCount)
    .flatMap((row) => goodsOfRow(catalogue, row))
    .filter((good) => good.itemNo.toLowerCase() === wanted);
}

function goodsOfRow(catalogue: CatalogueFold, row: number): readonly Good[] {
  const { products } = catalogue;
  if (!products.isThere(row) || products.isRemoved(row)) return [];
  return catalogue.variantsOf(products.idOf(row)).flatMap((variant) => goodOf(catalogue, variant) ?? []);
}
