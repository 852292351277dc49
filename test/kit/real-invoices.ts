/** Half a year of a real retailer's invoice lines, read with nothing of ours, and a plain script's balances over them. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FILE = fileURLToPath(new URL('../../../shared/data/online-retail-2010-12-to-2011-05.csv.gz', import.meta.url));
export const invoicesMissing = existsSync(FILE)
  ? null
  : 'skipped: the folder with real invoices is not beside the project';

export interface InvoiceLine {
  readonly code: string;
  readonly name: string;
  readonly pieces: number;
  /** Fen. */
  readonly price: number;
}
export interface Invoice {
  readonly number: string;
  readonly lines: readonly InvoiceLine[];
}

/** Invoices in the order of the file; at most `most` lines in all. */
export function readInvoices(most = Number.POSITIVE_INFINITY): Invoice[] {
  const text = gunzipSync(readFileSync(FILE)).toString('utf8');
  const byNumber = new Map<string, InvoiceLine[]>();
  let count = 0;
  for (const row of text.split('\n').slice(1)) {
    if (row === '' || count >= most) continue;
    count++;
    const [number = '', code = '', name = '', pieces = '', , price = ''] = cells(row);
    const line = { code, name, pieces: Number(pieces), price: Math.max(0, Math.round(Number(price) * 100)) };
    const lines = byNumber.get(number);
    if (lines === undefined) byNumber.set(number, [line]);
    else lines.push(line);
  }
  return [...byNumber].map(([number, lines]) => ({ number, lines }));
}

/** On hand by code in pieces when everything starts at nothing: what is sold goes out, what is negative comes in. */
export function plainBalances(invoices: readonly Invoice[]): Map<string, number> {
  const balances = new Map<string, number>();
  for (const { lines } of invoices) {
    for (const { code, pieces } of lines) balances.set(code, (balances.get(code) ?? 0) - pieces);
  }
  return balances;
}

function cells(row: string): string[] {
  const out: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < row.length; i++) {
    const letter = row.charAt(i);
    if (letter === '"') {
      if (quoted && row.charAt(i + 1) === '"') {
        cell += '"';
        i++;
      } else quoted = !quoted;
    } else if (letter === ',' && !quoted) {
      out.push(cell);
      cell = '';
    } else if (letter !== '\r') cell += letter;
  }
  out.push(cell);
  return out;
}
