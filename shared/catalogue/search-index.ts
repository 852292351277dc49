/**
 * Search over 50,000 goods by a plain scan: everything one may type (name, pinyin, initials, item number, barcodes) in
 * one lower-case text, a line a product (facts.md §11: no index needed). Changed products wait in a small overlay until
 * there are enough of them to join the text anew.
 */
import type { SnapshotData } from '../fold/fold.ts';
import { TextColumn } from '../fold/text-column.ts';

const MOST_CHANGED = 500;

export class SearchIndex {
  #base = new TextColumn('', new Uint32Array(1));
  readonly #changed = new Map<number, string>();
  readonly #textOf: (row: number) => string;

  /** `textOf`: what a row is found by; '' for a row that is not there. Asked for only when something searches. */
  constructor(textOf: (row: number) => string) {
    this.#textOf = textOf;
  }

  /** A row may be found by something else now. */
  mark(row: number): void {
    this.#changed.set(row, '\u0000');
  }

  /**
   * Rows that hold every word of the search, ascending. Words are separated by spaces; an empty search finds nothing,
   * since whoever wants everything need not search.
   */
  find(search: string, rowCount: number): number[] {
    const [first, ...more] = normalize(search)
      .split(' ')
      .filter((word) => word !== '');
    if (first === undefined) return [];
    this.refresh(rowCount);
    const found = this.#scan(first, more);
    for (const [row, text] of this.#changed) {
      if (text.includes(first) && more.every((word) => text.includes(word))) found.push(row);
    }
    return found.sort((a, b) => a - b);
  }

  /** The line of a row: its sort key, since it begins with how the name is read. */
  lineAt(row: number): string {
    const changed = this.#changed.get(row);
    if (changed !== undefined && changed !== '\u0000') return changed;
    if (changed === undefined && row < this.#base.length) return this.#base.at(row);
    const line = this.#line(row);
    this.#changed.set(row, line);
    return line;
  }

  snapshot(rowCount: number): SnapshotData {
    this.#rebuild(rowCount);
    return this.#base.snapshot();
  }

  restore(data: SnapshotData): void {
    this.#base = TextColumn.restore(data);
    this.#changed.clear();
  }

  #scan(first: string, more: readonly string[]): number[] {
    const { joined, offsets } = this.#base;
    const found: number[] = [];
    for (let at = joined.indexOf(first); at >= 0; ) {
      const row = this.#base.indexAt(at);
      const end = offsets[row + 1] ?? joined.length;
      if (!this.#changed.has(row) && more.every((word) => this.#base.at(row).includes(word))) found.push(row);
      at = joined.indexOf(first, end);
    }
    return found;
  }

  /** Joins what waits in the overlay when there is much of it: after an import, best before anybody searches. */
  refresh(rowCount: number): void {
    if (this.#changed.size > MOST_CHANGED) {
      this.#rebuild(rowCount);
      return;
    }
    for (const [row, text] of this.#changed) if (text === '\u0000') this.#changed.set(row, this.#line(row));
  }

  #rebuild(rowCount: number): void {
    const lines = new Map<number, string>();
    for (const [row, text] of this.#changed) lines.set(row, text === '\u0000' ? this.#line(row) : text);
    for (let row = this.#base.length; row < rowCount; row++) if (!lines.has(row)) lines.set(row, this.#line(row));
    this.#base = this.#base.patched(lines, rowCount);
    this.#changed.clear();
  }

  /** A line ends with a break, which no search holds, so nothing is found across two products. */
  #line(row: number): string {
    return `${normalize(this.#textOf(row))}\n`;
  }
}

/** Full width and half width, upper and lower case are one; breaks and tabs are spaces. */
export function normalize(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');
}
