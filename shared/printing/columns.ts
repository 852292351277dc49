/**
 * Text in the columns of a thermal printer in Chinese mode (PRINT-1 to PRINT-3): ASCII is one column wide, all else two,
 * because there a character is as wide as its bytes. This differs from Unicode's East Asian width on purpose.
 */

/** Controls, joiners, marks over other characters, byte order marks and lone surrogates: nothing a printer could show. */
const UNPRINTABLE = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Mn}/gu;

/** What of a text a printer can show: one line, no invisible characters, the minus and yen signs its font has. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\t\n\r\u00a0\u2000-\u200a\u202f]+/g, ' ')
    .replace(UNPRINTABLE, '')
    .replaceAll('\u2212', '-')
    .replaceAll('\u00a5', '\uffe5');
}

/** Columns of one character. */
export const charWidth = (char: string): number => ((char.codePointAt(0) ?? 0) < 0x7f ? 1 : 2);

export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

const CLOSING = new Set('，。、；：？！）】》」』〉”’％…,.;:?!)]}%');

/** Pieces that stay together: a blank, a run of other ASCII, or one wide character. */
const pieces = (text: string): readonly string[] => text.match(/ |[\x21-\x7e]+|[^\x20-\x7e]/gu) ?? [];

/** PRINT-2. Always at least one line; no line is wider than `columns` (two at least). */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const finish = (next: string): void => {
    lines.push(line.trimEnd());
    line = next;
  };
  for (const piece of pieces(printable(text))) {
    if (textWidth(line) + textWidth(piece) <= columns) {
      if (piece !== ' ' || line !== '') line += piece;
      continue;
    }
    if (piece === ' ') {
      finish('');
      continue;
    }
    const chars = [...piece];
    const last = [...line].at(-1);
    const [first = ''] = chars;
    if (chars.length === 1 && CLOSING.has(first) && last !== undefined && last !== ' ' && [...line].length > 1) {
      line = [...line].slice(0, -1).join('');
      finish(`${last}${first}`);
      continue;
    }
    if (textWidth(piece) <= columns) {
      if (line !== '') finish(piece);
      else line = piece;
      continue;
    }
    for (const char of chars) {
      if (textWidth(line) + 1 > columns) finish('');
      line += char;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

export const padEnd = (text: string, columns: number): string => text + blanks(columns - textWidth(text));
export const padStart = (text: string, columns: number): string => blanks(columns - textWidth(text)) + text;
export const centre = (text: string, columns: number): string =>
  blanks(Math.floor((columns - textWidth(text)) / 2)) + text;

/** PRINT-3. */
export function pairLines(left: string, right: string, columns: number): readonly string[] {
  const [figure = '', ...more] = wrapText(right, columns).toReversed();
  const lines = [...wrapText(left, columns)];
  const last = lines.at(-1) ?? '';
  const free = columns - textWidth(figure);
  if (more.length === 0 && (last === '' || textWidth(last) < free)) {
    lines[lines.length - 1] = padEnd(last, free) + figure;
    return lines;
  }
  return [...lines, ...[...more.toReversed(), figure].map((one) => padStart(one, columns))];
}

const blanks = (count: number): string => ' '.repeat(Math.max(0, count));
