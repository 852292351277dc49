/**
 * A promotion (促销) as a record of `settings`: what it gives (`rule`), when, where, to whom and on what (`conditions`),
 * and what it goes together with. Everybody may view settings; who may change them is the policy's (`settings.*`).
 *
 * `version` rises with each change, in the same commit: a ticket names promotion and version, so that what was promised
 * then can be found in the record's history. Money is fen, prices ten-thousandths of one base unit, `payBp` what is still
 * paid in basis points (8.8 折 = 8800), hours are minutes of the day at the shop's offset, weekdays 1 (Monday) to 7.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

const payBp = shape.basisPoints;
const pieces = shape.wholeNumber(1, 1000);
const productIds = v.pipe(v.array(shape.recordId), v.minLength(1), v.maxLength(500));
const productPrices = v.pipe(
  v.array(v.object({ product: shape.recordId, price: shape.price })),
  v.minLength(1),
  v.maxLength(500),
);
const times = v.exactOptional(shape.wholeNumber(1, 100_000));

/** 时段特价 and 会员价 set a price; they take part in the price pick, not among the line promotions. */
const specialPrice = v.object({ kind: v.literal('specialPrice'), prices: productPrices });
const memberPrice = v.object({ kind: v.literal('memberPrice'), prices: productPrices });
const percentOff = v.object({ kind: v.literal('percentOff'), payBp });
/** 第二件半价: of units sorted by price the last of every `every` pays `payBp`. */
const nthUnit = v.object({ kind: v.literal('nthUnit'), every: shape.wholeNumber(2, 100), payBp });
/** 买N送M: the cheapest `free` of `buy + free`, or that many of the product `gift` once `buy` are there. */
const buyGet = v.object({
  kind: v.literal('buyGet'),
  buy: pieces,
  free: pieces,
  gift: v.exactOptional(shape.recordId),
  most: times,
});
/** A set of goods at one price; a part is that many of any of its products. */
const bundle = v.object({
  kind: v.literal('bundle'),
  parts: v.pipe(v.array(v.object({ products: productIds, pieces })), v.minLength(1), v.maxLength(10)),
  price: shape.positiveFen,
  most: times,
});
/** 满减: the highest step that is reached, or `every` time the (one) step is reached, up to `cap`. */
const fullReduction = v.object({
  kind: v.literal('fullReduction'),
  steps: v.pipe(
    v.array(v.object({ from: shape.wholeNumber(1, 999_999_999_999), off: shape.wholeNumber(1, 999_999_999_999) })),
    v.minLength(1),
    v.maxLength(10),
  ),
  every: v.exactOptional(shape.flag),
  cap: v.exactOptional(shape.positiveFen),
});
/** 满N件折: from so many pieces on, all of them. */
const piecesOff = v.object({
  kind: v.literal('piecesOff'),
  steps: v.pipe(v.array(v.object({ pieces, payBp })), v.minLength(1), v.maxLength(10)),
});

const rule = v.union([specialPrice, memberPrice, percentOff, nthUnit, buyGet, bundle, fullReduction, piecesOff]);
export type PromotionRule = v.InferOutput<typeof rule>;
export type PromotionKind = PromotionRule['kind'];
export const PROMOTION_KINDS: readonly PromotionKind[] = [
  'specialPrice',
  'percentOff',
  'nthUnit',
  'buyGet',
  'bundle',
  'fullReduction',
  'piecesOff',
  'memberPrice',
];
export const isPromotionRule = compileShape(rule);

const minute = shape.wholeNumber(0, 1440);
/** What is left out is no condition. */
const conditions = v.object({
  branches: v.exactOptional(v.pipe(v.array(shape.placeId), v.maxLength(200))),
  from: v.exactOptional(shape.date),
  until: v.exactOptional(shape.date),
  weekdays: v.exactOptional(v.pipe(v.array(shape.wholeNumber(1, 7)), v.maxLength(7))),
  /** `until` is the first minute outside; later than midnight when it is before `from`. */
  hours: v.exactOptional(v.pipe(v.array(v.object({ from: minute, until: minute })), v.maxLength(10))),
  /** Members of these levels; none named = every member. */
  levels: v.exactOptional(v.pipe(v.array(shape.filledText(40)), v.maxLength(20))),
  products: v.exactOptional(v.pipe(v.array(shape.recordId), v.maxLength(500))),
  /** Paths: a category holds what is beneath it. With `products`: either will do. */
  categories: v.exactOptional(v.pipe(v.array(shape.filledText(120)), v.maxLength(100))),
  except: v.exactOptional(v.pipe(v.array(shape.recordId), v.maxLength(500))),
});
export type PromotionConditions = v.InferOutput<typeof conditions>;
export const isPromotionConditions = compileShape(conditions);

export const promotionFields = {
  name: shape.filledText(60),
  rule,
  conditions,
  /** Higher goes first. */
  priority: shape.wholeNumber(0, 1000),
  version: shape.wholeNumber(1, 1_000_000),
  enabled: shape.flag,
  /** What it touches takes part in no other promotion. */
  exclusive: shape.flag,
  /** Holds for lines at a member's price, too. */
  withMemberPrice: shape.flag,
  /** What it touches still counts for coupons. */
  withCoupon: shape.flag,
} as const;

const needs = moduleNeeds('settings');

export const promotion = recordKind({
  type: 'promotion',
  zh: '促销',
  en: 'promotion',
  documents: ['settings'],
  id: shape.recordId,
  fields: promotionFields,
  required: ['name', 'rule'],
  needs,
});
