/**
 * The shapes that fields of entries are made of: ids, quantities, money, texts with the limits of trade.md §8. Sizes are
 * counted in UTF-16 units. Every replica checks every entry it gets, 100,000 in a join, so each shape is one predicate:
 * valibot's pipes of small steps took five times as long.
 */
import * as v from 'valibot';
import { MAX_AMOUNT, MAX_PRICE } from '../foundation/money.ts';
import { MAX_QUANTITY } from '../foundation/quantity.ts';

/** Largest blob that anybody stores or fetches. */
export const MAX_BLOB_BYTES = 10 * 1024 * 1024;

const integer = (least: number, most: number) =>
  v.custom<number>((value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most);
const pattern = (form: RegExp) => v.custom<string>((value) => typeof value === 'string' && form.test(value));
const length = (least: number, most: number) =>
  v.custom<string>((value) => typeof value === 'string' && value.length >= least && value.length <= most);

export const wholeNumber = integer;
export const textLike = pattern;

export const recordId = pattern(/^[A-Za-z0-9_-]{24}\.[A-Za-z0-9_-]{10}$/);
export const deviceId = pattern(/^[A-Za-z0-9_-]{24}$/);
export const memberId = pattern(/^[A-Za-z0-9_-]{16}$/);
export const placeId = pattern(/^[A-Za-z0-9_-]{8}$/);
export const feedId = pattern(/^[A-Za-z0-9_-]{24}\.[A-Za-z0-9_-]{8}$/);
export const documentNumber = pattern(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
export const basketId = pattern(/^[A-Za-z0-9_.-]{1,64}$/);

export const text = (most: number) => length(0, most);
export const filledText = (most: number) => length(1, most);
export const remark = text(1000);
export const flag = v.boolean();

/** Thousandths of a unit. */
export const quantity = integer(-MAX_QUANTITY, MAX_QUANTITY);
export const positiveQuantity = integer(1, MAX_QUANTITY);
export const countedQuantity = integer(0, MAX_QUANTITY);
/** Ten-thousandths of a yuan. */
export const price = integer(0, MAX_PRICE);
export const fen = integer(-MAX_AMOUNT, MAX_AMOUNT);
export const positiveFen = integer(0, MAX_AMOUNT);
export const ratioPart = integer(1, 1_000_000);
export const basisPoints = integer(0, 10_000);
export const days = integer(0, 100_000);
/** Number of a line in its document, from 1. */
export const lineNumber = integer(1, 1000);
export const time = integer(1, Number.MAX_SAFE_INTEGER);
export const date = pattern(/^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/);

export const barcode = pattern(/^[\x21-\x7e]{4,40}$/);
export const barcodes = v.pipe(v.array(barcode), v.maxLength(50));
export const serials = v.pipe(v.array(filledText(40)), v.minLength(1), v.maxLength(200));
export const names = v.pipe(v.array(filledText(40)), v.maxLength(3));

/** Price of one base unit by the name of a price level, beside those that have a field of their own. */
export const priceLevels = v.record(filledText(40), price);
/** From this quantity of the product on (variants together), one base unit costs this. Readers sort. */
export const quantityBreaks = v.pipe(v.array(v.object({ from: positiveQuantity, price })), v.maxLength(10));
/** Further codes by the name of the unit they sell. */
export const unitBarcodes = v.record(filledText(20), barcodes);

/** A further unit of a product: 箱 = 12/1 of the base unit. */
export const unit = v.object({
  name: filledText(20),
  numerator: ratioPart,
  denominator: ratioPart,
  barcode: v.exactOptional(barcode),
  price: v.exactOptional(price),
  /** Only whole numbers of it are bought, sold and counted. */
  wholeOnly: v.exactOptional(flag),
  retired: v.exactOptional(flag),
});
export const units = v.pipe(v.array(unit), v.maxLength(12));

/** What is stored beside the documents: SHA-256 of the encrypted bytes, the key that opens them, their number. */
export const blob = v.object({
  hash: pattern(/^[A-Za-z0-9_-]{43}$/),
  key: pattern(/^[A-Za-z0-9_-]{43}$/),
  bytes: integer(1, MAX_BLOB_BYTES),
});
/** A picture in the two sizes that its author made of it: one for a detail, one for tiles and rows. */
export const picture = v.object({ large: blob, small: blob, width: integer(1, 10_000), height: integer(1, 10_000) });
export const pictures = v.pipe(v.array(picture), v.maxLength(9));

/** The commits whose values an entry replaces: [feed, seq]. */
export const over = v.pipe(v.array(v.strictTuple([feedId, integer(1, Number.MAX_SAFE_INTEGER)])), v.maxLength(256));
