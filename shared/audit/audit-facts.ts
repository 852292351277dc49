/**
 * What a commit's parts say to somebody who asks about it later: which records, fields, papers, how much money. Reads
 * entries of any kind by their shape, so that kinds of a later day are found as well (AUDIT-3).
 */
import type { Json } from '../commit/json-text.ts';
import type { Entry } from '../commit/part.ts';

export interface AuditChange {
  readonly kind: 'new' | 'set' | 'remove';
  /** Record type: product, variant, person … */
  readonly type: string;
  readonly record: string;
  /** `null` for a removal. */
  readonly field: string | null;
  readonly after: Json | null;
  /** Commits whose value this one replaced: [feed, seq]. */
  readonly over: readonly (readonly [feed: string, seq: number])[];
}

export interface AuditFacts {
  readonly records: ReadonlySet<string>;
  readonly numbers: readonly string[];
  readonly changes: readonly AuditChange[];
  /** Fen; 0 where no money is named. */
  readonly amount: number;
}

const RECORD = /^[A-Za-z0-9_-]{24}\.[A-Za-z0-9_-]{10}$/;
/** Fields that hold an id of another form: members, places. */
const NAMING: ReadonlySet<string> = new Set(['id', 'member', 'owner', 'branch', 'warehouse', 'register', 'handler']);
const MONEY: readonly string[] = ['payable', 'refund', 'amount', 'total', 'counted'];

export function factsOf(entries: readonly Entry[]): AuditFacts {
  const records = new Set<string>();
  const numbers: string[] = [];
  const changes: AuditChange[] = [];
  let amount = 0;
  for (const entry of entries) {
    gather(entry, records);
    if (typeof entry.number === 'string') numbers.push(entry.number);
    for (const field of MONEY) {
      const value = entry[field];
      // A count's `counted` is goods; only a shift's is money.
      if (typeof value !== 'number' || (field === 'counted' && entry.kind !== 'shiftClose')) continue;
      amount = Math.max(amount, Math.abs(value));
    }
    changes.push(...changesOf(entry));
  }
  return { records, numbers, changes, amount };
}

function gather(value: Json, records: Set<string>, field = ''): void {
  if (typeof value === 'string') {
    if (RECORD.test(value) || (NAMING.has(field) && value !== '')) records.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) gather(item, records, field);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) gather(item, records, key);
  }
}

function changesOf(entry: Entry): AuditChange[] {
  const { kind, type, id } = entry;
  if (typeof type !== 'string' || typeof id !== 'string') return [];
  const over = overOf(entry.over);
  if (kind === 'set' && typeof entry.field === 'string') {
    return [{ kind, type, record: id, field: entry.field, after: entry.value ?? null, over }];
  }
  if (kind === 'remove') return [{ kind, type, record: id, field: null, after: null, over }];
  if (kind !== 'new' || !isFields(entry.fields)) return [];
  return Object.entries(entry.fields).map(([field, after]) => ({ kind, type, record: id, field, after, over: [] }));
}

function overOf(value: Json | undefined): (readonly [string, number])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const [feed, seq] = Array.isArray(one) ? one : [];
    return typeof feed === 'string' && typeof seq === 'number' ? [[feed, seq] as const] : [];
  });
}

function isFields(value: Json | undefined): value is { readonly [field: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
