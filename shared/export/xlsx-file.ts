/**
 * A workbook of one sheet (ECMA-376) as the XML of its parts. Texts are inline strings with the format "text", so that
 * bar codes keep every digit and nothing is ever a formula; figures are numbers. The sheet comes in pieces.
 */
import { columnLetters } from '../import/table.ts';
import { guardTypedText } from './guard-text.ts';
import type { Sheet } from './sheet.ts';

export interface WorkbookPart {
  readonly path: string;
  readonly pieces: Iterable<string>;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Style numbers of `styles.xml` below. */
const TEXT = 1;
const HEADING = 2;

/** All parts; those of the sheet's rows are made while they are read. */
export function xlsxParts(sheet: Sheet): readonly WorkbookPart[] {
  return [
    {
      path: '[Content_Types].xml',
      pieces: [
        `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>`,
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/>`,
        `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
      ],
    },
    { path: '_rels/.rels', pieces: [relations([['rId1', 'officeDocument', 'xl/workbook.xml']])] },
    {
      path: 'xl/workbook.xml',
      pieces: [
        `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`,
        `<sheet name="${escaped(sheetName(sheet.name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      pieces: [
        relations([
          ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
          ['rId2', 'styles', 'styles.xml'],
        ]),
      ],
    },
    { path: 'xl/styles.xml', pieces: [STYLES] },
    { path: 'xl/worksheets/sheet1.xml', pieces: sheetPieces(sheet) },
  ];
}

const relations = (list: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${XML}<Relationships xmlns="${RELATIONS}">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** 0 general, 1 text (a typed apostrophe keeps it text when it is edited), 2 heading. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function* sheetPieces({ columns, rows }: Sheet): IterableIterator<string> {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  yield `<row r="1">${columns.map(({ heading }, at) => textCell(`${columnLetters(at)}1`, heading, HEADING)).join('')}</row>`;
  let number = 1;
  const letters = columns.map((_, at) => columnLetters(at));
  for (const row of rows) {
    number++;
    let cells = '';
    columns.forEach(({ kind }, at) => {
      const text = row[at] ?? '';
      if (text === '') return;
      const place = `${letters[at]}${number}`;
      const isFigure = kind === 'number' && /^-?\d{1,15}(?:\.\d+)?$/.test(text);
      cells += isFigure ? `<c r="${place}"><v>${text}</v></c>` : textCell(place, text, TEXT);
    });
    yield `<row r="${number}">${cells}</row>`;
  }
  yield '</sheetData></worksheet>';
}

const textCell = (place: string, text: string, style: number): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(guardTypedText(text))}</t></is></c>`;

/** `_x0041_` is an escape to readers, so one that stands in a text is escaped itself; XML forbids most controls. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('\r', '_x000D_')
    .replace(/(?![\n\t])\p{Cc}|[\u{FFFE}\u{FFFF}]/gu, '');
}

const sheetName = (name: string): string =>
  name
    .replace(/[\\/?*[\]:']/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet1';
