/**
 * `npm run bench -- live`: the relay with everything on (signed commits, verification, a listing a second, SQLite FULL,
 * durable answers) beside y-websocket's server and Hocuspocus, on one workload in one run: appends of ~110 bytes, rooms
 * × clients 1×10, 1×100 and 50×10, at saturation and at moderate load. Rounds are interleaved, medians reported.
 */

import { contestants } from './live/contestants.ts';
import { type KillResult, killTest } from './live/kill-test.ts';
import { liveReport } from './live/live-report.ts';
import { liveRound, type Measured, type Round, SHAPES } from './live/live-round.ts';
import { sized } from './measure/bench-settings.ts';
import { median } from './measure/statistics.ts';
import { writeReport } from './report/write-report.ts';

const times = sized({ warmSeconds: 1.2, seconds: 2.5 }, { warmSeconds: 0.4, seconds: 1 });
/** BENCH_ROUNDS: fewer for a look, more on a busy machine. */
const rounds = Number(process.env.BENCH_ROUNDS ?? sized(5, 1));
const all = contestants();
const results = new Map<string, Round[]>();

for (let round = 1; round <= rounds; round++) {
  for (const shape of SHAPES) {
    for (const contestant of all) {
      const result = await liveRound(contestant, shape, times);
      const key = `${contestant.name} ${shape.name}`;
      results.set(key, [...(results.get(key) ?? []), result]);
      const { moderate, saturated } = result;
      console.log(
        `${round}/${rounds} ${shape.name.padEnd(5)} ${contestant.name.padEnd(26)} saturated ${saturated.cpu.toFixed(3)} CPU s, ` +
          `${Math.round(saturated.deliveriesPerSecond / 1000)}k/s (generator ${Math.round(saturated.generatorLoad * 100)} %); ` +
          `moderate ${moderate.cpu.toFixed(3)}, ${moderate.p50.toFixed(2)}/${moderate.p99.toFixed(2)} ms`,
      );
    }
  }
}

const medians = new Map<string, { moderate: Measured; saturated: Measured }>();
for (const [key, list] of results) {
  medians.set(key, {
    moderate: middle(list.map((one) => one.moderate)),
    saturated: middle(list.map((one) => one.saturated)),
  });
}
const kills = new Map<string, KillResult[]>();
for (const contestant of all) {
  for (const rate of sized([1000, 3000], [1000])) {
    const result = await killTest(contestant, rate);
    kills.set(contestant.name, [...(kills.get(contestant.name) ?? []), result]);
    console.log(
      `SIGKILL at ${rate}/s ${contestant.name.padEnd(26)} ${result.lost} of ${result.acknowledged} acknowledged lost`,
    );
  }
}
writeReport(liveReport(all, medians, kills, rounds));

function middle(list: readonly Measured[]): Measured {
  const of = (value: (one: Measured) => number) => median(list.map(value));
  return {
    cpu: of((one) => one.cpu),
    deliveriesPerSecond: of((one) => one.deliveriesPerSecond),
    p50: of((one) => one.p50),
    p99: of((one) => one.p99),
    generatorLoad: of((one) => one.generatorLoad),
  };
}
