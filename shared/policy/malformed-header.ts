/**
 * What makes a header malformed, from headers alone: time, totals, chain, or a citation of something refused. It is
 * refused everywhere and its feed ends there.
 */
export interface HeaderFacts {
  readonly device: string;
  readonly feed: string;
  readonly seq: number;
  readonly time: number;
  readonly totals: { readonly commits: number; readonly bytes: number };
}

export interface Cited extends HeaderFacts {
  readonly refused: boolean;
}

export type RefusedReason = 'time' | 'totals' | 'chain' | 'feed-ended' | 'dep-refused';

/** `own`: the highest totals of the same device in the causal past; zeros when there are none. */
export function malformedReason(
  header: HeaderFacts,
  prev: Cited | null,
  deps: readonly Cited[],
  own: { readonly commits: number; readonly bytes: number },
): RefusedReason | null {
  const cited = prev === null ? deps : [prev, ...deps];
  if (cited.some((other) => header.time <= other.time)) return 'time';
  if (header.totals.commits !== own.commits + 1 || header.totals.bytes < own.bytes) return 'totals';
  if (!isChained(header, prev)) return 'chain';
  if (prev?.refused === true) return 'feed-ended';
  return deps.some((dep) => dep.refused) ? 'dep-refused' : null;
}

function isChained(header: HeaderFacts, prev: Cited | null): boolean {
  if (prev === null) return header.seq === 1;
  return prev.device === header.device && prev.feed === header.feed && prev.seq + 1 === header.seq;
}
