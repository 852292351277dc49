/**
 * Where a part's text stands inside its document (design.md §3). Each writer's texts are a run of its own, cut into
 * root arrays of 1,000: the k-th part (from 0) that a feed wrote into a document is item `k mod 1000` of the root
 * array `<feed>:<k div 1000>` and sits at Yjs clock k. One root array that grows for ever costs a hundred times more an
 * append (facts.md §3), and a root array per segment lets Yjs fold each into one struct.
 *
 * The journal holds header texts in the same way, and the last seal of each run, `<seq>:<base64url>`, in the root array
 * `<feed>:seals` under a client id of its own, so that the clock of a header stays its place in the run.
 */
import { fromBase64url, toBase64url } from '../foundation/bytes.ts';
import { asFeedId, type FeedId } from '../foundation/ids.ts';

export const SEGMENT_LENGTH = 1000;

/** Name of the root array that holds item `k` of a feed's run. */
export function segmentName(feed: FeedId, k: number): string {
  return `${feed}:${Math.floor(k / SEGMENT_LENGTH)}`;
}

export function sealsName(feed: FeedId): string {
  return `${feed}:seals`;
}

export type RootName =
  | { readonly feed: FeedId; readonly segment: number }
  | { readonly feed: FeedId; readonly segment: 'seals' };

/** What a root array holds; `null` for a name that this format never writes. */
export function readRootName(name: string): RootName | null {
  const feed = asFeedId(name.slice(0, 33));
  if (feed === null || name[33] !== ':') return null;
  const rest = name.slice(34);
  if (rest === 'seals') return { feed, segment: 'seals' };
  return /^(0|[1-9][0-9]{0,9})$/.test(rest) ? { feed, segment: Number(rest) } : null;
}

export interface StoredSeal {
  readonly seq: number;
  readonly seal: Uint8Array;
}

export function writeSealText(stored: StoredSeal): string {
  return `${stored.seq}:${toBase64url(stored.seal)}`;
}

/** `null` for anything {@link writeSealText} would not have written. */
export function readSealText(text: string): StoredSeal | null {
  const match = /^([1-9][0-9]{0,15}):([A-Za-z0-9_-]{86})$/.exec(text);
  if (match === null) return null;
  const seq = Number(match[1]);
  const seal = fromBase64url(match[2] ?? '');
  return seal === null || !Number.isSafeInteger(seq) ? null : { seq, seal };
}
