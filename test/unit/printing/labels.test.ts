import { describe, expect, it } from 'vitest';
import { barCode } from '../../../shared/printing/bar-code.ts';
import { gb18030Encoder } from '../../../shared/printing/gb18030.ts';
import { DOTS_A_MM, LABEL_SIZES, type LabelForm, type LabelGoods, labelOf } from '../../../shared/printing/label.ts';
import { tsplBytes } from '../../../shared/printing/tspl.ts';
import { decodeGb18030 } from '../../kit/receipts.ts';

const milk: LabelGoods = {
  name: '蒙牛纯牛奶',
  spec: '250ml',
  itemNo: 'M01',
  code: '6901234567892',
  price: 65_000,
  unit: '盒',
  listPrice: null,
};
const wishes = { qr: false, listPrice: '原价' };

describe('bar codes', () => {
  it('PRINT-13 draws EAN-13 and EAN-8 as the standard does', () => {
    // First digit 6: the left half in sets A B B B A A.
    const left = ['0001011', '0100111', '0110011', '0011011', '0111101', '0100011'];
    const right = ['1001110', '1010000', '1000100', '1001000', '1110100', '1101100'];
    expect(barCode('6901234567892')?.modules).toBe(`101${left.join('')}01010${right.join('')}101`);
    expect(barCode('96385074')?.modules).toBe('1010001011010111101111010110111010101001110111001010001001011100101');
    expect(barCode('012345678905')).toMatchObject({ symbology: 'EAN13', text: '0012345678905' });
  });

  it('PRINT-13 draws everything else as Code 128, digits in pairs', () => {
    expect(barCode('6901234567890')?.symbology).toBe('128');
    // Start B, P J J 1 2 3 C, check 55 (the example of the symbology's textbooks), stop.
    expect(barCode('PJJ123C')?.modules).toBe(
      [
        ...['11010010000', '11101110110', '10110111000', '10110111000', '10011100110', '11001110010', '11001011100'],
        ...['10001000110', '11101000110', '1100011101011'],
      ].join(''),
    );
    expect(barCode('12345678')?.symbology).toBe('128');
    expect(barCode('12345678')?.modules).toHaveLength((1 + 4 + 1) * 11 + 13);
    expect(barCode('S2031')?.modules).toHaveLength((1 + 1 + 1 + 2 + 1) * 11 + 13);
    expect(barCode('')).toBeNull();
    expect(barCode('牛奶')).toBeNull();
  });
});

describe('labels', () => {
  const goods: readonly LabelGoods[] = [
    milk,
    {
      ...milk,
      name: '新西兰进口安佳淡味黄油烘焙专用大包装家庭装特惠组合',
      spec: '米白 XL',
      code: 'S2031-WHITE-XL-2026',
    },
    { ...milk, spec: '', itemNo: '', price: null },
    { ...milk, code: '', price: 99_999_999_999 },
    { ...milk, listPrice: 79_000 },
  ];

  it.each(['label', 'priceTag'] as const)('PRINT-14 nothing leaves a %s', (form: LabelForm) => {
    const { width, height } = LABEL_SIZES[form];
    for (const one of goods) {
      for (const qr of [false, true]) {
        for (const element of labelOf(form, one, { ...wishes, qr }).elements) {
          const size = sizeOf(element);
          expect([element.x >= 0, element.y >= 0]).toEqual([true, true]);
          expect(element.x + size.width, JSON.stringify(element)).toBeLessThanOrEqual(width * DOTS_A_MM);
          expect(element.y + size.height, JSON.stringify(element)).toBeLessThanOrEqual(height * DOTS_A_MM);
        }
      }
    }
  });

  it('PRINT-14 an EAN-13 on a label has lines of two dots or more; the price of a tag is its largest text', () => {
    const bars = labelOf('label', milk, wishes).elements.find((element) => element.kind === 'bars');
    expect(bars).toMatchObject({ module: 3 });
    const texts = labelOf('priceTag', milk, wishes).elements.filter((element) => element.kind === 'text');
    const largest = texts.toSorted((a, b) => b.size - a.size)[0];
    expect(largest).toMatchObject({ text: '￥6.50', size: 96 });
  });

  it('PRINT-15 is written in TSPL', () => {
    const encode = gb18030Encoder(decodeGb18030);
    const label = labelOf('label', { ...milk, name: '8" 牛奶' }, { ...wishes, qr: true });
    expect(decodeGb18030(tsplBytes([{ label, copies: 3 }], encode)).split('\r\n')).toMatchInlineSnapshot(`
      [
        "SIZE 40 mm,30 mm",
        "GAP 2 mm,0 mm",
        "DIRECTION 1",
        "CLS",
        "TEXT 12,12,"TSS24.BF2",0,1,1,"8'' 牛奶"",
        "TEXT 12,40,"TSS24.BF2",0,1,1,"250ml M01"",
        "TEXT 12,68,"TSS24.BF2",0,2,2,"￥6.50"",
        "TEXT 156,92,"TSS24.BF2",0,1,1,"/盒"",
        "QRCODE 228,40,M,3,A,0,"6901234567892"",
        "BARCODE 17,124,"EAN13",80,0,0,3,3,"6901234567892"",
        "TEXT 82,206,"TSS24.BF2",0,1,1,"6901234567892"",
        "PRINT 3,1",
        "",
      ]
    `);
  });
});

function sizeOf(element: ReturnType<typeof labelOf>['elements'][number]): { width: number; height: number } {
  if (element.kind === 'qr') return { width: element.size, height: element.size };
  if (element.kind === 'bars') return { width: element.module * element.code.modules.length, height: element.height };
  const columns = [...element.text].reduce((sum, char) => sum + (char < '\x7f' ? 1 : 2), 0);
  return { width: (columns * element.size) / 2, height: element.size };
}
