/** Random hostile histories in random delivery orders: the engine says what the reference says, after every step. */
import { describe, expect, it } from 'vitest';
import { ReferenceJudge } from '../../shared/policy/reference-judge.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { deliveries } from '../kit/deliver.ts';
import { type RandomHistory, randomHistory, randomOf } from '../kit/random-history.ts';

const MEMBERS = ['Owner', 'An', 'Ma', 'Li', 'Zhou', 'New'];
const DEVICES = ['o1', 'a1', 'm1', 'l1', 'l2', 'z1', 'n1', 'paper'];
const ASKED = ['sales.add@b1', 'sales.discount≤12@b1', 'stock.add@b1/w1', 'members.narrow@b1', 'stock.view@*'];

interface Run {
  readonly seed: number;
  readonly order: number;
  readonly every: number;
}

/** Verdicts by id at the end; throws on the first difference. */
function runBoth(history: RandomHistory, { seed, order, every }: Run): Map<string, string> {
  const epochs = seed % 3 === 0 ? 2 : 64;
  const engine = new VerdictEngine({ epochs });
  const reference = new ReferenceJudge({ epochs });
  const ids: string[] = [];
  const told: string[] = [];
  const settled = new Map<number, string>();
  const compare = (step: number) => {
    for (const index of engine.changed()) told[index] = show(engine, index);
    const here = ids.map((id, index) => `${id} ${show(engine, index)} ${told[index]} @${engine.position(index)}`);
    const there = ids.map((id, index) => {
      const verdict = show(reference, index);
      return `${id} ${verdict} ${verdict} @${reference.position(index)}`;
    });
    const where = `seed ${seed}, order ${order}, step ${step}`;
    expect(here, where).toEqual(there);
    for (const index of ids.keys()) {
      if (engine.position(index) === Number.POSITIVE_INFINITY) continue;
      const verdict = show(engine, index);
      expect(verdict.startsWith('waiting'), `${where}: ${ids[index]} is listed and waits`).toBe(false);
      if (history.isCalm) expect(verdict, `${where}: ${ids[index]} was listed`).toBe(settled.get(index) ?? verdict);
      settled.set(index, verdict);
    }
  };
  let step = 0;
  for (const delivery of deliveries(history, randomOf(seed * 7 + order), [0.2, 0.5, 0.9][order % 3] ?? 0.5)) {
    if (delivery.kind === 'commit') {
      const refusal = engine.refusal(delivery.commit);
      ids.push(delivery.commit.hash);
      const index = engine.add(delivery.commit);
      reference.add(delivery.commit);
      if (refusal !== null) expect(engine.verdict(index)).toEqual({ verdict: 'refused', reason: refusal });
    } else {
      engine.list(delivery.witness, [delivery.entry]);
      reference.list(delivery.witness, [delivery.entry]);
    }
    step++;
    if (step > 26 && step % every === 0) compare(step);
  }
  compare(step);
  for (const device of DEVICES) expect(engine.memberOf(device)).toBe(reference.memberOf(device));
  for (const member of MEMBERS) {
    for (const use of ASKED) expect(engine.mayAt('now', member, use)).toBe(reference.mayAt('now', member, use));
  }
  return new Map(ids.map((id, index) => [id, show(engine, index)]));
}

function show(judge: VerdictEngine | ReferenceJudge, index: number): string {
  const { verdict, reason } = judge.verdict(index);
  return `${verdict}/${reason}`;
}

const seedsFromEnvironment = Number(process.env.FUZZ_SEEDS ?? 0);
const SEEDS = seedsFromEnvironment > 0 ? seedsFromEnvironment : 25;
const only = process.env.FUZZ_SEED === undefined ? null : Number(process.env.FUZZ_SEED);
const seeds = only === null ? Array.from({ length: SEEDS }, (_, seed) => seed) : [only];

describe('the engine and the reference', () => {
  it('POLICY-60 POLICY-61 agree after every step of small hostile histories, and all orders end equal', () => {
    for (const seed of seeds) {
      const history = randomHistory(seed, 18);
      const ends = [0, 1, 2].map((order) => runBoth(history, { seed, order, every: order === 0 ? 1 : 3 }));
      for (const end of ends.slice(1)) {
        for (const [id, verdict] of ends[0] ?? [])
          expect(`${id} ${end.get(id)}`, `seed ${seed}`).toBe(`${id} ${verdict}`);
      }
    }
  }, 120_000);

  it('POLICY-4 nothing listed waits, and without retracts, ratifications and successions a listed verdict never changes', () => {
    for (const seed of seeds) {
      const history = randomHistory(seed + 500_000, 18, true);
      expect(runBoth(history, { seed, order: seed % 3, every: 1 }).size).toBeGreaterThan(18);
    }
  }, 120_000);

  it('POLICY-60 agree on longer histories', () => {
    for (const seed of seeds.slice(0, Math.ceil(seeds.length / 6))) {
      runBoth(randomHistory(seed + 100_000, 45), { seed, order: 1, every: 6 });
    }
  }, 120_000);
});
