/**
 * Status of one document as a fold of its own events (design.md §4). Events are taken in the order (time, feed, seq);
 * each names in `over` the events it has seen, so that of two that did not see each other the tables of trade.md §2.4
 * can decide, whichever came first. `version` is that of the material fields: a decision on an older one lapses.
 */
import { compareRefs, type EntryRef } from './entry-ref.ts';
import type { StatusEventKind, StatusTable } from './status-tables.ts';

export interface StatusEvent {
  readonly ref: EntryRef;
  readonly kind: StatusEventKind;
  /** Commits of events that its author had seen: [feed, seq]. */
  readonly over: readonly (readonly [string, number])[];
  /** Of a decision: the version it is about. Of submit and edit: the version it makes. */
  readonly version?: string;
}

/** From the movements that cite the document. */
export type Progress = 'none' | 'partial' | 'done';

export interface IdleEvent {
  readonly event: StatusEvent;
  /** The status does not have it, it decides on an older version, or goods have moved meanwhile. */
  readonly reason: 'not-now' | 'old-version' | 'executed';
}

export interface StatusOutcome<Status extends string> {
  readonly status: Status | 'partial' | 'done';
  readonly version: string;
  /** Events without effect, in order. */
  readonly idle: readonly IdleEvent[];
}

export function statusOf<Status extends string>(
  table: StatusTable<Status>,
  events: readonly StatusEvent[],
  progress: Progress = 'none',
): StatusOutcome<Status> {
  const ordered = [...events].sort((a, b) => compareRefs(a.ref, b.ref));
  const past = pastsOf(ordered);
  const idle: IdleEvent[] = [];
  let status = table.start;
  let version = '';
  let led: StatusEvent | null = null;
  for (const [i, event] of ordered.entries()) {
    const decides = event.kind === 'approve' || event.kind === 'reject';
    const hasSeenLed: boolean = led === null || past.get(event)?.has(led) === true;
    const next: Status | undefined =
      table.next[status]?.[event.kind] ?? (hasSeenLed ? undefined : table.unseen[status]?.[event.kind]);
    if (next === undefined) idle.push({ event, reason: 'not-now' });
    else if (decides && event.version !== undefined && event.version !== version) {
      idle.push({ event, reason: 'old-version' });
    } else if (progress !== 'none' && standsBesideExecution(table, event, ordered.slice(i + 1), past)) {
      idle.push({ event, reason: 'executed' });
    } else {
      status = next;
      led = event;
      if (!decides && event.version !== undefined) version = event.version;
    }
  }
  return { status: withProgress(table, status, progress), version, idle };
}

type Pasts = ReadonlyMap<StatusEvent, ReadonlySet<StatusEvent>>;

function standsBesideExecution<Status extends string>(
  table: StatusTable<Status>,
  event: StatusEvent,
  later: readonly StatusEvent[],
  past: Pasts,
): boolean {
  if (!table.idleOnceExecuted.includes(event.kind)) return false;
  return !later.some((one) => one.kind === 'approve' && past.get(one)?.has(event) === true);
}

/** All events that each has seen: those it names, and what they have seen. Only earlier ones count. */
function pastsOf(ordered: readonly StatusEvent[]): Pasts {
  const byCommit = new Map<string, StatusEvent[]>();
  const past = new Map<StatusEvent, Set<StatusEvent>>();
  for (const event of ordered) {
    const seen = new Set<StatusEvent>();
    for (const [feed, seq] of event.over) {
      for (const one of byCommit.get(`${feed}/${seq}`) ?? []) {
        seen.add(one);
        for (const before of past.get(one) ?? []) seen.add(before);
      }
    }
    past.set(event, seen);
    const key = `${event.ref.feed}/${event.ref.seq}`;
    byCommit.set(key, [...(byCommit.get(key) ?? []), event]);
  }
  return past;
}

/** Goods that moved stand: a void beside them closes the rest, and what is complete is done. */
function withProgress<Status extends string>(
  table: StatusTable<Status>,
  status: Status,
  progress: Progress,
): Status | 'partial' | 'done' {
  const { progressOn } = table;
  if (progressOn === null || progress === 'none') return status;
  if (status === progressOn.running) return progress;
  if (status !== progressOn.closed && status !== progressOn.void) return status;
  return progress === 'done' ? 'done' : progressOn.closed;
}
