/**
 * `npm run hecang -- import --check FILE`: prints as JSON what the import wizard would do with a file, by the wizard's own
 * reading, guessing and planning, against an empty shop. Nothing is written. The form of the report, and the exit codes,
 * stand in shared/import/SPEC.md:
 *
 *   0 every row goes in · 1 some rows wait for a correction or a decision · 2 wrong use · 3 the file cannot be read
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkReport } from '../../shared/import/check-report.ts';
import { TEXT_ENCODINGS } from '../../shared/import/encodings.ts';
import { indexCatalogue } from '../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../shared/import/guess-mapping.ts';
import { type ColumnMapping, IMPORT_FIELDS } from '../../shared/import/import-fields.ts';
import { type ReasonLocale, reasonAndFix, tableErrorText } from '../../shared/import/import-reasons.ts';
import { openFile, type ReadOverrides } from '../../shared/import/open-file.ts';
import { planImport } from '../../shared/import/plan-import.ts';
import { filePlatform } from '../operator/file-platform.ts';

export const about = 'prints what an import would do, as JSON  --check FILE [--encoding E] [--map name,barcode,-] …';

const USAGE = `Usage: npm run hecang -- import --check FILE
  [--encoding ${TEXT_ENCODINGS.join('|')}] [--separator C] [--sheet NAME] [--header-row N|none]
  [--map FIELD,FIELD,-]         one field a column, - leaves a column out
  [--bad-barcodes refuse|drop|keep]  [--lang zh|en]
Fields: ${IMPORT_FIELDS.join(' ')}`;

const options = {
  check: { type: 'string' },
  encoding: { type: 'string' },
  separator: { type: 'string' },
  sheet: { type: 'string' },
  'header-row': { type: 'string' },
  map: { type: 'string' },
  'bad-barcodes': { type: 'string', default: 'refuse' },
  lang: { type: 'string', default: 'zh' },
} as const;
type Flags = ReturnType<typeof flagsOf>;
const flagsOf = (args: readonly string[]) => parseArgs({ args: [...args], options }).values;

export async function run(args: readonly string[]): Promise<number> {
  let flags: Flags;
  try {
    flags = flagsOf(args);
  } catch (error) {
    return wrongUse(error instanceof Error ? error.message : String(error));
  }
  const { check: file, map } = flags;
  if (file === undefined) return wrongUse('Name the file to check.');
  const overrides = overridesOf(flags);
  const mapping = map === undefined ? null : mappingOf(map);
  const badBarcodes = (['refuse', 'drop', 'keep'] as const).find((one) => one === flags['bad-barcodes']);
  if (typeof overrides === 'string') return wrongUse(overrides);
  if (typeof mapping === 'string') return wrongUse(mapping);
  if (badBarcodes === undefined) return wrongUse('--bad-barcodes is refuse, drop or keep.');
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readFile(path.resolve(file)));
  } catch {
    return wrongUse(`${file} cannot be opened. Check the name.`);
  }
  const locale: ReasonLocale = flags.lang === 'en' ? 'en' : 'zh-CN';
  const about = { file: path.basename(file), bytes: bytes.length };
  const table = await openFile(bytes, overrides, filePlatform);
  if (!table.ok) {
    const { code, params } = table.error;
    print({ ...about, unreadable: { code, ...params, ...reasonAndFix(tableErrorText(table.error, locale), locale) } });
    return 3;
  }
  const plan = planImport(table.value, mapping ?? guessMapping(table.value), indexCatalogue([]), { badBarcodes });
  print({ ...about, ...checkReport(table.value, plan, locale) });
  return plan.counts.refused + plan.counts.asks === 0 ? 0 : 1;
}

/** What was said instead of being guessed, or what is wrong with it. */
function overridesOf(flags: Flags): ReadOverrides | string {
  const { separator, sheet } = flags;
  const encoding = TEXT_ENCODINGS.find((known) => known === flags.encoding);
  if (flags.encoding !== undefined && encoding === undefined)
    return `--encoding is one of ${TEXT_ENCODINGS.join(', ')}.`;
  if (separator !== undefined && separator.length !== 1) return '--separator is one character.';
  const row = flags['header-row'];
  const headerRow = row === 'none' ? null : Number(row);
  if (row !== undefined && headerRow !== null && !(Number.isInteger(headerRow) && headerRow > 0))
    return '--header-row is a row number, or none.';
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(separator === undefined ? {} : { separator }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(row === undefined ? {} : { headerRow }),
  };
}

function mappingOf(text: string): ColumnMapping | string {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== '-' && !IMPORT_FIELDS.some((field) => field === name));
  if (unknown !== undefined) return `There is no field "${unknown}".`;
  return names.map((name) => IMPORT_FIELDS.find((field) => field === name) ?? null);
}

function wrongUse(what: string): number {
  console.error(`${what}\n\n${USAGE}`);
  return 2;
}

function print(report: object): void {
  console.log(JSON.stringify(report, null, 1));
}
