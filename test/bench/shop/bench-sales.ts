/**
 * Tickets as a till writes them: one commit with parts in tickets, stock and cash (facts.md §8 "three-document
 * commits"). Each device is a register of its own and sells in turn; times are spread evenly over a period.
 */
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { Entry } from '../../../shared/commit/part.ts';
import type { BenchDevice } from './bench-device.ts';
import type { BenchProduct } from './bench-goods.ts';
import { type BenchShop, monthAt } from './bench-shop.ts';

export interface SalesPlan {
  /** Whose registers sell; by default all of the shop's devices. */
  readonly sellers?: readonly BenchDevice[];
  readonly count: number;
  /** Hybrid microseconds of the first and after the last ticket. */
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  /** A seal every so many commits of a feed (and on each feed's last); 1 = all. */
  readonly sealEvery: number;
}

/** Commits in causal order (a feed's own order; devices do not cite each other). */
export function* benchSales(
  shop: BenchShop,
  goods: readonly BenchProduct[],
  plan: SalesPlan,
): Generator<WireCommit, void> {
  const sellers = plan.sellers ?? shop.devices;
  const shifts = sellers.map((device) => device.newRecord());
  const step = (plan.to - plan.from) / plan.count;
  for (let i = 0; i < plan.count; i++) {
    const at = i % sellers.length;
    const device = sellers[at];
    if (device === undefined) return;
    const last = i >= plan.count - sellers.length;
    const seal = last || (device.seq + 1) % plan.sealEvery === 0;
    const time = Math.max(device.time + 1, Math.round(plan.from + i * step));
    const lines = Array.from({ length: plan.lines }, () => goods[shop.random.int(0, goods.length - 1)]);
    const register = shop.registers[at] ?? '';
    yield sale(shop, device, register, shifts[at] ?? '', lines, time, seal);
  }
}

function sale(
  shop: BenchShop,
  device: BenchDevice,
  register: string,
  shift: string,
  goods: readonly (BenchProduct | undefined)[],
  time: number,
  seal: boolean,
): WireCommit {
  const id = device.newRecord();
  const month = monthAt(time);
  const lines: Entry[string][] = [];
  const movements: Entry[] = [];
  let payable = 0;
  for (const product of goods) {
    if (product === undefined) continue;
    const count = shop.random.int(1, 3);
    const amount = Math.round((product.price * count) / 100);
    payable += amount;
    lines.push({
      variant: product.id,
      name: product.name,
      unit: product.unit,
      numerator: 1,
      denominator: 1,
      quantity: count * 1000,
      base: count * 1000,
      listPrice: product.price,
      price: product.price,
      amount,
      discount: 0,
      roundOff: 0,
      paid: amount,
    });
    movements.push({
      kind: 'movement',
      variant: product.id,
      quantity: -count * 1000,
      type: 'sale',
      document: id,
      line: movements.length + 1,
    });
  }
  const ticket: Entry = {
    kind: 'posSale',
    id,
    number: `${register.replaceAll(/[^A-Za-z0-9]/g, '')}-${device.seq}`.replace(/^-/, 'R-'),
    register,
    shift,
    lines,
    discount: 0,
    roundOff: 0,
    payable,
    tenders: [{ kind: 'cash', amount: payable }],
    change: 0,
    handler: device.member,
    basket: id,
  };
  const money: Entry = { kind: 'cash', type: 'sale', shift, register, account: 'cash', amount: payable, document: id };
  return device.commit({
    command: 'sell',
    uses: [`sales.add@${shop.branch}`],
    parts: [
      [`tickets/${shop.branch}/${month}`, [ticket]],
      [`stock/${shop.branch}/${shop.warehouse}/${month}`, movements],
      [`cash/${shop.branch}/${month}`, [money]],
    ],
    time,
    seal,
  });
}
