/**
 * Numbers of papers (shared/schema/document-number.ts says what they look like). The counter lies beside the own feed's
 * head and moves in the same transaction, so no number is ever given twice, by no tab and by no device. A gap is
 * allowed, a repeat is not.
 */
import { documentNumber, type NumberedType, numberStem } from '../../shared/schema/document-number.ts';
import type { CommandShop, Post } from './command-shop.ts';

export interface NextNumber {
  readonly number: string;
  /** What to write beside the commit. */
  readonly counters: Readonly<Record<string, number>>;
}

/** `ahead`: how many of one commit were given before it. */
export async function nextNumber(shop: CommandShop, type: NumberedType, ahead = 0): Promise<NextNumber> {
  const stem = stemOf(shop.post, type);
  const next = lastGiven(await shop.counter(counterName(stem))) + 1 + ahead;
  return { number: documentNumber(stem, next), counters: { [counterName(stem)]: next } };
}

export function stemOf(post: Post, type: NumberedType): string {
  const { branchCode, registerCode, device, epoch } = post;
  return numberStem({ type, branch: branchCode, register: registerCode, device, epoch });
}

export const counterName = (stem: string): string => `number/${stem}`;

export function lastGiven(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
