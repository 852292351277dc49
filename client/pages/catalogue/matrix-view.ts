/**
 * The variants of a product as a grid: rows are the first attribute, columns the second, tabs the third. Which change a
 * cell's text stands for, by what the cells show. Pure.
 */
import { checkBarcode } from '../../../shared/import/barcode-check.ts';
import { calculate } from '../../controllers/calculator.ts';
import { splitCodes } from '../../controllers/product-fields.ts';
import { price } from '../../i18n/figures.ts';
import type { GoodsChange, ShownError, VariantRow } from '../../worker/engine-protocol.ts';

export type MatrixMode = 'onHand' | 'available' | 'price' | 'barcode';

export interface MatrixView {
  readonly names: readonly string[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Values of the third attribute; [''] without one. */
  readonly tabs: readonly string[];
  cell(row: number, column: number, tab: number): VariantRow | undefined;
}

/** `null` for what is no grid: one thing, or variants of more than three attributes. */
export function matrixView(variants: readonly VariantRow[]): MatrixView | null {
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.attributes)))];
  const [first] = names;
  if (variants.length < 2 || first === undefined || names.length > 3) return null;
  const valuesOf = (name: string | undefined): readonly string[] =>
    name === undefined ? [''] : [...new Set(variants.map((variant) => variant.attributes[name] ?? ''))];
  const [rows, columns, tabs] = [valuesOf(first), valuesOf(names[1]), valuesOf(names[2])];
  const keyOf = (values: readonly string[]): string => JSON.stringify(values);
  const cells = new Map(
    variants.map((variant) => [keyOf([0, 1, 2].map((at) => variant.attributes[names[at] ?? ''] ?? '')), variant]),
  );
  return {
    names,
    rows,
    columns,
    tabs,
    cell: (row, column, tab) => cells.get(keyOf([rows[row] ?? '', columns[column] ?? '', tabs[tab] ?? ''])),
  };
}

/** What an editable cell holds as text. */
/** `unit`: whose codes are shown; '' is the base unit. */
export function cellText(variant: VariantRow, mode: MatrixMode, unit = ''): string {
  if (mode === 'price') return variant.priced ? price(variant.retailPrice) : '';
  return mode === 'barcode' ? codesOf(variant, unit).join(' ') : '';
}

export type CellChange = { readonly change: GoodsChange | null } | { readonly error: ShownError };

const codesOf = (variant: VariantRow, unit: string): readonly string[] =>
  unit === '' ? variant.barcodes : (variant.unitBarcodes[unit] ?? []);

/** `change` null: it says what stands there already. An empty price means the product's. */
export function cellChange(variant: VariantRow, mode: MatrixMode, text: string, unit = ''): CellChange {
  const typed = text.trim();
  if (typed === cellText(variant, mode, unit)) return { change: null };
  if (mode === 'price') {
    const value = typed === '' ? null : calculate(typed.replace(/^[¥￥]/, ''), 4);
    if (typed !== '' && (value === null || value < 0)) return { error: { code: 'number-invalid' } };
    return { change: { id: variant.id, field: 'retailPrice', value } };
  }
  if (mode !== 'barcode') return { change: null };
  const codes = [...new Set(splitCodes(typed))];
  for (const code of codes) {
    const problem = codeProblem(code);
    if (problem !== null) return { error: problem };
  }
  if (unit === '') return { change: { id: variant.id, field: 'barcodes', value: codes } };
  const { [unit]: _, ...others } = variant.unitBarcodes;
  const value = codes.length === 0 ? others : { ...others, [unit]: codes };
  return { change: { id: variant.id, field: 'unitBarcodes', value } };
}

/** What is wrong with a barcode as typed; null for nothing. */
export function codeProblem(code: string): ShownError | null {
  if (!/^[\x21-\x7e]{4,40}$/.test(code)) return { code: 'code-invalid', values: { code } };
  const verdict = checkBarcode(code);
  return verdict.good ? null : { code: 'code-check', values: { code, digit: verdict.expected } };
}
