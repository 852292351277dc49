/**
 * The sets of policy actions that commits have seen, each kept once. A commit's set is nearly always its predecessor's, so
 * a history of 100,000 commits has a few dozen sets, and everything that depends on the policy seen is cached by set.
 */
import type { ActionSet } from './policy-view.ts';

const BITS = 32;
const MOST_SETS = 0x400000;

export class SeenActions implements ActionSet {
  readonly id: number;
  readonly #bits: Uint32Array;
  readonly #numberOf: ReadonlyMap<number, number>;

  constructor(id: number, bits: Uint32Array, numberOf: ReadonlyMap<number, number>) {
    this.id = id;
    this.#bits = bits;
    this.#numberOf = numberOf;
  }
  has(action: number): boolean {
    const number = this.#numberOf.get(action);
    return number !== undefined && ((this.#bits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }
  get bits(): Uint32Array {
    return this.#bits;
  }
}

export class ActionSetTable {
  readonly #numberOf = new Map<number, number>();
  readonly #sets: SeenActions[] = [];
  readonly #known = new Map<string, number>();
  readonly #unions = new Map<number, number>();

  constructor() {
    this.#intern(new Uint32Array(0));
  }

  get size(): number {
    return this.#sets.length;
  }
  /** The set with this id; 0 is the empty one. */
  get(id: number): SeenActions {
    const set = this.#sets[id];
    if (set === undefined) throw new RangeError(`no set ${id}`);
    return set;
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const key = a < b ? a * MOST_SETS + b : b * MOST_SETS + a;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const first = this.get(a).bits;
    const second = this.get(b).bits;
    const out = new Uint32Array(Math.max(first.length, second.length));
    for (let i = 0; i < out.length; i++) out[i] = (first[i] ?? 0) | (second[i] ?? 0);
    const id = this.#intern(out);
    this.#unions.set(key, id);
    return id;
  }

  /** The set with one action more. */
  with(a: number, action: number): number {
    let number = this.#numberOf.get(action);
    if (number === undefined) {
      number = this.#numberOf.size;
      this.#numberOf.set(action, number);
    }
    const before = this.get(a).bits;
    const out = new Uint32Array(Math.max(before.length, Math.floor(number / BITS) + 1));
    out.set(before);
    out[number >>> 5] = (out[number >>> 5] ?? 0) | (1 << (number & 31));
    return this.#intern(out);
  }

  #intern(bits: Uint32Array): number {
    const key = bits.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#sets.length;
    this.#sets.push(new SeenActions(id, bits, this.#numberOf));
    this.#known.set(key, id);
    return id;
  }
}
