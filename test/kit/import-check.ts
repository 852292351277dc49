/**
 * Prints as JSON what an import of a file would do, without a shop and without writing anything:
 *
 *     node test/kit/import-check.ts goods.csv [--encoding gb18030] [--separator ';'] [--sheet NAME] [--rows] [--twice]
 *       [--map itemNo,name,barcode,unit,retailPrice,purchasePrice]   one field a column, '-' for "leave out"
 *
 * `--rows` adds every product, `--twice` plans a second time on top of the first.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { TEXT_ENCODINGS } from '../../shared/import/encodings.ts';
import { indexCatalogue } from '../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../shared/import/guess-mapping.ts';
import { IMPORT_FIELDS } from '../../shared/import/import-fields.ts';
import type { ImportPlan } from '../../shared/import/import-plan.ts';
import { problemText, tableErrorText } from '../../shared/import/import-reasons.ts';
import { planImport } from '../../shared/import/plan-import.ts';
import { catalogueAfter, openBytes } from './import-harness.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    encoding: { type: 'string' },
    separator: { type: 'string' },
    sheet: { type: 'string' },
    map: { type: 'string' },
    rows: { type: 'boolean', default: false },
    twice: { type: 'boolean', default: false },
  },
});
const file = positionals[0];
if (file === undefined) {
  console.error(
    'usage: node test/kit/import-check.ts FILE [--encoding E] [--separator S] [--sheet N] [--map …] [--rows] [--twice]',
  );
  process.exitCode = 2;
} else await check(file);

async function check(path: string): Promise<void> {
  const encoding = TEXT_ENCODINGS.find((known) => known === flags.encoding);
  const table = await openBytes(await readFile(path), {
    ...(encoding !== undefined && { encoding }),
    ...(flags.separator !== undefined && { separator: flags.separator }),
    ...(flags.sheet !== undefined && { sheet: flags.sheet }),
  });
  if (!table.ok) {
    print({ error: table.error, text: tableErrorText(table.error, 'zh-CN') });
    process.exitCode = 1;
    return;
  }
  const mapping =
    flags.map?.split(',').map((name) => IMPORT_FIELDS.find((field) => field === name) ?? null) ??
    guessMapping(table.value);
  const plan = planImport(table.value, mapping, indexCatalogue([]));
  const { source, headerRow, headers } = table.value;
  const again = flags.twice ? planImport(table.value, mapping, indexCatalogue(catalogueAfter(plan))) : null;
  print({
    source,
    headerRow,
    columns: headers.map((header, column) => ({ header, field: mapping[column] ?? null })),
    ...shown(plan),
    ...(again !== null && { again: shown(again) }),
  });
}

function shown(plan: ImportPlan) {
  return {
    counts: plan.counts,
    create: flags.rows ? plan.create : plan.create.length,
    update: flags.rows ? plan.update : plan.update.length,
    unchanged: plan.unchanged.length,
    skipped: plan.skipped,
    ask: plan.ask.map(({ row, code, differing, other }) => ({
      row,
      code,
      differing,
      other: other.kind === 'row' ? `row ${other.candidate.row}` : other.product.id,
    })),
    refused: plan.refused,
    readByStyle: plan.columns.filter((column) => column.ambiguous.length > 0),
    problems: plan.problems.map((problem) => ({ ...problem, text: problemText(problem, 'zh-CN') })),
  };
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 1));
}
