// Reads what the test programs report (JSON) into three numbers. A test file that could not even be loaded holds no tests, yet it must not
// count as nothing: it is one failure. So is a program that ends in trouble although every single test went well.

/** @typedef {{ passed: number, failed: number, skipped: number, notes: string[] }} Counts */

/** @returns {Counts} */
export const noCounts = () => ({ passed: 0, failed: 0, skipped: 0, notes: [] });

/**
 * @param {any} report of vitest's json reporter
 * @returns {Counts}
 */
export function countVitest(report) {
  const counts = noCounts();
  for (const file of report.testResults) {
    const failedBefore = counts.failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') counts.failed += 1;
      else {
        counts.skipped += 1;
        counts.notes.push(`skipped: ${test.fullName}`);
      }
    }
    if (file.status === 'failed' && counts.failed === failedBefore) {
      counts.failed += 1;
      counts.notes.push(`${file.name}: ${String(file.message).split('\n')[0]}`);
    }
  }
  return counts;
}

/**
 * @param {any} report of Playwright's json reporter
 * @returns {Counts} a test that passed only when it was run again counts as failed
 */
export function countPlaywright(report) {
  const counts = noCounts();
  counts.passed = report.stats.expected;
  counts.failed = report.stats.unexpected + report.stats.flaky;
  counts.skipped = report.stats.skipped;
  for (const error of report.errors ?? []) counts.notes.push(String(error.message).split('\n')[0]);
  for (const [title, reason] of skippedSpecs(report.suites ?? [], ''))
    counts.notes.push(`skipped: ${title}${reason ? ` (${reason})` : ''}`);
  return counts;
}

function* skippedSpecs(suites, above) {
  for (const suite of suites) {
    const title = above ? `${above} › ${suite.title}` : suite.title;
    yield* skippedSpecs(suite.suites ?? [], title);
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? []) {
        if (test.status !== 'skipped') continue;
        yield [
          `${title} › ${spec.title}`,
          test.annotations?.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? '',
        ];
      }
    }
  }
}

/**
 * How many tests Playwright would run, from its listing.
 * @param {any} report of Playwright's json reporter with --list
 */
export function countListed(report) {
  const inSuite = (suite) =>
    (suite.specs ?? []).reduce((sum, spec) => sum + spec.tests.length, 0) +
    (suite.suites ?? []).reduce((sum, inner) => sum + inSuite(inner), 0);
  return (report.suites ?? []).reduce((sum, suite) => sum + inSuite(suite), 0);
}

/**
 * What the end of the program says beyond its report.
 * @param {Counts} counts
 * @param {{ code: number, late: boolean }} end
 * @param {number} limitSeconds
 * @returns {Counts}
 */
export function weighEnd(counts, end, limitSeconds) {
  const trouble = end.late
    ? `did not end within ${limitSeconds} s`
    : end.code !== 0 && counts.failed === 0
      ? `ended with exit code ${end.code} although no test failed`
      : counts.passed + counts.failed + counts.skipped === 0
        ? 'ran no test although it has test files'
        : '';
  if (trouble) {
    counts.failed += 1;
    counts.notes.push(trouble);
  }
  return counts;
}
