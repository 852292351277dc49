/** Data that leaves the shop as a file is noted in the trail of whoever took it, before the file is handed over. */
import { documentName } from '../../shared/document/document-kinds.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import type { ExportNoteEntry } from '../../shared/schema/export-note.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { ExportNote } from '../worker/import-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';

/** Errors: those of the writer. */
export async function noteExport(shop: CommandShop, note: ExportNote): Promise<Result<null, ShownError>> {
  const { branch, member } = shop.post;
  const written = await shop.write(async ({ month }) => {
    const entry: ExportNoteEntry = {
      kind: 'exportNote',
      ...note,
      filter: note.filter.slice(0, 200),
      columns: note.columns.slice(0, 100).map((column) => column.slice(0, 60)),
    };
    const part = { document: documentName({ kind: 'trail', branch, month, member }), entries: [entry] };
    return permitted(shop, { ...draftCommand('noteExport', [part], { author: member }), title: note.what });
  });
  return written.ok ? ok(null) : written;
}
