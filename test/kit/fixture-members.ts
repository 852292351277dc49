// Members of the fixture shop: three of them, one with history, for the gallery and for pages without an engine.

import type { Queries } from '../../client/worker/engine-protocol.ts';
import type { LoyaltyMemberView, LoyaltyQueries, LoyaltyRow } from '../../client/worker/loyalty-views.ts';
import { FIRST_RULES } from '../../shared/loyalty/loyalty-rules.ts';

const gold = { id: 'l1', name: '金卡', pointFactor: 15_000, priceLevel: '', rank: 1 };
const rows: readonly LoyaltyRow[] = [
  {
    id: 'c1',
    name: '陈静',
    phone: '138****1234',
    level: '金卡',
    points: 328,
    stored: 27_581,
    travel: 'listed',
    twin: false,
  },
  { id: 'c2', name: '林晓', phone: '139****8820', level: '', points: 46, stored: 0, travel: 'local', twin: true },
  { id: 'c3', name: '林小姐', phone: '139****8820', level: '', points: 0, stored: 5000, travel: 'listed', twin: true },
];

type Answers = { [Name in keyof LoyaltyQueries]: (params: Queries[Name]['params']) => Queries[Name]['view'] };

export function fixtureMembers(now: number): Answers {
  const minute = 60_000_000;
  const by = { who: '周宁', travel: 'listed' as const, reason: '', paper: '', number: '' };
  const member: LoyaltyMemberView = {
    id: 'c1',
    name: '陈静',
    phone: '13800001234',
    phoneWhole: true,
    level: gold,
    birthday: '11-25',
    birthdayToday: true,
    card: '0008812',
    remark: '要小票',
    hasPin: true,
    principal: 25_581,
    bonus: 2000,
    stored: 27_581,
    payable: 25_581,
    points: 328,
    twins: [],
    mergedInto: '',
    merged: [],
    history: [
      {
        ...by,
        key: '1',
        kind: 'topUp',
        time: now - 30 * minute,
        number: 'CZ-02-000007',
        principal: 20_000,
        bonus: 2000,
        points: 0,
      },
      {
        ...by,
        key: '2',
        kind: 'pointsBack',
        time: now - 50 * minute,
        number: 'LSTH-01-000003',
        principal: 0,
        bonus: 0,
        points: -6,
      },
      {
        ...by,
        key: '3',
        kind: 'walletRefund',
        time: now - 50 * minute,
        number: 'LSTH-01-000003',
        principal: 581,
        bonus: 0,
        points: 0,
      },
      {
        ...by,
        key: '4',
        kind: 'pointsEarn',
        time: now - 300 * minute,
        number: 'LSCK-01-000118',
        principal: 0,
        bonus: 0,
        points: 84,
      },
      {
        ...by,
        key: '5',
        kind: 'walletSpend',
        time: now - 300 * minute,
        number: 'LSCK-01-000118',
        principal: -5000,
        bonus: 0,
        points: 0,
      },
      {
        ...by,
        key: '6',
        kind: 'walletAdjust',
        time: now - 9000 * minute,
        reason: '旧系统余额',
        principal: 10_000,
        bonus: 0,
        points: 250,
      },
    ],
    travel: 'listed',
    conflicts: [],
  };
  const offers = [
    { principal: 10_000, bonus: 500 },
    { principal: 20_000, bonus: 2000 },
    { principal: 50_000, bonus: 8000 },
  ];
  return {
    loyaltyMembers: ({ text }) => {
      const found = rows.filter((row) => text === '' || row.name.includes(text) || row.phone.endsWith(text.slice(-4)));
      return { rows: found, total: found.length, all: rows.length };
    },
    loyaltyMember: ({ id }) => {
      const row = rows.find((one) => one.id === id);
      if (row === undefined) return null;
      if (id === 'c1') return member;
      const { name, phone, points, stored } = row;
      const twins = rows
        .filter((one) => one.twin && one.id !== id)
        .map((one) => ({ id: one.id, name: one.name, stored: one.stored, points: one.points }));
      const plain = {
        birthday: '',
        birthdayToday: false,
        card: '',
        remark: '',
        hasPin: false,
        level: null,
        history: [],
      };
      return {
        ...member,
        ...plain,
        id,
        name,
        phone,
        phoneWhole: false,
        points,
        stored,
        principal: stored,
        bonus: 0,
        payable: stored,
        twins,
      };
    },
    loyaltyRules: () => ({
      rules: { ...FIRST_RULES, topUpOffers: offers },
      levels: [gold],
      may: { view: true, add: true, edit: true, topUp: true, payOut: true, points: true, rules: true, import: true },
    }),
    topUpPaper: () => null,
    walletTasks: () => [],
  };
}
