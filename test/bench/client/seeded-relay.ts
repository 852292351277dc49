/** A relay with a seeded shop in it, and a link with which a browser joins that shop. */

import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { FeedId } from '../../../shared/foundation/ids.ts';
import type { BuiltInRole } from '../../../shared/policy/built-in-roles.ts';
import { contestants, Running } from '../live/contestants.ts';
import type { BenchDevice } from '../shop/bench-device.ts';
import { type BenchProduct, benchGoods } from '../shop/bench-goods.ts';
import { benchSales } from '../shop/bench-sales.ts';
import { BenchShop } from '../shop/bench-shop.ts';
import { benchStock } from '../shop/bench-stock.ts';
import { relayKeyOf } from '../shop/relay-key.ts';
import { RelaySession } from '../shop/relay-session.ts';
import { invitationLinkOf } from './invitation-link.ts';

export interface SeededRelay {
  readonly running: Running;
  readonly shop: BenchShop;
  readonly goods: readonly BenchProduct[];
  readonly link: string;
}
export interface SeedSizes {
  readonly goods: number;
  /** Over the last two months, by `devices` tills. */
  readonly tickets: number;
  readonly devices: number;
  /** What the owner makes besides, before anybody sells. */
  readonly more?: (shop: BenchShop, goods: readonly BenchProduct[]) => readonly WireCommit[];
  /** Of everybody but the owner; by default manager, who enters for the branch only. */
  readonly role?: BuiltInRole;
}

const DAY_MS = 86_400_000;

export async function seededRelay(sizes: SeedSizes): Promise<SeededRelay> {
  const ours = contestants().find((one) => one.kind === 'hecang');
  if (ours === undefined) throw new Error('the relay is not here');
  const running = await Running.start(ours);
  const relay = new URL(running.server.url);
  const role = sizes.role ?? 'manager';
  const shop = new BenchShop({
    seed: 31,
    witnessKey: await relayKeyOf(relay),
    startMs: Date.now() - 61 * DAY_MS,
    role,
    // One more, for traffic while the browser works.
    devices: sizes.devices + 1,
  });
  const { goods, commits } = benchGoods(sizes.goods, shop.owner, shop.random);
  const { link, commit } = invitationLinkOf(shop, relay, role);
  const stock = benchStock(shop, shop.owner, goods);
  const more = sizes.more?.(shop, goods) ?? [];
  await carry(relay, shop, shop.owner, [...shop.founding, ...commits, commit, ...stock, ...more]);
  const sellers = shop.devices.slice(0, sizes.devices);
  const to = (Date.now() - DAY_MS / 24) * 1000;
  const from = Math.min(shop.owner.time + 1_000_000, to - 1);
  await sellAll(relay, shop, goods, { sellers, count: sizes.tickets, from, to });
  // A listing comes once a second.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  return { running, shop, goods, link };
}

/** Makes tickets and brings each device's own to the relay. */
export async function sellAll(
  relay: URL,
  shop: BenchShop,
  goods: readonly BenchProduct[],
  plan: {
    readonly sellers: readonly BenchDevice[];
    readonly count: number;
    readonly from: number;
    readonly to: number;
    readonly purpose?: 'member' | 'hand-in';
  },
): Promise<void> {
  const byFeed = new Map<FeedId, WireCommit[]>();
  for (const sale of benchSales(shop, goods, { ...plan, lines: 2, sealEvery: 1 })) {
    const run = byFeed.get(sale.feed);
    if (run === undefined) byFeed.set(sale.feed, [sale]);
    else run.push(sale);
  }
  for (const device of plan.sellers) await carry(relay, shop, device, byFeed.get(device.feed) ?? [], plan.purpose);
}

export async function carry(
  relay: URL,
  shop: BenchShop,
  device: BenchDevice,
  commits: readonly WireCommit[],
  purpose: 'member' | 'hand-in' = 'member',
): Promise<void> {
  const session = await RelaySession.open({ relay, shop: shop.id, signer: device.signer, purpose });
  await session.carry(commits);
  if (session.refused.length > 0) throw new Error(`the relay answered ${JSON.stringify(session.refused[0])}`);
  session.close();
}
