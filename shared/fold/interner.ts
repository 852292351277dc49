/** Texts that repeat by the thousand (feeds, variants, registers) as small numbers. Numbers are never taken back. */
export class Interner {
  readonly #texts: string[];
  readonly #numbers = new Map<string, number>();

  constructor(texts: readonly string[] = []) {
    this.#texts = [...texts];
    for (const [number, text] of this.#texts.entries()) this.#numbers.set(text, number);
  }

  get size(): number {
    return this.#texts.length;
  }

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#texts.push(text);
    this.#numbers.set(text, number);
    return number;
  }

  /** −1 for a text that was never seen. */
  find(text: string): number {
    return this.#numbers.get(text) ?? -1;
  }

  textOf(number: number): string {
    const text = this.#texts[number];
    if (text === undefined) throw new RangeError(`no text ${number}`);
    return text;
  }

  list(): readonly string[] {
    return this.#texts;
  }
}
