// Members' wallets for tests: sales, returns and top-ups that bring their wallet entries along, folded in any order.

import { FoldSet } from '../../shared/fold/fold.ts';
import { buildTopUp, type TopUpContext } from '../../shared/loyalty/build-top-up.ts';
import { pointsShareBack, returnWallet, ticketWallet } from '../../shared/loyalty/return-wallet.ts';
import { saleWallet } from '../../shared/loyalty/sale-wallet.ts';
import { type Wallet, WalletFold } from '../../shared/loyalty/wallet-fold.ts';
import { type CommandDraft, draftCommand } from '../../shared/schema/command-draft.ts';
import type { PosReturn } from '../../shared/schema/pos-return.ts';
import type { PosSale } from '../../shared/schema/pos-sale.ts';
import { stateOfPart } from './fold-drafts.ts';
import { BRANCH, idOf, MEMBER, REGISTER, refOf } from './fold-facts.ts';
import { MONTH, SHIFT, TillFolds, type Told } from './till-folds.ts';

export const CUSTOMER = idOf('customer');
export const NOTHING: Wallet = { principal: 0, bonus: 0, points: 0 };

export interface WalletStory {
  readonly till: TillFolds;
  readonly wallets: WalletFold;
}

/** Folds what was told, in this order; a part that is not present is a mistake of the test. */
export function foldWallets(told: readonly Told[]): WalletStory {
  const till = new TillFolds();
  const wallets = new WalletFold();
  const both = new FoldSet([wallets]);
  for (const { feed, seq, time, draft } of told) {
    for (const part of draft.parts) {
      const state = stateOfPart(part, draft.uses, MEMBER);
      if (state !== 'present') throw new Error(`${part.document} of ${draft.command} is ${state}`);
      const place = refOf(feed, seq, time, part.document);
      for (const set of [till.set, both]) set.addPart(place, part.entries);
    }
  }
  return { till, wallets };
}

const joined = (draft: CommandDraft, part: CommandDraft['parts'][number] | null): CommandDraft =>
  part === null ? draft : draftCommand(draft.command, [...draft.parts, part], { author: MEMBER, scope: BRANCH });

/** The sale with what it does to its member's wallet, as a till sees it that knows this wallet. */
export function withSaleWallet(draft: CommandDraft, sale: PosSale, wallet: Wallet, factor: number): CommandDraft {
  const built = saleWallet(sale, { wallet, factor, month: MONTH, proof: null });
  if (!built.ok) throw new Error(built.error.code);
  return joined(draft, built.value);
}

export function withReturnWallet(
  draft: CommandDraft,
  entry: PosReturn,
  sale: PosSale,
  wallets: WalletFold,
): CommandDraft {
  const stored = entry.tenders.reduce((sum, one) => sum + (one.kind === 'storedValue' ? one.amount : 0), 0);
  const part = returnWallet(ticketWallet(sale.id, wallets.ofPaper(sale.id)), {
    document: entry.id,
    ticket: sale.id,
    month: MONTH,
    refund: entry.refund,
    stored,
    pointsFen: pointsShareBack(sale, entry.lines),
  });
  return joined(draft, part);
}

export const topUpContext = (id: string): TopUpContext => ({
  id: idOf(id),
  number: `CZ-A-03k7-${id}`,
  branch: BRANCH,
  register: REGISTER,
  shift: SHIFT,
  member: MEMBER,
  month: MONTH,
  opening: null,
});

export function toppedUp(id: string, principal: number, bonus: number, given = principal) {
  const tenders = [{ kind: 'cash' as const, amount: given }];
  const built = buildTopUp({ member: CUSTOMER, principal, bonus, tenders }, topUpContext(id));
  if (!built.ok) throw new Error(built.error.code);
  return built.value;
}
