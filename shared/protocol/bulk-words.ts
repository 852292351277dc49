/**
 * Words of part texts: JSON strings of eight characters or more (ids, names) that come again and again in one bulk, but
 * further apart than gzip looks back (32 KiB). Each is spelled once; a mark stands in its place, and the column `words`
 * has for each mark
 *
 *   0        spelled, in `spelled`: it gets the next number, until the table is full
 *   1        the word that followed the one before this, the last time that stood anywhere (goods and their name)
 *   2 … 17   the word spelled last, the one before it, … (a ticket's id in its stock and cash parts)
 *   18 + n   the word with number n
 */
import { type ByteReader, type ByteWriter, MalformedBytes } from '../commit/codec.ts';
import { LIMITS } from '../commit/limits.ts';

/** Stands for a word. No JSON text has it; one that does goes without words. */
const MARK = '\u0001';
/** A string without escapes that is a value, not a key; its quotes go along. */
const WORD = /"[^"\\]{8,100}"(?=[,\]}])/g;
const WORD_BYTES = 2 + 100 * 3;
const MOST_WORDS = 65_536;

const RECENT = 16;
const SPELLED = 0;
const FOLLOWS = 1;
const FIRST_RECENT = 2;
const FIRST_NUMBER = FIRST_RECENT + RECENT;

/** Which word came after which: the same at both ends. */
class Sequence {
  readonly #after: number[] = [];
  #last = -1;

  /** What follows the last word, if it stood somewhere before; -1 otherwise. */
  get expected(): number {
    return this.#after[this.#last] ?? -1;
  }
  note(number: number): void {
    if (this.#last >= 0) this.#after[this.#last] = number;
    this.#last = number;
  }
}

export class WordWriter {
  readonly #words: ByteWriter;
  readonly #spelled: ByteWriter;
  readonly #numbers = new Map<string, number>();
  readonly #sequence = new Sequence();

  constructor(words: ByteWriter, spelled: ByteWriter) {
    this.#words = words;
    this.#spelled = spelled;
  }

  /** The text with a mark for each word; `null`, and nothing written, when it has none or can't be marked. */
  mark(text: string): string | null {
    if (text.search(WORD) < 0 || text.includes(MARK)) return null;
    return text.replace(WORD, (word) => {
      this.#write(word);
      return MARK;
    });
  }

  #write(word: string): void {
    const number = this.#numbers.get(word);
    const count = this.#numbers.size;
    if (number === undefined) {
      this.#words.varint(SPELLED);
      this.#spelled.text(word);
      if (count === MOST_WORDS) return;
      this.#numbers.set(word, count);
      this.#sequence.note(count);
      return;
    }
    const ago = count - 1 - number;
    if (number === this.#sequence.expected) this.#words.varint(FOLLOWS);
    else this.#words.varint(ago < RECENT ? FIRST_RECENT + ago : FIRST_NUMBER + number);
    this.#sequence.note(number);
  }
}

/** Throws MalformedBytes. */
export class WordReader {
  readonly #words: ByteReader;
  readonly #spelled: ByteReader;
  readonly #list: string[] = [];
  readonly #sequence = new Sequence();

  constructor(words: ByteReader, spelled: ByteReader) {
    this.#words = words;
    this.#spelled = spelled;
  }

  /** The text whose marks these are; not much longer than a part may be. */
  unmark(marked: string): string {
    let text = '';
    let from = 0;
    for (let at = marked.indexOf(MARK); at >= 0; at = marked.indexOf(MARK, from)) {
      text += marked.slice(from, at) + this.#next();
      if (text.length > LIMITS.partBytes) throw new MalformedBytes('a part that is too long');
      from = at + 1;
    }
    return text + marked.slice(from);
  }

  #next(): string {
    const code = this.#words.varint();
    const count = this.#list.length;
    if (code === SPELLED) {
      const word = this.#spelled.text(WORD_BYTES);
      if (count === MOST_WORDS) return word;
      this.#list.push(word);
      this.#sequence.note(count);
      return word;
    }
    const named = code < FIRST_NUMBER ? count - 1 - (code - FIRST_RECENT) : code - FIRST_NUMBER;
    const number = code === FOLLOWS ? this.#sequence.expected : named;
    const word = this.#list[number];
    if (word === undefined) throw new MalformedBytes('no such word');
    this.#sequence.note(number);
    return word;
  }
}
