/**
 * ESC/POS, as thermal printers read it (PRINT-10 to PRINT-12). Only commands that Epson's and the common Chinese makers'
 * manuals share. A job starts from a reset, so that a job that broke off cannot leak into the next.
 */
import type { EncodeText } from './gb18030.ts';
import type { PrintLine } from './lay-out.ts';

const RESET = [0x1b, 0x40];
const CHINESE_MODE = [0x1c, 0x26];
const FEED_AND_CUT = [0x1d, 0x56, 0x42, 0x00];
/** Pin 2, 50 ms on, 500 ms off. */
const DRAWER_PULSE = [0x1b, 0x70, 0x00, 0x19, 0xfa];
const LINE_FEED = 0x0a;

const alignTo = (place: 0 | 1): readonly number[] => [0x1b, 0x61, place];
const boldness = (on: boolean): readonly number[] => [0x1b, 0x45, on ? 1 : 0];
const sizeOf = (size: 1 | 2): readonly number[] => [0x1d, 0x21, size === 2 ? 0x11 : 0x00];

export interface EscPosJob {
  readonly lines: readonly PrintLine[];
  /** Opens the cash drawer first. */
  readonly drawer: boolean;
}

export function escPosBytes({ lines, drawer }: EscPosJob, encode: EncodeText): Uint8Array {
  const bytes: number[] = [...RESET, ...CHINESE_MODE];
  if (drawer) bytes.push(...DRAWER_PULSE);
  let size: 1 | 2 = 1;
  let bold = false;
  for (const line of lines) {
    if (line.kind === 'qr') {
      bytes.push(...alignTo(1), ...qrCommands(encode(line.text)), LINE_FEED, ...alignTo(0));
      continue;
    }
    if (line.bold !== bold) bytes.push(...boldness(line.bold));
    if (line.size !== size) bytes.push(...sizeOf(line.size));
    ({ size, bold } = line);
    bytes.push(...encode(line.text), LINE_FEED);
  }
  if (bold) bytes.push(...boldness(false));
  if (size !== 1) bytes.push(...sizeOf(1));
  if (lines.length > 0) bytes.push(...FEED_AND_CUT);
  return Uint8Array.from(bytes);
}

/** The pulse alone: opening the drawer without paper. */
export const drawerBytes = (): Uint8Array => Uint8Array.from([...RESET, ...DRAWER_PULSE]);

/** QR model 2, dots of 6, correction M: stored, then printed. */
function qrCommands(data: Uint8Array): readonly number[] {
  const stored = data.length + 3;
  return [
    ...qrFunction(0x41, 0x32, 0x00),
    ...qrFunction(0x43, 0x06),
    ...qrFunction(0x45, 0x31),
    ...[0x1d, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30, ...data],
    ...qrFunction(0x51, 0x30),
  ];
}

const qrFunction = (name: number, ...values: readonly number[]): readonly number[] => [
  0x1d,
  0x28,
  0x6b,
  2 + values.length,
  0x00,
  0x31,
  name,
  ...values,
];
