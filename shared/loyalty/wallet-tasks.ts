/**
 * What members' wallets leave for a person to look at (trade.md §2.4): a balance below zero after spends that did not
 * know of each other, stored value or points that a ticket and the wallet don't agree on, a bonus that no tier ever gave,
 * a top-up that no drawer took in. Derived, the same on every device; nothing here undoes anything.
 */
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import type { Fact } from '../fold/fact-set.ts';
import { isTopUp } from '../schema/top-up.ts';
import { isPointsEarn } from '../schema/wallet.ts';
import { bonusFor, storedTotal, type TopUpOffer } from './stored-value.ts';
import type { WalletFold, WalletMove } from './wallet-fold.ts';

export type WalletTaskKind =
  | 'stored-overdrawn'
  | 'points-overdrawn'
  | 'spend-unbacked'
  | 'spend-missing'
  | 'points-figures'
  | 'bonus-unexplained'
  | 'top-up-drawer'
  | 'wallet-disputed';

export interface WalletTask {
  readonly kind: WalletTaskKind;
  readonly member: string;
  readonly paper: string;
  readonly number: string;
  readonly excess: number;
  readonly ref: EntryRef;
}

export interface WalletTaskFacts {
  readonly wallets: WalletFold;
  /** Whom a member counts as, and all who count with it. */
  readonly standsFor: (member: string) => string;
  readonly together: (member: string) => readonly string[];
  /** Every list of tiers ever set. */
  readonly offers: readonly (readonly TopUpOffer[])[];
  /** The highest factor that any level ever had. */
  readonly mostFactor: number;
  /** Of a ticket that is here: its number, payable, member; null for one that is not. */
  readonly ticket: (
    id: string,
  ) => { readonly number: string; readonly payable: number; readonly member: string } | null;
  /** Facts that were found right beside their paper: not looked at again. Papers never change. */
  readonly settled?: WeakSet<object>;
  /** Fen that drawers took in under a paper; null where no drawer is seen at all. */
  readonly toppedUp: (paper: string) => number | null;
}

export function walletTasks(facts: WalletTaskFacts): readonly WalletTask[] {
  const tasks = [...overdrawn(facts), ...paperTasks(facts), ...missingSpends(facts), ...disputed(facts)];
  return tasks.sort((a, b) => compareRefs(b.ref, a.ref));
}

function overdrawn({ wallets, standsFor, together }: WalletTaskFacts): WalletTask[] {
  const seen = new Set<string>();
  const tasks: WalletTask[] = [];
  for (const one of wallets.members()) {
    const member = standsFor(one);
    if (seen.has(member)) continue;
    seen.add(member);
    let stored = 0;
    let points = 0;
    for (const id of together(member)) {
      const wallet = wallets.wallet(id);
      stored += storedTotal(wallet);
      points += wallet.points;
    }
    if (stored >= 0 && points >= 0) continue;
    const moves = together(member)
      .flatMap((id) => wallets.ofMember(id))
      .sort((a, b) => compareRefs(a.ref, b.ref));
    const last = (fits: (move: WalletMove) => boolean): Fact<WalletMove> | undefined =>
      moves.filter(({ value }) => fits(value)).at(-1);
    if (stored < 0) {
      const spend = last((move) => move.principal + move.bonus < 0);
      if (spend !== undefined) tasks.push(taskOf('stored-overdrawn', spend, member, -stored));
    }
    // Points clawed back below zero are the rule (they may turn negative); points spent that were not there are not.
    if (points < 0) {
      const spend = last((move) => move.kind === 'pointsSpend');
      const clawed = moves.reduce(
        (sum, { value }) => sum + (value.kind === 'pointsBack' ? Math.min(0, value.points) : 0),
        0,
      );
      if (spend !== undefined && points < clawed) tasks.push(taskOf('points-overdrawn', spend, member, -points));
    }
  }
  return tasks;
}

