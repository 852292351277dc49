/** Tables and chart of the live measurement, with each goal beside what was measured. */
import { figure } from '../report/bar-chart.ts';
import { markdownTable } from '../report/markdown-table.ts';
import type { Report } from '../report/write-report.ts';
import type { Contestant } from './contestants.ts';
import type { KillResult } from './kill-test.ts';
import { type Measured, SHAPES } from './live-round.ts';

/** Ours divided by Hocuspocus with SQLite; what we hold ourselves to. */
const GOALS: Readonly<
  Record<string, { readonly saturated: number; readonly moderate: number; readonly latency: number }>
> = {
  '1×10': { saturated: 0.5, moderate: 1.35, latency: 1.2 },
  '1×100': { saturated: 1.0, moderate: 1.35, latency: 1.2 },
  '50×10': { saturated: 0.7, moderate: 1.35, latency: 1.2 },
};

export type Medians = ReadonlyMap<string, { readonly moderate: Measured; readonly saturated: Measured }>;

export function liveReport(
  contestants: readonly Contestant[],
  medians: Medians,
  kills: ReadonlyMap<string, readonly KillResult[]>,
  rounds: number,
): Report {
  const of = (contestant: Contestant, shape: string) => medians.get(`${contestant.name} ${shape}`);
  const rows = contestants.map((one) => [
    one.name,
    ...SHAPES.map(({ name }) => {
      const at = of(one, name)?.saturated;
      return at === undefined ? '–' : `${figure(at.cpu)} · ${Math.round(at.deliveriesPerSecond / 1000)}k`;
    }),
    ...SHAPES.map(({ name }) => {
      const at = of(one, name)?.moderate;
      return at === undefined ? '–' : `${figure(at.cpu)} · ${at.p50.toFixed(1)}/${at.p99.toFixed(1)}`;
    }),
  ]);
  const head = ['', ...SHAPES.map(({ name }) => `sat ${name}`), ...SHAPES.map(({ name }) => `mod ${name}`)];
  return {
    name: 'live',
    title: 'Live traffic: CPU, throughput and latency beside the peers',
    sections: [
      'CPU seconds for 10,000 deliveries (all threads of the server) · deliveries a second at saturation, or p50/p99 ms at moderate load. ' +
        `Appends of about 110 bytes; windows of 64, 16 and 4 updates a room; 100, 100 and 1,000 updates a second in all. Medians of ${rounds} interleaved round${rounds === 1 ? '' : 's'}. ` +
        'Ours signs, verifies, lists every second and answers only what SQLite has on disk (synchronous=FULL); the peers do none of that.',
      markdownTable(head, rows),
      ...goalSection(contestants, of),
      killSection(contestants, kills),
      generatorSection(contestants, of),
    ],
    chart: {
      title: 'CPU seconds for 10,000 deliveries (shorter is better)',
      note: 'Each group has its own scale. Red line: the goal, measured against Hocuspocus of the same run.',
      series: contestants.map((one) => one.name),
      groups: (['saturated', 'moderate'] as const).flatMap((load) =>
        SHAPES.map(({ name }) => {
          const hocuspocus = contestants.find((one) => one.kind === 'hocuspocus');
          const base = hocuspocus === undefined ? undefined : of(hocuspocus, name)?.[load].cpu;
          const goal = GOALS[name]?.[load];
          return {
            name: `${load === 'saturated' ? 'saturation' : 'moderate'} ${name}`,
            values: contestants.map((one) => of(one, name)?.[load].cpu ?? null),
            ...(base === undefined || goal === undefined ? {} : { goal: base * goal }),
          };
        }),
      ),
    },
  };
}

type Of = (contestant: Contestant, shape: string) => { moderate: Measured; saturated: Measured } | undefined;

function goalSection(contestants: readonly Contestant[], of: Of): string[] {
  const ours = contestants.find((one) => one.kind === 'hecang');
  const other = contestants.find((one) => one.kind === 'hocuspocus');
  if (ours === undefined || other === undefined) return [];
  const rows: string[][] = [];
  for (const { name } of SHAPES) {
    const a = of(ours, name);
    const b = of(other, name);
    const goal = GOALS[name];
    if (a === undefined || b === undefined || goal === undefined) continue;
    const row = (what: string, ratio: number, most: number) =>
      rows.push([`${what} ${name}`, ratio.toFixed(2), `≤ ${most.toFixed(2)}`, ratio <= most ? 'yes' : '**no**']);
    row('CPU at saturation', a.saturated.cpu / b.saturated.cpu, goal.saturated);
    row('CPU at moderate load', a.moderate.cpu / b.moderate.cpu, goal.moderate);
    row('p50 at moderate load', a.moderate.p50 / b.moderate.p50, goal.latency);
    row('p99 at moderate load', a.moderate.p99 / b.moderate.p99, goal.latency);
  }
  return [`Ours divided by ${other.name}, same run:`, markdownTable(['', 'ratio', 'goal', 'met'], rows)];
}

function killSection(contestants: readonly Contestant[], kills: ReadonlyMap<string, readonly KillResult[]>): string {
  const rows = contestants.flatMap((one) =>
    (kills.get(one.name) ?? []).map(({ rate, sent, acknowledged, lost }) => [
      `${one.name}, ${figure(rate)}/s`,
      figure(sent),
      figure(acknowledged),
      figure(lost),
      `${acknowledged === 0 ? 0 : Math.round((lost / acknowledged) * 100)} %`,
    ]),
  );
  return `SIGKILL in full swing (1×10), restart, and what was gone though the server had acknowledged it (y-websocket acknowledges nothing: counted is what it had sent back to its author):\n\n${markdownTable(['', 'sent', 'acknowledged', 'lost', 'share'], rows)}`;
}

/** Where the generator was near 100 % of a core, the deliveries a second are its limit, not the server's. */
function generatorSection(contestants: readonly Contestant[], of: Of): string {
  const rows = contestants.map((one) => [
    one.name,
    ...SHAPES.map(({ name }) => {
      const at = of(one, name);
      return at === undefined ? '–' : `${Math.round(at.saturated.generatorLoad * 100)} %`;
    }),
  ]);
  return `Load generator, share of one core at saturation (near 100 %: it was the limit, so read the CPU and not the rate):\n\n${markdownTable(['', ...SHAPES.map(({ name }) => name)], rows)}`;
}
