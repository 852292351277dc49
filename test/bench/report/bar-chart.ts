/**
 * A grouped bar chart as an SVG text. Small and our own: one picture a measurement, groups along the left, one bar a
 * series, the figure at its end, an optional goal as a line across the group. Readable in light and dark viewers
 * because it paints its own ground.
 */
export interface BarGroup {
  readonly name: string;
  /** One value a series, null where it was not measured. */
  readonly values: readonly (number | null)[];
  /** Drawn as a line across the bars of this group, in the group's unit. */
  readonly goal?: number;
  readonly unit?: string;
}
export interface BarChart {
  readonly title: string;
  readonly note: string;
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
}

const COLOURS = ['#0b6e5b', '#8a93a6', '#b8a04a', '#a65a3a', '#5a6fb0'];
const BAR = 15;
const LEFT = 230;
const PLOT = 480;
const RIGHT = 110;
const FONT = 'font-family="system-ui, sans-serif"';

/** Every group has a scale of its own: what is compared are the bars within a group. */
export function barChart(chart: BarChart): string {
  const out: string[] = [];
  const width = LEFT + PLOT + RIGHT;
  let y = 62;
  for (const [at, name] of chart.series.entries()) {
    const x = 20 + at * Math.floor((width - 40) / Math.max(1, chart.series.length));
    out.push(`<rect x="${x}" y="42" width="11" height="11" fill="${colour(at)}"/>`, label(x + 16, 52, name, 12));
  }
  for (const group of chart.groups) {
    y += 12;
    const most = Math.max(group.goal ?? 0, ...group.values.map((value) => value ?? 0)) || 1;
    const height = group.values.length * (BAR + 2);
    out.push(label(LEFT - 10, y + height / 2 + 4, group.name, 12, 'end'));
    for (const [at, value] of group.values.entries()) {
      const top = y + at * (BAR + 2);
      if (value === null) {
        out.push(label(LEFT + 4, top + 12, '–', 11));
        continue;
      }
      const length = Math.max(1, (value / most) * PLOT);
      out.push(`<rect x="${LEFT}" y="${top}" width="${length.toFixed(1)}" height="${BAR}" fill="${colour(at)}"/>`);
      out.push(label(LEFT + length + 5, top + 12, `${figure(value)}${group.unit ? ` ${group.unit}` : ''}`, 11));
    }
    if (group.goal !== undefined) {
      const x = (LEFT + (group.goal / most) * PLOT).toFixed(1);
      out.push(
        `<line x1="${x}" y1="${y - 3}" x2="${x}" y2="${y + height + 1}" stroke="#c0392b" stroke-width="2" stroke-dasharray="4 3"/>`,
      );
    }
    y += height;
  }
  const height = y + 34;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    label(20, 26, chart.title, 16),
    ...out,
    label(20, height - 12, chart.note, 11),
    '</svg>',
    '',
  ].join('\n');
}

/** Three significant digits, thousands apart. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 100) return Math.round(value).toLocaleString('en-US');
  const digits = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
  return value.toFixed(digits);
}

const colour = (at: number) => COLOURS[at % COLOURS.length] ?? '#000000';

function label(x: number, y: number, text: string, size: number, anchor = 'start'): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="${anchor}" fill="#1d2a27" ${FONT}>${safe}</text>`;
}
