/** `npm run hecang -- check-integrity [--data <folder>]`: chains, parts, seals and listings of everything stored. */
import { parseArgs } from 'node:util';
import { withStore } from '../operator/open-data.ts';
import { shopFactory } from '../shops/shop-factory.ts';
import { checkIntegrity } from '../storage/check-integrity.ts';

export const about = 'checks everything that is stored: chains, parts, seals, listings  [--data <folder>]';

/** 0: all is well; 1: something is not, and said. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string', default: 'data' } } });
  return withStore(values.data, async (store) => {
    const own = (await store.notes('')).get('witness') ?? '';
    const report = await checkIntegrity(store, shopFactory, own);
    console.log(`${report.shops} shops, ${report.commits} commits, ${report.parts} parts.`);
    for (const problem of report.problems) console.log(problem);
    console.log(report.problems.length === 0 ? 'All is well.' : `${report.problems.length} problems.`);
    return report.problems.length === 0 ? 0 : 1;
  });
}
