/**
 * The audit log of the open shop in memory: columns of all headers, and at most a few searches that read the parts
 * (shared/audit/SPEC.md). Columns follow the replica whenever somebody looks; searches go on in slices, newest first, and
 * say so after each, so that a page shows what has been found while the rest is still being read.
 */
import { AuditColumns, type AuditFilter } from '../../shared/audit/audit-columns.ts';
import { factsOf } from '../../shared/audit/audit-facts.ts';
import { deviceOfFeed } from '../../shared/foundation/ids.ts';
import type { ShopCore } from './shop-core.ts';
import { slices } from './slices.ts';

/** What only parts can tell. */
export interface PartSearch {
  readonly text: string;
  readonly record: string | null;
  readonly field: string | null;
  /** Fen. */
  readonly amount: number | null;
}

const UNREAD = 0;
const FOUND = 1;
const PASSED = 2;
/** Between two of these, a page is told. */
const TOLD_AFTER_MS = 150;
const MOST_SEARCHES = 4;
/** The pages of one list are asked for one after the other: they share an answer. */
const SAME_ROUND_MS = 30;
/** More records than this of one name, and the text alone is sought. */
const MOST_NAMED = 40;

interface Running {
  readonly search: PartSearch;
  marks: Uint8Array;
  /** From the newest down: everything at and above is read. */
  through: number;
  newest: number;
}

export interface Matches {
  readonly indices: Int32Array;
  /** Of all commits, the share that has been read. */
  readonly searched: number;
}

export class AuditDesk {
  readonly core: ShopCore;
  readonly #columns: AuditColumns;
  readonly #searches = new Map<string, Running>();
  readonly #told: () => void;
  /** Ids of records whose names hold the text. */
  readonly #recordsNamed: (text: string) => readonly string[];
  #working = false;
  #textsSeen = 0;
  #wanted: Running | null = null;
  #last: { readonly key: string; readonly at: number; readonly matches: Matches } | null = null;

  constructor(
    core: ShopCore,
    utcOffsetMinutes: number,
    recordsNamed: (text: string) => readonly string[],
    told: () => void,
  ) {
    this.core = core;
    this.#columns = new AuditColumns(utcOffsetMinutes);
    this.#recordsNamed = recordsNamed;
    this.#told = told;
  }

  get size(): number {
    this.#follow();
    return this.#columns.size;
  }
  facetsAt(index: number) {
    this.#follow();
    return this.#columns.facetsAt(index);
  }

  modules(): ReadonlySet<string> {
    this.#follow();
    return this.#columns.modules();
  }

  /** Newest first. `extra`: what neither columns nor parts know (verdict, offline), with `extraKey` to tell it apart. */
  find(filter: AuditFilter, search: PartSearch, extra: (index: number) => boolean, extraKey: string): Matches {
    this.#follow();
    const running = isEmpty(search) ? null : this.#searchFor(search);
    const { devices, ...rest } = filter;
    const key = JSON.stringify([rest, [...(devices ?? [])], search, extraKey, running?.through ?? -1, this.#textsSeen]);
    const now = performance.now();
    if (this.#last?.key === key && now - this.#last.at < SAME_ROUND_MS) return this.#last.matches;
    const indices = this.#columns.find(filter, (index) => {
      return (running === null || running.marks[index] === FOUND) && extra(index);
    });
    const left = running === null ? 0 : running.through;
    const matches = { indices, searched: this.#columns.size === 0 ? 1 : 1 - left / this.#columns.size };
    this.#last = { key, at: now, matches };
    return matches;
  }

  /** Up to the first commit that the replica believes and that is still on its way to the disk: it comes next time. */
  #follow(): void {
    const { core } = this;
    for (let index = this.#columns.size; index < core.size; index++) {
      const known = core.at(index);
      if (known === null) return;
      this.#columns.add(deviceOfFeed(core.replica.feedAt(index)), known.header);
    }
  }

  #searchFor(search: PartSearch): Running {
    const key = JSON.stringify(search);
    // Parts that came since (a document newly opened) may be what is sought.
    if (this.#textsSeen !== this.core.textsRevision) this.#searches.clear();
    this.#textsSeen = this.core.textsRevision;
    const known = this.#searches.get(key);
    const { size } = this.#columns;
    const running = known ?? { search, marks: new Uint8Array(1024), through: size, newest: size };
    this.#searches.delete(key);
    this.#searches.set(key, running);
    for (const oldest of this.#searches.keys()) {
      if (this.#searches.size > MOST_SEARCHES) this.#searches.delete(oldest);
    }
    if (running.marks.length < size) {
      const marks = new Uint8Array(size * 2);
      marks.set(running.marks);
      running.marks = marks;
    }
    const fits = this.#predicate(search);
    // What has come since is read at once: it is little, and people look for what has just happened.
    for (; running.newest < size; running.newest++) this.#mark(running, running.newest, fits);
    this.#wanted = running;
    if (running.through > 0) void this.#work();
    return running;
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    const pause = slices();
    try {
      for (let running = this.#wanted; running !== null && running.through > 0; running = this.#wanted) {
        const fits = this.#predicate(running.search);
        let toldAt = performance.now();
        while (running.through > 0 && this.#wanted === running) {
          running.through--;
          this.#mark(running, running.through, fits);
          const waiting = pause();
          if (waiting === null) continue;
          await waiting;
          if (performance.now() - toldAt < TOLD_AFTER_MS) continue;
          toldAt = performance.now();
          this.#told();
        }
        this.#told();
      }
    } finally {
      this.#working = false;
    }
  }

  #mark({ marks }: Running, index: number, fits: (index: number) => boolean): void {
    if (marks[index] === UNREAD) marks[index] = fits(index) ? FOUND : PASSED;
  }

  #predicate({ text, record, field, amount }: PartSearch): (index: number) => boolean {
    const wanted = text.trim();
    const named = wanted === '' ? [] : this.#recordsNamed(wanted);
    const words = [wanted, ...(named.length > MOST_NAMED ? [] : named)].filter((word) => word !== '');
    const pattern = words.length === 0 ? null : new RegExp(words.map(escaped).join('|'), 'i');
    const needsFacts = field !== null || amount !== null;
    return (index) => {
      const known = this.core.at(index);
      if (known === null) return false;
      const texts = known.commit.parts.filter(
        (part, at): part is string => part !== null && known.present[at] === true,
      );
      if (record !== null && !texts.some((one) => one.includes(record))) return false;
      if (pattern !== null && !texts.some((one) => pattern.test(one))) return false;
      if (!needsFacts) return true;
      const facts = factsOf(this.core.partsOf(index).flatMap(({ part }) => part.entries));
      if (field !== null && !facts.changes.some((change) => change.field === field)) return false;
      return amount === null || facts.amount >= amount;
    };
  }
}

function isEmpty({ text, record, field, amount }: PartSearch): boolean {
  return text.trim() === '' && record === null && field === null && amount === null;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
