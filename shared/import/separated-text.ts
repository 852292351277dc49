/**
 * Text to rows: RFC 4180 with the leniency that real files need, and a memory of what had to be bent.
 *
 * - A quoted cell may hold separators, line breaks and doubled quotes. Rows may end in CRLF, LF or CR, mixed.
 * - A quote that never closes, or closes in the middle of text many lines on, would swallow goods; the cell is then read
 *   as plain text up to its line's end and the row carries `damage`.
 * - Re-reading is bounded: once the budget is spent, later quotes are plain text, so hostile input stays linear.
 */
import type { RowDamage } from './table.ts';

export interface TextRow {
  readonly row: number;
  readonly cells: string[];
  readonly damage?: RowDamage;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Reads up to `maxRows` rows; blank lines count as rows, as they do in a spreadsheet, but are not returned. */
export function readSeparatedText(text: string, separator: string, maxRows = Number.POSITIVE_INFINITY): TextRow[] {
  const reader = new SeparatedTextReader(text, separator);
  const rows: TextRow[] = [];
  while (!reader.done && rows.length < maxRows) {
    const row = reader.nextRow();
    if (row.cells.length > 1 || row.cells[0] !== '' || row.damage !== undefined) rows.push(row);
  }
  return rows;
}

class SeparatedTextReader {
  readonly #text: string;
  readonly #separator: number;
  #at = 0;
  #row = 0;
  #budget: number;
  #damage: RowDamage | undefined;

  constructor(text: string, separator: string) {
    this.#text = text;
    this.#separator = separator.charCodeAt(0);
    this.#budget = 4 * text.length + 1_024;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  nextRow(): TextRow {
    this.#row++;
    this.#damage = undefined;
    const cells: string[] = [];
    for (;;) {
      cells.push(this.#text.charCodeAt(this.#at) === QUOTE ? this.#quotedCell() : this.#plainCell(this.#at));
      if (this.#text.charCodeAt(this.#at) !== this.#separator) break;
      this.#at++;
    }
    if (this.#text.charCodeAt(this.#at) === CR) this.#at++;
    if (this.#text.charCodeAt(this.#at) === LF) this.#at++;
    return this.#damage === undefined ? { row: this.#row, cells } : { row: this.#row, cells, damage: this.#damage };
  }

  /** Everything from `start` to the next separator or line end, quotes included. */
  #plainCell(start: number): string {
    let at = this.#at;
    for (; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === this.#separator || code === LF || code === CR) break;
    }
    this.#at = at;
    return this.#text.slice(start, at);
  }

  #quotedCell(): string {
    const start = this.#at;
    if (this.#budget <= 0) return this.#asPlain(start, 'stray-quote');
    let value = '';
    let from = start + 1;
    for (;;) {
      const close = this.#text.indexOf('"', from);
      if (close < 0) {
        this.#budget -= this.#text.length - start;
        return this.#asPlain(start, 'unclosed-quote');
      }
      value += this.#text.slice(from, close);
      if (this.#text.charCodeAt(close + 1) === QUOTE) {
        value += '"';
        from = close + 2;
        continue;
      }
      this.#at = close + 1;
      return this.#afterQuote(start, value);
    }
  }

  /** What follows a closing quote: usually a separator or a line end, else text that somebody forgot to quote. */
  #afterQuote(start: number, value: string): string {
    const next = this.#text.charCodeAt(this.#at);
    if (Number.isNaN(next) || next === this.#separator || next === LF || next === CR) return value;
    const spansLines = value.includes('\n') || value.includes('\r');
    if (spansLines) {
      this.#budget -= this.#at - start;
      return this.#asPlain(start, 'stray-quote');
    }
    return value + this.#plainCell(this.#at);
  }

  #asPlain(start: number, damage: RowDamage): string {
    this.#damage = damage;
    this.#at = start;
    return this.#plainCell(start);
  }
}
