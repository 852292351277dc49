/**
 * Tables as columns: one joined text or one typed array a field instead of an object a row. In IndexedDB that is ten
 * times cheaper to read than rows (facts.md §12: 50,000 goods in 31 ms), and at a till's start this is the whole wait.
 */

/** Texts may hold anything but this; a text that does is stored with the character taken out. */
const SEPARATOR = '\u0000';

export function packTexts(texts: readonly string[]): string {
  return texts.map((text) => (text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, '') : text)).join(SEPARATOR);
}
export function unpackTexts(column: string, rows: number): readonly string[] {
  return rows === 0 ? [] : column.split(SEPARATOR);
}

/** Integers or null; NaN stands for null. */
export function packNumbers(numbers: readonly (number | null)[]): Float64Array {
  return Float64Array.from(numbers, (number) => number ?? Number.NaN);
}
export function unpackNumber(column: Float64Array, row: number): number | null {
  const value = column[row];
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** What only few rows have, as JSON by row number. */
export function packSparse<T>(values: readonly T[], isEmpty: (value: T) => boolean): string {
  const filled: [number, T][] = [];
  values.forEach((value, row) => {
    if (!isEmpty(value)) filled.push([row, value]);
  });
  return JSON.stringify(filled);
}
export function unpackSparse<T>(column: string): ReadonlyMap<number, T> {
  return new Map(JSON.parse(column) as [number, T][]);
}
