/**
 * The order in which an end hands over what the other lacks: causal, and policy actions (with whatever they rest on)
 * before everything that does not depend on them, so that a revocation travels ahead of the sales it does not cover.
 */
import type { Header } from '../commit/header.ts';
import type { FeedId } from '../foundation/ids.ts';

export interface OrderedCommit {
  readonly feed: FeedId;
  readonly seq: number;
  /** All that must be there before it: what it cites and, for the witness's listings, what they name. */
  readonly deps: readonly { readonly feed: FeedId; readonly seq: number }[];
  readonly header: Pick<Header, 'parts'>;
}

/** `items` in causal order → the same items, actions and their causes first, still in causal order. */
export function policyFirst<T>(items: readonly T[], describe: (item: T) => OrderedCommit): readonly T[] {
  const described = items.map(describe);
  const isAction = (one: OrderedCommit) => one.header.parts.some((part) => part.document === 'policy');
  if (!described.some(isAction)) return items;
  const needed = new Map<FeedId, number>();
  const need = (feed: FeedId, seq: number) => needed.set(feed, Math.max(needed.get(feed) ?? 0, seq));
  const first: boolean[] = new Array(items.length).fill(false);
  for (let i = described.length - 1; i >= 0; i--) {
    const one = described[i];
    if (one === undefined) continue;
    if (!isAction(one) && one.seq > (needed.get(one.feed) ?? 0)) continue;
    first[i] = true;
    need(one.feed, one.seq);
    for (const dep of one.deps) need(dep.feed, dep.seq);
  }
  return [...items.filter((_, i) => first[i]), ...items.filter((_, i) => !first[i])];
}
