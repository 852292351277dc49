/** What commands ask of the members' programme: wallets, members as they are found, the rules, and keys of look-up tags. */
import type { LoyaltyRules, MemberLevel } from '../../shared/loyalty/loyalty-rules.ts';
import type { MemberIndex } from '../../shared/loyalty/member-index.ts';
import type { Sha256 } from '../../shared/loyalty/phone-tag.ts';
import type { Wallet, WalletFold } from '../../shared/loyalty/wallet-fold.ts';

export interface LoyaltyBooks {
  readonly wallets: WalletFold;
  readonly index: MemberIndex;
  readonly rules: LoyaltyRules;
  readonly sha256: Sha256;
  /** Keys of look-up tags, the first the one to write by; none before the first member. */
  readonly phoneKeys: readonly string[];
  /** What the member has, those merged into it included. */
  wallet(member: string): Wallet;
  /** `null` for a member without one. */
  level(member: string): MemberLevel | null;
  /** Tag of the payment PIN; '' for none. */
  pin(member: string): string;
  hasContact(id: string): boolean;
  randomText(characters: number): string;
  /** A relay is in reach. */
  online(): boolean;
}
