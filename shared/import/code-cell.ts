/**
 * A cell that holds a code: item number or bar code. What the cell *shows* counts where a number format pads zeros
 * (`0036000291452`), the value where the display gave up (`6.93E+12`), and what is already ruined is refused.
 */
import { cleanCode } from './clean-text.ts';
import { type Cell, cellText } from './table.ts';

export type CodeReading =
  | { readonly ok: true; readonly code: string; readonly trimmedTail: boolean }
  | { readonly ok: false; readonly reason: 'code-digits-lost' | 'code-became-date' | 'cell-error' };

/** Reads one code; '' for an empty cell. `trimmedTail` tells that a `.0` of a number was taken off a text. */
export function readCode(cell: Cell): CodeReading {
  if (typeof cell !== 'string') {
    if (cell.kind === 'date') return { ok: false, reason: 'code-became-date' };
    if (cell.kind === 'error') return { ok: false, reason: 'cell-error' };
    const text = codeText(cell);
    return text === null
      ? { ok: false, reason: 'code-digits-lost' }
      : { ok: true, code: cleanCode(text), trimmedTail: false };
  }
  const code = cleanCode(cell);
  if (/^\d(?:[.,]\d+)?E\+?\d{1,3}$/i.test(code) && /[.,+]/.test(code)) return { ok: false, reason: 'code-digits-lost' };
  const whole = /^(\d{2,})\.0+$/.exec(code)?.[1];
  return whole === undefined ? { ok: true, code, trimmedTail: false } : { ok: true, code: whole, trimmedTail: true };
}

/** A cell as a message quotes it: what it shows, but the digits where the display gave up. */
export const quotedCell = (cell: Cell): string =>
  typeof cell !== 'string' && cell.kind === 'number' && /E[+-]|#/.test(cell.shown)
    ? String(cell.value)
    : cellText(cell);

/** The text of a code cell, or null where a number is beyond the 15 digits a spreadsheet keeps. */
export function codeText(cell: Cell): string | null {
  if (typeof cell === 'string') return cell;
  if (cell.kind !== 'number') return null;
  if (!Number.isInteger(cell.value)) return cell.shown;
  if (Math.abs(cell.value) >= 1e15) return null;
  const digits = String(cell.value);
  // Some workbooks keep the format and lose its display.
  if (/^0{2,40}$/.test(cell.format) && cell.value >= 0) return digits.padStart(cell.format.length, '0');
  const shown = cell.shown.trim();
  // A format may pad (0000) or group by hyphens (000-0000); it may not add decimals, thousands or an exponent.
  const shownDigits = shown.replace(/-/g, '');
  const padded = /^[0-9A-Za-z-]+$/.test(shown) && shownDigits.endsWith(digits) && !/E/i.test(shown);
  return padded ? shown : digits;
}
