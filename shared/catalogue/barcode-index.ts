/**
 * Barcode → what it stands for. Two devices may give one code to two goods while they are apart: then a scan asks, it
 * never guesses. Built in idle time and kept current afterwards; until then `find` says that it does not know yet, and
 * the catalogue looks the code up by its search text (a till must not wait 0.1 s for its first scan).
 */

/** What a code stands for: a variant, and the unit it sells (null: the base unit). */
export interface BarcodeTarget {
  readonly product: string;
  readonly variant: string;
  readonly unit: string | null;
}

export interface CodedTarget extends BarcodeTarget {
  readonly code: string;
}

export class BarcodeIndex {
  readonly #byCode = new Map<string, BarcodeTarget[]>();
  /** Codes that an owner (product or variant record) put in. */
  readonly #byOwner = new Map<string, readonly CodedTarget[]>();
  readonly #codesOf: (owner: string) => readonly CodedTarget[];
  #stale = new Set<string>();
  #owners: () => Iterable<string>;
  #built = false;

  constructor(codesOf: (owner: string) => readonly CodedTarget[], owners: () => Iterable<string>) {
    this.#codesOf = codesOf;
    this.#owners = owners;
  }

  mark(owner: string): void {
    if (this.#built) this.#stale.add(owner);
  }

  /** Everything the code stands for, in a fixed order; more than one: ask. `null` before {@link refresh}. */
  find(code: string): readonly BarcodeTarget[] | null {
    if (!this.#built) return null;
    this.refresh();
    const targets = this.#byCode.get(code) ?? [];
    return inOrder(targets);
  }

  /** Codes of more than one variant: 疑似重复. */
  duplicates(): (readonly [string, readonly BarcodeTarget[]])[] {
    this.refresh();
    return [...this.#byCode.entries()]
      .filter(([, targets]) => targets.length > 1)
      .map(([code, targets]) => [code, inOrder(targets)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  refresh(): void {
    if (!this.#built) {
      this.#built = true;
      for (const owner of this.#owners()) this.#put(owner);
    }
    for (const owner of this.#stale) this.#put(owner);
    if (this.#stale.size > 0) this.#stale = new Set();
  }

  #put(owner: string): void {
    for (const { code, variant } of this.#byOwner.get(owner) ?? []) {
      const left = (this.#byCode.get(code) ?? []).filter((target) => target.variant !== variant);
      if (left.length === 0) this.#byCode.delete(code);
      else this.#byCode.set(code, left);
    }
    const codes = this.#codesOf(owner);
    if (codes.length === 0) this.#byOwner.delete(owner);
    else this.#byOwner.set(owner, codes);
    for (const { code, ...target } of codes) {
      const known = this.#byCode.get(code);
      if (known === undefined) this.#byCode.set(code, [target]);
      else if (!known.some((one) => one.variant === target.variant)) known.push(target);
    }
  }
}

export function inOrder(targets: readonly BarcodeTarget[]): readonly BarcodeTarget[] {
  return targets.length < 2 ? targets : [...targets].sort((a, b) => (a.variant < b.variant ? -1 : 1));
}
