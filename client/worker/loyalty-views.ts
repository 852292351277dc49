/**
 * What pages and the engine say to each other about members of the shop's programme (会员): their list, their card, the
 * rules, stored value and points. Money is fen, factors and shares basis points, times hybrid microseconds. Part of the
 * engine's protocol (engine-protocol.ts takes these in).
 */
import type { MoneyTaken } from '../../shared/loyalty/build-top-up.ts';
import type { LoyaltyRules, MemberLevel } from '../../shared/loyalty/loyalty-rules.ts';
import type { MemberRow } from '../../shared/loyalty/member-rows.ts';
import type { WalletTaskKind } from '../../shared/loyalty/wallet-tasks.ts';
import type { TopUpTender } from '../../shared/schema/top-up.ts';

export interface LoyaltyRow {
  readonly id: string;
  readonly name: string;
  /** `138****1234`, `****1234`, or '' without a phone. */
  readonly phone: string;
  readonly level: string;
  readonly points: number;
  readonly stored: number;
  readonly travel: 'listed' | 'local';
  /** Another member has the same phone: somebody should merge them. */
  readonly twin: boolean;
}

/** What moved a wallet, as a row of its history. */
export interface WalletRow {
  readonly key: string;
  readonly kind: WalletRowKind;
  readonly time: number;
  readonly who: string;
  /** The paper's id and number; '' where there is none, or it is not here. */
  readonly paper: string;
  readonly number: string;
  readonly principal: number;
  readonly bonus: number;
  readonly points: number;
  readonly reason: string;
  readonly travel: 'listed' | 'local' | 'merged' | 'void' | 'waiting';
}
export type WalletRowKind =
  | 'topUp'
  | 'storedPayOut'
  | 'walletSpend'
  | 'walletRefund'
  | 'pointsEarn'
  | 'pointsSpend'
  | 'pointsBack'
  | 'walletAdjust';

export interface LoyaltyMemberView {
  readonly id: string;
  readonly name: string;
  /** In full only where this device may view contacts; else masked. */
  readonly phone: string;
  readonly phoneWhole: boolean;
  readonly level: MemberLevel | null;
  readonly birthday: string;
  readonly birthdayToday: boolean;
  readonly card: string;
  readonly remark: string;
  readonly hasPin: boolean;
  readonly principal: number;
  readonly bonus: number;
  readonly stored: number;
  /** The most that may be paid out. */
  readonly payable: number;
  readonly points: number;
  readonly twins: readonly {
    readonly id: string;
    readonly name: string;
    readonly stored: number;
    readonly points: number;
  }[];
  /** Merged into another: open that one. */
  readonly mergedInto: string;
  readonly merged: readonly { readonly id: string; readonly name: string }[];
  readonly history: readonly WalletRow[];
  readonly travel: 'listed' | 'local';
  readonly conflicts: readonly { readonly field: string; readonly values: readonly string[] }[];
}

export interface LoyaltyRights {
  readonly view: boolean;
  readonly add: boolean;
  readonly edit: boolean;
  readonly topUp: boolean;
  readonly payOut: boolean;
  readonly points: boolean;
  readonly rules: boolean;
  /** Balances may be brought along from another system. */
  readonly import: boolean;
}

export interface LoyaltyRulesView {
  readonly rules: LoyaltyRules;
  readonly levels: readonly MemberLevel[];
  readonly may: LoyaltyRights;
}

export interface TopUpPaper {
  readonly id: string;
  readonly number: string;
  readonly kind: 'topUp' | 'storedPayOut';
  readonly member: string;
  readonly name: string;
  readonly phone: string;
  readonly principal: number;
  readonly bonus: number;
  readonly change: number;
  readonly tenders: readonly MoneyTaken[];
  /** After it, as far as is known here. */
  readonly stored: number;
  readonly points: number;
  readonly time: number;
  readonly who: string;
  readonly shop: string;
  readonly branch: string;
  readonly register: string;
  readonly travel: 'listed' | 'local' | 'merged' | 'void' | 'waiting';
}

export interface WalletTaskRow {
  readonly kind: WalletTaskKind;
  /** `<feed>/<seq>` of the later commit: what a note settles. */
  readonly commit: string;
  readonly member: string;
  readonly name: string;
  readonly paper: string;
  readonly number: string;
  readonly who: string;
  readonly time: number;
  /** Fen or points, by kind. */
  readonly excess: number;
}

export interface LoyaltyQueries {
  /** `text`: phone, its last digits, name, pinyin, card; '' for all. */
  loyaltyMembers: {
    params: { readonly text: string; readonly limit: number };
    view: { readonly rows: readonly LoyaltyRow[]; readonly total: number; readonly all: number };
  };
  loyaltyMember: { params: { readonly id: string }; view: LoyaltyMemberView | null };
  loyaltyRules: { params: null; view: LoyaltyRulesView };
  topUpPaper: { params: { readonly id: string }; view: TopUpPaper | null };
  walletTasks: { params: null; view: readonly WalletTaskRow[] };
}

export interface MemberFields {
  readonly name: string;
  readonly phone: string;
  /** Id of a level, '' for none. */
  readonly level: string;
  /** `11-25`, or ''. */
  readonly birthday: string;
  readonly card: string;
  readonly remark: string;
}

export interface LoyaltyCommands {
  /** Without a name the masked phone stands for it. */
  addLoyaltyMember: { input: Partial<MemberFields>; output: { readonly id: string } };
  editLoyaltyMember: {
    input: { readonly id: string; readonly changes: Partial<MemberFields> };
    output: null;
  };
  /** `gone` counts as `keep` from now on; `keep` '' takes a merge back. */
  mergeLoyaltyMembers: { input: { readonly gone: string; readonly keep: string }; output: null };
  /** '' takes it away. */
  setMemberPin: { input: { readonly id: string; readonly pin: string }; output: null };
  topUpStored: {
    input: {
      readonly member: string;
      readonly principal: number;
      readonly bonus: number;
      readonly tenders: readonly MoneyTaken[];
    };
    output: { readonly id: string; readonly number: string; readonly change: number };
  };
  payOutStored: {
    input: {
      readonly member: string;
      readonly principal: number;
      readonly by: TopUpTender;
      readonly reason: string;
    };
    output: { readonly id: string; readonly number: string };
  };
  adjustWallet: {
    input: {
      readonly member: string;
      readonly points: number;
      readonly principal: number;
      readonly bonus: number;
      readonly reason: string;
    };
    output: null;
  };
  /** `reason` stands with every balance that is brought along. */
  importMembers: {
    input: { readonly rows: readonly MemberRow[]; readonly reason: string };
    output: { readonly added: number; readonly known: number };
  };
  /** `id` null makes a new one. */
  saveMemberLevel: {
    input: { readonly id: string | null; readonly level: Omit<MemberLevel, 'id'> };
    output: { readonly id: string };
  };
  removeMemberLevel: { input: { readonly id: string }; output: null };
  setLoyaltyRules: { input: Partial<LoyaltyRules>; output: null };
}
