/**
 * Stored value taken in and paid out as entries: the paper in the wallets, one cash entry an account in the drawer, one
 * commit. A liability and no sale: no ticket, no points.
 */
import { documentName } from '../document/document-kinds.ts';
import type { Fen } from '../foundation/money.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import { accountAmounts } from '../sales/sale-totals.ts';
import type { Cash } from '../schema/cash.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import type { ShiftOpen } from '../schema/shift.ts';
import type { StoredPayOut, TopUp, TopUpTender } from '../schema/top-up.ts';
import { payableOut, type StoredValue } from './stored-value.ts';

export interface TopUpContext {
  readonly id: string;
  readonly number: string;
  readonly branch: string;
  readonly register: string;
  readonly shift: string;
  readonly member: string;
  readonly month: string;
  readonly opening: ShiftOpen | null;
}

export interface MoneyTaken {
  readonly kind: TopUpTender;
  readonly amount: Fen;
}

export interface TopUpInput {
  /** The loyalty member's id. */
  readonly member: string;
  readonly principal: Fen;
  readonly bonus: Fen;
  readonly tenders: readonly MoneyTaken[];
}

export type TopUpFault =
  | { readonly code: 'bad-amount' }
  | { readonly code: 'short'; readonly missing: Fen }
  | { readonly code: 'change-not-from-cash'; readonly excess: Fen };

export type PayOutFault =
  | { readonly code: 'bad-amount' }
  | { readonly code: 'reason-required' }
  | { readonly code: 'stored-value-short'; readonly left: Fen };

export interface BuiltMoney<Paper> {
  readonly draft: CommandDraft;
  readonly entry: Paper;
  /** What the drawer holds more of than before. */
  readonly drawer: Fen;
}

const MOST = 99_999_999_999;
const isAmount = (fen: number): boolean => Number.isSafeInteger(fen) && fen > 0 && fen <= MOST;

export function buildTopUp(input: TopUpInput, context: TopUpContext): Result<BuiltMoney<TopUp>, TopUpFault> {
  const { principal, bonus } = input;
  const tenders = input.tenders.filter((one) => one.amount > 0);
  if (!isAmount(principal) || !Number.isSafeInteger(bonus) || bonus < 0 || bonus > MOST) {
    return err({ code: 'bad-amount' });
  }
  const change = tenders.reduce((sum, one) => sum + one.amount, 0) - principal;
  const cash = tenders.reduce((sum, one) => sum + (one.kind === 'cash' ? one.amount : 0), 0);
  if (change < 0) return err({ code: 'short', missing: -change });
  if (change > cash) return err({ code: 'change-not-from-cash', excess: change - cash });
  const { id, number, register, shift, member: handler } = context;
  const paper = { id, number, member: input.member, register, shift, principal, bonus, change, handler };
  const entry: TopUp = { kind: 'topUp', ...paper, tenders: tenders.map(({ kind, amount }) => ({ kind, amount })) };
  const accounts = accountAmounts(tenders, change);
  return ok({ draft: draftOf('topUp', entry, accounts, context), entry, drawer: accounts.get('cash') ?? 0 });
}

/** Principal only; with the last of it the bonus lapses. */
export function buildPayOut(
  input: { readonly member: string; readonly principal: Fen; readonly by: TopUpTender; readonly reason: string },
  wallet: StoredValue,
  context: TopUpContext,
): Result<BuiltMoney<StoredPayOut>, PayOutFault> {
  const { principal, by } = input;
  const reason = input.reason.trim();
  if (!isAmount(principal)) return err({ code: 'bad-amount' });
  if (reason === '') return err({ code: 'reason-required' });
  const left = payableOut(wallet);
  if (principal > left) return err({ code: 'stored-value-short', left });
  const forfeited = principal === left ? Math.max(0, wallet.bonus) : 0;
  const { id, number, register, shift, member: handler } = context;
  const paper = { id, number, member: input.member, register, shift, principal, forfeited, reason, handler };
  const entry: StoredPayOut = { kind: 'storedPayOut', ...paper, tenders: [{ kind: by, amount: principal }] };
  const accounts = new Map([[by, -principal]]);
  return ok({ draft: draftOf('payOutStored', entry, accounts, context), entry, drawer: accounts.get('cash') ?? 0 });
}

function draftOf(
  command: string,
  entry: TopUp | StoredPayOut,
  accounts: ReadonlyMap<string, Fen>,
  { branch, month, register, shift, member, opening }: TopUpContext,
): CommandDraft {
  const cash = [...accounts].map(
    ([account, amount]): Cash => ({
      kind: 'cash',
      type: 'topUp',
      shift,
      register,
      account,
      amount,
      document: entry.id,
    }),
  );
  const parts = [
    { document: documentName({ kind: 'wallets', month }), entries: [entry] },
    { document: documentName({ kind: 'cash', branch, month }), entries: opening === null ? cash : [opening, ...cash] },
  ];
  return draftCommand(command, parts, { author: member, scope: branch });
}
