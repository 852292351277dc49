// The runner's arithmetic: whatever goes wrong beside the tests themselves must show up as a failure, never as silence.
import { describe, expect, it } from 'vitest';
import { countListed, countPlaywright, countVitest, noCounts, weighEnd } from '../../runner/counts.mjs';

const file = (status: string, ...statuses: string[]) => ({
  name: 'x.test.ts',
  status,
  message: 'cannot load\nmore',
  assertionResults: statuses.map((each) => ({ status: each, fullName: 'a story' })),
});

describe('counting a suite', () => {
  it('adds up what passed, failed and was skipped, and names what was skipped', () => {
    const counts = countVitest({
      testResults: [file('passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'todo')],
    });
    expect(counts).toMatchObject({ passed: 2, failed: 1, skipped: 2, notes: ['skipped: a story', 'skipped: a story'] });
  });

  it('takes a file that could not be loaded for one failure', () => {
    expect(countVitest({ testResults: [file('failed')] })).toMatchObject({
      failed: 1,
      notes: ['x.test.ts: cannot load'],
    });
  });

  it('takes a browser test that passed only at the second try for a failure', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats, suites: [] })).toMatchObject({ passed: 4, failed: 2, skipped: 2 });
  });

  it('gives the reason of a skipped browser test', () => {
    const tests = [{ status: 'skipped', annotations: [{ type: 'skip', description: 'no camera here' }] }];
    const suites = [{ title: 'till.spec.ts', suites: [{ title: 'scan', specs: [{ title: 'a code', tests }] }] }];
    const counts = countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 1 }, suites });
    expect(counts.notes).toEqual(['skipped: till.spec.ts › scan › a code (no camera here)']);
    expect(countListed({ suites })).toBe(1);
  });
});

describe('weighing the end of a suite', () => {
  const quietEnd = { code: 0, late: false };
  it.each([
    ['a crash although every test passed', { ...noCounts(), passed: 3 }, { code: 1, late: false }, 1],
    ['a suite that ran nothing', noCounts(), quietEnd, 1],
    ['a suite that never ended', { ...noCounts(), passed: 3 }, { code: 143, late: true }, 1],
    ['an ordinary failure, counted once', { ...noCounts(), failed: 2 }, { code: 1, late: false }, 2],
    ['a clean end', { ...noCounts(), passed: 3 }, quietEnd, 0],
    ['a suite of skipped tests', { ...noCounts(), skipped: 3 }, quietEnd, 0],
  ])('%s', (_name, counts, end, failed) => {
    expect(weighEnd(counts, end, 60).failed).toBe(failed);
  });
});
