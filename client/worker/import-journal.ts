/** An import on its way from the page, and under way as drafts of this device: its rows once, its state after each commit. */
import type { ImportJournal } from '../commands/import-products.ts';
import type { Engine } from './engine.ts';
import type { ImportInput } from './engine-protocol.ts';
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

/** Pieces of an import as they come from the page, until it begins. */
export class StagedImport {
  #create: ImportInput['create'][number][] = [];
  #update: ImportInput['update'][number][] = [];

  put({ first, create, update }: Pick<ImportInput, 'create' | 'update'> & { readonly first: boolean }): void {
    if (first) {
      this.#create = [];
      this.#update = [];
    }
    this.#create.push(...create);
    this.#update.push(...update);
  }

  /** The input with what was put down before it; nothing lies here afterwards. */
  taken(input: ImportInput): ImportInput {
    if (input.staged !== true) return input;
    const whole = { ...input, create: [...this.#create, ...input.create], update: [...this.#update, ...input.update] };
    this.put({ first: true, create: [], update: [] });
    return whole;
  }
}
