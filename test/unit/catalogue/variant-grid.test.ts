/** The 颜色 × 尺码 grid: what it makes, what is pasted and filled. */
import { describe, expect, test } from 'vitest';
import { filledCells, missingVariants, pastedCells, splitValues } from '../../../shared/catalogue/variant-grid.ts';

const colours = { name: '颜色', values: ['红', '蓝'] };
const sizes = { name: '尺码', values: ['S', 'M', 'L'] };
const problemOf = (...args: Parameters<typeof missingVariants>): string => {
  const result = missingVariants(...args);
  return result.ok ? `${result.value.length}` : result.error;
};

describe('variants', () => {
  test('colour × size, only what is not there yet', () => {
    const fresh = missingVariants([colours, sizes], [{ 颜色: '红', 尺码: 'M' }]);
    expect(fresh.ok && fresh.value.map((one) => `${one.颜色}${one.尺码}`)).toEqual(['红S', '红L', '蓝S', '蓝M', '蓝L']);
  });

  test('at most 3 attributes and 500 variants, the ones there counted', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
    expect(problemOf([colours, sizes, { name: '款', values: ['A'] }, { name: '版', values: ['1'] }], [])).toBe(
      'too-many-attributes',
    );
    expect(
      problemOf(
        [
          { name: 'a', values: many(25) },
          { name: 'b', values: many(20) },
        ],
        [],
      ),
    ).toBe('500');
    expect(
      problemOf(
        [
          { name: 'a', values: many(25) },
          { name: 'b', values: many(20) },
        ],
        [{ a: 'x', b: 'y' }],
      ),
    ).toBe('too-many-variants');
    expect(problemOf([{ name: 'a', values: many(100_000) }], [])).toBe('too-many-variants');
  });

  test('an attribute has a name of its own and values', () => {
    expect(problemOf([colours, { ...sizes, name: '颜色 ' }], [])).toBe('attribute-twice');
    expect(problemOf([{ name: ' ', values: ['x'] }], [])).toBe('attribute-empty');
    expect(problemOf([{ name: '颜色', values: [] }], [])).toBe('attribute-empty');
  });

  test('values as people type them', () => {
    expect(splitValues(' S M，L、XL;M ')).toEqual(['S', 'M', 'L', 'XL']);
  });
});

describe('cells', () => {
  test('a block of a sheet lies down from the cell on; what hangs over is cut and said', () => {
    const size = { rows: 2, columns: 3 };
    expect(pastedCells('1\t2\r\n3\t4\r\n', { row: 0, column: 1 }, size)).toEqual({
      cells: [
        { row: 0, column: 1, text: '1' },
        { row: 0, column: 2, text: '2' },
        { row: 1, column: 1, text: '3' },
        { row: 1, column: 2, text: '4' },
      ],
      cut: false,
    });
    expect(pastedCells('1\t2\t3', { row: 1, column: 2 }, size)).toEqual({
      cells: [{ row: 1, column: 2, text: '1' }],
      cut: true,
    });
  });

  test('quoted cells hold tabs, breaks and quotes', () => {
    const { cells } = pastedCells('"a\tb"\t"c ""d"""\n"e\nf"', { row: 0, column: 0 }, { rows: 9, columns: 9 });
    expect(cells.map(({ text }) => text)).toEqual(['a\tb', 'c "d"', 'e\nf']);
  });

  test('filling goes to the end of the row or of the column', () => {
    const size = { rows: 3, columns: 4 };
    expect(filledCells({ row: 1, column: 2 }, 'right', size)).toEqual([{ row: 1, column: 3 }]);
    expect(filledCells({ row: 1, column: 2 }, 'down', size)).toEqual([{ row: 2, column: 2 }]);
    expect(filledCells({ row: 2, column: 3 }, 'down', size)).toEqual([]);
  });
});
