/** Goods of a product as labels want them: one for each variant, at its own price. */
import type { LabelGoods } from '../../../shared/printing/label.ts';
import type { ProductView } from '../../worker/engine-protocol.ts';

export interface LabelRow {
  readonly key: string;
  readonly goods: LabelGoods;
  /** Whole pieces there; null where nobody may see it. */
  readonly onHand: number | null;
}

export function labelRows(product: ProductView): readonly LabelRow[] {
  const text = (field: string): string => {
    const value = product.fields[field];
    return typeof value === 'string' ? value : '';
  };
  const shared = { name: text('name'), itemNo: text('itemNo'), unit: text('unit'), listPrice: null };
  return product.variants.map((variant) => ({
    key: variant.id,
    goods: {
      ...shared,
      spec: product.variants.length > 1 ? variant.name : '',
      code: variant.barcodes[0] ?? shared.itemNo,
      price: variant.retailPrice,
    },
    onHand: variant.onHand === null ? null : Math.max(0, Math.floor(variant.onHand / 1000)),
  }));
}
