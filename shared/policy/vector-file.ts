/**
 * Verdict vectors as files: histories of a small shop and the verdict that every replica must give each commit.
 * Authenticity is taken as given; a commit's id stands for its hash, and nothing depends on the order in which the commits
 * of a history are taken. Format 1, as the vectors' README has it.
 */
import type { PolicyAction } from './actions.ts';

export interface VectorCommit {
  readonly id: string;
  readonly device: string;
  readonly feed: string;
  readonly seq: number;
  readonly prev: string | null;
  readonly deps: readonly string[];
  readonly time: number;
  /** Commits of the device so far, this one included. */
  readonly total: number;
  readonly level: number;
  readonly uses: readonly string[];
  readonly action: PolicyAction | null;
}

export interface VectorEntry {
  readonly kind: 'list' | 'deadline';
  readonly id: string;
  readonly time: number;
}

export interface Vector {
  readonly name: string;
  readonly rule: string;
  readonly epochs: number | null;
  /** The shop's commits, then the vector's. */
  readonly commits: readonly VectorCommit[];
  readonly witness: ReadonlyMap<string, readonly VectorEntry[]>;
  readonly expect: ReadonlyMap<string, { readonly verdict: string; readonly reason: string }>;
}

/** The vectors of a file's text. Throws a plain `Error` naming the place when the format is broken. */
export function readVectorFile(text: string): Vector[] {
  const file = record(JSON.parse(text), 'file');
  if (file.format !== 1)
    throw new Error(`vector format ${String(file.format)} is unknown; this program reads format 1`);
  const shop = record(file.shop, 'shop');
  const shared = list(shop.commits, 'shop.commits').map(readCommit);
  const log = readWitness(shop.witness, 'shop.witness');
  return list(file.vectors, 'vectors').map((value) => {
    const vector = record(value, 'vector');
    const name = string(vector.name, 'name');
    return {
      name,
      rule: typeof vector.rule === 'string' ? vector.rule : '',
      epochs: readEpochs(vector.limits, name),
      commits: [...shared, ...list(vector.commits, name).map(readCommit)],
      witness: appended(log, readWitness(vector.witness, name)),
      expect: readExpect(vector.expect, name),
    };
  });
}

function readCommit(value: unknown): VectorCommit {
  const commit = record(value, 'commit');
  const id = string(commit.id, 'commit.id');
  return {
    id,
    device: string(commit.device, id),
    feed: string(commit.feed, id),
    seq: number(commit.seq, id),
    prev: commit.prev === null ? null : string(commit.prev, id),
    deps: list(commit.deps, id).map((dep) => string(dep, id)),
    time: number(commit.time, id),
    total: number(commit.total, id),
    level: number(commit.level, id),
    uses: commit.uses === undefined ? [] : list(commit.uses, id).map((use) => string(use, id)),
    action: commit.action === undefined ? null : (record(commit.action, id) as unknown as PolicyAction),
  };
}

function readWitness(value: unknown, where: string): Map<string, VectorEntry[]> {
  const out = new Map<string, VectorEntry[]>();
  for (const [witness, entries] of Object.entries(record(value ?? {}, where))) {
    const read = list(entries, where).map((one): VectorEntry => {
      const entry = record(one, where);
      const time = number(entry.time, where);
      if (entry.deadline !== undefined) return { kind: 'deadline', id: string(entry.deadline, where), time };
      return { kind: 'list', id: string(entry.list, where), time };
    });
    out.set(witness, read);
  }
  return out;
}

function appended(
  first: ReadonlyMap<string, readonly VectorEntry[]>,
  then: ReadonlyMap<string, readonly VectorEntry[]>,
): Map<string, VectorEntry[]> {
  const out = new Map<string, VectorEntry[]>();
  for (const log of [first, then]) {
    for (const [witness, entries] of log) out.set(witness, [...(out.get(witness) ?? []), ...entries]);
  }
  return out;
}

function readEpochs(limits: unknown, where: string): number | null {
  if (limits === undefined) return null;
  const { epochs } = record(limits, where);
  return epochs === undefined ? null : number(epochs, where);
}

function readExpect(value: unknown, where: string): Vector['expect'] {
  const out = new Map<string, { readonly verdict: string; readonly reason: string }>();
  for (const [id, one] of Object.entries(record(value, where))) {
    const { verdict, reason } = record(one, id);
    out.set(id, { verdict: string(verdict, id), reason: string(reason, id) });
  }
  return out;
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where}: not an object`);
  return value as Record<string, unknown>;
}
function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where}: not a list`);
  return value;
}
function string(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Error(`${where}: not a text`);
  return value;
}
function number(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Error(`${where}: not a safe integer`);
  return value;
}
