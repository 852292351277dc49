/**
 * Escrow (配额, design.md §6): how many units of a strict product each register may still sell on its own. Grants add,
 * what the register sells takes away; both are facts, so the book is a sum. Below zero is an overdraw (a clone, a
 * reclaim from a living till): a task that names the register, never a movement undone.
 */
import type { Entry } from '../commit/part.ts';
import type { EntryRef } from '../fold/entry-ref.ts';
import { SumFold } from '../fold/sum-fold.ts';

interface Grant {
  readonly [key: string]: string | number;
  readonly variant: string;
  readonly place: string;
  readonly register: string;
  readonly quantity: number;
  readonly from: string;
}

export interface Holding {
  readonly variant: string;
  readonly place: string;
  readonly register: string;
  readonly quantity: number;
}

const keyOf = (variant: string, place: string, register: string): string => `${variant} ${place} ${register}`;

export class EscrowBook {
  readonly #sold = new Map<string, number>();
  readonly #grants = new SumFold<Grant>((grant) => {
    const to = [keyOf(grant.variant, grant.place, grant.register), grant.quantity] as const;
    if (grant.from === 'pool') return [to];
    return [to, [keyOf(grant.variant, grant.place, grant.from), -grant.quantity]];
  });

  addGrant(ref: EntryRef, entry: Entry, place: string): void {
    const { id, variant, register, quantity, from } = entry;
    if (typeof id !== 'string' || typeof variant !== 'string' || typeof register !== 'string') return;
    if (typeof quantity !== 'number' || typeof from !== 'string') return;
    this.#grants.add(ref, id, { variant, place, register, quantity, from });
  }

  removeGrant(ref: EntryRef, entry: Entry): void {
    if (typeof entry.id === 'string') this.#grants.remove(ref, entry.id);
  }

  /** A movement that cites a register: sales are negative. */
  move(variant: string, place: string, register: string, quantity: number): void {
    const key = keyOf(variant, place, register);
    const sum = (this.#sold.get(key) ?? 0) + quantity;
    if (sum === 0) this.#sold.delete(key);
    else this.#sold.set(key, sum);
  }

  /** Thousandths that the register may still sell. */
  holding(variant: string, place: string, register: string): number {
    const key = keyOf(variant, place, register);
    return this.#grants.sum(key) + (this.#sold.get(key) ?? 0);
  }

  /** All holdings that are not zero, in a fixed order. */
  holdings(): Holding[] {
    const keys = new Set([...this.#grants.sums().keys(), ...this.#sold.keys()]);
    const rows: Holding[] = [];
    for (const key of [...keys].sort()) {
      const [variant = '', place = '', register = ''] = key.split(' ');
      const quantity = this.holding(variant, place, register);
      if (quantity !== 0) rows.push({ variant, place, register, quantity });
    }
    return rows;
  }

  /** Units of a pool that registers hold: no longer the pool's to grant. */
  heldOf(variant: string, place: string): number {
    let held = 0;
    const prefix = `${variant} ${place} `;
    for (const [key] of this.#grants.sums()) {
      if (key.startsWith(prefix)) held += Math.max(0, this.#grants.sum(key) + (this.#sold.get(key) ?? 0));
    }
    return held;
  }

  snapshot(): string {
    return JSON.stringify([this.#grants.facts.snapshot(), [...this.#sold]]);
  }

  restore(text: string): void {
    const [grants, sold]: [string, [string, number][]] = JSON.parse(text);
    this.#grants.facts.restore(grants);
    for (const [key, sum] of sold) this.#sold.set(key, sum);
  }
}
