/**
 * A promotion as it is being typed: texts as they stand in the fields, read into a promotion when all of them can be.
 * What cannot be read is named, so that the form marks it. Percentages are what is still paid, as tills say it.
 */
import type { PromotionConditions, PromotionKind, PromotionRule } from '../../shared/schema/promotion.ts';
import type { PromotionDraft } from '../worker/promotion-views.ts';
import { calculate } from './calculator.ts';

export interface PromotionForm {
  readonly name: string;
  readonly kind: PromotionKind;
  readonly priority: string;
  readonly enabled: boolean;
  readonly exclusive: boolean;
  readonly withMemberPrice: boolean;
  readonly withCoupon: boolean;
  readonly conditions: PromotionConditions;
  /** Hours as `HH:MM`. */
  readonly hours: readonly { readonly from: string; readonly until: string }[];
  /** Percent still paid. */
  readonly pay: string;
  readonly every: string;
  readonly buy: string;
  readonly free: string;
  readonly gift: string;
  readonly most: string;
  readonly price: string;
  readonly parts: readonly { readonly products: readonly string[]; readonly pieces: string }[];
  readonly sums: readonly { readonly from: string; readonly off: string }[];
  readonly again: boolean;
  readonly cap: string;
  readonly pieces: readonly { readonly pieces: string; readonly pay: string }[];
  readonly prices: readonly { readonly product: string; readonly price: string }[];
}

/** Names of fields that cannot be read. */
export type FormFault = 'name' | 'priority' | 'hours' | 'rule';

export const emptyForm: PromotionForm = {
  name: '',
  kind: 'percentOff',
  priority: '0',
  enabled: true,
  exclusive: false,
  withMemberPrice: true,
  withCoupon: true,
  conditions: {},
  hours: [],
  pay: '',
  every: '2',
  buy: '2',
  free: '1',
  gift: '',
  most: '',
  price: '',
  parts: [{ products: [], pieces: '1' }],
  sums: [{ from: '', off: '' }],
  again: false,
  cap: '',
  pieces: [{ pieces: '', pay: '' }],
  prices: [],
};

const decimal = (value: number, scale: number): string => String(value / 10 ** scale);
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export function formOf(promotion: PromotionDraft): PromotionForm {
  const { rule, conditions, priority, name, enabled, exclusive, withMemberPrice, withCoupon } = promotion;
  const hours = (conditions.hours ?? []).map(({ from, until }) => ({ from: clock(from), until: clock(until % 1440) }));
  const head = { name, enabled, exclusive, withMemberPrice, withCoupon, conditions, hours };
  return { ...emptyForm, ...head, priority: String(priority), kind: rule.kind, ...textsOf(rule) };
}

function textsOf(rule: PromotionRule): Partial<PromotionForm> {
  switch (rule.kind) {
    case 'percentOff':
      return { pay: decimal(rule.payBp, 2) };
    case 'nthUnit':
      return { every: String(rule.every), pay: decimal(rule.payBp, 2) };
    case 'buyGet':
      return { buy: String(rule.buy), free: String(rule.free), gift: rule.gift ?? '', most: String(rule.most ?? '') };
    case 'bundle':
      return {
        parts: rule.parts.map(({ products, pieces }) => ({ products, pieces: String(pieces) })),
        price: decimal(rule.price, 2),
        most: String(rule.most ?? ''),
      };
    case 'fullReduction':
      return {
        sums: rule.steps.map(({ from, off }) => ({ from: decimal(from, 2), off: decimal(off, 2) })),
        again: rule.every === true,
        cap: rule.cap === undefined ? '' : decimal(rule.cap, 2),
      };
    case 'piecesOff':
      return { pieces: rule.steps.map(({ pieces, payBp }) => ({ pieces: String(pieces), pay: decimal(payBp, 2) })) };
    case 'specialPrice':
    case 'memberPrice':
      return { prices: rule.prices.map(({ product, price }) => ({ product, price: decimal(price, 4) })) };
  }
}

export type FormReading =
  | { readonly ok: true; readonly promotion: PromotionDraft }
  | { readonly ok: false; readonly faults: readonly FormFault[] };

