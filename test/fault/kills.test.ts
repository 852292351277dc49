/** SIGKILL of a real relay in mid write (kill-run.ts). `npm run fuzz -- kills --count 1000` is the long run of the same. */
import { expect, it } from 'vitest';
import { runKills } from './kill-run.ts';

const COUNT = process.env.FULL === '1' ? 200 : 30;

it(`${COUNT} times killed in mid write, the relay has lost and doubled nothing that it had answered for`, async () => {
  const lines: string[] = [];
  const result = await runKills({ count: COUNT, seed: 20_261_125, say: (line) => lines.push(line) });
  expect(result.faults).toEqual([]);
  expect(result.passed).toBe(COUNT + 1);
  expect(result.listed).toBeGreaterThan(COUNT * 3);
  expect(lines).toHaveLength(COUNT);
}, 1_800_000);
