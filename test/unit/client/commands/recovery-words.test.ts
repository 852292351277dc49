import { describe, expect, it } from 'vitest';
import {
  readCode,
  readWords,
  recoveryCode,
  recoveryWords,
  wordsLike,
} from '../../../../client/commands/recovery-words.ts';
import { SHOP, seededRandom } from '../../../kit/client-device.ts';

describe('the recovery key on paper', () => {
  const secret = seededRandom(7)(32);

  it('is 24 Chinese words that give the same key back, however they are spaced', () => {
    const words = recoveryWords(secret);
    expect(words).toHaveLength(24);
    const same = { ok: true, value: secret };
    expect(readWords(words.join(' '))).toEqual(same);
    expect(readWords(words.join(''))).toEqual(same);
    expect(readWords(words.map((word, i) => `${i + 1}. ${word}`).join('，\n'))).toEqual(same);
  });

  it('with two words swapped is refused, not turned into another key', () => {
    const [first = '', second = '', ...rest] = recoveryWords(secret);
    const swapped = readWords([second, first, ...rest].join(' '));
    expect(swapped).toEqual({ ok: false, error: { code: 'recovery-checksum' } });
  });

  it('with words missing or too many says how many there are', () => {
    const words = recoveryWords(secret);
    expect(readWords(words.slice(0, 12).join(' '))).toEqual({
      ok: false,
      error: { code: 'recovery-count', count: 12 },
    });
    expect(readWords([...words, words[0]].join(' '))).toMatchObject({ error: { code: 'recovery-count', count: 25 } });
    expect(readWords('')).toMatchObject({ error: { code: 'recovery-count', count: 0 } });
  });

  it('with a character that is no word says which and where', () => {
    const words = [...recoveryWords(secret)];
    words[4] = '龘';
    expect(readWords(words.join(''))).toEqual({ ok: false, error: { code: 'recovery-word', word: '龘', place: 5 } });
  });

  it('as a code names its shop and the relay, and is read without an address too', () => {
    const code = recoveryCode(SHOP, secret, 'https://shop.example:8443');
    expect(readCode(` ${code}\n`)).toEqual({ shop: SHOP, secret, origin: 'https://shop.example:8443' });
    expect(readCode(recoveryCode(SHOP, secret, ''))).toEqual({ shop: SHOP, secret, origin: '' });
    expect(readCode(code.split(':').slice(0, 3).join(':'))).toEqual({ shop: SHOP, secret, origin: '' });
    expect(readCode(recoveryCode(SHOP, secret, 'javascript://x'))?.origin).toBe('');
    expect(readCode('hecang-recovery-1:x:y')).toBeNull();
    expect(readCode(recoveryWords(secret).join(''))).toBeNull();
  });

  it('offers the words that are read as what was typed, exact ones first', () => {
    const sounds = (word: string) => ({ 的: 'de', 得: 'de', 登: 'deng', 一: 'yi' })[word] ?? '';
    expect(wordsLike('de', sounds, 9)).toEqual(['的', '得', '登']);
    expect(wordsLike('DENG', sounds, 9)).toEqual(['登']);
    expect(wordsLike('de', sounds, 2)).toEqual(['的', '得']);
    expect(wordsLike('一', sounds, 9)).toEqual(['一']);
    expect(wordsLike('龘', sounds, 9)).toEqual([]);
    expect(wordsLike(' ', sounds, 9)).toEqual([]);
  });
});
