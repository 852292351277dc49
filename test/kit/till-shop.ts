// A till for unit tests of returns, holds and shifts: the real writer over a store in memory, folds fed by what it wrote.

import type { TillShop } from '../../client/commands/till-shop.ts';
import type { ShownError } from '../../client/worker/engine-protocol.ts';
import { FoldSet } from '../../shared/fold/fold.ts';
import type { Result } from '../../shared/foundation/result.ts';
import { PrintFold } from '../../shared/sales/print-fold.ts';
import type { TestDevice, TestTab } from './client-device.ts';
import { type TillOptions, testTill } from './command-shop.ts';
import { stateOfPart } from './fold-drafts.ts';
import { refOf } from './fold-facts.ts';
import { TillFolds } from './till-folds.ts';

export interface TillShopOptions extends TillOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Lines stand on the screen. */
  readonly cart?: () => boolean;
}

export interface FoldedTill {
  readonly shop: TillShop;
  readonly folds: TillFolds;
  readonly prints: PrintFold;
}

export function tillShop(device: TestDevice, tab: TestTab, options: TillShopOptions): FoldedTill {
  const plain = testTill(device, tab, options);
  const folds = new TillFolds();
  const prints = new PrintFold();
  const both = new FoldSet([prints]);
  let seq = 0;
  const shop: TillShop = {
    ...plain,
    shiftClosed: (id) => folds.shifts.closeOf(id) !== null,
    till: {
      tickets: folds.tickets,
      returns: folds.returns,
      holds: folds.holds,
      shifts: folds.shifts,
      prints,
      setting: (name) => options.settings?.[name],
      soldFrom: (ticket) => folds.stock.placeOf(ticket, 1, 'sale')?.split('/')[1] ?? null,
      itemOf: (variant, unit) => {
        const good = plain.goods.good(variant);
        if (good === null || good.unit !== unit) return null;
        const { product, name, spec, itemNo, byWeight, price, floorPrice, strict } = good;
        const rest = { byWeight, price, floorPrice, strict, onHand: null, escrow: null };
        return { product, variant, name, spec, itemNo, unit, unitNumerator: 1, unitDenominator: 1, ...rest };
      },
      cartOpen: async () => options.cart?.() ?? false,
      ready: async () => undefined,
    },
    write: async (planner): Promise<Result<never, ShownError> | Awaited<ReturnType<typeof plain.write>>> => {
      let parts: readonly { readonly document: string; readonly entries: readonly never[] }[] = [];
      let time = 0;
      const written = await plain.write(async (moment) => {
        time = moment.time;
        const plan = await planner(moment);
        if (!plan.ok) return plan;
        parts = plan.value.parts as never;
        for (const part of plan.value.parts) {
          const state = stateOfPart(part, plan.value.uses, plain.post.member);
          if (state !== 'present') throw new Error(`${part.document} of ${plan.value.command} is ${state}`);
        }
        return plan;
      });
      if (!written.ok) return written;
      seq += 1;
      for (const { document, entries } of parts) {
        for (const set of [folds.set, both]) set.addPart(refOf('own', seq, time, document), entries);
      }
      return written;
    },
  };
  return { shop, folds, prints };
}
