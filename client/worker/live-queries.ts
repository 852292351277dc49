/**
 * Live queries: who watches what, and when to tell. A change touches topics; the queries that read those topics are
 * asked again, at most once in 50 ms each however many changes a burst brings (the first one at once), and a view is
 * sent only when it differs from the one sent last. One slow query never starves the others: they are read in turn,
 * and after 8 ms of work the rest waits for the next turn, so that a sale in between is answered. One that throws is
 * asked again at the next touch and keeps nobody else waiting.
 */

export type Topic =
  | 'session'
  | 'places'
  | 'catalogue'
  | 'stock'
  | 'tickets'
  | 'shift'
  | 'wallets'
  | 'receipts'
  | 'members'
  | 'review'
  | 'presence'
  | 'drafts'
  | 'audit';

export const ALL_TOPICS: readonly Topic[] = [
  'session',
  'places',
  'catalogue',
  'stock',
  'tickets',
  'shift',
  'wallets',
  'receipts',
  'members',
  'review',
  'presence',
  'drafts',
];

export interface Timers {
  now(): number;
  /** Calls back after `ms`; 0 = next turn. */
  after(ms: number, call: () => void): void;
}

export interface Watcher {
  readonly topics: readonly Topic[];
  read(): unknown;
  send(view: unknown): void;
}

export const QUIET_MS = 50;
export const SLICE_MS = 8;

interface Watched extends Watcher {
  dirty: boolean;
  lastSent: number;
  lastText: string | undefined;
}

export class LiveQueries {
  readonly #timers: Timers;
  readonly #watched = new Map<number, Watched>();
  #scheduledFor = Number.POSITIVE_INFINITY;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  add(id: number, watcher: Watcher): void {
    this.#watched.set(id, { ...watcher, dirty: true, lastSent: Number.NEGATIVE_INFINITY, lastText: undefined });
    this.#schedule();
  }

  remove(id: number): void {
    this.#watched.delete(id);
  }

  touch(...topics: readonly Topic[]): void {
    for (const watched of this.#watched.values()) {
      if (watched.topics.some((topic) => topics.includes(topic))) watched.dirty = true;
    }
    this.#schedule();
  }

  #schedule(): void {
    const now = this.#timers.now();
    let due = Number.POSITIVE_INFINITY;
    for (const watched of this.#watched.values()) {
      if (watched.dirty) due = Math.min(due, Math.max(now, watched.lastSent + QUIET_MS));
    }
    if (due >= this.#scheduledFor) return;
    this.#scheduledFor = due;
    this.#timers.after(due - now, () => {
      if (this.#scheduledFor !== due) return;
      this.#scheduledFor = Number.POSITIVE_INFINITY;
      this.#tell();
    });
  }

  #tell(): void {
    const started = this.#timers.now();
    try {
      for (const watched of this.#watched.values()) {
        if (!watched.dirty || started < watched.lastSent + QUIET_MS) continue;
        watched.dirty = false;
        watched.lastSent = started;
        const view = watched.read();
        // Views are windows of a hundred rows at most: their text is the cheapest exact comparison.
        const text = JSON.stringify(view);
        if (text !== watched.lastText) {
          watched.lastText = text;
          watched.send(view);
        }
        if (this.#timers.now() - started > SLICE_MS) break;
      }
    } finally {
      this.#schedule();
    }
  }
}
