/** That data left the shop as a file (collaboration.md §4: filter, rows, columns, file hash). It stands in `trail`. */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const schema = v.object({
  kind: v.literal('exportNote'),
  what: v.picklist(['products', 'stock', 'tickets']),
  format: v.picklist(['csv', 'xlsx']),
  filter: shape.text(200),
  rows: shape.wholeNumber(0, 10_000_000),
  columns: v.pipe(v.array(shape.text(60)), v.maxLength(100)),
  /** SHA-256 of the file, base64url: whether a file that turns up is this one. */
  hash: shape.textLike(/^[A-Za-z0-9_-]{43}$/),
});
export type ExportNoteEntry = v.InferOutput<typeof schema>;
export const isExportNote = compileShape(schema);

export const exportNote: EntryKind = {
  name: 'exportNote',
  documents: ['trail'],
  check: isExportNote,
  needs: (_entry, document) => (document.member === undefined ? [] : [{ use: 'audit.add', unless: document.member }]),
  sentence: () => ({ zh: '导出 {what} {rows} 行', en: 'exported {rows} rows of {what}' }),
};
