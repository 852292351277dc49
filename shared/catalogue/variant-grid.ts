/**
 * The 颜色 × 尺码 grid: which variants a product has, which it lacks, and a block of cells typed, pasted or filled. Pure;
 * rows are the first attribute, columns the second, a third makes tabs.
 */
import { err, ok, type Result } from '../foundation/result.ts';

export const MOST_ATTRIBUTES = 3;
export const MOST_VARIANTS = 500;

export type Attributes = Readonly<Record<string, string>>;

export interface AttributeAxis {
  readonly name: string;
  readonly values: readonly string[];
}

export type GridProblem = 'too-many-attributes' | 'too-many-variants' | 'attribute-twice' | 'attribute-empty';

/** Every combination that `there` does not hold, first axis slowest. */
export function missingVariants(
  axes: readonly AttributeAxis[],
  there: readonly Attributes[],
): Result<readonly Attributes[], GridProblem> {
  if (axes.length > MOST_ATTRIBUTES) return err('too-many-attributes');
  const names = axes.map(({ name }) => name.trim());
  if (names.some((name) => name === '') || axes.some(({ values }) => values.length === 0))
    return err('attribute-empty');
  if (new Set(names).size < names.length) return err('attribute-twice');
  let made: Attributes[] = [{}];
  for (const { name, values } of axes) {
    if (made.length * values.length > MOST_VARIANTS * 4) return err('too-many-variants');
    made = made.flatMap((one) => [...new Set(values)].map((value) => ({ ...one, [name.trim()]: value })));
  }
  const known = new Set(there.map((one) => keyOf(one, names)));
  const fresh = made.filter((one) => !known.has(keyOf(one, names)));
  return there.length + fresh.length > MOST_VARIANTS ? err('too-many-variants') : ok(fresh);
}

const keyOf = (attributes: Attributes, names: readonly string[]): string =>
  JSON.stringify(names.map((name) => attributes[name] ?? ''));

/** Values typed with spaces, commas or 、 between them; each once. */
export const splitValues = (text: string): readonly string[] => [
  ...new Set(text.split(/[\s,，、;；]+/u).filter((value) => value !== '')),
];

export interface CellText {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/**
 * A block copied from a sheet (tabs between cells, breaks between rows, quotes around cells that hold either), laid
 * down from a cell on. What falls beyond the grid is left out; `cut` says that something did.
 */
export function pastedCells(
  block: string,
  from: { readonly row: number; readonly column: number },
  size: { readonly rows: number; readonly columns: number },
): { readonly cells: readonly CellText[]; readonly cut: boolean } {
  const cells: CellText[] = [];
  let cut = false;
  sheetRows(block).forEach((texts, down) => {
    texts.forEach((text, right) => {
      const [row, column] = [from.row + down, from.column + right];
      if (row < size.rows && column < size.columns) cells.push({ row, column, text: text.trim() });
      else if (text.trim() !== '') cut = true;
    });
  });
  return { cells, cut };
}

function sheetRows(block: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const end = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let i = 0; i < block.length; i++) {
    const one = block.charAt(i);
    if (quoted) {
      if (one !== '"') cell += one;
      else if (block.charAt(i + 1) === '"') cell += block.charAt(++i);
      else quoted = false;
    } else if (one === '"' && cell === '') quoted = true;
    else if (one === '\t') end();
    else if (one === '\n') {
      end();
      rows.push([]);
    } else if (one !== '\r') cell += one;
  }
  end();
  return rows.filter((row, at) => at < rows.length - 1 || row.some((text) => text !== ''));
}

/** The cells that take the value of `from`: the rest of its row, or of its column. */
export function filledCells(
  from: { readonly row: number; readonly column: number },
  way: 'right' | 'down',
  size: { readonly rows: number; readonly columns: number },
): readonly { readonly row: number; readonly column: number }[] {
  const left = way === 'right' ? size.columns - from.column - 1 : size.rows - from.row - 1;
  return Array.from({ length: Math.max(0, left) }, (_, i) =>
    way === 'right' ? { row: from.row, column: from.column + i + 1 } : { row: from.row + i + 1, column: from.column },
  );
}
