// The till's other papers: what came back, and a shift that is handed over.
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../shared/printing/lay-out.ts';
import { COLUMNS, type Paper } from '../../../shared/printing/paper.ts';
import { type ReturnSlip, type ReturnWords, returnPaper } from '../../../shared/printing/return-paper.ts';
import { type ShiftPaper, type ShiftWords, shiftPaper } from '../../../shared/printing/shift-paper.ts';

const words: ReturnWords = {
  title: { return: '退货小票', exchange: '换货小票', reversal: '红冲小票' },
  cashier: '收银员',
  ticket: '原小票',
  reason: '原因',
  takenBack: '退回商品',
  newGoods: '新商品',
  refund: '退款',
  paid: '补差价',
  signature: '顾客签字',
  reprint: (print) => `补打 第 ${print} 次打印`,
};
const slip: ReturnSlip = {
  id: 'd.1',
  number: 'A-01-000012',
  kind: 'return',
  shop: '河坊街副食',
  branch: '总店',
  register: '1 号机',
  cashier: '何敏',
  time: '2026-11-25 14:22',
  ticket: 'A-01-000007',
  reason: '质量问题',
  lines: [{ name: '牛奶', unit: '盒', quantity: 2000, refund: 2580 }],
  sold: [],
  amount: 2580,
  tenders: [{ name: '现金', amount: 2580 }],
  print: 1,
  header: '',
  footer: '七日内凭小票退换',
};
const text = (paper: Paper, width: 58 | 80 = 80): string =>
  layOut(paper, COLUMNS[width])
    .map((line) => ('text' in line ? line.text.trim() : ''))
    .filter((line) => line !== '')
    .join('\n');

describe('slips of what comes back', () => {
  it('PRINT-17 a return says what came back against which ticket, what was given back by which tender, and is signed', () => {
    const said = text(returnPaper(slip, words));
    for (const part of [
      '退货小票',
      'A-01-000012',
      '原小票',
      'A-01-000007',
      '质量问题',
      '牛奶',
      '2 盒',
      '-25.80',
      '退款',
      '现金',
      '顾客签字',
    ])
      expect(said.replaceAll('−', '-')).toContain(part);
    expect(said).toContain('25.80');
    expect(returnPaper(slip, words).some((block) => block.kind === 'qr' && block.text === 'HC1:R:d.1')).toBe(true);
  });

  it('PRINT-17 an exchange that costs more says the difference as paid, and nobody signs', () => {
    const paper = returnPaper(
      {
        ...slip,
        kind: 'exchange',
        sold: [{ name: '苹果', unit: '箱', quantity: 1000, paid: 3_790 }],
        amount: -1210,
        tenders: [{ name: '微信', amount: -1210 }],
      },
      words,
    );
    const said = text(paper);
    for (const part of ['换货小票', '退回商品', '新商品', '苹果', '37.90', '补差价', '￥12.10', '微信'])
      expect(said).toContain(part);
    expect(said).not.toContain('顾客签字');
    expect(said).toMatch(/微信\s+12\.10/);
  });

  it('PRINT-17 a reversal has no lines of its own and still says its amount', () => {
    const said = text(returnPaper({ ...slip, kind: 'reversal', lines: [], ticket: 'A-01-000009' }, words));
    expect(said).toContain('红冲小票');
    expect(said).toContain('￥25.80');
    expect(said).not.toContain('牛奶');
  });

  it('PRINT-19 from the second print on the slip says which one it is', () => {
    expect(text(returnPaper(slip, words))).not.toContain('补打');
    expect(text(returnPaper({ ...slip, print: 3 }, words))).toContain('补打 第 3 次打印');
  });
});

describe('the paper of a shift', () => {
  const shiftWords: ShiftWords = {
    title: '交班单',
    open: '未收班',
    cashier: '收银员',
    from: '开班时间',
    to: '收班时间',
    handsOver: '交班人',
    takesOver: '接班人',
    reprint: words.reprint,
  };
  const shift: ShiftPaper = {
    shop: '河坊街副食',
    branch: '总店',
    register: '1 号机',
    cashier: '何敏',
    from: '2026-11-25 09:00',
    to: '2026-11-25 18:05',
    groups: [
      {
        title: '销售',
        figures: [
          { label: '单数', text: '46' },
          { label: '净销售', amount: 1_287_000, total: true },
        ],
      },
      { title: '钱箱', figures: [] },
      { title: '现金', figures: [{ label: '长短款', amount: -10, total: true }] },
    ],
    print: 1,
  };

  it('PRINT-18 says the report group by group, an empty group not at all, with two lines to sign on', () => {
    for (const width of [58, 80] as const) {
      const said = text(shiftPaper(shift, shiftWords), width);
      for (const part of [
        '交班单',
        '何敏',
        '09:00',
        '18:05',
        '单数',
        '46',
        '￥12,870.00',
        '-￥0.10',
        '交班人',
        '接班人',
      ])
        expect(said).toContain(part);
      expect(said).not.toContain('钱箱');
      expect(said.indexOf('净销售')).toBeLessThan(said.indexOf('长短款'));
    }
  });

  it('PRINT-18 PRINT-19 an open shift says so, a second print as well', () => {
    const said = text(shiftPaper({ ...shift, to: '', print: 2 }, shiftWords));
    expect(said).toContain('未收班');
    expect(said).toContain('补打 第 2 次打印');
  });
});
