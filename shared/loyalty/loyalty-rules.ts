/** The shop's rules for members as they stand, with what holds where nobody has set anything. */
import type { Json } from '../commit/json-text.ts';
import type { Fen } from '../foundation/money.ts';
import type { LoyaltySettingsFold } from './loyalty-folds.ts';
import { PLAIN_FACTOR } from './points.ts';
import type { TopUpOffer } from './stored-value.ts';

export interface MemberLevel {
  readonly id: string;
  readonly name: string;
  /** Basis points. */
  readonly pointFactor: number;
  /** Name of a price level of the goods, '' for the member price. */
  readonly priceLevel: string;
  readonly rank: number;
}

export interface LoyaltyRules {
  /** 0: points pay nothing. */
  readonly pointsPerYuan: number;
  readonly pointsShareBp: number;
  readonly topUpOffers: readonly TopUpOffer[];
  readonly pinOver: Fen;
  readonly offlineLimit: Fen;
}

/** 100 points pay 1.00, at most half a ticket; a PIN beyond 200.00, offline at most 100.00 a ticket. */
export const FIRST_RULES: LoyaltyRules = {
  pointsPerYuan: 100,
  pointsShareBp: 5000,
  topUpOffers: [],
  pinOver: 20_000,
  offlineLimit: 10_000,
};

export function loyaltyRulesOf(settings: LoyaltySettingsFold): LoyaltyRules {
  const value = (field: string): Json | undefined => settings.of('loyaltyRules').value('loyalty', field);
  const number = (field: Exclude<keyof LoyaltyRules, 'topUpOffers'>): number => {
    const set = value(field);
    return typeof set === 'number' ? set : FIRST_RULES[field];
  };
  return {
    pointsPerYuan: number('pointsPerYuan'),
    pointsShareBp: number('pointsShareBp'),
    topUpOffers: offersOf(value('topUpOffers')),
    pinOver: number('pinOver'),
    offlineLimit: number('offlineLimit'),
  };
}

export function offersOf(value: Json | undefined): readonly TopUpOffer[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[])
    .flatMap((one) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
      const { principal, bonus } = one as { readonly [key: string]: Json };
      return typeof principal === 'number' && typeof bonus === 'number' ? [{ principal, bonus }] : [];
    })
    .sort((a, b) => a.principal - b.principal);
}

/** Every list of tiers that was ever set, the one that holds included. */
export function offersEver(settings: LoyaltySettingsFold): readonly (readonly TopUpOffer[])[] {
  const history = settings.of('loyaltyRules').read('loyalty')?.history ?? [];
  return history.filter((row) => row.field === 'topUpOffers').map((row) => offersOf(row.after));
}

/** Lowest rank first. */
export function memberLevels(settings: LoyaltySettingsFold): readonly MemberLevel[] {
  return settings
    .ids('memberLevel')
    .map((id) => levelOf(settings, id))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
}

/** Of a removed level what it was; of none a plain member's. */
export function levelOf(settings: LoyaltySettingsFold, id: string): MemberLevel {
  const value = (field: string): Json | undefined => settings.of('memberLevel').value(id, field);
  const [pointFactor, rank] = [value('pointFactor'), value('rank')];
  return {
    id,
    name: settings.text('memberLevel', id, 'name'),
    pointFactor: typeof pointFactor === 'number' ? pointFactor : PLAIN_FACTOR,
    priceLevel: settings.text('memberLevel', id, 'priceLevel'),
    rank: typeof rank === 'number' ? rank : 0,
  };
}
