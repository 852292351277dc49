/** Fields of catalogue records as plain values: what is missing, or of another form than asked for, reads as empty. */
import { isJsonObject, type Json } from '../commit/json-text.ts';

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export const textsOf = (value: Json | undefined): string[] => listOf(value).filter((item) => typeof item === 'string');

/** Attribute → value of a variant. */
export function attributesOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (value === undefined || !isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
}

/** A unit beside the base unit: 1 of it is numerator / denominator of the base unit. */
export interface OtherUnit {
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly barcode?: string;
  /** Of one of this unit, ten-thousandths; without one it follows from the base price. */
  readonly price?: number;
  /** Only whole numbers of it are traded. */
  readonly wholeOnly?: boolean;
}

/** Units in use: retired ones are left out. */
export function unitsOf(value: Json | undefined): readonly OtherUnit[] {
  return listOf(value).flatMap((unit) => {
    if (!isJsonObject(unit) || unit.retired === true) return [];
    const { name, numerator, denominator, barcode, price, wholeOnly } = unit;
    if (typeof name !== 'string' || typeof numerator !== 'number' || typeof denominator !== 'number') return [];
    const ratio = { name, numerator, denominator };
    return [
      {
        ...ratio,
        ...(typeof barcode === 'string' ? { barcode } : {}),
        ...(typeof price === 'number' ? { price } : {}),
        ...(wholeOnly === true ? { wholeOnly } : {}),
      },
    ];
  });
}

/** Unit name → codes that sell it. */
export function unitBarcodesOf(value: Json | undefined): ReadonlyMap<string, readonly string[]> {
  if (value === undefined || !isJsonObject(value)) return new Map();
  return new Map(Object.entries(value).map(([unit, codes]) => [unit, textsOf(codes)]));
}
