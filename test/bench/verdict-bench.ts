/**
 * How fast verdicts are: 100,000 data commits of 10 devices under a few dozen policy actions, a listing of the witness every
 * 100 commits, each data commit citing the newest listing. Prints add + list + verdict of all, heap a commit, and what a
 * late narrowing, a late grant and one more commit cost on top of that history.
 *
 *   node test/bench/verdict-bench.ts [commits]
 */
import type { PolicyAction } from '../../shared/policy/actions.ts';
import type { HistoryCommit, WitnessEntry } from '../../shared/policy/history.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';

const COMMITS = Number(process.argv[2] ?? 100_000);
const DEVICES = 10;
const PER_LISTING = 100;
const RUNS = 7;

interface Step {
  readonly commit: HistoryCommit;
  /** For a listing: what it lists. */
  readonly entries: readonly WitnessEntry[] | null;
}

/** The whole history beforehand, so that only the engine is measured. */
function makeHistory(count: number, epochs = 1): Step[] {
  const steps: Step[] = [];
  const tips = new Map<string, { index: number; seq: number; total: number; epoch: number }>();
  let time = 0;
  let unlisted: number[] = [];
  const write = (
    device: string,
    deps: number[],
    more: Pick<HistoryCommit, 'kind' | 'uses'> & { action?: PolicyAction },
  ) => {
    const tip = tips.get(device);
    const index = steps.length;
    // A device that lost its state goes on in a new epoch that cites its last head.
    const total = (tip?.total ?? 0) + 1;
    const isNewEpoch = tip !== undefined && epochs > 1 && total % Math.ceil(count / DEVICES / epochs) === 0;
    const seq = isNewEpoch ? 1 : (tip?.seq ?? 0) + 1;
    const epoch = (tip?.epoch ?? 0) + (isNewEpoch ? 1 : 0);
    const commit: HistoryCommit = {
      device,
      feed: `${device}-epoch${epoch}`,
      seq,
      prev: isNewEpoch ? null : (tip?.index ?? null),
      deps: isNewEpoch ? [...new Set([...deps, tip.index])] : deps.filter((dep) => dep !== tip?.index),
      hash: `hash-of-commit-${index}`.padEnd(22, '0'),
      time: ++time,
      totals: { commits: total, bytes: total * 500 },
      level: 1,
      ...more,
    };
    tips.set(device, { index, seq, total, epoch });
    steps.push({ commit, entries: null });
    unlisted.push(index);
    return index;
  };
  const list = () => {
    const listed = unlisted;
    const index = write('relay', listed, { kind: 'listing', uses: [] });
    const entries = listed.map((commit): WitnessEntry => ({ kind: 'list', commit, time }));
    const commit = steps[index]?.commit;
    if (commit !== undefined) steps[index] = { commit, entries };
    unlisted = [];
    return index;
  };
  const act = (action: PolicyAction) => write('owner', [], { kind: 'action', uses: [], action });
  act({ kind: 'genesis', owner: 'Owner', recovery: 'paper', witness: 'relay' });
  act({ kind: 'role', role: 'seller', rank: 'staff', add: ['sales.add', 'sales.discount≤10', 'stock.view:all'] });
  for (let i = 0; i < DEVICES; i++) {
    act({ kind: 'grant', member: `member${i}`, role: 'seller', scope: i % 2 === 0 ? 'b1' : 'b2' });
    act({ kind: 'enrol', device: `till${i}`, member: `member${i}` });
  }
  let listing = list();
  const late = Math.floor(count / 20);
  for (let i = 0; i < count; i++) {
    // A dismissed helper, and a role made smaller halfway: everybody's earlier sales have not seen it.
    if (i === Math.floor(count / 2)) {
      act({ kind: 'role', role: 'seller', rank: 'staff', add: ['sales.discount≤5'], take: ['sales.discount≤5'] });
    }
    if (i % (3 * late) === late - 1) act({ kind: 'narrow', member: `helper${late - 1}` });
    if (i % late === late - 1) act({ kind: 'grant', member: `helper${i}`, role: 'seller', scope: 'b3' });
    const at = i % DEVICES;
    const branch = at % 2 === 0 ? 'b1' : 'b2';
    const uses = i % 3 === 0 ? [`sales.add@${branch}`, `sales.discount≤5@${branch}`] : [`sales.add@${branch}`];
    write(`till${at}`, [listing], { kind: 'data', uses });
    if (unlisted.length >= PER_LISTING) listing = list();
  }
  return steps;
}

