/** Corrections typed into the preview: the cell is replaced, everything is planned anew. A damaged row that was edited is taken as it now stands. */
import type { Cell, Table } from './table.ts';

export interface CellEdit {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export function withEdits(table: Table, edits: readonly CellEdit[]): Table {
  if (edits.length === 0) return table;
  const byRow = new Map<number, CellEdit[]>();
  for (const edit of edits) byRow.set(edit.row, [...(byRow.get(edit.row) ?? []), edit]);
  const rows = table.rows.map((source) => {
    const own = byRow.get(source.row);
    if (own === undefined) return source;
    const cells: Cell[] = table.headers.map((_, column) => source.cells[column] ?? '');
    for (const { column, text } of own) if (column >= 0 && column < cells.length) cells[column] = text;
    return { row: source.row, cells };
  });
  return { ...table, rows };
}