/** Entries held against the papers that they name, where these are here. */
function paperTasks(facts: WalletTaskFacts): WalletTask[] {
  const { wallets, standsFor, offers, mostFactor, ticket, toppedUp, settled } = facts;
  const tasks: WalletTask[] = [];
  for (const fact of wallets.all()) {
    const { kind, document, member } = fact.value;
    if (settled?.has(fact) === true) continue;
    const before = tasks.length;
    let compared = false;
    if (kind === 'walletSpend' || kind === 'pointsSpend') {
      const claim = wallets.claim(document);
      const known = ticket(document);
      // The ticket may be another branch's, or still on its way.
      if (claim === null && known === null) continue;
      const [said, moved] =
        kind === 'walletSpend'
          ? [claim?.stored ?? 0, -fact.value.principal - fact.value.bonus]
          : [claim?.points ?? 0, -fact.value.points];
      const other = standsFor(claim?.member ?? '') !== standsFor(member);
      compared = true;
      if (said !== moved || other) tasks.push(taskOf('spend-unbacked', fact, member, moved, known?.number));
    } else if (kind === 'pointsEarn') {
      const entry: unknown = JSON.parse(fact.value.text);
      const known = ticket(document);
      if (!isPointsEarn(entry)) continue;
      compared = known !== null;
      const wrong = known !== null && (known.payable !== entry.paid || standsFor(known.member) !== standsFor(member));
      if (wrong || entry.factor > mostFactor) {
        tasks.push(taskOf('points-figures', fact, member, entry.points, known?.number));
      }
    } else if (kind === 'topUp') {
      const entry: unknown = JSON.parse(fact.value.text);
      if (!isTopUp(entry)) continue;
      const most = Math.max(0, ...offers.map((list) => bonusFor(entry.principal, list)));
      if (entry.bonus > most) {
        tasks.push(taskOf('bonus-unexplained', fact, member, entry.bonus - most, entry.number));
      }
      const taken = toppedUp(entry.id);
      compared = taken !== null;
      if (taken !== null && taken !== entry.principal) {
        tasks.push(taskOf('top-up-drawer', fact, member, entry.principal - taken, entry.number));
      }
    }
    if (compared && tasks.length === before) settled?.add(fact);
  }
  return tasks;
}

/** Tickets that say they were paid with stored value or points which no wallet gave. */
function missingSpends({ wallets, settled }: WalletTaskFacts): WalletTask[] {
  const tasks: WalletTask[] = [];
  for (const claim of wallets.claims()) {
    if (settled?.has(claim) === true) continue;
    const { key, ref, value } = claim;
    let stored = 0;
    let points = 0;
    for (const { value: move } of wallets.ofPaper(key)) {
      if (move.document !== key || move.ticket !== '') continue;
      if (move.kind === 'walletSpend') stored -= move.principal + move.bonus;
      if (move.kind === 'pointsSpend') points -= move.points;
    }
    const excess = Math.max(value.stored - stored, value.points - points);
    if (excess <= 0) {
      settled?.add(claim);
      continue;
    }
    tasks.push({ kind: 'spend-missing', member: value.member, paper: key, number: value.number, excess, ref });
  }
  return tasks;
}

function disputed({ wallets }: WalletTaskFacts): WalletTask[] {
  const keys = new Set(wallets.disputed());
  if (keys.size === 0) return [];
  const latest = new Map<string, Fact<WalletMove>>();
  for (const fact of wallets.all()) {
    const known = latest.get(fact.key);
    if (keys.has(fact.key) && (known === undefined || compareRefs(known.ref, fact.ref) < 0)) latest.set(fact.key, fact);
  }
  return [...latest.values()].map((fact) => {
    const { principal, bonus, points, member } = fact.value;
    return taskOf('wallet-disputed', fact, member, Math.abs(principal + bonus + points));
  });
}

function taskOf(kind: WalletTaskKind, fact: Fact<WalletMove>, member: string, excess: number, number = ''): WalletTask {
  return { kind, member, paper: fact.value.document, number, excess, ref: fact.ref };
}
