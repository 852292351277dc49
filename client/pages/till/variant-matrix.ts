/** Colour × size out of specs, without drawing anything. */
import type { SellableItem } from '../../worker/engine-protocol.ts';

export interface VariantMatrix {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  cell(row: string, column: string): SellableItem | undefined;
}

/** The matrix of specs written `颜色 / 尺码`; null when they are not, or when it would be one line only. */
export function matrixOf(items: readonly SellableItem[]): VariantMatrix | null {
  const parts = items.map((item) => item.spec.split(/\s*\/\s*/));
  if (items.length < 3 || parts.some((part) => part.length !== 2)) return null;
  const rows = [...new Set(parts.map((part) => part[0] ?? ''))];
  const columns = [...new Set(parts.map((part) => part[1] ?? ''))];
  const cells = new Map(items.map((item, index) => [parts[index]?.join('\n') ?? '', item]));
  return { rows, columns, cell: (row, column) => cells.get(`${row}\n${column}`) };
}
