/** Labels as TSPL, which label printers of the common makers read (PRINT-15): dots at 203 dpi, text in GB18030. */
import { utf8 } from '../foundation/bytes.ts';
import type { EncodeText } from './gb18030.ts';
import { LABEL_SIZES, type Label, type LabelElement } from './label.ts';

const GAP_MM = 2;
const END = utf8('\r\n');

/** Each label with the number of its copies. */
export function tsplBytes(
  labels: readonly { readonly label: Label; readonly copies: number }[],
  encode: EncodeText,
): Uint8Array {
  const lines = labels.flatMap(({ label, copies }) => [...page(label), `PRINT ${copies},1`]);
  const bytes = lines.flatMap((line) => [...encode(line), ...END]);
  return Uint8Array.from(bytes);
}

function page({ form, elements }: Label): readonly string[] {
  const { width, height } = LABEL_SIZES[form];
  return [`SIZE ${width} mm,${height} mm`, `GAP ${GAP_MM} mm,0 mm`, 'DIRECTION 1', 'CLS', ...elements.map(command)];
}

function command(element: LabelElement): string {
  switch (element.kind) {
    case 'text': {
      const { x, y, size, text } = element;
      return `TEXT ${x},${y},"TSS24.BF2",0,${size / 24},${size / 24},${quoted(text)}`;
    }
    case 'bars': {
      const { x, y, height, module, code } = element;
      return `BARCODE ${x},${y},"${code.symbology}",${height},0,0,${module},${module},${quoted(code.text)}`;
    }
    case 'qr':
      return `QRCODE ${element.x},${element.y},M,3,A,0,${quoted(element.text)}`;
  }
}

/** TSPL has no way to write a quotation mark inside one that every maker reads: it becomes two single ones. */
const quoted = (text: string): string => `"${text.replaceAll('"', "''")}"`;
