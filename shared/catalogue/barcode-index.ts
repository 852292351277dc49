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

interface OwnedTarget extends BarcodeTarget {
  /** The record that has the code: a product's own code may stand for each of its variants. */
  readonly owner: string;
}

/** Owners a step: about a millisecond. */
const STEP = 250;

export class BarcodeIndex {
  readonly #byCode = new Map<string, OwnedTarget[]>();
  /** Codes that an owner (product or variant record) put in. */
  readonly #byOwner = new Map<string, readonly CodedTarget[]>();
  readonly #codesOf: (owner: string) => readonly CodedTarget[];
  #stale = new Set<string>();
  #owners: () => Iterable<string>;
  #built = false;
  /** A build in steps is under way: what it has passed may become stale meanwhile. */
  #building = false;

  constructor(codesOf: (owner: string) => readonly CodedTarget[], owners: () => Iterable<string>) {
    this.#codesOf = codesOf;
    this.#owners = owners;
  }

  mark(owner: string): void {
    if (this.#built || this.#building) this.#stale.add(owner);
  }

  /** Everything the code stands for, in a fixed order; more than one: ask. `null` before {@link refresh}. */
  find(code: string): readonly BarcodeTarget[] | null {
    if (!this.#built) return null;
    this.refresh();
    return targetsOf(this.#byCode.get(code) ?? []);
  }

  /** Codes on more than one record, or on two units of one: 疑似重复. */
  duplicates(): (readonly [string, readonly BarcodeTarget[]])[] {
    this.refresh();
    return [...this.#byCode.entries()]
      .filter(([, targets]) => new Set(targets.map(({ owner, unit }) => `${owner} ${unit ?? ''}`)).size > 1)
      .map(([code, targets]) => [code, targetsOf(targets)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  refresh(): void {
    if (!this.#built) for (const _step of this.build());
    for (const owner of this.#stale) this.#put(owner);
    if (this.#stale.size > 0) this.#stale = new Set();
  }

  /** Builds it for the first time, a step at each turn. */
  *build(): IterableIterator<void> {
    if (this.#built) return;
    this.#building = true;
    let count = 0;
    for (const owner of this.#owners()) {
      this.#put(owner);
      if (++count % STEP === 0) yield;
    }
    this.#building = false;
    this.#built = true;
  }

  #put(owner: string): void {
    for (const { code } of this.#byOwner.get(owner) ?? []) {
      const left = (this.#byCode.get(code) ?? []).filter((target) => target.owner !== owner);
      if (left.length === 0) this.#byCode.delete(code);
      else this.#byCode.set(code, left);
    }
    const codes = this.#codesOf(owner);
    if (codes.length === 0) this.#byOwner.delete(owner);
    else this.#byOwner.set(owner, codes);
    for (const { code, ...target } of codes) {
      const known = this.#byCode.get(code);
      if (known === undefined) this.#byCode.set(code, [{ ...target, owner }]);
      else known.push({ ...target, owner });
    }
  }
}

/** Each variant in each unit once, in a fixed order. */
function targetsOf(owned: readonly OwnedTarget[]): readonly BarcodeTarget[] {
  return inOrder(owned.map(({ product, variant, unit }) => ({ product, variant, unit })));
}

export function inOrder(targets: readonly BarcodeTarget[]): readonly BarcodeTarget[] {
  if (targets.length < 2) return targets;
  const each = new Map(targets.map((target) => [`${target.variant} ${target.unit ?? ''}`, target]));
  return [...each.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, target]) => target);
}
