/**
 * Policy actions: the closed list of what may be said about authority. Write-once; no merged value is ever authority,
 * authority is the fold over valid actions (resolve-authority.ts). Ids and keys only, no names of people.
 *
 * Fields as in SPEC.md. `scope` texts: `*` ⊇ `b1` ⊇ `b1/w1`. Grants and takes: `module.action≤limit@scope`.
 */

export type Rank = 'staff' | 'manager' | 'admin' | 'owner' | 'recovery';

export interface GenesisAction {
  readonly kind: 'genesis';
  /** Member id of the first owner; the commit's device is theirs. */
  readonly owner: string;
  /** Device id of the paper key. */
  readonly recovery: string;
  /** Device id of the first witness. */
  readonly witness: string;
  readonly publicKey?: string;
  readonly recoveryKey?: string;
  readonly witnessKey?: string;
  readonly utcOffsetMinutes?: number;
  readonly currency?: string;
  readonly nonce?: string;
}
export interface RoleAction {
  readonly kind: 'role';
  readonly role: string;
  readonly rank: Rank;
  readonly add: readonly string[];
  readonly take?: readonly string[];
  readonly budget?: { readonly commits?: number; readonly bytes?: number } | number;
  readonly until?: number;
}
export interface GrantAction {
  readonly kind: 'grant';
  readonly member: string;
  readonly role: string;
  readonly scope: string;
  readonly until?: number;
}
export interface InviteAction {
  readonly kind: 'invite';
  readonly role: string;
  readonly scope: string;
  readonly uses: number;
  readonly expires: number;
  /** Public half of the invitation's key pair. */
  readonly invitationKey?: string;
}
export interface RedeemAction {
  readonly kind: 'redeem';
  /** Hash of the invitation's commit (vectors: its id). */
  readonly invite: string;
  readonly member: string;
  readonly publicKey?: string;
  /** Public half of the invitation: the one that `proof` was made with; it must be the invitation's own. */
  readonly invitationKey?: string;
  /** By the invitation's private half over (shop, device). Whoever takes the commit verifies it (redemption-proof.ts). */
  readonly proof?: string;
}
export interface EnrolAction {
  readonly kind: 'enrol';
  readonly device: string;
  readonly member: string;
  readonly scope?: string;
  readonly publicKey?: string;
}
export interface NarrowAction {
  readonly kind: 'narrow';
  readonly member?: string;
  readonly device?: string;
  readonly role?: string;
  /** An invitation taken back: hash of its commit. */
  readonly invite?: string;
  readonly take?: readonly string[];
  readonly scope?: string;
  /** Makes it lenient. */
  readonly until?: number;
}
export interface RetractAction {
  readonly kind: 'retract';
  readonly device: string;
  /** Last good commit of the device, or null for none. */
  readonly last: string | null;
  readonly witness?: {
    readonly witness: string;
    readonly after: string;
    readonly cut: number;
    readonly publicKey?: string;
  };
}
export interface ReinstateAction {
  readonly kind: 'reinstate';
  readonly retract: string;
}
export interface RatifyAction {
  readonly kind: 'ratify';
  readonly feed: string;
  readonly from: number;
  /** Hash of the last commit of the range. */
  readonly head: string;
}
export interface LevelAction {
  readonly kind: 'level';
  readonly level: number;
  readonly until?: number;
}
export interface WitnessAction {
  readonly kind: 'witness';
  readonly witness: string;
  readonly after: string;
  readonly cut: number;
  readonly publicKey?: string;
}
export interface DelegateAction {
  readonly kind: 'delegate';
  readonly to: string;
  readonly documents: readonly string[];
  readonly until: number;
}
export interface FlowAction {
  readonly kind: 'flow';
  readonly flow: string;
  readonly nodes: string;
}
export interface EraseAction {
  readonly kind: 'erase';
  readonly parts: readonly string[];
}

export type PolicyAction =
  | GenesisAction
  | RoleAction
  | GrantAction
  | InviteAction
  | RedeemAction
  | EnrolAction
  | NarrowAction
  | RetractAction
  | ReinstateAction
  | RatifyAction
  | LevelAction
  | WitnessAction
  | DelegateAction
  | FlowAction
  | EraseAction;
