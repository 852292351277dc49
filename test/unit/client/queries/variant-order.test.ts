import { describe, expect, it } from 'vitest';
import { inShopOrder } from '../../../../client/queries/variant-order.ts';

describe('the order of variants', () => {
  it('lays sizes out from small to large within each colour, numbers by value', () => {
    const heap = [
      { 颜色: '黑', 尺码: 'XL' },
      { 颜色: '白', 尺码: 'L' },
      { 颜色: '黑', 尺码: 'S' },
      { 颜色: '白', 尺码: 'S' },
      { 颜色: '黑', 尺码: 'M' },
    ];
    const order = inShopOrder(heap, (item) => item).map((item) => `${item.颜色}${item.尺码}`);
    expect(order).toEqual(['白S', '白L', '黑S', '黑M', '黑XL']);
    expect(
      inShopOrder([{ 尺码: '110' }, { 尺码: '28' }, { 尺码: '30' }], (item) => item).map((item) => item.尺码),
    ).toEqual(['28', '30', '110']);
  });

  it('keeps a product without attributes as it is', () => {
    expect(inShopOrder([{ id: 1 }], () => ({}))).toEqual([{ id: 1 }]);
  });
});
