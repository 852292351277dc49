/**
 * What the rules of authority may ask about a history. The reference answers from plain sets, the engine from dense
 * indexes; the rules are the same code over either, and can see nothing else: no clock, no arrival.
 */
import type { PolicyAction } from './actions.ts';

/** A set of policy actions (commit indexes), as seen by some commit. Equal sets may be the same object. */
export interface ActionSet {
  has(action: number): boolean;
}

export const NO_ACTIONS: ActionSet = { has: () => false };

/** What a feed's form says of a commit, before any authority: forks, closed feeds, too many epochs. */
export type Shape =
  | { readonly kind: 'sound' }
  | { readonly kind: 'void'; readonly reason: 'fork' | 'closed' | 'epochs' }
  | { readonly kind: 'waiting' };

export const SOUND: Shape = { kind: 'sound' };

/** A commit as far as the rules need it. */
export interface Subject {
  readonly index: number;
  readonly device: string;
  readonly feed: string;
  readonly seq: number;
  readonly time: number;
  readonly hash: string;
  readonly level: number;
  readonly totals: { readonly commits: number; readonly bytes: number };
  readonly kind: 'data' | 'action' | 'listing';
  readonly uses: readonly string[];
  readonly action?: PolicyAction;
}

export interface PolicyView {
  /** The shop's first action, or -1. */
  readonly genesis: number;
  /** All policy actions known and not refused. */
  readonly actions: readonly number[];
  /** Actions that enrol this device: genesis, enrol, redeem. */
  enrolments(device: string): readonly number[];
  /** Actions that give this member a role: genesis, grant, redeem. */
  gifts(member: string): readonly number[];
  /** Actions that define this role. */
  definitions(role: string): readonly number[];
  /** Redemptions of the invitation with this hash. */
  redemptions(invite: string): readonly number[];
  subject(index: number): Subject;
  /** Actions in the causal past, itself excluded. */
  past(index: number): ActionSet;
  /** Is `index` in the causal past of `action`? */
  hasSeen(action: number, index: number): boolean;
  /** Place in the witness's order; Infinity while unlisted. */
  position(index: number): number;
  /** Time of the entry that listed it. */
  listedAt(index: number): number;
  /** Place of the entry that says its deadline is reached; Infinity without one. */
  deadline(index: number): number;
  shape(index: number): Shape;
  find(hash: string): number | undefined;
  /** Is `index` on the chain that ends in `head` (itself included)? */
  isOnChain(head: number, index: number): boolean;
}

/** What the view's lists are made of: which devices, members, roles and invitations an action speaks of. */
export interface Mentions {
  readonly device: string | null;
  readonly member: string | null;
  readonly role: string | null;
  readonly invite: string | null;
}

export function mentionsOf(author: string, action: PolicyAction): Mentions {
  const none = { device: null, member: null, role: null, invite: null };
  switch (action.kind) {
    case 'genesis':
      return { ...none, device: author, member: action.owner };
    case 'enrol':
      return { ...none, device: action.device };
    case 'grant':
      return { ...none, member: action.member };
    case 'redeem':
      return { ...none, device: author, member: action.member, invite: action.invite };
    case 'role':
      return { ...none, role: action.role };
    default:
      return none;
  }
}

/** Witness's order, then (time, feed, seq, hash): extends causality, the same everywhere. */
export function inFinalOrder(view: PolicyView, a: number, b: number): number {
  const first = view.position(a);
  const second = view.position(b);
  if (first !== second) return first < second ? -1 : 1;
  return byClaimedTime(view.subject(a), view.subject(b));
}

/** (time, feed, seq, hash): the order of everything that has no place. */
export function byClaimedTime(
  a: Pick<Subject, 'time' | 'feed' | 'seq' | 'hash'>,
  b: Pick<Subject, 'time' | 'feed' | 'seq' | 'hash'>,
): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.feed !== b.feed) return a.feed < b.feed ? -1 : 1;
  if (a.seq !== b.seq) return a.seq - b.seq;
  return a.hash === b.hash ? 0 : a.hash < b.hash ? -1 : 1;
}
