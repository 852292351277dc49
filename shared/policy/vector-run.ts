/**
 * Takes a vector's history as a replica would: commits in any order (one whose causes are not there yet is held back),
 * witness entries in their order per witness, and asks for the verdict of each commit.
 */
import type { HistoryCommit, Verdict, WitnessEntry } from './history.ts';
import { referenceVerdicts } from './reference-verdicts.ts';
import type { Vector, VectorCommit } from './vector-file.ts';
import { VerdictEngine } from './verdict-engine.ts';

export interface TakenHistory {
  readonly commits: readonly HistoryCommit[];
  readonly logs: ReadonlyMap<string, readonly WitnessEntry[]>;
  /** Index of each vector commit that could be taken. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Order in which a vector's commits are offered. */
export type Shuffle = <T>(items: readonly T[]) => T[];

export const FORWARDS: Shuffle = (items) => [...items];
export const BACKWARDS: Shuffle = (items) => [...items].reverse();

/** A shuffle of its own for each seed (mulberry32). */
export function shuffleOf(seed: number): Shuffle {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return (items) => {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const [a, b] = [out[i], out[j]];
      if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a];
    }
    return out;
  };
}

/** Commits offered until nothing more can be taken, causes first. */
export function takeHistory(vector: Vector, shuffle: Shuffle): TakenHistory {
  const commits: HistoryCommit[] = [];
  const indexOf = new Map<string, number>();
  let held = shuffle(vector.commits);
  for (let before = -1; held.length > 0 && before !== held.length; ) {
    before = held.length;
    held = held.filter((commit) => {
      const taken = asHistory(commit, indexOf);
      if (taken === null) return true;
      indexOf.set(commit.id, commits.length);
      commits.push(taken);
      return false;
    });
  }
  const logs = new Map<string, WitnessEntry[]>();
  for (const [witness, entries] of vector.witness) {
    logs.set(
      witness,
      entries.flatMap(({ kind, id, time }) => {
        const commit = indexOf.get(id);
        return commit === undefined ? [] : [{ kind, commit, time }];
      }),
    );
  }
  return { commits, logs, indexOf };
}

function asHistory(commit: VectorCommit, known: ReadonlyMap<string, number>): HistoryCommit | null {
  const prev = commit.prev === null ? null : known.get(commit.prev);
  const deps = commit.deps.map((dep) => known.get(dep));
  if (prev === undefined || deps.includes(undefined)) return null;
  const { id, device, feed, seq, time, total, level, uses, action } = commit;
  return {
    device,
    feed,
    seq,
    prev,
    deps: deps.flatMap((dep) => dep ?? []),
    hash: id,
    time,
    totals: { commits: total, bytes: 0 },
    level,
    kind: action === null ? 'data' : 'action',
    uses,
    ...(action === null ? {} : { action }),
  };
}

/** What differs from what the vector expects, one line each. */
export function mismatches(vector: Vector, history: TakenHistory, verdictOf: (index: number) => Verdict): string[] {
  const out: string[] = [];
  for (const [id, expected] of vector.expect) {
    const index = history.indexOf.get(id);
    const found = index === undefined ? null : verdictOf(index);
    if (found?.verdict === expected.verdict && found.reason === expected.reason) continue;
    const got = found === null ? 'not taken' : `${found.verdict}/${found.reason}`;
    out.push(`${vector.name}: ${id} is ${got}, expected ${expected.verdict}/${expected.reason}`);
  }
  return out;
}

export function referenceMismatches(vector: Vector, shuffle: Shuffle): string[] {
  const history = takeHistory(vector, shuffle);
  const limits = vector.epochs === null ? {} : { epochs: vector.epochs };
  const { verdicts } = referenceVerdicts(history.commits, history.logs, limits);
  return mismatches(vector, history, (index) => verdicts[index] ?? { verdict: 'refused', reason: 'unknown' });
}

/** Commits first, then the witness's entries; `interleaved`: each entry as soon as its commit is there. */
export function engineMismatches(vector: Vector, shuffle: Shuffle, interleaved: boolean): string[] {
  const history = takeHistory(vector, shuffle);
  const engine = new VerdictEngine(vector.epochs === null ? {} : { epochs: vector.epochs });
  const next = new Map([...history.logs.keys()].map((witness) => [witness, 0]));
  const listReady = () => {
    for (const [witness, log] of history.logs) {
      let at = next.get(witness) ?? 0;
      for (let entry = log[at]; entry !== undefined && entry.commit < engine.length; entry = log[++at]) {
        engine.list(witness, [entry]);
        engine.changed();
      }
      next.set(witness, at);
    }
  };
  for (const commit of history.commits) {
    engine.add(commit);
    if (interleaved) listReady();
  }
  listReady();
  return mismatches(vector, history, (index) => engine.verdict(index));
}

export interface VectorReport {
  readonly passed: number;
  readonly failed: number;
  /** What differs, one line each, with the first order that shows it. */
  readonly lines: readonly string[];
}

const SHUFFLES = 20;

/** Every vector forwards, backwards and in 20 shuffles, through the reference and the engine. */
export function runVectors(vectors: readonly Vector[]): VectorReport {
  const lines: string[] = [];
  let failed = 0;
  for (const vector of vectors) {
    const found = new Map<string, string>();
    for (const [name, order] of allOrders()) {
      const told = [
        ...referenceMismatches(vector, order()).map((line) => `${line} (reference)`),
        ...engineMismatches(vector, order(), false).map((line) => `${line} (engine)`),
        ...engineMismatches(vector, order(), true).map((line) => `${line} (engine, listed on the way)`),
      ];
      for (const line of told) if (!found.has(line)) found.set(line, name);
    }
    if (found.size > 0) failed++;
    for (const [line, order] of found) lines.push(`${line}, ${order}`);
  }
  return { passed: vectors.length - failed, failed, lines };
}

function allOrders(): (readonly [string, () => Shuffle])[] {
  const shuffles = Array.from({ length: SHUFFLES }, (_, seed) => [`shuffle ${seed}`, () => shuffleOf(seed)] as const);
  return [['forwards', () => FORWARDS], ['backwards', () => BACKWARDS], ...shuffles];
}
