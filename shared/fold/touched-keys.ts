/** Keys that changed since somebody last asked; beyond a thousand only that there were many (a first load). */
const MOST = 1000;
const NONE: ReadonlySet<string> = new Set();

export class TouchedKeys {
  #keys: Set<string> | null = null;
  #many = false;

  mark(key: string): void {
    if (this.#many) return;
    this.#keys ??= new Set();
    this.#keys.add(key);
    if (this.#keys.size <= MOST) return;
    this.#many = true;
    this.#keys = null;
  }

  markMany(): void {
    this.#many = true;
    this.#keys = null;
  }

  drain(): ReadonlySet<string> | 'many' {
    const result = this.#many ? 'many' : (this.#keys ?? NONE);
    this.#keys = null;
    this.#many = false;
    return result;
  }
}
