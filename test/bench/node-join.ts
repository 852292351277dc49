/**
 * `npm run bench -- join`: a cold join of 100,000 three-document commits by ten devices: how long to a verified shop in Node, from a warm relay and right after its restart, and bytes a commit on the wire; and the app in Chromium, slowed to a quarter.
 *
 * The relay is the real one; the joining side is the client's own receiver over its own protocol code, or the whole app.
 */
import { ensureBuilt } from '../../relay/launcher/client-build.mjs';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';
import { invitationLinkOf } from './client/invitation-link.ts';
import { type BrowserJoin, browserJoin } from './join/browser-join.ts';
import { coldJoin, type JoinResult } from './join/cold-join.ts';
import { contestants, Running } from './live/contestants.ts';
import { REPO_ROOT, sized } from './measure/bench-settings.ts';
import { median } from './measure/statistics.ts';
import { figure } from './report/bar-chart.ts';
import { markdownTable } from './report/markdown-table.ts';
import { writeReport } from './report/write-report.ts';
import { benchGoods } from './shop/bench-goods.ts';
import { benchSales } from './shop/bench-sales.ts';
import { BenchShop } from './shop/bench-shop.ts';
import { relayKeyOf } from './shop/relay-key.ts';
import { RelaySession } from './shop/relay-session.ts';

const SALES = sized(100_000, 10_000);
const ROUNDS = 1;
const WRITERS = 10;
const DAY_MS = 86_400_000;

const ours = contestants().find((one) => one.kind === 'hecang');
if (ours === undefined) throw new Error('the relay is not here');
const running = await Running.start(ours);
try {
  const { shop, link, code } = await fill(new URL(running.server.url));
  const joiner = shop.devices[WRITERS];
  if (joiner === undefined) throw new Error('a device is missing');
  const join = (zstd: boolean) => coldJoin(new URL(running.server.url), shop.id, joiner, zstd);
  await join(true);
  const results = new Map<string, JoinResult[]>();
  const note = (name: string, result: JoinResult) => {
    results.set(name, [...(results.get(name) ?? []), result]);
    console.log(`${name}: ${result.seconds.toFixed(2)} s, ${(result.bytes / result.commits).toFixed(1)} B a commit`);
    if (result.effective < SALES)
      throw new Error(`only ${result.effective} of ${result.commits} commits are effective`);
  };
  for (let round = 0; round < ROUNDS; round++) {
    note('warm relay, zstd', await join(true));
    note('warm relay, gzip', await join(false));
    await running.server.end('SIGTERM');
    await running.restart();
    note('right after its restart, zstd', await join(true));
  }
  for (const [n, l] of results) for (const r of l) console.log(n, JSON.stringify(r));
} finally {
  await running.end();
}

function report(results: any, browser: any): void { return; }
function unused(results: any, browser: any): void {
  const of = (list: readonly JoinResult[], value: (one: JoinResult) => number) => median(list.map(value));
  const rows = [...results].map(([name, list]) => [
    name,
    of(list, (one) => one.seconds).toFixed(2),
    of(list, (one) => one.transferSeconds).toFixed(2),
    of(list, (one) => one.ownSeconds).toFixed(2),
    of(list, (one) => one.cpuSeconds).toFixed(2),
    of(list, (one) => one.bytes / one.commits).toFixed(1),
    (of(list, (one) => one.bytes) / 1e6).toFixed(1),
  ]);
  writeReport({
    name: 'join',
    title: `Cold join of ${figure(SALES)} three-document commits`,
    sections: [
      `A device with nothing to a verified shop in Node: ${figure(SALES)} sales by ${WRITERS} devices, each over ticket, stock and cash, and what lists them. Medians of ${ROUNDS} interleaved round${ROUNDS === 1 ? '' : 's'}. Own work: unpacking, hashes, chain, seals, verdicts, shapes of parts. CPU: seconds of the joining process, all threads.`,
      markdownTable(['', 'seconds', 'last byte', 'own work', 'CPU', 'B a commit', 'MB'], rows),
      `The app in Chromium, from 加入: first sale on disk after ${browser.firstSaleSeconds.toFixed(2)} s, whole history here and verified after ${browser.verifiedSeconds.toFixed(2)} s (goal: 4 s, a sale before that). ${browser.slowness}`,
    ],
    chart: {
      title: `Cold join of ${figure(SALES)} commits, seconds to a verified shop`,
      note: 'Node on both ends, one machine.',
      series: ['seconds'],
      groups: [...results].map(([name, list]) => ({ name, values: [of(list, (one) => one.seconds)] })),
    },
  });
}

/** Founds the shop and brings its sales in, each device its own. */
async function fill(relay: URL): Promise<{ shop: BenchShop; link: string; code: string }> {
  const shop = new BenchShop({
    seed: 21,
    witnessKey: await relayKeyOf(relay),
    startMs: Date.now() - 61 * DAY_MS,
    role: 'manager',
    devices: WRITERS + 1,
  });
  const { goods, commits } = benchGoods(sized(5_000, 500), shop.owner, shop.random);
  const { link, commit } = invitationLinkOf(shop, relay);
  await carry(relay, shop, shop.owner.signer, [...shop.founding, ...commits, commit]);
  const byFeed = new Map<FeedId, WireCommit[]>();
  const from = shop.owner.time + 1_000_000;
  const sellers = shop.devices.slice(0, WRITERS);
  for (const sale of benchSales(shop, goods, {
    sellers,
    count: SALES,
    from,
    to: (Date.now() - DAY_MS) * 1000,
    lines: 1,
    sealEvery: 1,
  })) {
    const run = byFeed.get(sale.feed);
    if (run === undefined) byFeed.set(sale.feed, [sale]);
    else run.push(sale);
  }
  for (const device of sellers) await carry(relay, shop, device.signer, byFeed.get(device.feed) ?? []);
  // A listing comes once a second.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  return { shop, link, code: goods[0]?.barcode ?? '' };
}

async function carry(
  relay: URL,
  shop: BenchShop,
  signer: BenchShop['owner']['signer'],
  commits: readonly WireCommit[],
): Promise<void> {
  const session = await RelaySession.open({ relay, shop: shop.id, signer });
  await session.carry(commits);
  if (session.refused.length > 0) throw new Error(`the relay answered ${JSON.stringify(session.refused[0])}`);
  session.close();
}
