/** A paper in the columns of a printer: every line as it will stand there, blanks included. */
import { centre, padStart, pairLines, wrapText } from './columns.ts';
import type { Paper, PaperBlock } from './paper.ts';

export type PrintLine =
  | { readonly kind: 'text'; readonly text: string; readonly size: 1 | 2; readonly bold: boolean }
  | { readonly kind: 'qr'; readonly text: string };

/** `columns` of single size; double size has half of them. */
export function layOut(paper: Paper, columns: number): readonly PrintLine[] {
  return paper.flatMap((block) => linesOf(block, columns));
}

function linesOf(block: PaperBlock, columns: number): readonly PrintLine[] {
  switch (block.kind) {
    case 'rule':
      return [plain('-'.repeat(columns))];
    case 'blank':
      return [plain('')];
    case 'qr':
      return [{ kind: 'qr', text: block.text }];
    case 'pair': {
      const { left, right, size, bold } = block;
      return pairLines(left, right, columns / size).map((text) => ({ kind: 'text', text, size, bold }));
    }
    case 'text': {
      const { text, align, size, bold } = block;
      const wide = Math.floor(columns / size);
      const placed = { left: (line: string) => line, centre, right: padStart }[align];
      return wrapText(text, wide).map((line) => ({ kind: 'text', text: placed(line, wide), size, bold }));
    }
  }
}

const plain = (text: string): PrintLine => ({ kind: 'text', text, size: 1, bold: false });

/** The lines as plain text, for looking at: double size is marked by its halved width only. */
export function asText(lines: readonly PrintLine[]): string {
  return lines.map((line) => (line.kind === 'qr' ? `[QR ${line.text}]` : line.text)).join('\n');
}
