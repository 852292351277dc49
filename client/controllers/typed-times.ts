/**
 * A number typed ahead of `*`, as cash registers take it: `3*` makes the chosen line three. Any other key begins anew, so
 * that a digit pressed long ago counts for nothing.
 */
import type { KeyFacts } from './till-keys.ts';

const MOST_DIGITS = 4;

export class TypedTimes {
  private digits = '';

  /** Hears every key of the till; answers thousandths when it was `*` after a number, else null. */
  hear({ key, inField }: KeyFacts): number | null {
    if (inField) return null;
    const before = Number(this.digits);
    this.digits = /^\d$/.test(key) ? `${this.digits}${key}`.slice(-MOST_DIGITS) : '';
    return key === '*' && before > 0 ? before * 1000 : null;
  }
}
