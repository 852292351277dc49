/**
 * Which character separates the cells. A first line `sep=;` decides and is no row. Otherwise each candidate reads the
 * first rows *with* quoting, so that commas and line breaks inside quoted cells do not vote (where counting per line
 * picks the comma for a semicolon file), and the one whose rows agree best on their number of columns wins.
 */
import { readSeparatedText } from './separated-text.ts';

export const SEPARATORS = [',', ';', '\t', '|'] as const;

const SAMPLE_CHARACTERS = 200_000;
const SAMPLE_ROWS = 300;

export interface SeparatorChoice {
  readonly separator: string;
  /** offset at which the rows begin: behind a `sep=` line */
  readonly bodyAt: number;
}

/** Finds the separator of `text` (without byte order mark); `wanted` overrides the guess, not the skipping of `sep=`. */
export function chooseSeparator(text: string, wanted?: string): SeparatorChoice {
  const declared = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(text);
  const bodyAt = declared?.[0].length ?? 0;
  const separator = wanted ?? declared?.[1] ?? guessSeparator(text, bodyAt);
  return { separator, bodyAt };
}

function guessSeparator(text: string, bodyAt: number): string {
  const sample = text.slice(bodyAt, bodyAt + SAMPLE_CHARACTERS);
  const isCut = bodyAt + SAMPLE_CHARACTERS < text.length;
  let best: string = SEPARATORS[0];
  let bestScore = 0;
  for (const candidate of SEPARATORS) {
    if (!sample.includes(candidate)) continue;
    const rows = readSeparatedText(sample, candidate, SAMPLE_ROWS);
    // The last row of a cut sample is half a row and would vote for anything.
    if (isCut && rows.length > 1 && rows.length < SAMPLE_ROWS) rows.pop();
    const score = agreement(rows);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** Share of rows that have the commonest number (≥ 2) of columns, slightly in favour of more columns and against damage. */
function agreement(rows: readonly { readonly cells: readonly string[]; readonly damage?: string }[]): number {
  const counts = new Map<number, number>();
  let damaged = 0;
  for (const row of rows) {
    if (row.damage !== undefined) damaged++;
    if (row.cells.length >= 2) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  }
  let score = 0;
  for (const [columns, times] of counts) {
    score = Math.max(score, (times - damaged / 2) / rows.length + Math.min(columns, 50) / 1_000);
  }
  return score;
}