function take(engine: VerdictEngine, steps: readonly Step[]): number {
  let effective = 0;
  for (const { commit, entries } of steps) {
    const index = engine.add(commit);
    if (entries !== null) engine.list(commit.device, entries);
    if (engine.verdict(index).verdict === 'effective') effective++;
  }
  return effective;
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
const show = (name: string, value: number, unit: string) =>
  console.log(`${name.padEnd(52)}${value.toFixed(2).padStart(10)} ${unit}`);

const steps = makeHistory(COMMITS);
const times: number[] = [];
const cpu: number[] = [];
let engine = new VerdictEngine();
for (let run = 0; run < RUNS; run++) {
  engine = new VerdictEngine();
  const fresh = engine;
  let effective = 0;
  const used = process.cpuUsage();
  times.push(
    milliseconds(() => {
      effective = take(fresh, steps);
      fresh.changed();
    }),
  );
  const { user, system } = process.cpuUsage(used);
  cpu.push((user + system) / 1000);
  if (effective !== steps.length) throw new Error(`${steps.length - effective} commits are not effective`);
}
times.sort((a, b) => a - b);
cpu.sort((a, b) => a - b);
console.log(
  `${steps.length} commits, ${steps.filter(({ commit }) => commit.kind === 'action').length} of them policy actions`,
);
show('add, list, verdict of all: median', times[Math.floor(RUNS / 2)] ?? 0, 'ms');
show('  best', times[0] ?? 0, 'ms');
show('  CPU of all threads (garbage collection too): median', cpu[Math.floor(RUNS / 2)] ?? 0, 'ms');

const { gc } = globalThis as { readonly gc?: () => void };
if (gc !== undefined) {
  const collect = () => {
    for (let round = 0; round < 4; round++) gc();
  };
  collect();
  const before = process.memoryUsage();
  const kept = new VerdictEngine();
  take(kept, steps);
  kept.changed();
  collect();
  const after = process.memoryUsage();
  const bytes = after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
  show('heap and buffers a commit (texts of hashes apart)', bytes / steps.length, 'B');
  if (kept.length !== steps.length) throw new Error('lost commits');
} else console.log('heap: run with node --expose-gc');

const restless = makeHistory(COMMITS, 5);
show(
  'the same with five epochs a device',
  milliseconds(() => take(new VerdictEngine(), restless)),
  'ms',
);
const last = steps.at(-1)?.commit;
const owner = steps.findLastIndex(({ commit }) => commit.device === 'owner');
const ownerTip = steps[owner]?.commit;
if (last !== undefined && ownerTip !== undefined) {
  const act = (action: PolicyAction, prev: number, seq: number): HistoryCommit => ({
    ...ownerTip,
    seq,
    prev,
    deps: [],
    time: last.time + seq,
    totals: { commits: seq, bytes: seq * 500 },
    hash: `late${seq}`,
    kind: 'action',
    uses: [],
    action,
  });
  const grant = act({ kind: 'grant', member: 'late', role: 'seller', scope: 'b1' }, owner, ownerTip.seq + 1);
  let index = 0;
  show(
    'a late grant, and what changed',
    milliseconds(() => {
      index = engine.add(grant);
      engine.changed();
    }),
    'ms',
  );
  const narrow = act({ kind: 'narrow', member: 'member3' }, index, ownerTip.seq + 2);
  let changed = 0;
  show(
    'a late narrowing of one member, and what changed',
    milliseconds(() => {
      engine.add(narrow);
      changed = engine.changed().length;
    }),
    'ms',
  );
  console.log(`  verdicts that changed: ${changed}`);
}
