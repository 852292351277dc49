/** Promotions of the shops in the pictures: one of each kind. */
import type { Promotion } from '../../shared/pricing/promotion.ts';
import { promotionOf } from './pricing-ticket.ts';

const id = (n: number): string => `Hc3kP9xQ2mVt7RbLHc3kP9xQ.promo0000${n}`;

export const fixturePromotions: readonly Promotion[] = [
  promotionOf(
    id(1),
    { kind: 'nthUnit', every: 2, payBp: 5000 },
    { name: 'T恤第二件半价', conditions: { categories: ['T恤'] }, priority: 5 },
  ),
  promotionOf(
    id(2),
    { kind: 'fullReduction', steps: [{ from: 100_000, off: 8000 }] },
    { name: '满千减八十', conditions: { from: '2026-11-20', until: '2026-12-31' } },
  ),
  promotionOf(
    id(3),
    { kind: 'percentOff', payBp: 8800 },
    { name: '周末针织 8.8 折', conditions: { weekdays: [6, 7], categories: ['针织'] } },
  ),
  promotionOf(
    id(4),
    { kind: 'buyGet', buy: 3, free: 1 },
    { name: '袜子买三送一', conditions: { categories: ['配饰'] }, enabled: false, withMemberPrice: false },
  ),
];
