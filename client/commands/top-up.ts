/**
 * Stored value taken in and paid out at the till, and wallets corrected by hand. Money goes through the register's shift
 * like any other: its cash is part of what the drawer should hold. No sale: tickets and net of the shift stay as they are.
 */
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { buildPayOut, buildTopUp, type TopUpContext } from '../../shared/loyalty/build-top-up.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import type { WalletAdjust } from '../../shared/schema/wallet.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { LoyaltyCommands } from '../worker/loyalty-views.ts';
import { permitted } from './command-shop.ts';
import type { LoyaltyShop } from './edit-members.ts';
import { nextNumber } from './register-numbers.ts';
import { openShift, type ShiftState, shiftName } from './shift-state.ts';

type Answer<Name extends keyof LoyaltyCommands> = Promise<Result<LoyaltyCommands[Name]['output'], ShownError>>;

interface Paper {
  readonly context: TopUpContext;
  readonly shift: ShiftState;
  readonly counters: Readonly<Record<string, number>>;
}

async function paper(
  shop: LoyaltyShop,
  type: 'topUp' | 'storedPayOut',
  { time, month }: { readonly time: number; readonly month: string },
): Promise<Paper> {
  const { number, counters } = await nextNumber(shop, type);
  const { shift, opening } = await openShift(shop, time);
  const { branch, register, member } = shop.post;
  const id = shop.recordId();
  return { context: { id, number, branch, register, shift: shift.id, member, month, opening }, shift, counters };
}

/**
 * Errors: `member-unknown`, `bad-amount`, `tenders-short` {missing}, `non-cash-change`, `not-allowed` {use}, and those of
 * the writer.
 */
export async function topUpStored(
  shop: LoyaltyShop,
  input: LoyaltyCommands['topUpStored']['input'],
): Answer<'topUpStored'> {
  const { index } = shop.loyalty;
  const member = index.standsFor(input.member);
  const known = index.get(member);
  if (known === null) return err({ code: 'member-unknown' });
  let done: LoyaltyCommands['topUpStored']['output'] | null = null;
  const written = await shop.write(async (moment) => {
    const { context, shift, counters } = await paper(shop, 'topUp', moment);
    const built = buildTopUp({ ...input, member }, context);
    if (!built.ok) {
      const { error } = built;
      if (error.code === 'short') return err({ code: 'tenders-short', values: { missing: error.missing } });
      return err({ code: error.code === 'bad-amount' ? error.code : 'non-cash-change' });
    }
    const { draft, entry, drawer } = built.value;
    done = { id: entry.id, number: entry.number, change: entry.change };
    return permitted(shop, {
      ...draft,
      title: `${entry.number} ${known.name}`,
      counters: { ...counters, [shiftName(shop.post)]: { ...shift, cash: shift.cash + drawer } },
    });
  });
  if (!written.ok) return written;
  return done === null ? err({ code: 'engine', detail: 'a top-up without a paper' }) : ok(done);
}

/** Errors: `member-unknown`, `bad-amount`, `reason-required`, `stored-value-short` {left}, `not-allowed` {use}, the writer's. */
export async function payOutStored(
  shop: LoyaltyShop,
  input: LoyaltyCommands['payOutStored']['input'],
): Answer<'payOutStored'> {
  const { index, wallet } = shop.loyalty;
  const member = index.standsFor(input.member);
  const known = index.get(member);
  if (known === null) return err({ code: 'member-unknown' });
  let done: LoyaltyCommands['payOutStored']['output'] | null = null;
  const written = await shop.write(async (moment) => {
    const { context, shift, counters } = await paper(shop, 'storedPayOut', moment);
    const built = buildPayOut({ ...input, member }, wallet(member), context);
    if (!built.ok) {
      const { error } = built;
      return err('left' in error ? { code: error.code, values: { left: error.left } } : { code: error.code });
    }
    const { draft, entry, drawer } = built.value;
    done = { id: entry.id, number: entry.number };
    return permitted(shop, {
      ...draft,
      title: `${entry.number} ${known.name}`,
      counters: { ...counters, [shiftName(shop.post)]: { ...shift, cash: shift.cash + drawer } },
    });
  });
  if (!written.ok) return written;
  return done === null ? err({ code: 'engine', detail: 'a payout without a paper' }) : ok(done);
}

/** Errors: `member-unknown`, `bad-amount`, `reason-required`, `not-allowed` {use}, and those of the writer. */
export async function adjustWallet(
  shop: LoyaltyShop,
  input: LoyaltyCommands['adjustWallet']['input'],
): Answer<'adjustWallet'> {
  const { index } = shop.loyalty;
  const member = index.standsFor(input.member);
  const known = index.get(member);
  const reason = input.reason.trim();
  const { points, principal, bonus } = input;
  if (known === null) return err({ code: 'member-unknown' });
  if (![points, principal, bonus].every(Number.isSafeInteger)) return err({ code: 'bad-amount' });
  if (points === 0 && principal === 0 && bonus === 0) return err({ code: 'bad-amount' });
  if (reason === '') return err({ code: 'reason-required' });
  const written = await shop.write(async ({ month }) => {
    const id = shop.recordId();
    const entry: WalletAdjust = { kind: 'walletAdjust', id, member, points, principal, bonus, reason };
    const part = { document: documentName({ kind: 'wallets', month }), entries: [entry] };
    const draft = draftCommand('adjustWallet', [part], { author: shop.post.member, scope: shop.post.branch });
    return permitted(shop, { ...draft, title: known.name });
  });
  return written.ok ? ok(null) : written;
}
