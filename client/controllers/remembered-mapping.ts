/** How a person set the columns of a kind of file, kept on this device under the file's headings. */
import { type ColumnMapping, IMPORT_FIELDS } from '../../shared/import/import-fields.ts';
import type { TableSummary } from '../import/import-messages.ts';
import type { Engine } from '../worker/engine-protocol.ts';

const KEY = 'import.columns';
/** Kinds of files remembered, the latest. */
const MOST = 30;

type Kept = readonly (readonly [signature: string, mapping: ColumnMapping])[];

/** Null where nobody has set these headings, or set what this version does not know. */
export async function rememberedMapping(
  engine: Engine | undefined,
  { signature, headers }: TableSummary,
): Promise<ColumnMapping | null> {
  const kept = await readKept(engine);
  const mapping = kept.find(([known]) => known === signature)?.[1];
  return mapping?.length === headers.length ? mapping : null;
}

/** Keeps what differs from the guess; what equals it is forgotten, so that a better guess is not held back. */
export async function keepMapping(engine: Engine, table: TableSummary, mapping: ColumnMapping): Promise<void> {
  const kept = await readKept(engine);
  const others = kept.filter(([known]) => known !== table.signature);
  const isGuess = mapping.every((field, column) => field === table.mapping[column]);
  if (isGuess && others.length === kept.length) return;
  const all: Kept = isGuess ? others : [...others, [table.signature, mapping] as const].slice(-MOST);
  await engine.run('saveDraft', { key: KEY, text: JSON.stringify(all) });
}

async function readKept(engine: Engine | undefined): Promise<Kept> {
  const text = await engine?.once('draft', { key: KEY });
  if (text === undefined || text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.flatMap(readEntry) : [];
  } catch {
    // Another version's, or damaged: the guess is as good as before anybody set anything.
    return [];
  }
}

function readEntry(entry: unknown): Kept {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string' || !Array.isArray(entry[1])) return [];
  const fields = entry[1].map((name: unknown) => IMPORT_FIELDS.find((field) => field === name) ?? null);
  return [[entry[0], fields]];
}
