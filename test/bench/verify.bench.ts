/**
 * `npm run bench -- verify`: how long a cold replica needs to verify 100,000 commits (headers parsed, chain, parts, seals, verdicts), step by step and in one piece.
 *
 * Each is a sale over three documents by one of ten devices, all listed by the witness; one signature a feed. The
 * goal, 0.6 s, is for the five steps; the whole replica also reads every part, checks its shape and what it may hold, and
 * keeps its books.
 */
import { signerOf } from '../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';
import { sized } from './measure/bench-settings.ts';
import { LapTimer } from './measure/lap-timer.ts';
import { figure } from './report/bar-chart.ts';
import { markdownTable } from './report/markdown-table.ts';
import { writeReport } from './report/write-report.ts';
import { benchGoods } from './shop/bench-goods.ts';
import { listAll } from './shop/bench-listing.ts';
import { benchSales } from './shop/bench-sales.ts';
import { BenchShop } from './shop/bench-shop.ts';
import { type History, verifyInSteps, verifyWhole } from './verify/cold-verification.ts';

const GOAL_MS = 600;
const COMMITS = sized(100_000, 20_000);
const ROUNDS = 3;
const STEPS = ['headers parsed', 'chain', 'parts hashed', 'seals', 'verdicts'];
const WHOLE = 'whole replica';

const history = makeHistory();
const timer = new LapTimer();
await verifyInSteps(history, new LapTimer());
await verifyWhole(history);
for (let round = 0; round < ROUNDS; round++) {
  await verifyInSteps(history, timer);
  const effective = await timer.time(WHOLE, () => verifyWhole(history));
  if (effective < COMMITS) throw new Error(`only ${effective} of ${COMMITS} are effective`);
}

const sum = STEPS.reduce((total, name) => total + timer.ms(name), 0);
const goal = (GOAL_MS * COMMITS) / 100_000;
const row = (name: string, ms: number) => [name, Math.round(ms).toString(), figure((ms / COMMITS) * 1000)];
writeReport({
  name: 'verify',
  title: `Verifying ${figure(COMMITS)} commits from nothing`,
  sections: [
    `${figure(COMMITS)} sales over three documents by ten devices, listed by the witness, one signature a feed. Medians of ${ROUNDS} rounds after a warm-up.`,
    markdownTable(
      ['', 'ms', 'µs a commit'],
      [...STEPS.map((name) => row(name, timer.ms(name))), row('sum of the five', sum), row(WHOLE, timer.ms(WHOLE))],
    ),
    `Goal for the five: ≤ ${Math.round(goal)} ms: ${sum <= goal ? 'met' : '**not met**'}. The whole replica also parses every part, checks its shape and its uses, and keeps its books.`,
  ],
  chart: {
    title: `Verifying ${figure(COMMITS)} commits from nothing, milliseconds`,
    note: 'Red line: the goal for the sum of the five steps.',
    series: ['milliseconds'],
    groups: [
      ...STEPS.map((name) => ({ name, values: [timer.ms(name)] })),
      { name: 'sum of the five', values: [sum], goal },
      { name: WHOLE, values: [timer.ms(WHOLE)] },
    ],
  },
});

function makeHistory(): History {
  const witness = signerOf(new Uint8Array(32).fill(7));
  const startMs = Date.UTC(2026, 8, 25);
  const shop = new BenchShop({ seed: 11, witnessKey: witness.publicKey, startMs, role: 'seller', devices: 10 });
  const { goods, commits } = benchGoods(2_000, shop.owner, shop.random);
  const from = shop.owner.time + 1_000_000;
  const to = Date.UTC(2026, 10, 24) * 1000;
  const byFeed = new Map<FeedId, WireCommit[]>();
  for (const sale of benchSales(shop, goods, { count: COMMITS, from, to, lines: 1, sealEvery: 1000 })) {
    const run = byFeed.get(sale.feed);
    if (run === undefined) byFeed.set(sale.feed, [sale]);
    else run.push(sale);
  }
  return {
    shop: shop.id,
    keys: [shop.owner, ...shop.devices].map((device) => device.signer.publicKey).concat([witness.publicKey]),
    runs: [[...shop.founding, ...commits], ...byFeed.values(), listAll(shop, witness, to + 1)],
  };
}
