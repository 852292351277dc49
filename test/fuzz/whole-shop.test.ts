/** The whole-shop fuzz for a handful of seeds, and every seed that ever failed, by name. `npm run fuzz` goes on from here. */
import { describe, expect, it } from 'vitest';
import { FuzzSetting, fuzzSeed } from './fuzz-setting.ts';

const CASES = process.env.FULL === '1' ? 2000 : 150;
const STEPS = 24;

async function faultsOf(setting: FuzzSetting, seed: number, steps = STEPS): Promise<string[]> {
  const { faults } = await fuzzSeed(setting, seed, steps);
  return faults.map((fault) => `seed ${seed}: ${fault}`);
}

describe('a shop in pieces comes together', () => {
  it(`${CASES} seeded histories with real signatures end with one history, one verdict each, one fold`, async () => {
    const setting = new FuzzSetting('real', 'engine');
    const faults: string[] = [];
    for (let seed = 1; seed <= CASES; seed++) faults.push(...(await faultsOf(setting, seed)));
    expect(faults).toEqual([]);
    expect(setting.commits).toBeGreaterThan(CASES * 15);
  }, 300_000);

  it('the reference judge comes to the same end', async () => {
    const setting = new FuzzSetting('cheap', 'reference');
    const faults: string[] = [];
    for (let seed = 5001; seed <= 5010; seed++) faults.push(...(await faultsOf(setting, seed)));
    expect(faults).toEqual([]);
  }, 60_000);

  it.each([
    [2, 16, 'an owner restored from a backup writes a second history beside its own'],
    [44, 20, 'a device that lost its listing must still know the key of the relay'],
    [46, 20, 'a refused commit ended a feed for some replicas only'],
    [52, 20, 'two commits of one feed and seq, with one time, are told apart by their hash'],
    [106603, 24, 'two branches lay mixed on the disk of the relay'],
    [1062, 30, 'a run cut on the way left a prefix that no seal covered'],
  ])('seed %i: %s', async (seed, steps) => {
    expect(await faultsOf(new FuzzSetting('cheap', 'engine'), seed, steps)).toEqual([]);
  });
});
