/** Item numbers and bar codes of a row: cleaned, judged by their check digit, never stored when digits are missing. */
import { checkBarcode } from './barcode-check.ts';
import type { BadBarcodes, CellContext } from './cell-context.ts';
import { cleanCode, hasInvisible, isDamagedText, lengthOf, meansNone } from './clean-text.ts';
import { readCode } from './code-cell.ts';
import { MAX_BARCODES, MAX_CODE, MIN_BARCODE } from './product-draft.ts';
import { cellText } from './table.ts';

/** The cell as one code of at most 40 characters, or null for none (empty, dash, 无) or a reported fault. */
export function readItemCode(context: CellContext): string | null {
  const code = exactCode(context) ?? readCleanCode(context);
  if (code === null) return null;
  if (lengthOf(code) > MAX_CODE) {
    context.report('code-too-long', 'refused', { params: { limit: MAX_CODE } });
    return null;
  }
  return code;
}

/** An export of ours puts a code in quotes that cleaning would change: it is taken to the letter. */
const exactCode = ({ cell }: CellContext): string | null =>
  typeof cell === 'string' && /^"(?:[^"]|"")+"$/u.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : null;

/** Whether the shop has a code already. */
export type IsKnownCode = (code: string) => boolean;

/** Every bar code of the cell. A wrong check digit refuses the row, unless the caller chose to drop or keep such codes. */
export function readBarcodes(context: CellContext, bad: BadBarcodes, known: IsKnownCode = () => false): string[] {
  const cell = readCleanCode(context);
  if (cell === null) return [];
  const parts = splitCodes(cell);
  if (parts.length > MAX_BARCODES) {
    context.report('too-many-barcodes', 'refused', { params: { limit: MAX_BARCODES } });
    return [];
  }
  const codes: string[] = [];
  for (const { code, exact } of parts) {
    if (!exact && (meansNone(code) || /^0+$/.test(code))) continue;
    if (lengthOf(code) < MIN_BARCODE) {
      context.report('barcode-too-short', 'repaired', { repaired: '', params: { limit: MIN_BARCODE } });
      continue;
    }
    if (lengthOf(code) > MAX_CODE) {
      context.report('code-too-long', 'refused', { params: { limit: MAX_CODE } });
      continue;
    }
    if (!/^[!-~]+$/.test(code)) {
      context.report('barcode-characters', 'refused');
      continue;
    }
    const verdict = checkBarcode(code);
    // What the shop has already was believed when it came in.
    if (verdict.good || known(code) || bad === 'keep') codes.push(code);
    else if (bad === 'drop')
      context.report('barcode-dropped', 'repaired', { repaired: '', params: { expected: verdict.expected } });
    else {
      const reason = verdict.rounded ? 'barcode-rounded' : 'barcode-check-digit';
      context.report(reason, 'refused', { params: { expected: verdict.expected } });
    }
  }
  return codes;
}

function readCleanCode(context: CellContext): string | null {
  const reading = readCode(context.cell);
  if (!reading.ok) {
    context.report(reading.reason, 'refused');
    return null;
  }
  if (meansNone(reading.code)) return null;
  const raw = cellText(context.cell);
  if (isDamagedText(raw)) {
    context.report('damaged-text', 'refused');
    return null;
  }
  if (reading.trimmedTail) context.report('code-tail-removed', 'repaired', { repaired: reading.code });
  if (hasInvisible(raw)) context.report('invisible-removed', 'repaired', { repaired: reading.code });
  return reading.code;
}

/** A code, and whether it stood in quotes and is taken to the letter. */
interface CodeText {
  readonly code: string;
  readonly exact: boolean;
}

/** Several codes in one cell stand apart by comma, semicolon, 、, | or line break; `6901 2345 6789 2` is one. */
function splitCodes(cell: string): CodeText[] {
  const plain = (code: string): CodeText => ({ code, exact: false });
  const bySpace = cell.split(/\s+/u);
  if (bySpace.length > 1 && bySpace.every((part) => /^\d+$/.test(part))) {
    return (bySpace.every((part) => part.length >= 8) ? bySpace : [bySpace.join('')]).map(plain);
  }
  // In linear time whatever the quotes: a part is either quoted as a whole or plain up to the next mark.
  const parts = cell.match(/"(?:[^"]|"")*"(?=$|[,;、|\n])|[^,;、|\n]+/gu) ?? [];
  return parts
    .map((part) =>
      /^".*"$/su.test(part) && part.length > 2
        ? { code: part.slice(1, -1).replaceAll('""', '"'), exact: true }
        : plain(cleanCode(part)),
    )
    .filter(({ code }) => code !== '');
}
