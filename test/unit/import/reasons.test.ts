/** The sentences: complete in both languages, two halves each, in the tone of the screens. */
import { describe, expect, test } from 'vitest';
import type { ReasonCode } from '../../../shared/import/import-problem.ts';
import {
  PROBLEM_CODES,
  problemText,
  TABLE_ERROR_CODES,
  tableErrorText,
} from '../../../shared/import/import-reasons.ts';

const params = {
  limit: 40,
  length: 41,
  expected: 2,
  other: 'SP-1001',
  otherRow: 2,
  encoding: 'gb18030',
  line: 3,
  byte: 17,
  known: 'A / B',
};

describe('reasons', () => {
  const sentences = [
    ...PROBLEM_CODES.map(
      (code) => [code, problemText({ code, params }, 'zh-CN'), problemText({ code, params }, 'en')] as const,
    ),
    ...TABLE_ERROR_CODES.map(
      (code) => [code, tableErrorText({ code, params }, 'zh-CN'), tableErrorText({ code, params }, 'en')] as const,
    ),
  ];

  test.each(sentences)('IMPORT-31 %s says what happened and what to do', (_, zh, en) => {
    expect(zh).toMatch(/^[^。]+。[^。]+$/u);
    expect(en).toMatch(/^[A-Z].*\. [A-Z].*[^.]$/);
    expect(zh).not.toMatch(/[!！您]|我们|抱歉|undefined|^导入失败/u);
    expect(en).not.toMatch(/!|sorry|undefined/i);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  test('IMPORT-31 the other version is named by its number, and by its row if it stands in the file', () => {
    const code: ReasonCode = 'barcode-taken';
    expect(problemText({ code, params: { other: 'S2031' } }, 'zh-CN')).toBe('条码已属于 S2031。改条码，或合并到该商品');
    expect(problemText({ code: 'barcode-repeats', params: { other: 'S2031', otherRow: 7 } }, 'en')).toBe(
      'The bar code repeats S2031 (row 7). Change it or merge the two',
    );
  });
});
