/** The members' programme of an open shop, as commands and queries read it. */
import { levelOf, loyaltyRulesOf } from '../../shared/loyalty/loyalty-rules.ts';
import type { Wallet } from '../../shared/loyalty/wallet-fold.ts';
import type { LoyaltyBooks } from '../commands/loyalty-books.ts';
import type { Platform } from '../replica/platform.ts';
import type { ShopFolds } from './shop-folds.ts';

export function loyaltyBooks(folds: ShopFolds, platform: Platform, online: () => boolean): LoyaltyBooks {
  const { wallets, members: index, loyalty, parties, contacts, phoneKeys } = folds;
  const text = (id: string, field: string): string => parties.text('customer', id, field);
  return {
    wallets,
    index,
    get rules() {
      return loyaltyRulesOf(loyalty);
    },
    sha256: platform.sha256,
    get phoneKeys() {
      // The smallest id: the same for whoever knows of several.
      const ids = [...phoneKeys.ids('phoneKey')].sort();
      return ids.map((id) => phoneKeys.text('phoneKey', id, 'key')).filter((key) => key !== '');
    },
    wallet: (member) => walletOf(folds, member),
    level: (member) => {
      const level = text(member, 'memberLevel');
      return level === '' || loyalty.of('memberLevel').read(level)?.removed !== false ? null : levelOf(loyalty, level);
    },
    pin: (member) => text(member, 'pin'),
    hasContact: (id) => contacts.of('contact').has(id),
    randomText: (characters) => platform.randomText(characters),
    online,
  };
}

/** Principal, bonus and points of a member and all that count with it. */
export function walletOf({ wallets, members }: ShopFolds, member: string): Wallet {
  let sum: Wallet = { principal: 0, bonus: 0, points: 0 };
  for (const id of members.together(member)) {
    const { principal, bonus, points } = wallets.wallet(id);
    sum = { principal: sum.principal + principal, bonus: sum.bonus + bonus, points: sum.points + points };
  }
  return sum;
}