export function readForm(form: PromotionForm): FormReading {
  const faults: FormFault[] = [];
  const priority = whole(form.priority, 0, 1000);
  const rule = ruleOf(form);
  const hours = form.hours.map(({ from, until }) => ({ from: minuteOf(from), until: minuteOf(until) }));
  if (form.name.trim() === '') faults.push('name');
  if (priority === null) faults.push('priority');
  if (hours.some(({ from, until }) => from === null || until === null || from === until)) faults.push('hours');
  if (rule === null) faults.push('rule');
  if (faults.length > 0 || rule === null || priority === null) return { ok: false, faults };
  const { enabled, exclusive, withMemberPrice, withCoupon } = form;
  const { hours: _, ...conditions } = form.conditions;
  const timed = hours.flatMap(({ from, until }) => (from === null || until === null ? [] : [{ from, until }]));
  return {
    ok: true,
    promotion: {
      name: form.name.trim(),
      rule,
      conditions: { ...conditions, ...(timed.length === 0 ? {} : { hours: timed }) },
      priority,
      enabled,
      exclusive,
      withMemberPrice,
      withCoupon,
    },
  };
}

function minuteOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return minute <= 1440 && Number(match[2]) < 60 ? minute : null;
}

function whole(text: string, least: number, most: number, scale = 0): number | null {
  const value = text.trim() === '' ? null : calculate(text, scale);
  return value === null || value < least || value > most ? null : value;
}
const payBp = (text: string): number | null => whole(text, 0, 10_000, 2);
const fen = (text: string, least = 1): number | null => whole(text, least, 999_999_999_999, 2);
const count = (text: string, least = 1): number | null => whole(text, least, 1000);
/** Empty is no limit: `undefined`; what cannot be read is `null`. */
const optional = (text: string, read: (text: string) => number | null): number | null | undefined =>
  text.trim() === '' ? undefined : read(text);

function all<T>(values: readonly (T | null)[]): T[] | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? known : null;
}

function ruleOf(form: PromotionForm): PromotionRule | null {
  const pay = payBp(form.pay);
  const most = optional(form.most, (text) => whole(text, 1, 100_000));
  if (most === null) return null;
  const limit = most === undefined ? {} : { most };
  switch (form.kind) {
    case 'percentOff':
      return pay === null ? null : { kind: 'percentOff', payBp: pay };
    case 'nthUnit': {
      const every = whole(form.every, 2, 100);
      return pay === null || every === null ? null : { kind: 'nthUnit', every, payBp: pay };
    }
    case 'buyGet': {
      const [buy, free] = [count(form.buy), count(form.free)];
      if (buy === null || free === null) return null;
      return { kind: 'buyGet', buy, free, ...(form.gift === '' ? {} : { gift: form.gift }), ...limit };
    }
    case 'bundle': {
      const price = fen(form.price, 0);
      const parts = all(
        form.parts.map(({ products, pieces }) => {
          const wanted = count(pieces);
          return wanted === null || products.length === 0 ? null : { products: [...products], pieces: wanted };
        }),
      );
      return price === null || parts === null ? null : { kind: 'bundle', parts, price, ...limit };
    }
    case 'fullReduction': {
      const cap = optional(form.cap, fen);
      const steps = all(form.sums.map((step) => pair(fen(step.from), fen(step.off), (from, off) => ({ from, off }))));
      if (steps === null || cap === null || steps.some(({ from, off }) => off > from)) return null;
      const more = { ...(form.again ? { every: true } : {}), ...(cap === undefined ? {} : { cap }) };
      return { kind: 'fullReduction', steps, ...more };
    }
    case 'piecesOff': {
      const steps = all(
        form.pieces.map((step) => pair(count(step.pieces), payBp(step.pay), (pieces, bp) => ({ pieces, payBp: bp }))),
      );
      return steps === null ? null : { kind: 'piecesOff', steps };
    }
    case 'specialPrice':
    case 'memberPrice': {
      const prices = all(
        form.prices.map(({ product, price }) => {
          const value = whole(price, 0, 99_999_999_999, 4);
          return value === null ? null : { product, price: value };
        }),
      );
      return prices === null ? null : { kind: form.kind, prices };
    }
  }
}

function pair<T>(a: number | null, b: number | null, make: (a: number, b: number) => T): T | null {
  return a === null || b === null ? null : make(a, b);
}
