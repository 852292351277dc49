/**
 * Seeded random histories of a small shop: hostile actions, partitions, epochs, forks, late and lenient narrowings,
 * retracts, ratifications, levels, budgets, changes of witness. Ids stand for hashes, as in the vectors.
 */
import type { PolicyAction } from '../../shared/policy/actions.ts';
import type { VectorCommit, VectorEntry } from '../../shared/policy/vector-file.ts';

export interface RandomHistory {
  readonly commits: readonly VectorCommit[];
  /** Ids of the commits that are a witness's listings: causes of whoever cites them, not judged. */
  readonly listings: ReadonlySet<string>;
  readonly witness: ReadonlyMap<string, readonly VectorEntry[]>;
  /** Nothing in it may change a listed verdict: no retract, reinstate, ratify, no change of witness. */
  readonly isCalm: boolean;
}

/** mulberry32: a number in [0, 1). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SETUP: readonly PolicyAction[] = [
  { kind: 'genesis', owner: 'Owner', recovery: 'paper', witness: 'W' },
  { kind: 'role', role: 'cashier', rank: 'staff', add: ['sales.add', 'sales.discount≤15', 'sales.note:own'] },
  { kind: 'role', role: 'keeper', rank: 'staff', add: ['stock.add', 'stock.view:all'] },
  {
    kind: 'role',
    role: 'manager',
    rank: 'manager',
    add: ['sales.*', 'stock.*', 'members.narrow', 'members.enrol', 'role.cashier', 'role.keeper'],
  },
  { kind: 'role', role: 'admin', rank: 'admin', add: ['*'] },
  { kind: 'grant', member: 'An', role: 'admin', scope: '*' },
  { kind: 'enrol', device: 'a1', member: 'An' },
  { kind: 'grant', member: 'Ma', role: 'manager', scope: 'b1' },
  { kind: 'enrol', device: 'm1', member: 'Ma' },
  { kind: 'grant', member: 'Li', role: 'cashier', scope: 'b1' },
  { kind: 'enrol', device: 'l1', member: 'Li' },
  { kind: 'grant', member: 'Zhou', role: 'keeper', scope: 'b1/w1' },
  { kind: 'enrol', device: 'z1', member: 'Zhou' },
];
const DEVICES = 'o1 o1 o1 a1 a1 m1 m1 m1 m1 l1 l1 l1 l1 l1 z1 z1 z1 z1 n1 n2 l2 o2 paper'.split(' ');
const MEMBERS = ['Owner', 'An', 'Ma', 'Li', 'Li', 'Zhou', 'New', 'Two'];
const ROLES = ['cashier', 'keeper', 'manager', 'admin', 'owner', 'helper', 'ghost'];
const SCOPES = ['*', 'b1', 'b1', 'b1/w1', 'b2'];
const USES = [
  'sales.add@b1',
  'sales.discount≤5@b1',
  'sales.discount≤12@b1',
  'sales.discount@b1',
  'sales.note@b1/~Li',
  'stock.add@b1/w1',
  'stock.add@b1',
  'stock.view@*',
  'sales.add@b2',
  'broken',
];
/** What each may do by the roles of the setup: most work is honest. */
const HONEST: Readonly<Record<string, readonly string[]>> = {
  l1: ['sales.add@b1', 'sales.discount≤5@b1', 'sales.discount≤12@b1', 'sales.note@b1/~Li'],
  l2: ['sales.add@b1'],
  n1: ['sales.add@b1'],
  n2: ['sales.add@b1'],
  z1: ['stock.add@b1/w1', 'stock.view@*'],
  m1: ['sales.add@b1', 'stock.add@b1/w1'],
};
const TAKES = ['sales.discount≤10', 'sales.*', 'stock.add', '*', 'role.cashier', 'members.enrol', 'sales.note:own'];

