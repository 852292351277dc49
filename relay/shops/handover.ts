/**
 * What one peer still has to be given: from the frontier it named to the end of the shop's list, then the documents it
 * asked for. Works from the list on disk, a slice at a time, as the peer's credit allows; a peer that falls behind live
 * commits comes back here, so a slow reader costs a number, not a queue.
 *
 * Order is the list's own (causal). If policy actions are among few missing commits, they and their causes go first.
 */
import { type Header, readHeader } from '../../shared/commit/header.ts';
import { readPart } from '../../shared/commit/part.ts';
import { parseDocumentName } from '../../shared/document/document-kinds.ts';
import { type DocumentName, deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import { policyFirst } from '../../shared/protocol/hand-over-order.ts';
import type { Bulk, FrontierMark } from '../../shared/protocol/messages.ts';
import type { Cargo } from '../../shared/protocol/peer-session.ts';
import { readListing } from '../../shared/replica/listing-entries.ts';
import type { StoredRow } from '../storage/commit-store.ts';
import { bulksOf, headsOf, type PackedBulk, packBulks } from './bulk-packing.ts';
import type { HubPeer } from './hub-peer.ts';
import { OutgoingCommit } from './outgoing-commit.ts';
import { lacksAll, type Stretch, type StretchRow, stretchRows } from './packed-history.ts';
import { readRow, type ShopRow } from './row-codec.ts';
import type { ShopHub } from './shop-hub.ts';
import { BULK_FROM, BULK_RAW_BYTES, WISHES_MS } from './shop-limits.ts';

interface Missing {
  readonly out: OutgoingCommit;
  readonly header: Header;
  readonly mask: number;
}

const MOST_WANTED = 512;
/** A listing rests on what it names as well as on what it cites. */
function causesOf({ out, header }: Missing): readonly { readonly feed: FeedId; readonly seq: number }[] {
  const at = header.parts.findIndex((part) => part.document.startsWith('listing/'));
  const text = at < 0 ? null : (out.commit.parts[at] ?? null);
  const listing = text === null ? null : readPart(text);
  return listing === null ? header.deps : [...header.deps, ...(readListing(listing.entries) ?? [])];
}

const cargoOf = (bulks: readonly Bulk[]): Cargo[] => bulks.map((bulk) => ({ kind: 'bulk', bulk }));

export class Handover {
  readonly #hub: ShopHub;
  readonly #peer: HubPeer;
  readonly #wanted: DocumentName[] = [];
  /** Documents under way: everything up to this place has been looked at. */
  #backfill: { readonly documents: readonly DocumentName[]; at: number } | null = null;
  #working = false;
  #read: { readonly name: string; readonly rows: readonly StretchRow[] } | null = null;
  /** Rows that were read in search of a stretch and make none: the next reading from there is spared. */
  #ahead: { readonly from: number; readonly rows: readonly StoredRow[]; readonly stands: () => boolean } | null = null;

  constructor(hub: ShopHub, peer: HubPeer, frontier: readonly FrontierMark[]) {
    this.#hub = hub;
    this.#peer = peer;
    for (const mark of frontier) {
      peer.keysKnown.add(deviceOfFeed(mark.feed));
      peer.has.set(mark.feed, hub.sharedSeq(mark));
    }
    peer.servedUpTo = hub.state.firstMissing(peer.has, hub.log.last) - 1;
  }

  want(document: DocumentName): void {
    if (this.#wanted.length < MOST_WANTED && !this.#wanted.includes(document)) this.#wanted.push(document);
  }

  async more(credit: number): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    const { session } = this.#peer;
    try {
      await this.#hub.sealsChecked();
      const { cargo, end } = (await this.#documents()) ?? (await this.#commits(credit));
      this.#working = false;
      session?.supply(cargo, end);
    } catch (error) {
      this.#working = false;
      this.#hub.context.report('handover')(error);
      session?.close('broken');
    }
  }

  async #commits(credit: number): Promise<{ cargo: Cargo[]; end: boolean }> {
    const peer = this.#peer;
    for (;;) {
      await this.#hub.whenReady();
      const last = this.#lastForPeer();
      if (peer.servedUpTo >= last) return { cargo: [], end: true };
      const many = last - peer.servedUpTo >= BULK_FROM;
      const kept = many ? await this.#keptCommits(last) : null;
      if (kept !== null) return { cargo: kept, end: false };
      const mostBytes = many ? BULK_RAW_BYTES : Math.min(credit, BULK_RAW_BYTES / 8);
      const rows = await this.#rowsAfter(peer.servedUpTo, mostBytes);
      if (rows.length === 0) return { cargo: [], end: true };
      const missing: Missing[] = [];
      let raw = 0;
      for (const { at, body } of rows) {
        if (at > last || raw > mostBytes) break;
        if (at <= peer.servedUpTo) continue;
        const row = readRow(body);
        const one = row === null || this.#hub.isPrivate(at) ? null : this.#missing(at, row);
        if (one !== null) {
          missing.push(one);
          raw += one.out.bytes(one.mask).length;
        }
        peer.servedUpTo = at;
      }
      if (missing.length > 0) return { cargo: await this.#cargo(missing, last - peer.servedUpTo), end: false };
    }
  }

  async #cargo(missing: readonly Missing[], left: number): Promise<Cargo[]> {
    const keys = this.#hub.keysFor(
      this.#peer,
      missing.map((one) => one.out),
    );
    if (missing.length < BULK_FROM) {
      const ordered = policyFirst(missing, (one) => ({ ...one.out.commit, deps: causesOf(one), header: one.header }));
      return [{ kind: 'commits', keys, commits: ordered.map((one) => one.out.bytes(one.mask)) }];
    }
    return this.#bulks(missing, keys, 'commits', Math.max(0, left));
  }

  async #bulks(
    missing: readonly Missing[],
    keys: readonly Uint8Array[],
    content: 'commits' | 'parts',
    left: number,
  ): Promise<Cargo[]> {
    return cargoOf(bulksOf(await this.#pack(missing), content, keys, left));
  }

  #pack(missing: readonly Missing[]): Promise<readonly PackedBulk[]> {
    return packBulks(
      missing.map((one) => ({ commit: one.out.shown(one.mask), header: one.header })),
      headsOf(this.#hub.state.replica),
      this.#peer.peer?.readsZstd === true,
    );
  }

  /** The stretch behind the place up to which this peer was served, packed once for all who may view the same. */
  async #keptCommits(last: number): Promise<Cargo[] | null> {
    const peer = this.#peer;
    const stretch = await this.#stretchAfter(peer.servedUpTo, last);
    if (stretch === null || !lacksAll(stretch, peer.has)) {
      this.#read = null;
      return null;
    }
    const { rights } = this.#hub.state;
    const shown = [...stretch.documents].filter((document) => rights.mayView(peer.viewpoint, document));
    const packed = await this.#kept(stretch, 'commits', shown);
    if (!this.#stands(stretch)) return null;
    peer.servedUpTo = stretch.to;
    const keys = this.#hub.keysFor(
      peer,
      stretch.devices.map((device) => ({ device })),
    );
    return cargoOf(bulksOf(packed, 'commits', keys, Math.max(0, last - stretch.to)));
  }

  /** A part came while it was read and packed: it may be missing there, and the reading may have ended sooner. */
  #stands(stretch: Stretch): boolean {
    return this.#hub.state.packed.after(stretch.from) === stretch;
  }

  /** What `#stretchAfter` has just read is not read again. */
  async #rowsAfter(from: number, mostBytes: number): Promise<readonly StoredRow[]> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead?.from === from && ahead.stands() ? ahead.rows : this.#hub.log.read(from, mostBytes);
  }

  /** A stretch of the list that will not change, whole and not beyond `last`; null where there is none. */
  async #stretchAfter(from: number, last: number): Promise<Stretch | null> {
    const { state, log } = this.#hub;
    if (!state.packed.canBegin(from) || state.replica.feeds().some((chain) => chain.forked)) return null;
    const known = state.packed.after(from);
    if (known !== null) return known.to <= last ? known : null;
    const { changes } = state.packed;
    const stands = (): boolean => state === this.#hub.state && changes === state.packed.changes;
    const rows = await log.read(from, BULK_RAW_BYTES);
    const to = rows.at(-1)?.at ?? last;
    // The last reading ends where the list does: more will come.
    if (!stands()) return null;
    if (to >= last || to >= log.durable || to > this.#hub.publishedUpTo()) {
      this.#ahead = { from, rows, stands };
      return null;
    }
    const read = stretchRows(rows);
    const stretch = state.packed.note(this.#hub.context.shelf.nextName(), from, to, read);
    this.#read = { name: stretch.name, rows: read };
    return stretch;
  }

  #kept(stretch: Stretch, content: 'commits' | 'parts', shown: readonly string[]): Promise<readonly PackedBulk[]> {
    const { log, context } = this.#hub;
    const zstd = this.#peer.peer?.readsZstd === true;
    const key = [stretch.name, content, zstd ? 'zstd' : 'gzip', ...[...shown].sort()].join(' ');
    // Whoever noted the stretch has just read it.
    const read = this.#read?.name === stretch.name ? this.#read.rows : null;
    this.#read = null;
    return context.shelf.take(key, async () => {
      const rows =
        read ?? stretchRows(await log.read(stretch.from, BULK_RAW_BYTES)).filter(({ at }) => at <= stretch.to);
      const missing = rows.flatMap(({ at, row }) => {
        const one = this.#withParts(at, row, shown);
        return one !== null && (content === 'commits' || one.mask > 0) ? [one] : [];
      });
      return missing.length === 0 ? [] : this.#pack(missing);
    });
  }

  #missing(at: number, row: ShopRow): Missing | null {
    const { feed, seq } = row.commit;
    const forked = this.#hub.state.replica.feed(feed)?.forked === true;
    if (!forked && seq <= (this.#peer.has.get(feed) ?? 0)) return null;
    const out = this.#outgoing(at, row);
    return out === null ? null : { ...out, mask: this.#hub.state.rights.mask(this.#peer.viewpoint, out.out.documents) };
  }

  #outgoing(at: number, row: ShopRow): { out: OutgoingCommit; header: Header } | null {
    const header = readHeader(row.commit.header);
    if (header === null) return null;
    const documents = header.parts.map((part) => part.document);
    const { commit, bytes } = row;
    return { header, out: new OutgoingCommit({ at, device: deviceOfFeed(commit.feed), commit, bytes, documents }) };
  }

  /** The next piece of the documents that were asked for; null when there is none. */
  async #documents(): Promise<{ cargo: Cargo[]; end: boolean } | null> {
    if (this.#backfill === null) {
      if (this.#wanted.length === 0) return null;
      // Wishes come one a frame: those that are on their way are looked up in the same walk through the list.
      await new Promise<void>((resolve) => setTimeout(resolve, WISHES_MS));
      this.#backfill = { documents: this.#nextWishes(), at: 0 };
    }
    const { documents } = this.#backfill;
    const { rights } = this.#hub.state;
    const until = this.#peer.servedUpTo;
    for (;;) {
      const stretch = await this.#stretchAfter(this.#backfill.at, until);
      if (stretch === null) break;
      this.#backfill.at = stretch.to;
      const asked = documents.filter(
        (document) => stretch.documents.has(document) && rights.mayView(this.#peer.viewpoint, document),
      );
      if (asked.length === 0) {
        this.#read = null;
        continue;
      }
      const packed = await this.#kept(stretch, 'parts', asked);
      if (!this.#stands(stretch)) {
        this.#backfill.at = stretch.from;
        break;
      }
      if (packed.length > 0) return { cargo: cargoOf(bulksOf(packed, 'parts', [], until - stretch.to)), end: false };
    }
    const missing: Missing[] = [];
    let raw = 0;
    while (this.#backfill.at < until && raw < BULK_RAW_BYTES) {
      const asked = documents.filter((document) => rights.mayView(this.#peer.viewpoint, document));
      if (asked.length === 0) break;
      const rows = await this.#rowsAfter(this.#backfill.at, BULK_RAW_BYTES);
      if (rows.length === 0) break;
      for (const { at, body } of rows) {
        if (at > until || raw > BULK_RAW_BYTES) break;
        this.#backfill.at = at;
        const row = readRow(body);
        if (row === null || !asked.some((document) => row.commit.header.includes(document))) continue;
        const one = this.#withParts(at, row, asked);
        if (one === null || one.mask === 0) continue;
        missing.push(one);
        raw += one.out.bytes(one.mask).length;
      }
      if (missing.length >= BULK_FROM) break;
    }
    const left = Math.max(0, until - this.#backfill.at);
    if (left === 0 || missing.length === 0) this.#backfill = null;
    if (missing.length === 0) return { cargo: [], end: false };
    return { cargo: await this.#bulks(missing, [], 'parts', left), end: false };
  }

  /** All wishes that wait, but those for a month's documents not together with those for what a till can't start without. */
  #nextWishes(): readonly DocumentName[] {
    const [first] = this.#wanted;
    const isMonthly = (document: DocumentName): boolean => parseDocumentName(document)?.month !== undefined;
    const monthly = first !== undefined && isMonthly(first);
    const now = this.#wanted.filter((document) => isMonthly(document) === monthly);
    const later = this.#wanted.filter((document) => isMonthly(document) !== monthly);
    this.#wanted.splice(0, this.#wanted.length, ...later);
    return now;
  }

  /** A commit with those of its parts that are held and asked for. */
  #withParts(at: number, row: ShopRow, asked: readonly string[]): Missing | null {
    const made = this.#outgoing(at, row);
    if (made === null) return null;
    let mask = 0;
    for (const [part, { document }] of made.header.parts.entries()) {
      if (asked.includes(document) && row.commit.parts[part] != null) mask |= 1 << part;
    }
    return { ...made, mask };
  }

  /** A dismissed device gets the policy, no more: nothing behind the last action. */
  #lastForPeer(): number {
    const { last } = this.#hub.log;
    return this.#peer.viewpoint.purpose === 'hand-in' ? Math.min(last, this.#hub.state.lastAction) : last;
  }
}
