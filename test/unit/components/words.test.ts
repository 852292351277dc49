import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { swatchOf } from '../../../client/components/goods-colours.ts';
import { readPreferences } from '../../../client/controllers/preferences.ts';
import { pathOf, readPath } from '../../../client/controllers/router.ts';
import { errorText, knownErrorCodes } from '../../../client/i18n/error-texts.ts';
import { knownReasons, reasonText } from '../../../client/i18n/trade-words.ts';

const shared = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../shared');

describe('error texts', () => {
  const promised =
    'clock-ahead quota storage-closed not-permitted invitation-used invitation-expired shop-full escrow-empty unpriced below-floor name-required number-invalid unit-inexact basket-sold relay-refused offline-needed link-unreadable key-unreadable create-closed create-token';
  it('has a sentence for each code that the engine may give', () => {
    expect(promised.split(' ').filter((code) => !knownErrorCodes.includes(code))).toEqual([]);
  });
  it('says what happened and what to do, without exclamation or bare failure', () => {
    for (const code of knownErrorCodes) {
      const { text } = errorText({
        code,
        values: { who: '店长', floor: 19_900, limit: 30, left: '2 件', number: 'HF-1', code: 'full', itemNo: 'S1' },
      });
      expect(text).toMatch(/^[^。]+。[^。]+$/);
      expect(text).not.toMatch(/[!！]|失败|抱歉/);
    }
  });
  it('shows an unknown code in small type instead of hiding it', () => {
    expect(errorText({ code: 'new-thing', detail: 'x1' }).detail).toBe('new-thing · x1');
  });
  it('shows a floor price that came in fen as money', () => {
    expect(errorText({ code: 'below-floor', values: { floor: 21_520 } }).text).toContain('215.20');
  });
});

describe('reasons of a verdict', () => {
  it.skipIf(!existsSync(path.join(shared, 'vectors')))(
    // the vectors lie beside the repository, not in it
    'have plain words for every reason of the verdict vectors (skipped without ../shared)',
    () => {
      const table = readFileSync(path.join(shared, 'vectors/README.md'), 'utf8');
      const rows = table.split('\n').filter((row) => /^\| (effective|void|waiting|refused) \|/.test(row));
      const codes = rows.flatMap((row) => (row.split('|')[2] ?? '').split(/[,·]/).map((code) => code.trim()));
      expect(codes.length).toBeGreaterThan(25);
      expect(codes.filter((code) => !knownReasons.includes(code))).toEqual([]);
    },
  );
  it('say of a waiting fork that it waits', () => {
    expect(reasonText('fork', true)).not.toBe(reasonText('fork'));
  });
});

describe('addresses', () => {
  it('lead to a page and its record, and unknown ones home', () => {
    expect(readPath('/catalogue/abc.1')).toEqual({ page: 'catalogue', id: 'abc.1' });
    expect(readPath('/catalogue/import')).toEqual({ page: 'import', id: null });
    expect(readPath('/nonsense')).toEqual({ page: 'home', id: null });
    expect(readPath(pathOf('stock', 'a/b'))).toEqual({ page: 'stock', id: 'a/b' });
  });
});

describe('preferences', () => {
  it('follow the browser until somebody chooses, and survive rubbish', () => {
    expect(readPreferences(null, ['en-GB'])).toEqual({
      locale: 'en',
      theme: 'system',
      density: 'normal',
      hand: 'right',
      sound: true,
    });
    expect(readPreferences('{"locale":"zh-CN","theme":"dark"}', ['en'])).toMatchObject({
      locale: 'zh-CN',
      theme: 'dark',
    });
    expect(readPreferences('[', ['zh'])).toMatchObject({ locale: 'zh-CN' });
  });
});

describe('colour words', () => {
  it('find the goods’ own colour by their last character, and guess nothing', () => {
    expect(swatchOf('雾蓝')).toBe('var(--goods-blue)');
    expect(swatchOf('藏青')).toBe('var(--goods-navy)');
    expect(swatchOf('均码')).toBeNull();
  });
});
