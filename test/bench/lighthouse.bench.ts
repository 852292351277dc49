/**
 * `npm run bench -- lighthouse`: the first page that anybody meets, judged by Lighthouse as on a mid-range phone: performance, accessibility, best practices; the median of five runs.
 *
 * Its packages are a package of their own (page-quality/), installed by this measurement alone.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt } from '../../relay/launcher/client-build.mjs';
import { installedBrowsers } from '../kit/browser-candidates.mjs';
import { contestants, Running } from './live/contestants.ts';
import { REPO_ROOT, sized } from './measure/bench-settings.ts';
import { median } from './measure/statistics.ts';
import { figure } from './report/bar-chart.ts';
import { markdownTable } from './report/markdown-table.ts';
import { writeReport } from './report/write-report.ts';

interface Judgement {
  readonly scores: Readonly<Record<string, number>>;
  /** Audits that took points off. */
  readonly lost: readonly string[];
  readonly figures: Readonly<Record<string, number | null>>;
}
const GOALS = [
  ['performance', 95],
  ['accessibility', 100],
  ['best-practices', 100],
] as const;
const RUNS = sized(5, 2);

await ensureBuilt(REPO_ROOT, process.execPath, console.log);
const ours = contestants().find((one) => one.kind === 'hecang');
if (ours === undefined) throw new Error('the relay is not here');
const running = await Running.start(ours);
const runs: Judgement[] = [];
try {
  for (let run = 0; run < RUNS; run++) {
    runs.push(judge(running.server.url));
    console.log(JSON.stringify(runs.at(-1)?.scores));
  }
} finally {
  await running.end();
}
report();

function judge(address: string): Judgement {
  const program = path.join(import.meta.dirname, 'page-quality', 'judge-page.mjs');
  const env = { ...process.env, CHROME_PATH: process.env.CHROME_PATH ?? installedBrowsers()[0] ?? '' };
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, address.replace('127.0.0.1', 'localhost')], {
    encoding: 'utf8',
    env,
  });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(line) as Judgement;
}

function report(): void {
  const rows = GOALS.map(([name, goal]) => ({
    name,
    goal,
    value: median(runs.map(({ scores }) => scores[name] ?? 0)),
  }));
  const lost = [...new Set(runs.flatMap((run) => run.lost))];
  const measures = Object.keys(runs[0]?.figures ?? {});
  writeReport({
    name: 'lighthouse',
    title: 'The first page by Lighthouse',
    sections: [
      `Median of ${RUNS} runs, each in a browser of its own, with Lighthouse's own mid-range phone and slow 4G.`,
      markdownTable(
        ['', 'score', 'goal', 'met'],
        rows.map(({ name, value, goal }) => [name, figure(value), `≥ ${goal}`, value >= goal ? 'yes' : '**no**']),
      ),
      markdownTable(
        ['', 'median'],
        measures.map((name) => [name, figure(median(runs.map(({ figures }) => figures[name] ?? Number.NaN)))]),
      ),
      lost.length === 0
        ? 'Nothing took points off.'
        : `Took points off:\n\n${lost.map((one) => `- ${one}`).join('\n')}`,
    ],
    chart: {
      title: 'The first page by Lighthouse',
      note: 'Red line: the goal.',
      series: ['score'],
      groups: rows.map(({ name, value, goal }) => ({ name, values: [value], goal })),
    },
  });
}
