import { describe, expect, it } from 'vitest';
import {
  recoveryCode,
  recoveryWords,
  secretOfCode,
  secretOfWords,
} from '../../../../client/commands/recovery-words.ts';
import { SHOP, seededRandom } from '../../../kit/client-device.ts';

describe('the recovery key on paper', () => {
  const secret = seededRandom(7)(32);

  it('is 24 Chinese words that give the same key back, however they are spaced', () => {
    const words = recoveryWords(secret);
    expect(words).toHaveLength(24);
    expect(secretOfWords(words.join(' '))).toEqual(secret);
    expect(secretOfWords(words.join(''))).toEqual(secret);
    expect(secretOfWords(words.join('\n'))).toEqual(secret);
  });

  it('with two words swapped is refused, not turned into another key', () => {
    const [first = '', second = '', ...rest] = recoveryWords(secret);
    expect(secretOfWords([second, first, ...rest].join(' '))).toBeNull();
  });

  it('as a code names its shop', () => {
    expect(secretOfCode(recoveryCode(SHOP, secret))).toEqual({ shop: SHOP, secret });
    expect(secretOfCode('hecang-recovery-1:x:y')).toBeNull();
  });
});
