import { describe, expect, it } from 'vitest';
import { centre, pairLines, printable, textWidth, wrapText } from '../../../shared/printing/columns.ts';
import { asText, layOut } from '../../../shared/printing/lay-out.ts';
import { COLUMNS } from '../../../shared/printing/paper.ts';
import { maskMember, receiptPaper } from '../../../shared/printing/receipt-paper.ts';
import { fullReceipt, words } from '../../kit/receipts.ts';

describe('columns', () => {
  it('PRINT-1 counts ASCII once and all else twice, and leaves out what no printer shows', () => {
    expect(COLUMNS).toEqual({ 58: 32, 80: 48 });
    expect(textWidth('牛奶 250ml')).toBe(10);
    expect(textWidth('×·￥')).toBe(6);
    expect(printable('a\u200bb\u0007c\ufe0f\ud800\nd')).toBe('abc d');
    expect(printable('−¥5')).toBe('-￥5');
  });

  it('PRINT-2 wraps between wide characters, keeps words, and never opens a line with a comma', () => {
    expect(wrapText('一二三四五', 6)).toEqual(['一二三', '四五']);
    expect(wrapText('ab cd ef', 5)).toEqual(['ab cd', 'ef']);
    expect(wrapText('一二三，四', 6)).toEqual(['一二', '三，四']);
    expect(wrapText('0123456789', 4)).toEqual(['0123', '4567', '89']);
    expect(wrapText('', 10)).toEqual(['']);
    for (const text of ['新西兰进口安佳淡味黄油烘焙专用', 'a b 长 c，。！ defghijklmnop 名'])
      for (const columns of [4, 7, 32])
        for (const line of wrapText(text, columns)) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    expect(wrapText('新西兰进口，安佳淡味黄油', 8).join('')).toBe('新西兰进口，安佳淡味黄油');
  });

  it('PRINT-3 puts both sides of a pair on one line, or the right one on the last', () => {
    expect(pairLines('应收', '66.10', 16)).toEqual(['应收       66.10']);
    expect(pairLines('一二三四五六', '66.10', 12)).toEqual(['一二三四五六', '       66.10']);
    expect(pairLines('一二三四五六七', '66.10', 12)).toEqual(['一二三四五六', '七     66.10']);
    expect(centre('合仓', 10)).toBe('   合仓');
  });
});

describe('receipts', () => {
  it('PRINT-4 PRINT-5 PRINT-6 PRINT-8 says everything on 80 mm', () => {
    const lines = layOut(receiptPaper(fullReceipt, words), COLUMNS[80]);
    expect(asText(lines)).toMatchInlineSnapshot(`
      "       河坊街副食
                            总店
      ------------------------------------------------
      LSCK-A-03k7-000127              2026-11-25 14:22
      收银 何敏                             1 号收银机
      ------------------------------------------------
      蒙牛纯牛奶 250ml×12
      3 盒 × 12.90                              30.50
      新西兰进口安佳淡味黄油烘焙专用大包装家庭装
      2 块 × 25.00                              29.56
      红富士苹果
      0.768 公斤 × 9.98                          6.04
      原价 12.98
      ------------------------------------------------
      件数                                           6
      合计                                       98.67
      第二件半价                                -12.50
      满80减15                                  -15.00
      优惠                                      -32.56
      抹零                                       -0.01
      应收             ￥66.10
      微信                                       50.00
      现金                                       20.00
      找零                                        3.90
      ------------------------------------------------
      会员                                 138****5678
      本次积分                                      66
      积分                                         316
      储值余额                                   50.00
      ------------------------------------------------
                     凭小票七日内可退换
                          谢谢光临

      [QR HC1:R:AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBB]
                     LSCK-A-03k7-000127"
    `);
  });

  it('PRINT-3 PRINT-4 says the same on 58 mm, long names wrapped', () => {
    const lines = layOut(receiptPaper(fullReceipt, words), COLUMNS[58]);
    expect(asText(lines)).toMatchInlineSnapshot(`
      "   河坊街副食
                    总店
      --------------------------------
      LSCK-A-03k7-000127
                      2026-11-25 14:22
      收银 何敏             1 号收银机
      --------------------------------
      蒙牛纯牛奶 250ml×12
      3 盒 × 12.90              30.50
      新西兰进口安佳淡味黄油烘焙专用大
      包装家庭装
      2 块 × 25.00              29.56
      红富士苹果
      0.768 公斤 × 9.98          6.04
      原价 12.98
      --------------------------------
      件数                           6
      合计                       98.67
      第二件半价                -12.50
      满80减15                  -15.00
      优惠                      -32.56
      抹零                       -0.01
      应收     ￥66.10
      微信                       50.00
      现金                       20.00
      找零                        3.90
      --------------------------------
      会员                 138****5678
      本次积分                      66
      积分                         316
      储值余额                   50.00
      --------------------------------
             凭小票七日内可退换
                  谢谢光临

      [QR HC1:R:AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBB]
             LSCK-A-03k7-000127"
    `);
    for (const line of lines)
      if (line.kind === 'text') expect(textWidth(line.text)).toBeLessThanOrEqual(COLUMNS[58] / line.size);
  });

  it('PRINT-4 leaves out what is zero', () => {
    const plain = {
      ...fullReceipt,
      lines: fullReceipt.lines.slice(0, 1).map((line) => ({ ...line, paid: 3870 })),
      promotions: [],
      roundOff: 0,
      payable: 3870,
      change: 0,
      member: null,
      tenders: [{ name: '微信', amount: 3870 }],
    };
    const text = asText(layOut(receiptPaper(plain, words), 32));
    for (const absent of ['合计', '优惠', '抹零', '找零', '会员', '原价', '补打']) expect(text).not.toContain(absent);
    expect(text).toContain('应收');
  });

  it('PRINT-7 tells a second print from the first', () => {
    const text = (print: number): string => asText(layOut(receiptPaper({ ...fullReceipt, print }, words), 32));
    expect(text(1)).not.toContain('补打');
    expect(text(3).split('\n')[0]?.trim()).toBe('补打 第 3 次');
  });

  it('PRINT-6 masks phone numbers and names', () => {
    expect(maskMember('13812345678')).toBe('138****5678');
    expect(maskMember('138 1234 5678')).toBe('138****5678');
    expect(maskMember('王小明')).toBe('王*明');
    expect(maskMember('王明')).toBe('王*');
    expect(maskMember('欧阳小明')).toBe('欧**明');
  });
});
