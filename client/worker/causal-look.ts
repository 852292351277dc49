/**
 * Whether the writer of one commit had seen another: walks back along what commits cite and what listings name, no
 * further than the other's time, since causes are never younger. Asked of the few changes of one record, not of lists.
 */
import type { FeedId } from '../../shared/foundation/ids.ts';
import { readListing } from '../../shared/replica/listing-entries.ts';
import type { ShopCore } from './shop-core.ts';

/** Beyond this many commits between two changes nobody is told that they met. */
const MOST_VISITED = 3000;

export function hasSeen(core: ShopCore, later: number, earlier: number): boolean {
  const { replica } = core;
  const [feed, seq, time] = [replica.feedAt(earlier), replica.seqAt(earlier), replica.timeAt(earlier)];
  const visited = new Set<number>();
  const open = [later];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (visited.has(index) || replica.timeAt(index) < time) continue;
    if (replica.feedAt(index) === feed && replica.seqAt(index) >= seq) return true;
    visited.add(index);
    if (visited.size > MOST_VISITED) return true;
    for (const cause of causesOf(core, index)) {
      const [at] = replica.feed(cause.feed)?.at(cause.seq) ?? [];
      if (at !== undefined) open.push(at);
    }
  }
  return false;
}

function causesOf(core: ShopCore, index: number): readonly { readonly feed: FeedId; readonly seq: number }[] {
  const known = core.at(index);
  if (known === null) return [];
  const causes: { readonly feed: FeedId; readonly seq: number }[] = [...known.header.deps];
  if (known.commit.seq > 1) causes.push({ feed: known.commit.feed, seq: known.commit.seq - 1 });
  known.header.parts.forEach((ref, at) => {
    const part = ref.document.startsWith('listing/') ? core.part(index, at) : null;
    if (part !== null) causes.push(...(readListing(part.entries) ?? []));
  });
  return causes;
}
