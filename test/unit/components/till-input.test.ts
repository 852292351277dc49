import { describe, expect, it } from 'vitest';
import { typeKey } from '../../../client/components/hc-keypad.ts';
import { calculate } from '../../../client/controllers/calculator.ts';
import { quickSums } from '../../../client/controllers/payment.ts';
import { type KeyFacts, tillAction } from '../../../client/controllers/till-keys.ts';

const key = (name: string, change: Partial<KeyFacts> = {}): KeyFacts => ({
  key: name,
  alt: false,
  ctrl: false,
  inField: false,
  composing: false,
  repeat: false,
  ...change,
});

describe('calculator input', () => {
  it('multiplies before it adds, exactly', () => {
    expect(calculate('3*12', 2)).toBe(3600);
    expect(calculate('2*3+1.5', 2)).toBe(750);
    expect(calculate('100-20.05', 2)).toBe(7995);
    expect(calculate('0.1+0.2', 2)).toBe(30);
  });
  it('reads full-width figures and group commas', () => {
    expect(calculate('１２．５', 2)).toBe(1250);
    expect(calculate('¥1,004.00', 2)).toBe(100_400);
  });
  it('refuses what it would have to round, and what is no sum', () => {
    expect(calculate('0.333', 2)).toBeNull();
    expect(calculate('0.5*0.5', 1)).toBeNull();
    expect(calculate('12abc', 2)).toBeNull();
    expect(calculate('', 2)).toBeNull();
    expect(calculate('3**2', 2)).toBeNull();
  });
});

describe('the keypad', () => {
  it('keeps to the decimals that fit and to one point', () => {
    expect(['1', '2', '.', '5', '0', '7'].reduce((text, one) => typeKey(text, one as '1', 2), '')).toBe('12.50');
    expect(typeKey('1.', '.', 2)).toBe('1.');
    expect(typeKey('0', '5', 2)).toBe('5');
    expect(typeKey('12', 'back', 2)).toBe('1');
  });
});

describe('paying', () => {
  it('offers exact, then the next tens, without doubles', () => {
    expect(quickSums(100_400)).toEqual([100_400, 101_000, 105_000, 110_000]);
    expect(quickSums(10_000)).toEqual([10_000]);
  });
});

describe('keys of the till', () => {
  it('never lets Enter pay', () => {
    expect(tillAction(key('Enter'))).toBeNull();
    expect(tillAction(key('Enter', { inField: true }))).toBeNull();
  });
  it('pays by F8, but not by a held key', () => {
    expect(tillAction(key('F8', { inField: true }))).toBe('pay');
    expect(tillAction(key('F8', { repeat: true }))).toBeNull();
  });
  it('leaves single characters to fields and to an input method at work', () => {
    expect(tillAction(key('+'))).toBe('more');
    expect(tillAction(key('+', { inField: true }))).toBeNull();
    expect(tillAction(key('/', { composing: true }))).toBeNull();
  });
  it('leaves the browser its own keys', () => {
    for (const name of ['F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12']) expect(tillAction(key(name))).toBeNull();
    expect(tillAction(key('n', { ctrl: true }))).toBeNull();
  });
});
