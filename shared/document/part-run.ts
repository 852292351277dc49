/**
 * The run of one feed in one document while its parts come in. Yjs clocks have no gaps, so a text can only be appended
 * after all before it; a part that is missing (not permitted then, erased before it came, still on its way) keeps the
 * later ones *aside*, outside the Y.Doc. Folds read texts, not the Y.Doc: they never wait for a gap to close.
 */

/** Texts that became appendable: `texts[0]` is item `start` of the run. `null` stands for an erased text. */
export interface AppendableRun {
  readonly start: number;
  readonly texts: readonly (string | null)[];
}

export class PartRun {
  #length: number;
  readonly #aside = new Map<number, string | null>();

  /** `length` items are already in the document. */
  constructor(length = 0) {
    this.#length = length;
  }

  /** Items in the document; the next appendable one has this number. */
  get length(): number {
    return this.#length;
  }

  /** Numbers of the texts that wait for an earlier one, ascending. */
  get aside(): readonly number[] {
    return [...this.#aside.keys()].sort((a, b) => a - b);
  }

  /** Takes item `k`; gives what may be appended now, or `null`. A text that is there already changes nothing. */
  take(k: number, text: string | null): AppendableRun | null {
    if (k < this.#length) return null;
    if (k > this.#length) {
      this.#aside.set(k, text);
      return null;
    }
    const start = k;
    const texts = [text];
    this.#length++;
    for (let next = this.#aside.get(this.#length); next !== undefined; next = this.#aside.get(this.#length)) {
      texts.push(next);
      this.#aside.delete(this.#length);
      this.#length++;
    }
    return { start, texts };
  }
}
