/**
 * `npm run hecang -- verify FILE`: checks an exported bundle alone, with nothing but what stands in it: chains, seals,
 * enrolments, verdicts, missing ranges, equivocations (shared/bundle/SPEC.md). Says what it proved and what it did not.
 *
 *   0 proved · 1 something is not as it was signed · 2 wrong use · 3 the file cannot be read
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BundleReport, isProved } from '../../shared/bundle/bundle-report.ts';
import { BundleCheck } from '../../shared/bundle/check-bundle.ts';
import { bundleTools } from '../operator/bundle-tools.ts';
import { findingWords, reportWords, type WordsLocale } from '../operator/bundle-words.ts';
import { DamagedFile, readBundle } from '../operator/read-bundle.ts';

export const about = 'checks an exported bundle: chains, seals, rights  FILE [--json] [--lang zh|en]';

export async function run(args: readonly string[]): Promise<number> {
  let flags: ReturnType<typeof flagsOf>;
  try {
    flags = flagsOf(args);
  } catch (error) {
    return wrongUse(error instanceof Error ? error.message : String(error));
  }
  const [file, ...more] = flags.positionals;
  if (file === undefined || more.length > 0) return wrongUse('Name one file.');
  const locale: WordsLocale = flags.values.lang === 'en' ? 'en' : 'zh';
  const check = new BundleCheck(bundleTools);
  let damage: string | null = null;
  try {
    await readBundle(path.resolve(file), (line) => check.line(line));
  } catch (error) {
    if (!(error instanceof DamagedFile)) return unreadable(`${file} cannot be opened. Check the name.`);
    damage = error.message;
  }
  const report = check.finish();
  if (report.shop === null) return unreadable(`${file} is no bundle of this format.`);
  if (flags.values.json) console.log(JSON.stringify(told(report, damage), null, 1));
  else print(report, damage, locale);
  return isProved(report) && damage === null ? 0 : 1;
}

const flagsOf = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, lang: { type: 'string', default: 'zh' } },
  });

function print(report: BundleReport, damage: string | null, locale: WordsLocale): void {
  for (const line of reportWords(report, locale)) console.log(line);
  if (damage !== null) console.log(locale === 'zh' ? `文件损坏：${damage}` : `The file is damaged: ${damage}`);
  for (const finding of report.findings) console.log(`✗ ${findingWords(finding, locale)}`);
  if (report.more > 0) console.log(locale === 'zh' ? `另有 ${report.more} 处` : `and ${report.more} more`);
  const good = isProved(report) && damage === null;
  if (locale === 'zh') console.log(good ? '✓ 通过' : '✗ 没有通过');
  else console.log(good ? '✓ Proved' : '✗ Not proved');
}

/** The report as plain JSON: maps become objects. */
function told(report: BundleReport, damage: string | null): object {
  const { withheld, verdicts } = report;
  return {
    ...report,
    proved: isProved(report) && damage === null,
    damage,
    withheld: Object.fromEntries(withheld),
    verdicts: verdicts === null ? null : Object.fromEntries(verdicts),
  };
}

function wrongUse(what: string): number {
  console.error(`${what}\n\nUsage: npm run hecang -- verify FILE [--json] [--lang zh|en]`);
  return 2;
}

function unreadable(what: string): number {
  console.error(what);
  return 3;
}
