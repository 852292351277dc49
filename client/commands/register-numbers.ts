/**
 * Numbers of papers: `LSCK-<branch code>-<register code><2 characters of the key>-000127`. The counter lies beside the
 * own feed's head and moves in the same transaction, so no number is ever given twice, by no tab and by no device: the
 * characters of the key keep two devices apart that took the same register code. A gap is allowed, a repeat is not.
 */
import type { CommandShop, Post } from './command-shop.ts';

export type PaperKind = 'LSCK' | 'CGRK' | 'QTRK' | 'QTCK' | 'BSCK' | 'BYRK' | 'QCRK' | 'PDDJ';

export interface NextNumber {
  readonly number: string;
  /** What to write beside the commit. */
  readonly counters: Readonly<Record<string, number>>;
}

export async function nextNumber(shop: CommandShop, kind: PaperKind): Promise<NextNumber> {
  const name = counterName(shop.post, kind);
  const last = await shop.counter(name);
  const next = (typeof last === 'number' ? last : 0) + 1;
  return { number: showNumber(shop.post, kind, next), counters: { [name]: next } };
}

export function counterName(post: Pick<Post, 'register'>, kind: PaperKind): string {
  return `number/${post.register}/${kind}`;
}

export function showNumber(
  post: Pick<Post, 'branchCode' | 'registerCode' | 'device'>,
  kind: PaperKind,
  count: number,
): string {
  const key = [...post.device]
    .filter((letter) => /[A-Za-z0-9]/.test(letter))
    .slice(0, 2)
    .join('');
  return `${kind}-${post.branchCode}-${post.registerCode}${key}-${String(count).padStart(6, '0')}`;
}
