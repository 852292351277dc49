/**
 * The wallet's part of a ticket and of what comes back of one: what may be spent here and now (enough, a PIN beyond the
 * shop's limit, no more than the shop allows while offline), and the entries that go into the same commit.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { pinTag } from '../../shared/loyalty/phone-tag.ts';
import { PLAIN_FACTOR } from '../../shared/loyalty/points.ts';
import { pointsShareBack, returnWallet, ticketWallet } from '../../shared/loyalty/return-wallet.ts';
import { saleWallet, storedPart } from '../../shared/loyalty/sale-wallet.ts';
import { type CommandDraft, type DraftedPart, draftCommand } from '../../shared/schema/command-draft.ts';
import type { PosReturn, SaleReversal } from '../../shared/schema/pos-return.ts';
import type { PosSale } from '../../shared/schema/pos-sale.ts';
import type { SpendProof } from '../../shared/schema/wallet.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { CommandShop } from './command-shop.ts';
import type { LoyaltyBooks } from './loyalty-books.ts';

/** The draft with the wallet's entries, its claims grown by what these need. */
export function withWallet(shop: CommandShop, draft: CommandDraft, part: DraftedPart | null): CommandDraft {
  if (part === null) return draft;
  const { member: author, branch: scope } = shop.post;
  const parts = draft.parts.some((one) => one.document === part.document)
    ? draft.parts.map((one) =>
        one.document === part.document ? { ...one, entries: [...one.entries, ...part.entries] } : one,
      )
    : [...draft.parts, part];
  return draftCommand(draft.command, parts, { author, scope });
}

/**
 * Errors: `stored-value-member`, `stored-value-short` {left}, `points-short` {left}, `stored-offline` {limit},
 * `pin-needed` {over}, `pin-wrong`.
 */
export function walletOfSale(
  shop: CommandShop,
  sale: PosSale,
  month: string,
  pin: string,
): Result<DraftedPart | null, ShownError> {
  const books = shop.loyalty;
  const member = sale.loyaltyMember;
  if (books === undefined || member === undefined) {
    const fault = storedPart(sale) > 0 || sale.points !== undefined;
    return fault ? err({ code: 'stored-value-member' }) : ok(null);
  }
  const stored = storedPart(sale);
  const proof = proofFor(shop, books, member, stored, pin);
  if (!proof.ok) return proof;
  const factor = books.level(member)?.pointFactor ?? PLAIN_FACTOR;
  const built = saleWallet(sale, { wallet: books.wallet(member), factor, month, proof: proof.value });
  if (built.ok) return built;
  const { code } = built.error;
  return err('left' in built.error ? { code, values: { left: built.error.left } } : { code });
}

function proofFor(
  shop: CommandShop,
  books: LoyaltyBooks,
  member: string,
  stored: number,
  pin: string,
): Result<SpendProof | null, ShownError> {
  if (stored === 0) return ok(null);
  const { pinOver, offlineLimit } = books.rules;
  if (!books.online() && stored > offlineLimit) return err({ code: 'stored-offline', values: { limit: offlineLimit } });
  const known = books.pin(member);
  if (pin !== '' && known !== '') {
    const fits = books.phoneKeys.some((key) => pinTag(books.sha256, key, member, pin) === known);
    return fits ? ok('pin') : err({ code: 'pin-wrong' });
  }
  if (stored <= pinOver) return ok(null);
  // Without the member's PIN whoever may pay stored value out vouches for the customer.
  if (known === '' && shop.may(`customers.payOut\u2264${stored}@${shop.post.branch}`)) return ok('staff');
  return err({ code: known === '' ? 'pin-missing' : 'pin-needed', values: { over: pinOver } });
}

/** What a return gives back to the wallet of its ticket's member. */
export function walletOfReturn(
  shop: CommandShop,
  entry: PosReturn,
  sale: PosSale | null,
  month: string,
): DraftedPart | null {
  const books = shop.loyalty;
  if (books === undefined || sale === null) return null;
  const stored = entry.tenders.reduce((sum, one) => sum + (one.kind === 'storedValue' ? one.amount : 0), 0);
  const pointsFen = pointsShareBack(sale, entry.lines);
  return returnWallet(ticketWallet(sale.id, books.wallets.ofPaper(sale.id)), {
    document: entry.id,
    ticket: sale.id,
    month,
    refund: entry.refund,
    stored,
    pointsFen,
  });
}

/** A reversed ticket never was: all of it back, under the ticket's own id, so that two reversals give back once. */
export function walletOfReversal(
  shop: CommandShop,
  entry: SaleReversal,
  sale: PosSale,
  month: string,
): DraftedPart | null {
  const books = shop.loyalty;
  if (books === undefined) return null;
  return returnWallet(ticketWallet(sale.id, books.wallets.ofPaper(sale.id)), {
    document: sale.id,
    ticket: sale.id,
    month,
    refund: entry.payable,
    stored: entry.tenders.reduce((sum, one) => sum + (one.kind === 'storedValue' ? one.amount : 0), 0),
    pointsFen: sale.points?.fen ?? 0,
  });
}
