/**
 * A document as stored: each feed's parts, in its order, as texts (shared/document/SPEC.md). The updates are built here
 * by hand; nothing that came from outside is ever read by Yjs.
 */
import * as Y from 'yjs';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Header } from '../../shared/commit/header.ts';
import { ClientIdTable } from '../../shared/document/client-id.ts';
import { PartRun } from '../../shared/document/part-run.ts';
import { segmentName } from '../../shared/document/segment.ts';
import { buildYjsUpdate } from '../../shared/document/yjs-update.ts';
import type { DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import { nodeText, sha256 } from '../platform/node-crypto.ts';
import { YjsDocument } from './yjs-document.ts';

interface FeedRun {
  readonly run: PartRun;
  /** Number of the part of each commit that has one here, by seq. */
  readonly places: Map<number, number>;
}

export class LogDocument extends YjsDocument {
  readonly #name: DocumentName;
  readonly #clients: ClientIdTable;
  readonly #runs = new Map<FeedId, FeedRun>();

  constructor(name: DocumentName) {
    super();
    this.#name = name;
    this.#clients = new ClientIdTable(sha256, name);
  }

  /** Commits of a feed come in its order; one that comes again may bring a text that was absent. */
  take(commit: WireCommit, header: Header | null): void {
    const part = header?.parts.findIndex((ref) => ref.document === this.#name) ?? -1;
    if (part < 0) return;
    const { feed, seq } = commit;
    const known = this.#runs.get(feed) ?? { run: new PartRun(), places: new Map<number, number>() };
    this.#runs.set(feed, known);
    const place = known.places.get(seq) ?? known.places.size;
    known.places.set(seq, place);
    const text = commit.parts[part] ?? null;
    const ready = text === null ? null : known.run.take(place, text);
    if (ready === null) return;
    const rootOf = (k: number) => segmentName(feed, k);
    Y.applyUpdate(this.doc, buildYjsUpdate({ client: this.#clients.idOfFeed(feed), ...ready, rootOf }, nodeText));
  }
}
