/**
 * One variant as till, search and papers show it: product and variant put together, the variant's own values first.
 * A simple product is its own only variant, under its own id.
 */
import type { UnitContent } from '../worker/engine-protocol.ts';

export interface Good {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  /** Attribute values beside the product's own spec. */
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly units: readonly UnitContent[];
  readonly byWeight: boolean;
  readonly strict: boolean;
  /** Of one base unit, ten-thousandths; null = not priced. */
  readonly price: number | null;
  readonly floorPrice: number | null;
  readonly minStock: number | null;
  readonly removed: boolean;
}

export interface GoodsLookup {
  /** `null` for an id that no product or variant known here has. */
  good(variant: string): Good | null;
}

export function titleOfGood(good: Good): string {
  return good.spec === '' ? good.name : `${good.name} ${good.spec}`;
}
