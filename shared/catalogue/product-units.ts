/**
 * Units of a product (trade.md §3): the base unit and up to three more, each an exact ratio to it. A ratio never changes
 * under papers that used it: another ratio retires the unit and makes a new one of that name. Papers keep their copy.
 */
import { isJsonObject, type Json } from '../commit/json-text.ts';
import { ONE, type Quantity, toBaseQuantity, type UnitRatio } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import { listOf, type OtherUnit, unitsOf } from './field-values.ts';

export const MOST_UNITS = 3;
/** Retired ones included; beyond it the oldest retired is dropped. */
const MOST_KEPT = 12;
const MOST_RATIO = 1_000_000;

export type UnitProblem = 'unit-name' | 'unit-twice' | 'unit-ratio' | 'too-many-units';

/** The field `units` that holds exactly these from now on. Errors name what cannot be kept. */
export function mergeUnits(
  before: Json | undefined,
  wanted: readonly OtherUnit[],
  baseName: string,
): Result<readonly Json[], UnitProblem> {
  if (wanted.length > MOST_UNITS) return err('too-many-units');
  const names = new Set([baseName]);
  for (const { name, numerator, denominator } of wanted) {
    if (name === '' || name.length > 20) return err('unit-name');
    if (names.has(name)) return err('unit-twice');
    names.add(name);
    if (!isRatioPart(numerator) || !isRatioPart(denominator)) return err('unit-ratio');
  }
  const retired: Json[] = [];
  for (const unit of listOf(before)) {
    if (!isJsonObject(unit)) continue;
    const again = wanted.some((one) => one.name === unit.name && isSameRatio(one, unit));
    if (!again) retired.push(unit.retired === true ? unit : withoutBarcode({ ...unit, retired: true }));
  }
  const kept = retired.slice(Math.max(0, retired.length + wanted.length - MOST_KEPT));
  return ok([...kept, ...wanted.map(unitAsJson)]);
}

function unitAsJson({ name, numerator, denominator, barcode, price, wholeOnly }: OtherUnit): Json {
  return {
    name,
    numerator,
    denominator,
    ...(barcode === undefined || barcode === '' ? {} : { barcode }),
    ...(price === undefined ? {} : { price }),
    ...(wholeOnly === true ? { wholeOnly } : {}),
  };
}

/** A code on a retired unit would sell what is no longer made up so. */
function withoutBarcode(unit: Readonly<Record<string, Json>>): Json {
  const { barcode: _, ...others } = unit;
  return others;
}

function isSameRatio(one: UnitRatio, unit: Readonly<Record<string, Json>>): boolean {
  return one.numerator === unit.numerator && one.denominator === unit.denominator;
}

const isRatioPart = (part: number): boolean => Number.isSafeInteger(part) && part >= 1 && part <= MOST_RATIO;

/** `12`, `1/2`, `100.5` (= 201/2) as a ratio in lowest terms; `null` for anything else. */
export function parseRatio(text: string): UnitRatio | null {
  const fraction = /^([0-9]{1,7})\s*\/\s*([0-9]{1,7})$/.exec(text.trim());
  if (fraction !== null) return reduced(Number(fraction[1]), Number(fraction[2]));
  const decimal = /^([0-9]{1,7})(?:\.([0-9]{1,6}))?$/.exec(text.trim());
  if (decimal === null) return null;
  const [, whole = '', decimals = ''] = decimal;
  return reduced(Number(`${whole}${decimals}`), 10 ** decimals.length);
}

export const showRatio = ({ numerator, denominator }: UnitRatio): string =>
  denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;

function reduced(numerator: number, denominator: number): UnitRatio | null {
  let [a, b] = [numerator, denominator];
  while (b !== 0) [a, b] = [b, a % b];
  if (a === 0) return null;
  const ratio = { numerator: numerator / a, denominator: denominator / a };
  return isRatioPart(ratio.numerator) && isRatioPart(ratio.denominator) ? ratio : null;
}

/** Are only whole numbers of this unit of a good bought, sold and counted? */
export function tradesWhole(
  good: { readonly unit: string; readonly units: readonly OtherUnit[]; readonly wholeOnly: boolean },
  unit: string,
): boolean {
  return unit === good.unit ? good.wholeOnly : good.units.some((one) => one.name === unit && one.wholeOnly === true);
}

/** In base units; `null` where it would not be exact, or not whole where only whole ones are traded. */
export function baseQuantityOf(
  quantity: Quantity,
  unit: UnitRatio & { readonly wholeOnly?: boolean },
): Quantity | null {
  if (unit.wholeOnly === true && quantity % ONE !== 0) return null;
  return toBaseQuantity(quantity, unit);
}

export interface UnitShare {
  readonly unit: string;
  readonly quantity: Quantity;
}

/** 29 盒 as 2 箱 5 盒: whole larger units first, the rest in the base unit. Units below the base unit are no part of it. */
export function inUnits(base: Quantity, units: readonly OtherUnit[], baseName: string): readonly UnitShare[] {
  const larger = units
    .filter(({ numerator, denominator }) => numerator > denominator)
    .toSorted((a, b) => b.numerator * a.denominator - a.numerator * b.denominator);
  const sign = base < 0 ? -1 : 1;
  const shares: UnitShare[] = [];
  let rest = Math.abs(base);
  for (const unit of larger) {
    const one = toBaseQuantity(ONE, unit);
    const count = one === null ? 0 : Math.floor(rest / one);
    if (one === null || count === 0) continue;
    shares.push({ unit: unit.name, quantity: sign * count * ONE });
    rest -= count * one;
  }
  if (rest > 0 || shares.length === 0) shares.push({ unit: baseName, quantity: rest === 0 ? 0 : sign * rest });
  return shares;
}

/** The unit proposed for an act, by the field that names it; the base unit (null) where none is or it is retired. */
export function defaultUnit(
  value: (field: string) => Json | undefined,
  act: 'buyUnit' | 'sellUnit' | 'countUnit',
): OtherUnit | null {
  const name = value(act);
  return unitsOf(value('units')).find((unit) => unit.name === name) ?? null;
}
