/**
 * `npm run bench -- badframes`: the relay's memory under a million bad frames: it must stay flat within 10 % from the first
 * twentieth of them on.
 *
 * From proved sessions: commits whose cause nobody has, commits of a feed that a malformed header has ended, commits sent
 * again and again. From strangers: garbage, frames too large before the proof, connections that say nothing sensible.
 */
import { BadSession, strangers } from './badframes/bad-session.ts';
import { contestants, Running } from './live/contestants.ts';
import { sized } from './measure/bench-settings.ts';
import { figure } from './report/bar-chart.ts';
import { markdownTable } from './report/markdown-table.ts';
import { writeReport } from './report/write-report.ts';
import { BenchShop } from './shop/bench-shop.ts';
import { relayKeyOf } from './shop/relay-key.ts';
import { RelaySession } from './shop/relay-session.ts';

const FRAMES = sized(1_000_000, 100_000);
const STEPS = 20;
const SESSIONS = 6;
/** Of each step's frames, so many come from strangers, each on a connection of its own. */
const STRANGERS = sized(500, 100);
const MOST_GROWTH = 1.1;

const ours = contestants().find((one) => one.kind === 'hecang');
if (ours === undefined) throw new Error('the relay is not here');
const running = await Running.start(ours);
try {
  const relay = new URL(running.server.url);
  const shop = new BenchShop({
    seed: 41,
    witnessKey: await relayKeyOf(relay),
    startMs: Date.now() - 60_000,
    role: 'buyer',
    devices: SESSIONS,
  });
  const owner = await RelaySession.open({ relay, shop: shop.id, signer: shop.owner.signer });
  await owner.carry(shop.founding);
  owner.close();
  const kinds = ['cause-missing', 'feed-ended', 'known'] as const;
  const sessions: BadSession[] = [];
  for (const [at, device] of shop.devices.entries()) {
    sessions.push(await BadSession.open(relay, shop, device, kinds[at % kinds.length] ?? 'known'));
  }
  const samples: { readonly frames: number; readonly rss: number }[] = [];
  const perSession = Math.ceil((FRAMES / STEPS - STRANGERS) / SESSIONS);
  let frames = 0;
  for (let step = 1; step <= STEPS; step++) {
    await Promise.all([...sessions.map((one) => one.send(perSession)), strangers(relay, shop.id, STRANGERS)]);
    frames += perSession * SESSIONS + STRANGERS;
    const { rss } = await running.server.usage();
    samples.push({ frames, rss });
    console.log(`${figure(frames)} frames: ${(rss / 1e6).toFixed(1)} MB`);
  }
  const first = samples[0]?.rss ?? Number.NaN;
  const growth = Math.max(...samples.map((one) => one.rss)) / first;
  for (const one of sessions) one.close();
  writeReport({
    name: 'badframes',
    title: `The relay's memory under ${figure(FRAMES)} bad frames`,
    sections: [
      `Resident memory of the relay's process. Largest: ${growth.toFixed(3)} of what it was after the first twentieth; goal ≤ ${MOST_GROWTH}: ${growth <= MOST_GROWTH ? 'met' : '**not met**'}.`,
      markdownTable(
        ['frames', 'MB'],
        samples.map((one) => [figure(one.frames), (one.rss / 1e6).toFixed(1)]),
      ),
    ],
    chart: {
      title: `Resident memory under ${figure(FRAMES)} bad frames, MB`,
      note: `Red line: ${MOST_GROWTH} × the size after the first twentieth.`,
      series: ['MB'],
      groups: samples.map((one) => ({
        name: figure(one.frames),
        values: [one.rss / 1e6],
        goal: (first * MOST_GROWTH) / 1e6,
      })),
    },
  });
} finally {
  await running.end();
}
