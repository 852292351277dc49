/**
 * What pages ask and do about imports that were carried out: the list of them, going on with one that was stopped, taking
 * one back. An import's commits share a batch id, `<id> <file name>`; what takes it back is written under `undo <id>`.
 */

export interface ImportQueries {
  /** The latest first, of those whose commits are in memory. */
  pastImports: { params: { readonly limit: number }; view: readonly PastImport[] };
}

export interface ImportCommands {
  /** Resolves when all history is in memory: before that nobody can tell a colleague's newer value. */
  readyToImport: { input: null; output: null };
  /** Goes on where `importProducts` was stopped, by hand or by a crash. Error: `nothing-to-resume`. */
  resumeImport: {
    input: { readonly onProgress?: Progress; readonly cancelled?: () => boolean };
    output: ImportOutcome;
  };
  /** Takes back what an import wrote, but for what somebody changed since. Errors: `unknown-import`, `not-allowed`. */
  undoImport: { input: { readonly batch: string }; output: UndoneImport };
}

export type Progress = (done: number, total: number) => void;

export interface ImportOutcome {
  readonly batch: string;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows carried out and in all: fewer where it was stopped between two commits. */
  readonly done: number;
  readonly total: number;
  /** Somebody changed these after the file was checked: theirs stands. */
  readonly overtaken: readonly { readonly name: string; readonly field: string }[];
}

export interface PastImport {
  /** Short id, as `undoImport` takes it. */
  readonly batch: string;
  readonly fileName: string;
  readonly by: string;
  /** Of the first commit, hybrid microseconds. */
  readonly time: number;
  readonly commits: number;
  readonly undone: boolean;
}

export interface UndoneImport {
  /** Goods and fields that are as they were before. */
  readonly undone: number;
  /** What stays as it is, and why: `changed` by somebody since, or goods that have `moved` (sold, received, counted). */
  readonly kept: readonly KeptFromUndo[];
}
export interface KeptFromUndo {
  readonly name: string;
  /** A field, or null for the goods as a whole. */
  readonly field: string | null;
  readonly reason: 'changed' | 'moved';
  readonly by: string;
}

export interface ExportNote {
  readonly what: 'products' | 'stock' | 'tickets';
  readonly format: 'csv' | 'xlsx';
  /** The filter in words of the page, '' for everything. */
  readonly filter: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** SHA-256 of the file, base64url. */
  readonly hash: string;
}

/** State of an import under way, beside its rows (drafts `import` and `import.rows`). */
export interface ImportState {
  readonly batch: string;
  readonly fileName: string;
  readonly done: number;
  readonly total: number;
}
export const IMPORT_STATE = 'import';
export const IMPORT_ROWS = 'import.rows';
