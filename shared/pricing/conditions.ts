/** When, where, for whom and for what a promotion or a coupon holds. The moment is passed in: no clock is read here. */
import type { PromotionConditions } from '../schema/promotion.ts';

export interface PricingMoment {
  readonly branch: string;
  /** Of the shop's offset: `2026-11-25`. */
  readonly date: string;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
  /** Minute of the day, 0–1439. */
  readonly minute: number;
}

export interface PricedMember {
  /** Name of the member level, or '' for a member without one. */
  readonly level: string;
}

/** The moment of a time in hybrid microseconds at an offset in minutes. */
export function momentAt(timeUs: number, offsetMinutes: number, branch: string): PricingMoment {
  const minutes = Math.floor(timeUs / 60_000_000) + offsetMinutes;
  const day = Math.floor(minutes / 1440);
  return {
    branch,
    date: dateOfDay(day),
    // Day 0 was a Thursday.
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
    minute: minutes - day * 1440,
  };
}

/** Proleptic Gregorian date of a day counted from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
function dateOfDay(day: number): string {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const dayOfMonth = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`;
}

/** Branch, date, weekday, hour and member; goods are asked by {@link holdsForGoods}. */
export function holdsNow(conditions: PromotionConditions, moment: PricingMoment, member: PricedMember | null): boolean {
  const { branches, from, until, weekdays, hours, levels } = conditions;
  if (branches !== undefined && branches.length > 0 && !branches.includes(moment.branch)) return false;
  if (levels !== undefined && (member === null || (levels.length > 0 && !levels.includes(member.level)))) return false;
  if (hours === undefined || hours.length === 0) return onDay(moment.date, moment.weekday, { from, until, weekdays });
  return hours.some((hour) => {
    const overnight = hour.until <= hour.from;
    if (!overnight) {
      if (moment.minute < hour.from || moment.minute >= hour.until) return false;
      return onDay(moment.date, moment.weekday, { from, until, weekdays });
    }
    if (moment.minute >= hour.from) return onDay(moment.date, moment.weekday, { from, until, weekdays });
    if (moment.minute >= hour.until) return false;
    // The small hours belong to the evening before.
    return onDay(dayBefore(moment.date), moment.weekday === 1 ? 7 : moment.weekday - 1, { from, until, weekdays });
  });
}

interface Days {
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly weekdays: readonly number[] | undefined;
}

function onDay(date: string, weekday: number, { from, until, weekdays }: Days): boolean {
  if (from !== undefined && date < from) return false;
  if (until !== undefined && date > until) return false;
  return weekdays === undefined || weekdays.length === 0 || weekdays.includes(weekday);
}

function dayBefore(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear;
  return dateOfDay(era * 146_097 + ofEra - 719_468 - 1);
}

export interface ConditionedGoods {
  readonly product: string;
  /** A path with `/`; '' for none. */
  readonly category: string;
}

type GoodsConditions = Pick<PromotionConditions, 'products' | 'categories' | 'except'>;

/** A question about goods, made once for a promotion and asked for every line. */
export function goodsQuestion({ products, categories, except }: GoodsConditions): (goods: ConditionedGoods) => boolean {
  const named = products !== undefined && products.length > 0 ? new Set(products) : null;
  const paths = categories !== undefined && categories.length > 0 ? categories : null;
  const not = except !== undefined && except.length > 0 ? new Set(except) : null;
  return ({ product, category }) => {
    if (not?.has(product) === true) return false;
    if (named === null && paths === null) return true;
    if (named?.has(product) === true) return true;
    return paths?.some((path) => category === path || category.startsWith(`${path}/`)) === true;
  };
}
