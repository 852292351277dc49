/**
 * Text as it is stored. Names keep their letters (NFC) and lose only what nobody can see; codes are also brought to half
 * width (NFKC), because a scanner and a keyboard give `SP-1001` while a list may hold `ＳＰ－１００１`.
 */

/** Zero-width, directional, soft-hyphen and filler characters: \p{Cf} and the Hangul fillers. */
const INVISIBLE = /\p{Cf}|[\u{34F}\u{115F}\u{1160}\u{3164}\u{FFA0}]/gu;
const CONTROL = /(?![\n\t])\p{Cc}/gu;
const VARIATION_SELECTOR = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
const PLAIN_ASCII = /^[!-~]*$/;

/** Free text: NFC, line breaks as LF, invisible characters removed, trimmed of every kind of space. */
export function cleanText(raw: string): string {
  if (PLAIN_ASCII.test(raw)) return raw;
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(/\t/g, ' ')
    .normalize('NFC')
    .trim();
}

/** A code: NFKC, no invisible characters, no spreadsheet apostrophe or `="…"`, trimmed; inner spaces stay. */
export function cleanCode(raw: string): string {
  const half = PLAIN_ASCII.test(raw)
    ? raw
    : cleanText(raw.normalize('NFKC')).replace(VARIATION_SELECTOR, '').replace(/\s+/gu, ' ');
  const unwrapped = /^="?(.*?)"?$/u.exec(half)?.[1] ?? half;
  return unwrapped.replace(/^['’‘`´]+/u, '').trim();
}

/** True where `cleanText` or `cleanCode` took out characters that a person could not have seen. */
export const hasInvisible = (raw: string): boolean => raw.trim().search(INVISIBLE) >= 0;

/** Damage of an earlier reading: replacement characters or halves of a pair; such text is never stored. */
export const isDamagedText = (raw: string): boolean => raw.includes('\u{FFFD}') || !raw.isWellFormed();

const NO_VALUE = new Set([
  '-',
  '--',
  '---',
  '—',
  '——',
  '–',
  '―',
  '_',
  '/',
  '\\',
  '.',
  '无',
  '無',
  '没有',
  '暂无',
  '无码',
  '无条码',
  '无货号',
  'n/a',
  'na',
  'null',
  'nil',
  'none',
  'undefined',
  '(null)',
]);

/** Whether a code cell says "there is none": a dash, 无, n/a. */
export const meansNone = (code: string): boolean => code === '' || NO_VALUE.has(code.toLowerCase());

/** Length in UTF-16 units, as the limits of records are counted. */
export const lengthOf = (text: string): number => text.length;

/** Under which a name is looked up: width, case and spaces do not make another product. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
