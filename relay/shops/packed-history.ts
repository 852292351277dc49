/**
 * A shop's list in stretches that no longer change, so that they are packed once and not for each newcomer. A stretch
 * begins where the one before it ended, the first at the start of the list, and is what one reading of the disk gives:
 * the cuts are the same for everybody. The end of the list, where rows still come, is in none.
 *
 * What a stretch packs to rests on its rows and on nothing that comes later, but for two things: a part filled in
 * afterwards, and a fork of a feed that it names. The first lets go of the stretch (`changed`), the second of all of
 * them: with a forked feed nothing is served from here. A state that was read anew begins without any.
 */
import type { Header } from '../../shared/commit/header.ts';
import { readHeader } from '../../shared/commit/header.ts';
import { type DeviceId, deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type { StoredRow } from '../storage/commit-store.ts';
import { readRow, type ShopRow } from './row-codec.ts';

export interface StretchRow {
  readonly at: number;
  readonly row: ShopRow;
  readonly header: Header;
}

export interface Stretch {
  readonly name: string;
  /** Places beyond `from`, up to `to`. */
  readonly from: number;
  readonly to: number;
  /** First seq of each feed in it. */
  readonly feeds: ReadonlyMap<FeedId, number>;
  readonly devices: readonly DeviceId[];
  /** Documents that its headers name. */
  readonly documents: ReadonlySet<string>;
}

export class PackedHistory {
  readonly #byStart = new Map<number, Stretch>();
  readonly #ends = new Set<number>([0]);
  /** Rows that were written anew so far: what was read before the last of them is not to be kept. */
  changes = 0;

  /** The stretch that begins behind this place. */
  after(from: number): Stretch | null {
    return this.#byStart.get(from) ?? null;
  }

  /** May a stretch begin behind this place? */
  canBegin(from: number): boolean {
    return this.#ends.has(from);
  }

  /** Rows read from behind `from` on, none of which will change by itself any more. */
  note(name: string, from: number, to: number, rows: readonly StretchRow[]): Stretch {
    const feeds = new Map<FeedId, number>();
    const documents = new Set<string>();
    for (const { row, header } of rows) {
      const { feed, seq } = row.commit;
      feeds.set(feed, Math.min(feeds.get(feed) ?? seq, seq));
      for (const part of header.parts) documents.add(part.document);
    }
    const devices = [...new Set([...feeds.keys()].map(deviceOfFeed))];
    const stretch = { name, from, to, feeds, devices, documents };
    this.#byStart.set(from, stretch);
    this.#ends.add(to);
    return stretch;
  }

  /** A row has another body now: what was packed of it is out of date. */
  changed(at: number): void {
    this.changes++;
    for (const [from, { to }] of this.#byStart) if (from < at && at <= to) this.#byStart.delete(from);
  }
}

/** Rows as they are stored; holes are none. */
export function stretchRows(rows: readonly StoredRow[]): StretchRow[] {
  return rows.flatMap(({ at, body }) => {
    const row = readRow(body);
    const header = row === null ? null : readHeader(row.commit.header);
    return row === null || header === null ? [] : [{ at, row, header }];
  });
}

/** Has this peer none of it? Then it gets what everybody gets who may view the same. */
export function lacksAll({ feeds }: Stretch, has: ReadonlyMap<FeedId, number>): boolean {
  for (const [feed, first] of feeds) if ((has.get(feed) ?? 0) >= first) return false;
  return true;
}
