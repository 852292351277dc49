/**
 * What counter scales send without being asked, as readings. Four families that the makers' manuals describe, told apart
 * by their frames:
 *
 *   Toledo      STX, three status bytes, six digits gross, six digits tare, CR (托利多 continuous)
 *   XK3190      STX, sign, six digits, decimals, two of XOR, ETX (耀华)
 *   text        `ST,GS,+  1.234kg` and `wn01.234kg` lines (大华, 凯士, A&D)
 *   reversed    `=` and seven characters, the lowest digit first
 *
 * Pure: bytes in, readings out. Pounds are not read: a wrong unit is worse than none.
 */
export interface ScaleReading {
  /** Thousandths of a kilogram; negative after taring. */
  readonly weight: number;
  /** The scale says so, or three equal readings came in a row. */
  readonly stable: boolean;
  /** More than the scale can carry: there is no weight. */
  readonly over: boolean;
}

type Frame = { readonly weight: number; readonly stable: boolean | null; readonly over: boolean };

const STX = 0x02;
const ETX = 0x03;
const CR = 0x0d;
const LF = 0x0a;
const EQUALS = 0x3d;
const MOST_BYTES = 512;
const SAME_TO_REST = 3;

export class ScaleReader {
  private bytes: number[] = [];
  private last = Number.NaN;
  private same = 0;

  push(chunk: Uint8Array): readonly ScaleReading[] {
    this.bytes.push(...chunk);
    const readings: ScaleReading[] = [];
    for (;;) {
      const found = nextFrame(this.bytes);
      if (found.used === 0) break;
      this.bytes.splice(0, found.used);
      if (found.frame !== null) readings.push(this.read(found.frame));
    }
    // Nothing that any of these scales sends is so long: whatever it was, begin anew.
    if (this.bytes.length > MOST_BYTES) this.bytes = [];
    return readings;
  }

  private read({ weight, stable, over }: Frame): ScaleReading {
    this.same = weight === this.last ? this.same + 1 : 1;
    this.last = weight;
    return { weight, stable: !over && (stable ?? this.same >= SAME_TO_REST), over };
  }
}

interface Found {
  /** Bytes to take off the front; 0 = wait for more. */
  readonly used: number;
  readonly frame: Frame | null;
}
const WAIT: Found = { used: 0, frame: null };

function nextFrame(bytes: readonly number[]): Found {
  const [first] = bytes;
  if (first === undefined) return WAIT;
  if (first === STX) return binaryFrame(bytes);
  if (first === EQUALS) return reversedFrame(bytes);
  const stop = bytes.findIndex((byte, i) => byte === LF || byte === CR || (i > 0 && (byte === STX || byte === EQUALS)));
  if (stop < 0) return WAIT;
  const ends = bytes[stop] === LF || bytes[stop] === CR;
  return { used: stop + (ends ? 1 : 0), frame: textFrame(ascii(bytes.slice(0, stop))) };
}

function binaryFrame(bytes: readonly number[]): Found {
  // A letter after STX opens a line of text.
  const second = bytes[1];
  if (second === undefined) return WAIT;
  if (second >= 0x41 && (second & 0x20) === 0 && second <= 0x5a) return { used: 1, frame: null };
  if (bytes.length < 12) return WAIT;
  if (bytes[11] === ETX && (second === 0x2b || second === 0x2d)) return { used: 12, frame: xk3190(bytes.slice(1, 11)) };
  if (bytes.length < 17) return WAIT;
  return bytes[16] === CR ? { used: 17, frame: toledo(bytes.slice(1, 16)) } : { used: 1, frame: null };
}

/** Sign, six digits, how many of them are decimals, then the XOR of those eight as two hexadecimal digits. */
function xk3190(bytes: readonly number[]): Frame | null {
  const check = bytes.slice(0, 8).reduce((sum, byte) => sum ^ byte, 0);
  const nibble = (value: number): number => value + (value > 9 ? 0x37 : 0x30);
  if (bytes[8] !== nibble(check >> 4) || bytes[9] !== nibble(check & 15)) return null;
  const text = ascii(bytes);
  const digits = /^([+-])(\d{6})([0-4])/.exec(text);
  if (digits === null) return null;
  return { weight: scaled(Number(digits[2]), Number(digits[3]), digits[1] === '-'), stable: null, over: false };
}

/** Status A: place of the point; status B: bit 1 negative, 2 overload, 3 moving, 4 kilograms. Pounds are not read. */
function toledo(bytes: readonly number[]): Frame | null {
  const [a = 0, b = 0] = bytes;
  const digits = ascii(bytes.slice(3, 9)).trim();
  if (!/^\d{1,6}$/.test(digits) || (b & 0x10) === 0) return null;
  const decimals = (a & 7) - 2;
  const over = (b & 4) !== 0;
  return { weight: over ? 0 : scaled(Number(digits), decimals, (b & 2) !== 0), stable: (b & 8) === 0, over };
}

function reversedFrame(bytes: readonly number[]): Found {
  if (bytes.length < 9) return WAIT;
  const text = [...ascii(bytes.slice(1, 8))].toReversed().join('');
  if (bytes[8] !== EQUALS || !/^-?\d*\.?\d+$/.test(text)) return { used: 1, frame: null };
  return {
    used: 8,
    frame: { weight: ofText(text.replace('-', ''), 'kg', text.startsWith('-')), stable: null, over: false },
  };
}

function textFrame(line: string): Frame | null {
  const text = line.trim();
  if (/^OL\b/.test(text)) return { weight: 0, stable: false, over: true };
  const found = /^(?:(ST|US)[, ]*)?(?:(?:GS|NT|TR|wn|ww|wt)[, ]*)?([+-]?) *(\d{1,6}(?:\.\d{1,5})?) *(kg|g)$/i.exec(
    text,
  );
  if (found === null) return null;
  const [, state, sign, digits = '', unit = 'kg'] = found;
  const stable = state === undefined ? null : state.toUpperCase() === 'ST';
  return { weight: ofText(digits, unit.toLowerCase(), sign === '-'), stable, over: false };
}

function ofText(digits: string, unit: string, negative: boolean): number {
  const [whole = '', part = ''] = digits.split('.');
  return scaled(Number(`${whole}${part}`), part.length + (unit === 'g' ? 3 : 0), negative);
}

/** An integer with so many decimals of a kilogram as thousandths, rounded half away from zero. */
function scaled(value: number, decimals: number, negative: boolean): number {
  const thousandths = Math.round(decimals <= 3 ? value * 10 ** (3 - decimals) : value / 10 ** (decimals - 3));
  return negative && thousandths !== 0 ? -thousandths : thousandths;
}

const ascii = (bytes: readonly number[]): string => String.fromCharCode(...bytes);
