// `npm run fuzz -- kills --count N [--seed S]`: SIGKILL of a real relay in mid write, N times, and after each a look at
// everything that was ever answered. The last look, by somebody who was never there, counts as one more.
import { runKills } from './kill-run.ts';

function numberAfter(name: string, usual: number): number {
  const at = process.argv.indexOf(name);
  const value = at < 0 ? usual : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} must be a whole number above 0`);
  return value;
}

try {
  const result = await runKills({
    count: numberAfter('--count', 100),
    seed: numberAfter('--seed', 1),
    say: (line) => console.log(line),
  });
  for (const fault of result.faults) console.log(fault);
  console.log(`${result.listed} commits answered as listed`);
  console.log(`${result.passed} passed, ${result.failed} failed, 0 skipped`);
  process.exitCode = result.failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
}
