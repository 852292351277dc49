import { describe, expect, it } from 'vitest';
import { characterOfKey, type ScanStep, ScanTiming } from '../../../client/controllers/scan-timing.ts';

/** Types characters with a gap, from `start` on; answers all steps and the time of the last key. */
function type(
  timing: ScanTiming,
  text: string,
  gap: number,
  start = 0,
): { readonly steps: readonly ScanStep[]; readonly at: number } {
  const steps: ScanStep[] = [];
  let at = start;
  for (const [index, character] of [...text].entries()) {
    at = start + index * gap;
    steps.push(...timing.character(character, at));
  }
  return { steps, at };
}
const kinds = (steps: readonly ScanStep[]): readonly string[] => steps.map(({ kind }) => kind);
const codes = (steps: readonly ScanStep[]): readonly string[] =>
  steps.flatMap((step) => (step.kind === 'code' ? [step.code] : []));

describe('telling a scanner from fingers', () => {
  it('reads a burst that ends with Enter as a code, and says what had already been let through', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '6901234567892', 12);
    expect(timing.terminator(at + 12, true)).toEqual([
      { kind: 'code', code: '6901234567892', typed: 3, gaps: new Array(12).fill(12), end: 'enter' },
    ]);
  });

  it('lets slow fingers through, Enter included', () => {
    const timing = new ScanTiming();
    const { steps, at } = type(timing, '1234', 120);
    expect(kinds(steps)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(kinds(timing.terminator(at + 200, true))).toEqual(['pass']);
  });

  it('takes a gap of 35 ms as the same burst and one of 36 ms as another', () => {
    expect(kinds(type(new ScanTiming(), '1234', 35).steps).at(-1)).toBe('burst');
    expect(kinds(type(new ScanTiming(), '1234', 36).steps).at(-1)).toBe('pass');
  });

  it('needs four characters', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '123', 10);
    expect(kinds(timing.terminator(at + 10, true))).toEqual(['pass']);
  });

  it('ends a burst without terminator after 80 ms of silence', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, 'S2031', 10);
    expect(timing.silence(at + 79)).toEqual([]);
    expect(timing.silence(at + 80)).toMatchObject([{ kind: 'code', code: 'S2031', typed: 3, end: 'silence' }]);
  });

  it('drops the line feed after a carriage return, so that nothing is pressed by it', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    timing.terminator(at + 10, true);
    expect(kinds(timing.terminator(at + 25, true))).toEqual(['drop']);
    expect(kinds(timing.terminator(at + 400, true))).toEqual(['pass']);
  });

  it('ends with Tab as well', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    expect(timing.terminator(at + 10, false)).toMatchObject([{ kind: 'code', end: 'tab' }]);
  });

  it('loses no code when the next one begins before anybody looked at the silence', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    const { steps } = type(timing, '6902', 10, at + 60);
    expect(codes(steps)).toEqual(['69012345']);
    expect(codes(timing.terminator(at + 100, true))).toEqual(['6902']);
  });

  it('takes an Enter that comes late as the end of silence, and keeps it from the page', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    const steps = timing.terminator(at + 120, true);
    expect(kinds(steps)).toEqual(['code', 'drop']);
  });

  it('leaves an Enter to the fingers that typed before it, however soon after a code', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    timing.terminator(at + 10, true);
    timing.character('5', at + 60);
    expect(kinds(timing.terminator(at + 120, true))).toEqual(['pass']);
  });

  it('makes no code of half a burst that was broken off', () => {
    const timing = new ScanTiming();
    const { at } = type(timing, '69012345', 10);
    timing.interrupt();
    expect(timing.silence(at + 500)).toEqual([]);
    expect(kinds(timing.terminator(at + 500, true))).toEqual(['pass']);
  });

  it('misses none of a thousand scans at five a second', () => {
    const timing = new ScanTiming();
    const read: string[] = [];
    for (let scan = 0; scan < 1000; scan += 1) {
      const code = String(6_900_000_000_000 + scan);
      const { steps, at } = type(timing, code, 7 + (scan % 10), scan * 200);
      read.push(...codes(steps), ...codes(timing.terminator(at + 8, true)));
    }
    expect(read).toHaveLength(1000);
    expect(read[999]).toBe('6900000000999');
  });

  it('reads keys by their place, so that neither an input method nor caps lock can change them', () => {
    const all = (places: readonly string[], shift: boolean) =>
      places.map((place) => characterOfKey(place, shift)).join('');
    expect(all(['Digit7', 'Numpad3', 'KeyH', 'Minus', 'Semicolon', 'Period', 'Slash'], false)).toBe('73h-;./');
    expect(all(['Digit7', 'Numpad3', 'KeyH', 'Minus', 'Semicolon', 'Digit1', 'Equal'], true)).toBe('&3H_:!+');
    expect(characterOfKey('F8', false)).toBeNull();
    expect(characterOfKey('Space', false)).toBeNull();
  });
});
