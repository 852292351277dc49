/**
 * Which row holds the headings. Lists often open with a title, a date or a blank line, and some have no headings at all;
 * so the row with the most known headings among the first ones wins, and without any the first row decides by its looks.
 */
import { meaningOf } from './import-fields.ts';
import { cellText, type TableRow } from './table.ts';

const LOOK_AT_ROWS = 20;

/** The header row, or null where the rows begin with goods at once. */
export function findHeader(rows: readonly TableRow[]): TableRow | null {
  let best: TableRow | null = null;
  let bestKnown = 0;
  for (const row of rows.slice(0, LOOK_AT_ROWS)) {
    const known = new Set(
      row.cells.map((cell) => meaningOf(cellText(cell).slice(0, 60))?.field).filter((f) => f !== undefined),
    );
    if (known.size > bestKnown) {
      best = row;
      bestKnown = known.size;
    }
  }
  if (bestKnown >= 2) return best;
  const first = rows[0];
  if (first === undefined) return null;
  if (best !== null && looksLikeHeadings(best)) return best;
  return looksLikeHeadings(first) ? first : null;
}

/** Headings are short texts, all different, none of them a number. */
function looksLikeHeadings(row: TableRow): boolean {
  const texts = row.cells.filter((cell) => cellText(cell).trim() !== '');
  if (texts.length < 2 && row.cells.length >= 2) return false;
  if (!texts.every((cell) => typeof cell === 'string' && cell.length <= 60 && !/^[\s\d.,+¥€$-]+$/u.test(cell)))
    return false;
  return new Set(texts.map((cell) => cellText(cell).trim())).size === texts.length;
}
