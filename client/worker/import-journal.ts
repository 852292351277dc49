/** An import under way as drafts of this device: its rows once, its state after each commit. */
import type { ImportJournal } from '../commands/import-products.ts';
import type { Engine } from './engine.ts';
import { IMPORT_ROWS, IMPORT_STATE, type ImportState } from './import-protocol.ts';

export function importJournal(engine: Engine): ImportJournal {
  const { drafts } = engine.state;
  return {
    keepRows: (text) => engine.saveDraft(IMPORT_ROWS, text),
    keepState: (state) => engine.saveDraft(IMPORT_STATE, state === null ? null : JSON.stringify(state)),
    rows: () => drafts.get(IMPORT_ROWS) ?? null,
    state: () => {
      const text = drafts.get(IMPORT_STATE);
      return text === undefined ? null : (JSON.parse(text) as ImportState);
    },
  };
}
