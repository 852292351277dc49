/** Rows of text as a Markdown table, padded so that it reads well in a terminal too; numbers stand right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, at) => Math.max(3, width(cell), ...rows.map((row) => width(row[at] ?? ''))));
  const right = head.map((_, at) => at > 0 && rows.every((row) => /^[\d.,×%≤≥<>\s–·/-]*$/.test(row[at] ?? '')));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((size, at) => pad(cells[at] ?? '', size, right[at] === true)).join(' | ')} |`;
  const rule = `|${widths.map((size, at) => (right[at] ? `${'-'.repeat(size + 1)}:` : '-'.repeat(size + 2))).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Columns that a terminal gives a text: Chinese characters take two. */
function width(text: string): number {
  let sum = 0;
  for (const sign of text) sum += (sign.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1;
  return sum;
}

function pad(text: string, size: number, right: boolean): string {
  const room = ' '.repeat(Math.max(0, size - width(text)));
  return right ? room + text : text + room;
}
