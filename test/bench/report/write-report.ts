/** One measurement's results: `bench-results/<name>.md` and `.svg`, and the tables on the terminal. */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { quick, RESULTS_FOLDER } from '../measure/bench-settings.ts';
import { type BarChart, barChart } from './bar-chart.ts';

export interface Report {
  readonly name: string;
  readonly title: string;
  /** Markdown: tables and what must be known to read them. */
  readonly sections: readonly string[];
  readonly chart: BarChart;
}

export function writeReport(report: Report): void {
  mkdirSync(RESULTS_FOLDER, { recursive: true });
  const text = [`# ${report.title}`, machineLine(), ...report.sections, ''].join('\n\n');
  writeFileSync(path.join(RESULTS_FOLDER, `${report.name}.md`), text);
  writeFileSync(path.join(RESULTS_FOLDER, `${report.name}.svg`), barChart(report.chart));
  console.log(
    `\n${report.sections.join('\n\n')}\n\nWritten: bench-results/${report.name}.md, bench-results/${report.name}.svg`,
  );
}

/** Whoever reads a figure later must know what it was measured on. */
function machineLine(): string {
  const cpus = os.cpus();
  const load = os.loadavg()[0] ?? 0;
  const size = quick ? ' Quick run: short rounds, small sizes; trust orders of magnitude only.' : '';
  return `${new Date().toISOString().slice(0, 16)}Z · Node ${process.version} · ${cpus.length} × ${cpus[0]?.model ?? '?'} · load of the machine at the end ${load.toFixed(1)}.${size}`;
}
