/**
 * Many texts as one: joined, with their offsets. 50,000 texts restore in the time of one, and a text is cut out when
 * somebody asks for it (facts.md §12: columns 31 ms where an object a record takes 311).
 */
import type { SnapshotData } from './fold.ts';

export class TextColumn {
  readonly #joined: string;
  /** Text i runs from offset i to offset i + 1. */
  readonly #offsets: Uint32Array;

  constructor(joined: string, offsets: Uint32Array) {
    this.#joined = joined;
    this.#offsets = offsets;
  }

  static of(texts: readonly string[]): TextColumn {
    const offsets = new Uint32Array(texts.length + 1);
    let at = 0;
    for (let i = 0; i < texts.length; i++) {
      at += texts[i]?.length ?? 0;
      offsets[i + 1] = at;
    }
    return new TextColumn(texts.join(''), offsets);
  }

  /**
   * The same column with some texts changed and, at the end, some added (`changed` has every row from the old length
   * on). What lies between changes is taken over in one piece, so a few edits among 50,000 cost next to nothing.
   */
  patched(changed: ReadonlyMap<number, string>, length: number): TextColumn {
    if (changed.size === 0 && length === this.length) return this;
    const offsets = new Uint32Array(length + 1);
    const pieces: string[] = [];
    let row = 0;
    let at = 0;
    const takeOver = (end: number): void => {
      const from = this.#offsets[row] ?? 0;
      const to = this.#offsets[end] ?? from;
      if (end > row) pieces.push(this.#joined.slice(from, to));
      for (; row < end; row++) offsets[row + 1] = at + (this.#offsets[row + 1] ?? 0) - from;
      at += to - from;
    };
    for (const next of [...changed.keys()].sort((a, b) => a - b)) {
      takeOver(next);
      const text = changed.get(next) ?? '';
      pieces.push(text);
      at += text.length;
      offsets[++row] = at;
    }
    takeOver(length);
    return new TextColumn(pieces.join(''), offsets);
  }

  static restore(data: SnapshotData): TextColumn {
    const { joined, offsets } = data;
    if (typeof joined !== 'string' || !(offsets instanceof Uint32Array)) throw new TypeError('not a text column');
    return new TextColumn(joined, offsets);
  }

  snapshot(): SnapshotData {
    return { joined: this.#joined, offsets: this.#offsets };
  }

  get length(): number {
    return this.#offsets.length - 1;
  }

  get joined(): string {
    return this.#joined;
  }

  get offsets(): Uint32Array {
    return this.#offsets;
  }

  at(i: number): string {
    return this.#joined.slice(this.#offsets[i] ?? 0, this.#offsets[i + 1] ?? 0);
  }

  /** Code of the first character; 0 for an empty text. */
  firstAt(i: number): number {
    return this.isEmptyAt(i) ? 0 : this.#joined.charCodeAt(this.#offsets[i] ?? 0);
  }

  isEmptyAt(i: number): boolean {
    return this.#offsets[i] === this.#offsets[i + 1];
  }

  /** The text in which position `at` of the joined text lies. */
  indexAt(at: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#offsets[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
