/**
 * What a shop gives its members, in `settings`: levels (what points they earn, what prices they get) and one record of
 * rules with the id `loyalty`. Factors and shares are basis points: 10,000 = one point a yuan, all of a ticket. Money is
 * fen. Everybody may view settings, so everybody can hold a top-up's bonus against what was on offer.
 */
import * as v from 'valibot';
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

const needs = moduleNeeds('settings');

export const memberLevel = recordKind({
  type: 'memberLevel',
  zh: '会员等级',
  en: 'member level',
  documents: ['settings'],
  id: shape.recordId,
  fields: {
    name: shape.filledText(40),
    pointFactor: shape.wholeNumber(0, 1_000_000),
    /** Name of a price level of the goods (`wholesale`); without it members pay the member price. */
    priceLevel: shape.text(40),
    rank: shape.wholeNumber(0, 1000),
  },
  required: ['name'],
  needs,
});

const offer = v.object({ principal: shape.wholeNumber(1, 100_000_000), bonus: shape.wholeNumber(0, 100_000_000) });

export const loyaltyRules = recordKind({
  type: 'loyaltyRules',
  zh: '会员规则',
  en: 'member rules',
  documents: ['settings'],
  id: v.literal('loyalty'),
  fields: {
    /** 积分抵现: so many points are worth one yuan; 0 = points pay nothing. */
    pointsPerYuan: shape.wholeNumber(0, 1_000_000),
    /** Most of a ticket that points may pay. */
    pointsShareBp: shape.basisPoints,
    /** 充值 tiers: whoever pays at least `principal` gets `bonus` on top, the highest reached. */
    topUpOffers: v.pipe(v.array(offer), v.maxLength(20)),
    /** Stored value beyond this in one ticket asks for the member's PIN. */
    pinOver: shape.positiveFen,
    /** Most stored value of one ticket while the till is offline; 0 = online only. */
    offlineLimit: shape.positiveFen,
  },
  needs,
});
