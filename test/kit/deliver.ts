/** Delivers a history in some causal order, commit by commit and entry by entry, as a net with partitions would. */
import type { HistoryCommit, WitnessEntry } from '../../shared/policy/history.ts';
import type { VectorCommit } from '../../shared/policy/vector-file.ts';
import type { RandomHistory } from './random-history.ts';

export type Delivery =
  | { readonly kind: 'commit'; readonly commit: HistoryCommit }
  | { readonly kind: 'entry'; readonly witness: string; readonly entry: WitnessEntry };

/** All deliveries in the order that `random` chooses; entries of one witness keep theirs. */
export function* deliveries(history: RandomHistory, random: () => number, eager: number): Generator<Delivery> {
  const indexOf = new Map<string, number>();
  let waiting = [...history.commits];
  const logs = new Map([...history.witness].map(([witness, entries]) => [witness, [...entries]]));
  for (;;) {
    const ready = waiting.filter((one) => [one.prev, ...one.deps].every((id) => id === null || indexOf.has(id)));
    const entries = [...logs].filter(([, log]) => log[0] !== undefined && indexOf.has(log[0].id));
    if (ready.length === 0 && entries.length === 0) return;
    if (entries.length > 0 && (ready.length === 0 || random() < eager)) {
      const [witness, log] = entries[Math.floor(random() * entries.length)] ?? ['', []];
      const entry = log.shift();
      const commit = entry === undefined ? undefined : indexOf.get(entry.id);
      if (entry !== undefined && commit !== undefined) {
        yield { kind: 'entry', witness, entry: { kind: entry.kind, commit, time: entry.time } };
      }
      continue;
    }
    const next = ready[Math.floor(random() * ready.length)];
    if (next === undefined) return;
    waiting = waiting.filter((one) => one !== next);
    yield { kind: 'commit', commit: asHistory(next, indexOf, history.listings.has(next.id)) };
    indexOf.set(next.id, indexOf.size);
  }
}

function asHistory(one: VectorCommit, indexOf: ReadonlyMap<string, number>, isListing: boolean): HistoryCommit {
  const { id, device, feed, seq, time, total, level, uses, action } = one;
  return {
    device,
    feed,
    seq,
    prev: one.prev === null ? null : (indexOf.get(one.prev) ?? -1),
    deps: one.deps.map((dep) => indexOf.get(dep) ?? -1),
    hash: id,
    time,
    totals: { commits: total, bytes: 0 },
    level,
    kind: isListing ? 'listing' : action === null ? 'data' : 'action',
    uses,
    ...(action === null ? {} : { action }),
  };
}
