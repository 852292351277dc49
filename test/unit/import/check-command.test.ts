/** The operator's dry run: what it prints and how it ends, over every file of the reference folders. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../../relay/cli/import.ts';
import { hasSharedFiles } from '../../kit/import-harness.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared');
const cases = path.join(shared, 'cases/files');
const data = path.join(shared, 'data');

interface Report {
  readonly counts: Record<'rows' | 'good' | 'repaired' | 'refused' | 'decide', number>;
  readonly outcome: Record<'create' | 'skipped', number>;
  readonly columns: readonly { readonly column: string; readonly heading: string; readonly field: string | null }[];
  readonly good: readonly number[];
  readonly repaired: readonly Faulty[];
  readonly refused: readonly Faulty[];
  readonly decide: readonly { readonly line: number; readonly lines: readonly number[]; readonly code: string }[];
  readonly unreadable?: { readonly code: string; readonly reason: string; readonly fix: string };
}
interface Faulty {
  readonly line: number;
  readonly problems: readonly Record<'column' | 'heading' | 'value' | 'code' | 'reason' | 'fix', string>[];
}

async function check(file: string, ...flags: string[]): Promise<{ code: number; report: Report; said: string }> {
  const out = vi.spyOn(console, 'log').mockReturnValue();
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const code = await run(['--check', file, ...flags]);
  const printed = out.mock.calls
    .slice(-1)
    .map(([text]) => String(text))
    .join('\n');
  return {
    code,
    report: JSON.parse(printed || '{}') as Report,
    said: said.mock.calls.map(([text]) => String(text)).join(),
  };
}
afterEach(() => {
  vi.restoreAllMocks();
});

const tables = (folder: string): string[] =>
  hasSharedFiles
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /\.(?:csv|xlsx)$/.test(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [];

describe.skipIf(!hasSharedFiles)('a check of files (skipped: no shared files beside the repository)', () => {
  test.each([...tables(cases), ...tables(data)].map((file) => [path.relative(shared, file), file]))(
    'IMPORT-33 the report of %s accounts for every row, with place, value, reason and what to do',
    async (_name, file) => {
      const { code, report } = await check(file);
      const { rows, good, repaired, refused, decide } = report.counts;
      expect(good + repaired + refused + decide).toBe(rows);
      expect([report.good.length, report.repaired.length, report.refused.length]).toEqual([good, repaired, refused]);
      expect(report.decide.flatMap((one) => one.lines)).toHaveLength(decide);
      expect(code).toBe(refused + decide === 0 ? 0 : 1);
      for (const row of [...report.repaired, ...report.refused]) {
        expect(row.problems.length).toBeGreaterThan(0);
        for (const { code, reason, fix } of row.problems) {
          expect([code, reason, fix].every((text) => text.length > 1)).toBe(true);
          expect(reason).not.toContain(code);
        }
      }
    },
  );

  test('IMPORT-33 the case of duplicates: nine go in, two are skipped, four wait', async () => {
    const { code, report } = await check(path.join(cases, 'a4-duplicates.csv'));
    expect(code).toBe(1);
    expect(report.outcome).toMatchObject({ create: 9, skipped: 2 });
    expect(report.decide.map((one) => one.line)).toEqual([3, 4, 5, 10]);
  });

  test('IMPORT-33 the European list goes in once its columns are named', async () => {
    const { code, report } = await check(
      path.join(cases, 'a3-euro.csv'),
      ...['--map', 'itemNo,name,barcode,unit,retailPrice,purchasePrice'],
    );
    expect([code, report.counts.refused, report.outcome.create]).toEqual([1, 1, 6]);
    expect(report.refused[0]?.problems[0]).toMatchObject({ column: 'E', code: 'negative-price' });
    const english = await check(path.join(cases, 'a3-euro.csv'), '--lang', 'en');
    expect(english.report.refused[0]?.problems[0]).toMatchObject({ reason: 'There is no name', fix: 'Enter one' });
  });

  test('IMPORT-33 what is no table ends with 3 and says what to do', async () => {
    const { code, report } = await check(path.join(data, 'online-retail-2010-12-to-2011-05.csv.gz'));
    expect(code).toBe(3);
    expect(report.unreadable).toMatchObject({
      code: 'unknown-format',
      reason: '不是表格文件',
      fix: '选 xlsx、xls 或 csv',
    });
  });
});

describe('wrong use of the check', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-check-'));
  const file = path.join(folder, 'goods.csv');
  writeFileSync(file, '品名,零售价\n茶,1\n');

  test.each([
    [[], 'Name the file'],
    [['--check', path.join(folder, 'nobody.csv')], 'cannot be opened'],
    [['--check', file, '--encoding', 'klingon'], '--encoding is one of'],
    [['--check', file, '--separator', ';;'], 'one character'],
    [['--check', file, '--header-row', 'two'], '--header-row'],
    [['--check', file, '--map', 'name,colour-of-mood'], 'no field "colour-of-mood"'],
    [['--check', file, '--bad-barcodes', 'eat'], '--bad-barcodes'],
    [['--chek', file], 'chek'],
  ])('IMPORT-33 %j ends with 2 and a word about it', async (args, word) => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(await run(args)).toBe(2);
    expect(said.mock.calls.join()).toContain(word);
    expect(said.mock.calls.join()).toContain('Usage');
  });
});
