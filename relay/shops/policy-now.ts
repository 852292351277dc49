/**
 * What a relay asks of the policy that is effective here now: who a key is, what they may view, whether an invitation is
 * open, which deadlines have come. A port, so that shops can be tested beside any judge.
 */
import type { DeviceId } from '../../shared/foundation/ids.ts';

export type Standing =
  | { readonly kind: 'member'; readonly member: string }
  /** Was a member's device and has no rights left: only hand-in is open to it. */
  | { readonly kind: 'dismissed' }
  | { readonly kind: 'unknown' };

export interface PolicyNow {
  standing(device: DeviceId): Standing;
  /** By the policy effective now, whoever has seen it. */
  mayAt(when: 'now', member: string, use: string): boolean;
  mayView(member: string, document: string): boolean;
  /** May newcomers holding this invitation key (base64url) still redeem it? */
  invitationOpen(publicKey: string): boolean;
  /** Is this the paper key (base64url) that the genesis names? */
  isRecoveryKey(publicKey: string): boolean;
  /** Index of lenient narrowings whose deadline lies at or before `time` and has no entry of the witness yet. */
  deadlinesDue(time: number): readonly number[];
  /** Every policy action taken, causes first. */
  policyActions(): readonly number[];
  /** The policy actions that are heads in this commit's causal past. */
  policyHeadsBefore(index: number): readonly number[];
  /** Device id of the witness appointed now; null before the genesis. */
  witness(): string | null;
  readonly utcOffsetMinutes: number;
}
