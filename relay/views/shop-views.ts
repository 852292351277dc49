/**
 * What third parties may read of a shop with a stock y-websocket client: documents as stored, and folds as plain maps.
 * Made when somebody first asks, kept while the shop is in memory, brought up to date with the shop's beat from the durable
 * list: a wall display can wait that long, and a till must not wait for it.
 */
import { readHeader } from '../../shared/commit/header.ts';
import type { DocumentName } from '../../shared/foundation/ids.ts';
import { readRow, type ShopRow } from '../shops/row-codec.ts';
import type { ShopHub } from '../shops/shop-hub.ts';
import type { ShopState } from '../shops/shop-state.ts';
import { FoldViews, type ViewName } from './fold-views.ts';
import { LogDocument } from './log-document.ts';
import type { YjsDocument } from './yjs-document.ts';

const READ_BYTES = 4 * 1024 * 1024;

export class ShopViews {
  readonly #hub: ShopHub;
  #state: ShopState;
  #folds: FoldViews;
  readonly #logs = new Map<DocumentName, LogDocument>();
  /** Rows up to this place are in the folds, and in the logs that were open then. */
  #cursor = 0;
  readonly #shown = new Set<number>();
  #refreshing: Promise<void> | null = null;

  constructor(hub: ShopHub) {
    this.#hub = hub;
    this.#state = hub.state;
    this.#folds = new FoldViews(this.#state.policy.utcOffsetMinutes, hub.context.clock);
  }

  /** A fold as a document; up to date as of now. */
  async view(name: ViewName): Promise<YjsDocument> {
    await this.refresh();
    return this.#folds.document(name);
  }

  /** A document as stored; up to date as of now. */
  async log(name: DocumentName): Promise<YjsDocument> {
    await this.refresh();
    let log = this.#logs.get(name);
    if (log === undefined) {
      log = new LogDocument(name);
      this.#logs.set(name, log);
      await this.#read(0, this.#cursor, (row) => log?.take(row.commit, readHeader(row.commit.header)));
    }
    return log;
  }

  /** Rows whose parts were filled in, and commits whose verdict is new. */
  async changed(indices: readonly number[]): Promise<void> {
    await this.refresh();
    const places = indices.map((index) => this.#state.places[index] ?? 0).filter((at) => at > 0 && at <= this.#cursor);
    for (const { at, body } of await this.#hub.log.readAt(places)) {
      const row = readRow(body);
      if (row !== null) this.#row(at, row);
    }
    this.#folds.publish();
  }

  refresh(): Promise<void> {
    this.#refreshing ??= this.#catchUp().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #catchUp(): Promise<void> {
    await this.#hub.whenReady();
    if (this.#state !== this.#hub.state) this.#startAnew();
    await this.#read(this.#cursor, this.#hub.log.durable, (row, at) => {
      this.#row(at, row);
      this.#cursor = at;
    });
    this.#folds.publish();
  }

  /** The shop was read again from disk: indices mean something else, readers come again. */
  #startAnew(): void {
    for (const log of this.#logs.values()) log.close();
    this.#logs.clear();
    this.#folds.close();
    this.#state = this.#hub.state;
    this.#folds = new FoldViews(this.#state.policy.utcOffsetMinutes, this.#hub.context.clock);
    this.#shown.clear();
    this.#cursor = 0;
  }

  async #read(after: number, upTo: number, each: (row: ShopRow, at: number) => void): Promise<void> {
    for (let from = after; from < upTo; ) {
      const rows = await this.#hub.log.read(from, READ_BYTES);
      if (rows.length === 0) return;
      for (const { at, body } of rows) {
        if (at > upTo) return;
        const row = readRow(body);
        if (row !== null) each(row, at);
        from = at;
      }
    }
  }

  #row(at: number, row: ShopRow): void {
    const header = readHeader(row.commit.header);
    const index = this.#state.indexAt[at];
    if (header === null || index === undefined) return;
    for (const part of header.parts) this.#logs.get(part.document)?.take(row.commit, header);
    const { replica } = this.#state;
    const counts = replica.isSealed(index) && replica.verdict(index).verdict === 'effective';
    if (!counts && !this.#shown.has(index)) return;
    // Absent and malformed parts have no effect here either: a sealed text may need more than its header claims.
    const readings = replica.readParts(row.commit.feed, header, row.commit.parts);
    for (const [i, ref] of header.parts.entries()) {
      const part = readings[i]?.part ?? null;
      if (part === null) continue;
      const place = {
        feed: row.commit.feed,
        seq: row.commit.seq,
        document: ref.document,
        time: header.time,
        hash: replica.hashAt(index),
        uses: header.uses,
      };
      if (counts) this.#folds.add(place, part.entries);
      else this.#folds.remove(place, part.entries);
    }
    if (counts) this.#shown.add(index);
    else this.#shown.delete(index);
  }
}
