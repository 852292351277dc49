/**
 * The larger units of a row (箱 = 12 盒), each from up to four columns: name, how many base units it holds, its price,
 * its bar codes. Name and ratio belong together; what has only one of them is left out and said, never guessed.
 */
import type { BadBarcodes, CellContext } from './cell-context.ts';
import type { ImportField } from './import-fields.ts';
import { MAX_UNITS, type UnitDraft } from './product-draft.ts';
import { type IsKnownCode, readBarcodes } from './read-codes.ts';
import { readPackRatio, readTextField } from './read-texts.ts';

type Ratio = NonNullable<ReturnType<typeof readPackRatio>>;

interface Pack {
  name?: string;
  ratio?: Ratio;
  codes: readonly string[];
}

/** Cells of units gathered from a row, by the field they stand in. */
export type PackCells = Map<string, Pack>;

const PREFIXES = ['pack', 'pack2', 'pack3'] as const;
const part = (field: ImportField): readonly [prefix: string, part: string] | null => {
  const match = /^(pack[23]?)(Unit|Ratio|Barcode)$/.exec(field);
  return match?.[1] === undefined || match[2] === undefined ? null : [match[1], match[2]];
};

/** Takes a cell that belongs to a larger unit; false for every other field. */
export function readPackCell(context: CellContext, bad: BadBarcodes, known: IsKnownCode, into: PackCells): boolean {
  const of = part(context.field);
  if (of === null) return false;
  const [prefix, what] = of;
  const pack = into.get(prefix) ?? { codes: [] };
  into.set(prefix, pack);
  if (what === 'Unit') {
    const name = readTextField(context);
    if (name !== null) pack.name = name;
  } else if (what === 'Ratio') {
    const ratio = readPackRatio(context);
    if (ratio !== null) pack.ratio = ratio;
  } else pack.codes = readBarcodes(context, bad, known);
  return true;
}

export interface PackFault {
  /** the field at which it is put right */
  readonly field: ImportField;
  readonly code: 'pack-incomplete' | 'pack-name-repeats';
}

/** The units that are whole, and what is wrong with the others. `own`: codes of the base unit, which a pack can't have. */
export function unitsFrom(
  cells: PackCells,
  amounts: ReadonlyMap<ImportField, number>,
  baseUnit: string | undefined,
  own: readonly string[],
): { readonly units: readonly UnitDraft[]; readonly faults: readonly PackFault[] } {
  const units: UnitDraft[] = [];
  const faults: PackFault[] = [];
  for (const prefix of PREFIXES) {
    const pack = cells.get(prefix);
    const price = amounts.get(`${prefix}Price`);
    if (pack === undefined && price === undefined) continue;
    const { name, ratio, codes = [] } = pack ?? {};
    if (name === undefined || ratio === undefined) {
      if (name === undefined && ratio === undefined && codes.length === 0 && price === undefined) continue;
      const given =
        name !== undefined ? 'Unit' : ratio !== undefined ? 'Ratio' : codes.length > 0 ? 'Barcode' : 'Price';
      faults.push({ field: `${prefix}${given}`, code: 'pack-incomplete' });
    } else if (name === baseUnit || units.some((unit) => unit.name === name)) {
      faults.push({ field: `${prefix}Unit`, code: 'pack-name-repeats' });
    } else {
      const barcodes = codes.filter((code) => !own.includes(code));
      units.push({ name, ...ratio, ...(price === undefined ? {} : { price }), barcodes });
    }
  }
  return { units: units.slice(0, MAX_UNITS), faults };
}
