/**
 * A promotion as the price engine takes it, read from the fields of its record: what is missing reads as its default, and
 * a record whose rule cannot be read is no promotion. Defaults: on, priority 0, with member prices and coupons, not
 * exclusive, no condition.
 */
import type { Json } from '../commit/json-text.ts';
import {
  isPromotionConditions,
  isPromotionRule,
  type PromotionConditions,
  type PromotionRule,
} from '../schema/promotion.ts';

export interface Promotion {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly rule: PromotionRule;
  readonly conditions: PromotionConditions;
  readonly priority: number;
  readonly enabled: boolean;
  readonly exclusive: boolean;
  readonly withMemberPrice: boolean;
  readonly withCoupon: boolean;
}

/** `field` gives the record's value of a field; `null` for what is no promotion that this version knows. */
export function readPromotion(id: string, field: (name: string) => Json | undefined): Promotion | null {
  const rule: unknown = field('rule');
  const conditions: unknown = field('conditions') ?? {};
  if (!isPromotionRule(rule) || !isPromotionConditions(conditions)) return null;
  const name = field('name');
  return {
    id,
    version: numberOr(field('version'), 1),
    name: typeof name === 'string' ? name : '',
    rule,
    conditions,
    priority: numberOr(field('priority'), 0),
    enabled: field('enabled') !== false,
    exclusive: field('exclusive') === true,
    withMemberPrice: field('withMemberPrice') !== false,
    withCoupon: field('withCoupon') !== false,
  };
}

const numberOr = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** Priority, then larger saving, then lower id (trade.md §4): negative when the first goes first. */
export function compareConflict(
  a: { readonly promotion: Promotion; readonly saving: number },
  b: { readonly promotion: Promotion; readonly saving: number },
): number {
  if (a.promotion.priority !== b.promotion.priority) return b.promotion.priority - a.promotion.priority;
  if (a.saving !== b.saving) return b.saving - a.saving;
  return a.promotion.id < b.promotion.id ? -1 : a.promotion.id > b.promotion.id ? 1 : 0;
}
