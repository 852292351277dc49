/**
 * A small shop for tests that read like stories: who did what, having seen what, what the witness listed, and what
 * everybody must then say of it. Every question is put to the reference and to the engine, in several orders of arrival.
 *
 * The shop: Owner (o1), admins An (a1) and Bo (x1), managers Ma (m1) and Mu (u1) of branch b1, cashier Li (l1) and keeper
 * Zhou (z1) at b1. Everything of the setup is listed.
 */
import type { PolicyAction } from '../../shared/policy/actions.ts';
import type { Vector, VectorCommit, VectorEntry } from '../../shared/policy/vector-file.ts';
import {
  BACKWARDS,
  engineMismatches,
  FORWARDS,
  referenceMismatches,
  type Shuffle,
  shuffleOf,
  type TakenHistory,
  takeHistory,
} from '../../shared/policy/vector-run.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';

const SETUP: readonly PolicyAction[] = [
  { kind: 'genesis', owner: 'Owner', recovery: 'paper', witness: 'W' },
  { kind: 'role', role: 'cashier', rank: 'staff', add: ['sales.add', 'sales.discount≤15'] },
  { kind: 'role', role: 'keeper', rank: 'staff', add: ['stock.add'] },
  {
    kind: 'role',
    role: 'manager',
    rank: 'manager',
    add: ['sales.*', 'stock.*', 'members.narrow', 'members.enrol', 'role.cashier', 'role.keeper'],
  },
  { kind: 'role', role: 'admin', rank: 'admin', add: ['*'] },
  { kind: 'grant', member: 'An', role: 'admin', scope: '*' },
  { kind: 'enrol', device: 'a1', member: 'An' },
  { kind: 'grant', member: 'Bo', role: 'admin', scope: '*' },
  { kind: 'enrol', device: 'x1', member: 'Bo' },
  { kind: 'grant', member: 'Ma', role: 'manager', scope: 'b1' },
  { kind: 'enrol', device: 'm1', member: 'Ma' },
  { kind: 'grant', member: 'Mu', role: 'manager', scope: 'b1' },
  { kind: 'enrol', device: 'u1', member: 'Mu' },
  { kind: 'grant', member: 'Li', role: 'cashier', scope: 'b1' },
  { kind: 'enrol', device: 'l1', member: 'Li' },
  { kind: 'grant', member: 'Zhou', role: 'keeper', scope: 'b1' },
  { kind: 'enrol', device: 'z1', member: 'Zhou' },
];

export interface Writing {
  /** Ids seen besides the feed's last commit (the setup by default, for a first commit). */
  readonly sees?: readonly string[];
  readonly feed?: string;
  readonly id?: string;
  /** Commit before it; the feed's last by default. */
  readonly prev?: string | null;
  readonly time?: number;
  readonly total?: number;
  readonly seq?: number;
  readonly level?: number;
  readonly uses?: readonly string[];
}

export class Shop {
  readonly #commits: VectorCommit[] = [];
  readonly #logs = new Map<string, VectorEntry[]>([['W', []]]);
  readonly #tips = new Map<string, string>();
  readonly #epochs: number | null;

  constructor(epochs: number | null = null) {
    this.#epochs = epochs;
    for (const action of SETUP) this.act('o1', action);
    for (const commit of this.#commits) this.list(commit.id);
  }

  /** Id of the last commit of the setup. */
  get setup(): string {
    return this.#commits[SETUP.length - 1]?.id ?? '';
  }
  get genesis(): string {
    return this.#commits[0]?.id ?? '';
  }
  /** Entries of the witness so far. */
  get listed(): number {
    return this.#logs.get('W')?.length ?? 0;
  }

  act(device: string, action: PolicyAction, writing: Writing = {}): string {
    return this.#write(device, action, writing.uses ?? [], writing);
  }
  /** A data commit. */
  use(device: string, uses: string | readonly string[], writing: Writing = {}): string {
    return this.#write(device, null, typeof uses === 'string' ? [uses] : uses, writing);
  }
  list(...ids: readonly string[]): void {
    for (const id of ids) this.enter('W', 'list', id);
  }
  /** Any witness's entry; times are 100, 101, … unless stated. */
  enter(witness: string, kind: 'list' | 'deadline', id: string, time?: number): void {
    const log = this.#logs.get(witness) ?? [];
    log.push({ kind, id, time: time ?? 100 + log.length });
    this.#logs.set(witness, log);
  }

  /** What differs from these verdicts (`effective/ok`), in any judge and order: nothing, one hopes. */
  differs(expected: Readonly<Record<string, string>>): string[] {
    const vector = this.#vector(expected);
    const out = new Set<string>();
    for (const order of [() => FORWARDS, () => BACKWARDS, () => shuffleOf(1), () => shuffleOf(2)]) {
      for (const line of referenceMismatches(vector, order())) out.add(line);
      for (const line of engineMismatches(vector, order(), false)) out.add(line);
      for (const line of engineMismatches(vector, order(), true)) out.add(line);
    }
    return [...out];
  }

  /** An engine that has taken everything, asked after every commit, and the indexes of its commits. */
  engine(order: Shuffle = FORWARDS): {
    readonly engine: VerdictEngine;
    readonly history: TakenHistory;
    readonly at: (id: string) => number;
  } {
    const history = takeHistory(this.#vector({}), order);
    const engine = new VerdictEngine(this.#epochs === null ? {} : { epochs: this.#epochs });
    for (const commit of history.commits) {
      engine.add(commit);
      engine.changed();
    }
    for (const [witness, log] of history.logs) engine.list(witness, log);
    return { engine, history, at: (id) => history.indexOf.get(id) ?? -1 };
  }

  #vector(expected: Readonly<Record<string, string>>): Vector {
    const expect = Object.entries(expected).map(([id, text]) => {
      const [verdict = '', reason = ''] = text.split('/');
      return [id, { verdict, reason }] as const;
    });
    return {
      name: 'shop',
      rule: '',
      epochs: this.#epochs,
      commits: this.#commits,
      witness: this.#logs,
      expect: new Map(expect),
    };
  }

  #write(device: string, action: PolicyAction | null, uses: readonly string[], writing: Writing): string {
    const feed = writing.feed ?? device;
    const prev = writing.prev === undefined ? (this.#tips.get(feed) ?? null) : writing.prev;
    const id = writing.id ?? `${feed}#${this.#commits.length}`;
    const deps = writing.sees ?? (prev === null && this.#commits.length > 0 ? [this.setup] : []);
    const commit: VectorCommit = {
      id,
      device,
      feed,
      seq: writing.seq ?? (this.#find(prev)?.seq ?? 0) + 1,
      prev,
      deps,
      time: writing.time ?? this.#commits.length + 1,
      total: writing.total ?? this.#ownBefore(device, [...(prev === null ? [] : [prev]), ...deps]) + 1,
      level: writing.level ?? 1,
      uses,
      action,
    };
    this.#commits.push(commit);
    this.#tips.set(feed, id);
    return id;
  }
  #find(id: string | null): VectorCommit | undefined {
    return this.#commits.find((commit) => commit.id === id);
  }
  #ownBefore(device: string, cited: readonly string[]): number {
    const open = [...cited];
    const seen = new Set<string>();
    let most = 0;
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const commit = this.#find(id);
      if (commit === undefined || seen.has(id)) continue;
      seen.add(id);
      if (commit.device === device) most = Math.max(most, commit.total);
      open.push(...commit.deps, ...(commit.prev === null ? [] : [commit.prev]));
    }
    return most;
  }
}
