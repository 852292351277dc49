/** The parts in which one line of a paper moved goods: one, or one for each batch it came from. */
import type { MovementType } from '../schema/movement.ts';
import type { StockFold } from './stock-fold.ts';

export interface IssuedPart {
  readonly posting: number;
  /** As it moved, without its sign. */
  readonly quantity: number;
  /** '' = none. */
  readonly batch: string;
}

/** In the order of their postings; none where nothing of the line is here. */
export function issuedParts(stock: StockFold, document: string, line: number, type: MovementType): IssuedPart[] {
  return stock
    .rowsOf(document, line, type)
    .map((row) => ({
      posting: stock.rows.columns.posting[row] ?? 0,
      quantity: Math.abs(stock.rows.columns.quantity[row] ?? 0),
      batch: stock.marksOf(row).batch,
    }))
    .sort((a, b) => a.posting - b.posting);
}
