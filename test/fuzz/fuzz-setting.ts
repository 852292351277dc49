/** Ties the fuzz together: signer, shop, folds; one call a seed. */
import type { Fold } from '../../shared/fold/fold.ts';
import { ReferenceJudge } from '../../shared/policy/reference-judge.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { FORBIDDEN_VARIANT, FuzzCase, VARIANTS } from './fuzz-case.ts';
import { BRANCH, FuzzShopMaker, OTHER_BRANCH, OTHER_WAREHOUSE, STAFF, WAREHOUSE } from './fuzz-shop.ts';
import { cheapSigner, realSigner } from './fuzz-signer.ts';
import { type FoldReader, judgeCase } from './judge-case.ts';
import { SeededRandom } from './seeded-random.ts';

const PLACES = [`${BRANCH}/${WAREHOUSE}`, `${OTHER_BRANCH}/${OTHER_WAREHOUSE}`];

function stockOf(folds: readonly Fold[]): StockFold {
  const [stock] = folds;
  if (!(stock instanceof StockFold)) throw new Error('no stock fold');
  return stock;
}

export const STOCK_READER: FoldReader = {
  make: () => [new StockFold(480)],
  read: (folds) => {
    const stock = stockOf(folds);
    return [...VARIANTS, FORBIDDEN_VARIANT]
      .flatMap((variant) => PLACES.map((place) => stock.balance(variant, place)))
      .join(' ');
  },
  forbidden: (folds) => stockOf(folds).balance(FORBIDDEN_VARIANT, null),
};

export interface SeedResult {
  readonly faults: readonly string[];
  readonly steps: readonly string[];
}

export class FuzzSetting {
  readonly #maker: FuzzShopMaker;
  commits = 0;

  constructor(signer: 'real' | 'cheap', judge: 'engine' | 'reference') {
    this.#maker = new FuzzShopMaker(signer === 'real' ? realSigner() : cheapSigner(), {
      folds: STOCK_READER.make,
      judge: () => (judge === 'engine' ? new VerdictEngine() : new ReferenceJudge()),
    });
  }

  async run(seed: number, steps: number): Promise<SeedResult> {
    const random = new SeededRandom(seed);
    const names = random.shuffled(STAFF.map((one) => one.device)).slice(0, 1 + random.below(STAFF.length));
    const run = new FuzzCase(random, await this.#maker.make(names));
    try {
      await run.run(steps);
    } catch (error) {
      return { faults: [`threw: ${error instanceof Error ? error.stack : String(error)}`], steps: run.record.steps };
    }
    this.commits += run.devices[0]?.replica.size ?? 0;
    return { faults: judgeCase(run, STOCK_READER, random), steps: run.record.steps };
  }
}

export function fuzzSeed(setting: FuzzSetting, seed: number, steps: number): Promise<SeedResult> {
  return setting.run(seed, steps);
}
