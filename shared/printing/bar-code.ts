/**
 * Bar codes as modules (PRINT-13): a text of `1` (bar) and `0` (space), one character a module, quiet zones left out.
 * EAN by ISO/IEC 15420, Code 128 by ISO/IEC 15417.
 */
import { hasValidCheckDigit } from '../sales/weighed-code.ts';

export interface BarCode {
  readonly symbology: 'EAN13' | 'EAN8' | '128';
  /** What is written beneath; a twelve-digit code as its thirteen digits. */
  readonly text: string;
  readonly modules: string;
}

/** `null` for an empty text and for characters beyond printable ASCII. */
export function barCode(code: string): BarCode | null {
  const text = /^\d{12}$/.test(code) && hasValidCheckDigit(code) ? `0${code}` : code;
  if (/^(\d{8}|\d{13})$/.test(text) && hasValidCheckDigit(text))
    return { symbology: text.length === 8 ? 'EAN8' : 'EAN13', text, modules: eanModules(text) };
  return /^[\x20-\x7e]+$/.test(code) ? { symbology: '128', text: code, modules: code128Modules(code) } : null;
}

/** Digit → modules of set A; set C is its inverse, set B the inverse read backwards. */
const SET_A = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
/** First digit of thirteen → which of the next six are of set B. */
const PARITY = ['AAAAAA', 'AABABB', 'AABBAB', 'AABBBA', 'ABAABB', 'ABBAAB', 'ABBBAA', 'ABABAB', 'ABABBA', 'ABBABA'];

function eanModules(digits: string): string {
  const parity = digits.length === 13 ? (PARITY[Number(digits[0])] ?? '') : 'AAAA';
  const left = digits.slice(digits.length === 13 ? 1 : 0, -parity.length);
  const right = digits.slice(-parity.length);
  const leftBars = [...left].map((digit, i) => (parity[i] === 'B' ? reverse(setC(digit)) : setA(digit)));
  return `101${leftBars.join('')}01010${[...right].map(setC).join('')}101`;
}

const setA = (digit: string): string => SET_A[Number(digit)] ?? '';
const setC = (digit: string): string => setA(digit).replace(/[01]/g, (module) => (module === '0' ? '1' : '0'));
const reverse = (text: string): string => [...text].toReversed().join('');

/** Widths of bar, space, bar, space, bar, space by value 0–105; the stop character has seven. */
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const STOP = '2331112';
const START_B = 104;
const START_C = 105;
const TO_C = 99;
const TO_B = 100;

function code128Modules(text: string): string {
  const values = code128Values(text);
  const check = values.reduce((sum, value, i) => sum + value * Math.max(1, i), 0) % 103;
  const widths = [...values, check].map((value) => WIDTHS.slice(value * 6, value * 6 + 6)).join('') + STOP;
  return [...widths].map((width, i) => (i % 2 === 0 ? '1' : '0').repeat(Number(width))).join('');
}

/** Digits in pairs (set C) from four in a row at an end, or six in the middle; else set B. */
function code128Values(text: string): readonly number[] {
  const values: number[] = [];
  let set: 'B' | 'C' | null = null;
  for (let at = 0; at < text.length; ) {
    const run = /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
    const atEdge = at === 0 || at + run === text.length;
    const pairs = set === 'C' ? run >= 2 : run >= (atEdge ? 4 : 6) && (run % 2 === 0 || at === 0);
    if (pairs) {
      if (set !== 'C') values.push(set === null ? START_C : TO_C);
      set = 'C';
      values.push(Number(text.slice(at, at + 2)));
      at += 2;
      continue;
    }
    if (set !== 'B') values.push(set === null ? START_B : TO_B);
    set = 'B';
    values.push(text.charCodeAt(at) - 32);
    at += 1;
  }
  return values;
}
