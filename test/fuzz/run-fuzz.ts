/**
 * `npm run fuzz -- --cases N --seed S [--signer real|cheap] [--judge engine|reference] [--steps K]`: N seeded histories of a whole shop. Prints the
 * seed of each that fails with its faults and steps, and ends with the counted line.
 */
import { parseArgs } from 'node:util';
import { FuzzSetting, fuzzSeed } from './fuzz-setting.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    signer: { type: 'string', default: 'real' },
    judge: { type: 'string', default: 'engine' },
    steps: { type: 'string', default: '24' },
    verbose: { type: 'boolean', default: false },
  },
});
const setting = new FuzzSetting(
  values.signer === 'cheap' ? 'cheap' : 'real',
  values.judge === 'reference' ? 'reference' : 'engine',
);
const cases = Number(values.cases);
const from = Number(values.seed);
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(from)) {
  console.error('--cases and --seed are whole numbers');
  process.exit(2);
}
let failed = 0;
const started = performance.now();
for (let seed = from; seed < from + cases; seed++) {
  const result = await fuzzSeed(setting, seed, Number(values.steps));
  if (result.faults.length > 0) {
    failed++;
    console.log(`seed ${seed}: ${result.faults.slice(0, 5).join('; ')}`);
    if (values.verbose) console.log(result.steps.map((step) => `    ${step}`).join('\n'));
  }
  if ((seed - from + 1) % 10_000 === 0) {
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${seed - from + 1} cases, ${failed} failed, ${seconds} s, ${setting.commits} commits`);
  }
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${cases} cases from seed ${from} with ${values.signer} signatures: ${setting.commits} commits in ${seconds} s`,
);
console.log(`${cases - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);
