/**
 * The rows that did not go in, as CSV to correct and import again: the file's own columns, then row number and reason.
 * Text that a spreadsheet would run as a formula gets an apostrophe, which the importer takes off again.
 */

import type { ImportPlan } from './import-plan.ts';
import { problemText, type ReasonLocale } from './import-reasons.ts';
import { cellText, type Table } from './table.ts';

/** CSV with byte order mark and CRLF, so that every spreadsheet opens it as it is; '' columns only where nothing waits. */
export function faultyRowsCsv(table: Table, plan: ImportPlan, locale: ReasonLocale): string {
  const waiting = new Set([...plan.refused, ...plan.ask.flatMap((question) => question.rows)]);
  const reasons = new Map<number, string[]>();
  for (const problem of plan.problems) {
    if (problem.severity === 'repaired' || !waiting.has(problem.row)) continue;
    const where = problem.header === '' ? '' : `${problem.header}: `;
    reasons.set(problem.row, [...(reasons.get(problem.row) ?? []), where + problemText(problem, locale)]);
  }
  const extra = locale === 'zh-CN' ? ['行号', '原因'] : ['Row', 'Reason'];
  const lines = [csvLine([...table.headers, ...extra])];
  for (const { row, cells } of table.rows) {
    if (!waiting.has(row)) continue;
    const texts = table.headers.map((_, column) => cellText(cells[column]));
    lines.push(csvLine([...texts, String(row), (reasons.get(row) ?? []).join('\n')]));
  }
  return `\u{FEFF}${lines.join('\r\n')}\r\n`;
}

const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(',');

function csvCell(text: string): string {
  const safe = /^[=@\t\r]|^[+-](?![\d.,\s]*$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