class Maker {
  readonly commits: VectorCommit[] = [];
  readonly listings = new Set<string>();
  readonly logs = new Map<string, VectorEntry[]>([
    ['W', []],
    ['W2', []],
    ['W3', []],
  ]);
  readonly #random: () => number;
  readonly #pasts = new Map<string, Set<string>>();
  readonly #byId = new Map<string, VectorCommit>();
  readonly #listed = new Map<string, Set<string>>();
  #serial = 0;
  /** Nothing goes wrong while the shop is set up. */
  #isOpen = false;

  readonly #isCalm: boolean;

  constructor(seed: number, isCalm: boolean) {
    this.#isCalm = isCalm;
    this.#random = randomOf(seed);
    for (const action of SETUP) this.write('o1', 'o1', this.#tip('o1'), [], [], action);
    for (const commit of this.commits) this.list('W', commit.id);
    this.#isOpen = true;
  }

  chance(p: number): boolean {
    return this.#random() < p;
  }
  #goesWrong(p: number): boolean {
    return this.#isOpen && this.chance(p);
  }
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  write(
    device: string,
    feed: string,
    prev: string | null,
    deps: readonly string[],
    uses: readonly string[],
    action: PolicyAction | null,
  ): void {
    const cited = [...(prev === null ? [] : [prev]), ...deps];
    const past = new Set(cited.flatMap((id) => [id, ...(this.#pasts.get(id) ?? [])]));
    const latest = Math.max(0, ...cited.map((id) => this.#byId.get(id)?.time ?? 0));
    const own = [...past].flatMap((id) => this.#byId.get(id) ?? []).filter((one) => one.device === device);
    const total = Math.max(0, ...own.map((one) => one.total)) + 1;
    const before = prev === null ? undefined : this.#byId.get(prev);
    this.#serial++;
    const commit: VectorCommit = {
      id: `${device}-${Math.floor(this.#random() * 1000)}-${this.#serial}`,
      device,
      feed,
      seq: (before?.seq ?? 0) + 1 + (this.#goesWrong(0.004) ? 1 : 0),
      prev,
      deps,
      time: this.#goesWrong(0.006) ? latest : latest + 1 + Math.floor(this.#random() * 4),
      total: this.#goesWrong(0.006) ? total + 1 : total,
      level: this.#goesWrong(0.03) ? 2 : 1,
      uses,
      action,
    };
    this.commits.push(commit);
    this.#byId.set(commit.id, commit);
    this.#pasts.set(commit.id, past);
  }

  step(): void {
    const device = this.pick(DEVICES);
    const feeds = [...new Set(this.commits.filter((one) => one.device === device).map((one) => one.feed))];
    const feed = feeds.length === 0 || this.chance(0.08) ? `${device}/${feeds.length}` : this.pick(feeds);
    const inFeed = this.commits.filter((one) => one.feed === feed && one.device === device);
    const fork = inFeed.length > 1 && device !== 'o1' && this.chance(0.08);
    const prev = fork ? this.pick([null, ...inFeed.map((one) => one.id)]) : this.#tip(feed);
    const deps = this.#deps(prev === null);
    const isAction =
      device === 'paper' || this.chance(device === 'o1' || device === 'a1' || device === 'm1' ? 0.7 : 0.12);
    const uses =
      isAction && this.chance(0.95) ? [] : this.#some(this.chance(0.75) ? (HONEST[device] ?? USES) : USES, 2);
    this.write(device, feed, prev, deps, uses, isAction ? this.#action(device) : null);
  }

  witness(): void {
    const key = this.chance(0.75) ? 'W' : this.pick(['W2', 'W3']);
    const log = this.logs.get(key) ?? [];
    const listed = this.#listed.get(key) ?? new Set();
    const lenient = this.commits.filter((one) => one.action !== null && 'until' in one.action && listed.has(one.id));
    if (lenient.length > 0 && this.chance(0.2)) {
      log.push({
        kind: 'deadline',
        id: this.pick(lenient).id,
        time: 100 + log.length + Math.floor(this.#random() * 60),
      });
      return;
    }
    const open = this.commits.filter((one) => !listed.has(one.id) && !this.listings.has(one.id));
    const ready = open.filter((one) =>
      [one.prev, ...one.deps].every((id) => id === null || listed.has(id) || this.listings.has(id)),
    );
    const [first] = ready;
    if (first === undefined) return;
    this.list(key, this.chance(0.05) ? this.pick(this.commits).id : this.chance(0.6) ? first.id : this.pick(ready).id);
  }

  list(key: string, id: string): void {
    const log = this.logs.get(key) ?? [];
    log.push({ kind: 'list', id, time: 100 + log.length });
    const listed = this.#listed.get(key) ?? new Set();
    listed.add(id);
    this.#listed.set(key, listed);
    if (key === 'W' && this.#isOpen && this.chance(0.2)) this.#writeListing();
  }

  /** The witness's own commit, citing what it has listed last. */
  #writeListing(): void {
    const listed = (this.logs.get('W') ?? []).slice(-4).filter((entry) => entry.kind === 'list');
    const deps = [...new Set(listed.map((entry) => entry.id))].filter((id) => !this.listings.has(id));
    this.write('W', 'W', this.#tip('W'), deps, [], null);
    const written = this.commits.at(-1);
    if (written !== undefined) this.listings.add(written.id);
  }

  #tip(feed: string): string | null {
    return this.commits.filter((one) => one.feed === feed).at(-1)?.id ?? null;
  }
  #deps(isRoot: boolean): string[] {
    const out = new Set<string>();
    if (isRoot && this.chance(0.95)) out.add(this.commits[SETUP.length - 1]?.id ?? '');
    const count = this.chance(0.6) ? 0 : this.chance(0.7) ? 1 : 2;
    for (let i = 0; i < count; i++) {
      const recent = this.commits.slice(this.chance(0.7) ? -6 : 0);
      out.add(this.pick(recent).id);
    }
    return [...out].filter((id) => id !== '');
  }
  #some<T>(items: readonly T[], most: number): T[] {
    return Array.from({ length: Math.floor(this.#random() * (most + 1)) }, () => this.pick(items));
  }
  #idOf(kinds: readonly string[]): string {
    const found = this.commits.filter((one) => one.action !== null && kinds.includes(one.action.kind));
    return found.length === 0 || this.chance(0.02) ? 'nowhere' : this.pick(found.slice(-4)).id;
  }
  #until(p: number): { readonly until: number } | Record<string, never> {
    return this.chance(p) ? { until: 100 + Math.floor(this.#random() * 60) } : {};
  }

  #action(device: string): PolicyAction {
    const member = this.pick(MEMBERS);
    const scope = device === 'm1' && this.chance(0.8) ? 'b1' : this.pick(SCOPES);
    const role = this.chance(0.5) ? this.pick(['cashier', 'keeper']) : this.pick(ROLES);
    const target = this.pick(DEVICES);
    const dice = this.#isCalm ? this.#calmDice() : this.#random();
    if (device.startsWith('n') && this.chance(0.6)) return { kind: 'redeem', invite: this.#idOf(['invite']), member };
    if (device === 'paper' && !this.#isCalm) return this.#recovery(member, target);
    if (dice < 0.3) return this.#narrow(member, role, target, scope);
    if (dice < 0.41) return { kind: 'grant', member, role, scope, ...this.#until(0.25) };
    if (dice < 0.49) return { kind: 'enrol', device: target, member, ...(this.chance(0.7) ? { scope } : {}) };
    if (dice < 0.56) return this.#role(role);
    if (dice < 0.63)
      return {
        kind: 'invite',
        role,
        scope,
        uses: 1 + Math.floor(this.#random() * 2),
        expires: 100 + Math.floor(this.#random() * 80),
      };
    if (dice < 0.66) return { kind: 'redeem', invite: this.#idOf(['invite']), member };
    if (dice < 0.69) return this.#retract(target);
    if (dice < 0.72) return { kind: 'reinstate', retract: this.#idOf(['retract']) };
    if (dice < 0.86) return this.#ratify();
    if (dice < 0.9) return { kind: 'level', level: this.chance(0.8) ? 2 : 1, ...this.#until(0.5) };
    if (dice < 0.94) return { kind: 'witness', ...this.#appointment() };
    if (dice < 0.96) return { kind: 'delegate', to: member, documents: ['x'], until: 200 };
    if (dice < 0.98) return { kind: 'flow', flow: 'f', nodes: '' };
    return this.chance(0.5) ? { kind: 'erase', parts: ['p'] } : ({ kind: 'unheard' } as unknown as PolicyAction);
  }
  /** Leaves out what may change a listed verdict: the dice between a redemption's and a level's. */
  #calmDice(): number {
    const dice = this.#random();
    return (dice >= 0.66 && dice < 0.86) || (dice >= 0.9 && dice < 0.94) ? dice / 2 : dice;
  }
  #recovery(member: string, target: string): PolicyAction {
    if (this.chance(0.4))
      return { kind: 'enrol', device: this.pick(['o2', target]), member: this.pick(['Owner', member]) };
    return this.chance(0.7)
      ? this.#retract(this.pick(['o1', 'o2', target]))
      : { kind: 'reinstate', retract: this.#idOf(['retract']) };
  }
  #narrow(member: string, role: string, device: string, scope: string): PolicyAction {
    const dice = this.#random();
    if (this.chance(0.6)) return this.#dismissal(scope);
    const who =
      dice < 0.5
        ? { member }
        : dice < 0.7
          ? { member, role }
          : dice < 0.95
            ? { device }
            : { invite: this.#idOf(['invite']) };
    const take = this.chance(0.35) ? { take: [this.pick(TAKES)] } : {};
    return { kind: 'narrow', ...who, ...take, ...(this.chance(0.85) ? { scope } : {}), ...this.#until(0.3) };
  }
  #dismissal(scope: string): PolicyAction {
    const who = this.pick([
      { member: 'Li' },
      { member: 'Zhou' },
      { device: 'l1' },
      { device: 'z1' },
      { member: 'Ma' },
      { device: 'm1' },
    ]);
    const take = this.chance(0.3) ? { take: [this.pick(['sales.discount≤10', 'stock.add', 'sales.add'])] } : {};
    return { kind: 'narrow', ...who, ...take, scope, ...this.#until(0.25) };
  }
  #role(role: string): PolicyAction {
    return {
      kind: 'role',
      role,
      rank: this.pick(['staff', 'staff', 'manager', 'admin']),
      add: this.#some(['sales.add', 'sales.discount≤10', 'stock.add', 'stock.view:all'], 2),
      ...(this.chance(0.5) ? { take: [this.pick(TAKES)] } : {}),
      ...(this.chance(0.3) ? { budget: 1 + Math.floor(this.#random() * 4) } : {}),
      ...this.#until(0.2),
    };
  }
  #retract(device: string): PolicyAction {
    const own = this.commits.filter((one) => one.device === device);
    const last = own.length === 0 || this.chance(0.3) ? null : this.pick(own).id;
    return { kind: 'retract', device, last, ...(this.chance(0.2) ? { witness: this.#appointment() } : {}) };
  }
  #ratify(): PolicyAction {
    const data = this.commits.filter((one) => one.action === null && !this.listings.has(one.id));
    if (data.length === 0) return { kind: 'ratify', feed: 'l1', from: 1, head: 'nowhere' };
    const head = this.pick(data.slice(-6));
    return { kind: 'ratify', feed: head.feed, from: 1 + Math.floor(this.#random() * head.seq), head: head.id };
  }
  #appointment() {
    return {
      witness: this.pick(['W2', 'W3', 'W']),
      after: this.#idOf(['genesis', 'witness']),
      cut: SETUP.length + Math.floor(this.#random() * 8),
    };
  }
}

/** A history of `size` commits beyond the shop's own. */
export function randomHistory(seed: number, size: number, isCalm = false): RandomHistory {
  const maker = new Maker(seed, isCalm);
  for (let i = 0; i < size; i++) {
    maker.step();
    while (maker.chance(0.55)) maker.witness();
  }
  return { commits: maker.commits, listings: maker.listings, witness: maker.logs, isCalm };
}
