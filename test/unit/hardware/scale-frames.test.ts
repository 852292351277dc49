import { describe, expect, it } from 'vitest';
import { ScaleReader } from '../../../client/hardware/scale-frames.ts';

const text = (line: string): Uint8Array => Uint8Array.from(line, (char) => char.charCodeAt(0));
const read = (...chunks: readonly Uint8Array[]) => {
  const reader = new ScaleReader();
  return chunks.flatMap((chunk) => [...reader.push(chunk)]);
};

/** A Toledo frame: point after three of six digits by default, kilograms, at rest. */
function toledo(digits: string, { a = 0x35, b = 0x30 } = {}): Uint8Array {
  return Uint8Array.of(0x02, a, b, 0x20, ...text(digits), ...text('000000'), 0x0d);
}
function yaohua(sign: string, digits: string, decimals: number): Uint8Array {
  const body = [...text(`${sign}${digits}${decimals}`)];
  const xor = body
    .reduce((sum, byte) => sum ^ byte, 0)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0');
  return Uint8Array.of(0x02, ...body, ...text(xor), 0x03);
}

describe('frames of scales', () => {
  it('reads Toledo: weight, motion, negative, overload; pounds are left alone', () => {
    expect(read(toledo('  1234'))).toEqual([{ weight: 1234, stable: true, over: false }]);
    expect(read(toledo('001234', { b: 0x38 }))).toEqual([{ weight: 1234, stable: false, over: false }]);
    expect(read(toledo('000050', { b: 0x32 }))).toEqual([{ weight: -50, stable: true, over: false }]);
    expect(read(toledo('999999', { b: 0x34 }))).toEqual([{ weight: 0, stable: false, over: true }]);
    expect(read(toledo('001234', { b: 0x20 }))).toEqual([]);
    expect(read(toledo('001234', { a: 0x34 }))).toMatchObject([{ weight: 12_340 }]);
  });

  it('reads XK3190 with its check, and throws a damaged frame away', () => {
    expect(read(yaohua('+', '012345', 3))).toMatchObject([{ weight: 12_345, over: false }]);
    expect(read(yaohua('-', '000123', 2))).toMatchObject([{ weight: -1230 }]);
    const damaged = yaohua('+', '012345', 3);
    damaged[3] = 0x39;
    expect(read(damaged, yaohua('+', '000500', 3))).toMatchObject([{ weight: 500 }]);
  });

  it.each([
    ['ST,GS,+  1.234kg\r\n', { weight: 1234, stable: true }],
    ['US,NT,-  0.050kg\r\n', { weight: -50, stable: false }],
    ['ST,GS,+000768g\r\n', { weight: 768, stable: true }],
    ['wn001.234kg\r\n', { weight: 1234, stable: false }],
    ['   2.5 kg\n', { weight: 2500, stable: false }],
    ['OL\r\n', { weight: 0, over: true }],
  ] as const)('reads the line %j', (line, reading) => {
    expect(read(text(line))).toMatchObject([reading]);
  });

  it('reads the reversed form', () => {
    expect(read(text('=432.100=432.100='))).toMatchObject([{ weight: 1234 }, { weight: 1234 }]);
  });

  it('takes three equal readings for rest where the scale does not say', () => {
    const line = text('wn000.500kg\r\n');
    expect(read(line, line, line).map(({ stable }) => stable)).toEqual([false, false, true]);
    expect(read(line, line, text('wn000.501kg\r\n'), line).map(({ stable }) => stable)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('puts frames together from any pieces, and finds its way after noise', () => {
    const whole = [...toledo('001234'), ...text('junk'), ...toledo('000768'), ...yaohua('+', '000250', 3)];
    const single = read(...whole.map((byte) => Uint8Array.of(byte)));
    expect(single.map(({ weight }) => weight)).toEqual([1234, 768, 250]);
    expect(read(Uint8Array.from(whole)).map(({ weight }) => weight)).toEqual([1234, 768, 250]);
    expect(read(new Uint8Array(2000).fill(0x41), text('\r\nST,GS,+  1.234kg\r\n'))).toMatchObject([{ weight: 1234 }]);
    expect(read(text('ST,GS,+  1.234lb\r\nhello\r\n'))).toEqual([]);
  });
});
