/**
 * What a scanner sends around the code that is meant: symbology identifiers (`]C1`, `]E0`), FNC1 as a group separator,
 * control characters of a badly set keyboard wedge, and GS1 element strings that carry more than the goods (batch, date).
 * GS1 General Specifications 5.4 and 7.8.
 */

/** Without identifier, controls and surrounding blanks; nothing inside is guessed at. */
export const bareCode = (text: string): string =>
  text
    .replace(/^[\s\p{Cc}]*\][A-Za-z][0-9]/u, '')
    .replace(/\p{Cc}+/gu, '\u{1D}')
    .replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '');

/** Codes under which goods may stand that an element string names by its GTIN (AI 01 or 02); none for any other text. */
export function gtinsIn(code: string): readonly string[] {
  const gtin = /^(?:\(0[12]\)|0[12])(\d{14})(?:$|\D|[1-9]\d)/.exec(code)?.[1];
  if (gtin === undefined) return [];
  const shorter = [13, 12, 8].filter((length) => /^0*$/.test(gtin.slice(0, 14 - length)));
  return [gtin, ...shorter.map((length) => gtin.slice(14 - length))];
}
