/** What wallets leave for a person to look at, each held against the paper that should bear it out. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../shared/commit/part.ts';
import { WalletFold } from '../../../shared/loyalty/wallet-fold.ts';
import { type WalletTaskFacts, walletTasks } from '../../../shared/loyalty/wallet-tasks.ts';
import { BRANCH, idOf, refOf } from '../../kit/fold-facts.ts';
import { builtSale, lineOf } from '../../kit/till-folds.ts';
import { CUSTOMER, toppedUp } from '../../kit/wallets.ts';

const OTHER = idOf('other');
const TICKET = idOf('t1');
const spend = (more: object = {}): Entry => ({
  kind: 'walletSpend',
  member: CUSTOMER,
  document: TICKET,
  principal: 1000,
  bonus: 0,
  ...more,
});
const sale = (stored: number, member = CUSTOMER): Entry =>
  ({
    ...builtSale('t1', {
      lines: [lineOf(1000, 1000)],
      loyaltyMember: member,
      tenders: [
        { kind: 'storedValue', amount: stored },
        { kind: 'cash', amount: 1000 - stored },
      ],
    }).sale,
  }) as unknown as Entry;

function tasks(entries: readonly Entry[], more: Partial<WalletTaskFacts> = {}) {
  const wallets = new WalletFold();
  wallets.add(refOf('z', 1, 5, 'wallets/2026-11', 0), {
    kind: 'walletAdjust',
    id: idOf('a0'),
    member: CUSTOMER,
    points: 500,
    principal: 5000,
    bonus: 0,
    reason: '期初',
  });
  for (const [i, entry] of entries.entries()) {
    const document = entry.kind === 'posSale' ? `tickets/${BRANCH}/2026-11` : 'wallets/2026-11';
    wallets.add(refOf('a', i + 1, 10 + i, document, 0), entry);
  }
  const facts: WalletTaskFacts = {
    wallets,
    standsFor: (member) => member,
    together: (member) => [member],
    offers: [],
    mostFactor: 10_000,
    ticket: () => null,
    toppedUp: () => null,
    ...more,
  };
  return walletTasks(facts).map(({ kind, excess }) => [kind, excess]);
}

describe('LOYAL-31 an entry that its paper does not bear out', () => {
  test('stored value of the ticket’s member, and of its amount, is no task', () => {
    expect(tasks([sale(1000), spend()])).toEqual([]);
    // The ticket is another branch's: what can't be compared is no task.
    expect(tasks([spend()])).toEqual([]);
  });

  test('somebody else’s wallet pays for the ticket', () => {
    expect(tasks([sale(1000, OTHER), spend()])).toEqual([['spend-unbacked', 1000]]);
  });

  test('another amount than the ticket says; a ticket that says nothing of it', () => {
    expect(tasks([sale(400), spend()])).toEqual([['spend-unbacked', 1000]]);
    const ticket = () => ({ number: 'LSCK-1', payable: 1000, member: CUSTOMER });
    expect(tasks([spend()], { ticket })).toEqual([['spend-unbacked', 1000]]);
  });

  test('a ticket that claims stored value which no wallet gave', () => {
    expect(tasks([sale(1000)])).toEqual([['spend-missing', 1000]]);
    expect(
      tasks([sale(1000), spend({ principal: 300 })])
        .map(([kind]) => kind)
        .sort(),
    ).toEqual(['spend-missing', 'spend-unbacked']);
  });

  test('points for another sum than the ticket’s, or at a factor that no level ever had', () => {
    const earn = (paid: number, factor = 10_000): Entry => ({
      kind: 'pointsEarn',
      member: CUSTOMER,
      document: TICKET,
      paid,
      factor,
      points: Math.floor((Math.floor(paid / 100) * factor) / 10_000),
    });
    const ticket = () => ({ number: 'LSCK-1', payable: 1000, member: CUSTOMER });
    expect(tasks([earn(1000)], { ticket })).toEqual([]);
    expect(tasks([earn(9000)], { ticket })).toEqual([['points-figures', 90]]);
    expect(tasks([earn(1000, 90_000)], { ticket })).toEqual([['points-figures', 90]]);
    expect(tasks([earn(1000, 90_000)], { ticket, mostFactor: 90_000 })).toEqual([]);
  });
});

test('LOYAL-32 a bonus beyond every tier there ever was, and money that no drawer took in', () => {
  const [entry] = toppedUp('u1', 1000, 100).draft.parts[0]?.entries ?? [];
  if (entry === undefined) throw new Error('no top-up');
  expect(tasks([entry], { offers: [[{ principal: 1000, bonus: 100 }], []] })).toEqual([]);
  expect(tasks([entry], { offers: [[{ principal: 2000, bonus: 300 }]] })).toEqual([['bonus-unexplained', 100]]);
  expect(tasks([entry], { offers: [[{ principal: 1, bonus: 100 }]], toppedUp: () => 400 })).toEqual([
    ['top-up-drawer', 600],
  ]);
});

test('LOYAL-30 stored value below zero names the last spend; points that a return made negative do not', () => {
  expect(tasks([spend({ principal: 3000 }), spend({ principal: 3000, document: idOf('t2') })])).toEqual([
    ['stored-overdrawn', 1000],
  ]);
  const points = (count: number, paper: string): Entry => ({
    kind: 'pointsSpend',
    member: CUSTOMER,
    document: idOf(paper),
    points: count,
    fen: count,
  });
  expect(tasks([points(400, 't1'), points(400, 't2')])).toEqual([['points-overdrawn', 300]]);
  const clawed: Entry = {
    kind: 'pointsBack',
    member: CUSTOMER,
    document: idOf('r1'),
    ticket: idOf('t9'),
    paid: 90_000,
    factor: 10_000,
    before: 0,
    refund: 90_000,
    clawed: 900,
    used: 0,
    usedFen: 0,
    usedBefore: 0,
    usedNow: 0,
    given: 0,
  };
  expect(tasks([points(400, 't1'), clawed])).toEqual([]);
});

test('LOYAL-1 one key with two contents counts both and is a task', () => {
  expect(tasks([spend(), spend({ principal: 1001 })])).toEqual([['wallet-disputed', 1001]]);
});
