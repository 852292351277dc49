/** Members out of a table of another system: found by their headings, nothing guessed. */
import { expect, test } from 'vitest';
import type { Table } from '../../../shared/import/table.ts';
import { memberRows } from '../../../shared/loyalty/member-rows.ts';

function table(headers: readonly string[], ...rows: readonly (readonly string[])[]): Table {
  return {
    source: { kind: 'csv', encoding: 'utf-8', encodingGuessed: true, separator: ',' },
    headerRow: 1,
    headers,
    rows: rows.map((cells, i) => ({ row: i + 2, cells })),
  };
}
const HEADINGS = ['会员卡号', '姓名', '手机号码', '会员等级', '生日', '储值余额', '赠送', '积分'];

test('LOYAL-24 columns are found by their headings, sums to the fen', () => {
  const read = memberRows(
    table(HEADINGS, ['K1', '陈静', '138-0000-1234', '金卡', '1990-11-25', '¥1,234.56', '20', '250']),
    ['金卡'],
  );
  expect(read.faults).toEqual([]);
  expect(read.rows).toEqual([
    {
      row: 2,
      name: '陈静',
      phone: '13800001234',
      level: '金卡',
      card: 'K1',
      birthday: '11-25',
      principal: 123_456,
      bonus: 2000,
      points: 250,
    },
  ]);
  expect(read.columns).toMatchObject({ principal: '储值余额', points: '积分' });
});

test('LOYAL-24 what cannot be read whole is listed by row and left out', () => {
  const rows = [
    ['', '', '', '', '', '', '', ''],
    ['', '甲', '12', '', '', '', '', ''],
    ['', '乙', '', '银卡', '', '', '', ''],
    ['', '丙', '', '', '13-40', '', '', ''],
    ['', '丁', '', '', '', '-5', '', ''],
    ['', '戊', '', '', '', '', '1.234', ''],
    ['', '己', '', '', '', '', '', '1.5'],
    ['', '庚', '13800001234', '', '', '', '', ''],
    ['', '辛', '13800001234', '', '', '', '', ''],
    ['K1', '壬', '', '', '', '', '', ''],
    ['K1', '癸', '', '', '', '', '', '-3'],
    ['', '子', '', '', '', '500', '', ''],
  ];
  const read = memberRows(table(HEADINGS, ...rows), []);
  expect(read.faults.map(({ row, fault }) => [row, fault])).toEqual([
    [2, 'nobody'],
    [3, 'phone'],
    [4, 'level'],
    [5, 'birthday'],
    [6, 'stored-value'],
    [7, 'bonus'],
    [8, 'points'],
    [10, 'phone-twice'],
    [12, 'card-twice'],
    [13, 'nobody'],
  ]);
  expect(read.rows.map(({ name }) => name)).toEqual(['庚', '壬']);
});

test('LOYAL-24 a file without known headings has nobody', () => {
  expect(memberRows(table(['A', 'B'], ['x', 'y']), []).rows).toEqual([]);
});
