/** The figures of the screens as they come: printed at once, kept for the table. */
import { median, percentile } from '../measure/statistics.ts';
import { figure } from '../report/bar-chart.ts';

export interface ScreenRow {
  /** Section of the screens' description. */
  readonly screen: string;
  readonly name: string;
  /** Null: not measured. */
  readonly value: number | null;
  readonly unit: string;
  readonly goal: number;
  /** The goal is a floor. */
  readonly least?: true;
}

export class ScreenRows {
  readonly all: ScreenRow[] = [];

  note(row: ScreenRow): void {
    this.all.push(row);
    const value = row.value === null ? 'not measured' : `${figure(row.value)} ${row.unit}`;
    console.log(`${row.screen.padEnd(5)} ${row.name}: ${value} (${row.least ? '≥' : '≤'} ${figure(row.goal)})`);
  }

  /** The 95th percentile of single values in milliseconds. */
  p95(screen: string, name: string, goal: number, values: readonly number[]): void {
    console.log(`      median ${figure(median(values))}, most ${figure(Math.max(...values))}`);
    this.note({ screen, name: `${name} (p95 of ${values.length})`, value: percentile(values, 0.95), unit: 'ms', goal });
  }
}

export function isMet({ value, goal, least }: ScreenRow): boolean | null {
  if (value === null) return null;
  return least ? value >= goal : value <= goal;
}
