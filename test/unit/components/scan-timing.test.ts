import { describe, expect, it } from 'vitest';
import { characterOfKey, type ScanStep, ScanTiming } from '../../../client/controllers/scan-timing.ts';

/** Types characters with a gap, from `start` on; answers the last step and the time of the last key. */
function type(
  timing: ScanTiming,
  text: string,
  gap: number,
  start = 0,
): { readonly step: ScanStep; readonly at: number } {
  let step: ScanStep = { kind: 'pass' };
  let at = start;
  for (const [index, character] of [...text].entries()) {
    at = start + index * gap;
    step = timing.character(character, at);
  }
  return { step, at };
}

describe('telling a scanner from fingers', () => {
  it('reads a burst that ends with Enter as a code, and says what had already been let through', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '6901234567892', 12);
    expect(timing.terminator(at + 12, true)).toEqual({ kind: 'code', code: '6901234567892', typed: 3 });
  });

  it('lets slow fingers through, Enter included', () => {
    const timing = new ScanTiming();
    const { step, at } = type(timing, '1234', 120);
    expect(step.kind).toBe('pass');
    expect(timing.terminator(at + 200, true).kind).toBe('pass');
  });

  it('takes a gap of 35 ms as the same burst and one of 36 ms as another', () => {
    expect(type(new ScanTiming(), '1234', 35).step.kind).toBe('burst');
    expect(type(new ScanTiming(), '1234', 36).step.kind).toBe('pass');
  });

  it('needs four characters', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '123', 10);
    expect(timing.terminator(at + 10, true).kind).toBe('pass');
  });

  it('ends a burst without terminator after 80 ms of silence', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, 'S2031', 10);
    expect(timing.silence(at + 79).kind).toBe('pass');
    expect(timing.silence(at + 80)).toEqual({ kind: 'code', code: 'S2031', typed: 3 });
  });

  it('drops the line feed after a carriage return, so that nothing is pressed by it', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    timing.terminator(at + 10, true);
    expect(timing.terminator(at + 25, true).kind).toBe('drop');
    expect(timing.terminator(at + 400, true).kind).toBe('pass');
  });

  it('ends with Tab as well', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    expect(timing.terminator(at + 10, false).kind).toBe('code');
  });

  it('misses none of a thousand scans at five a second', () => {
    const timing = new ScanTiming();
    const read: string[] = [];
    for (let scan = 0; scan < 1000; scan += 1) {
      const code = String(6_900_000_000_000 + scan);
      const { at } = type(timing, code, 7 + (scan % 10), scan * 200);
      const step = timing.terminator(at + 8, true);
      if (step.kind === 'code') read.push(step.code);
    }
    expect(read).toHaveLength(1000);
    expect(read[999]).toBe('6900000000999');
  });

  it('reads keys by their place, so that an input method cannot change them', () => {
    expect(characterOfKey('Digit7', false)).toBe('7');
    expect(characterOfKey('Numpad3', false)).toBe('3');
    expect(characterOfKey('KeyH', true)).toBe('H');
    expect(characterOfKey('Semicolon', true)).toBe(':');
    expect(characterOfKey('F8', false)).toBeNull();
    expect(characterOfKey('Digit7', true)).toBeNull();
  });
});
