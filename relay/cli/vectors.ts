/**
 * `npm run vectors -- FILE...`: runs verdict vectors through the engine and its reference: forwards, backwards and in 20
 * seeded shuffles. Prints what differs, then `N passed, N failed, N skipped`. Exit code 1 when anything failed, 2 when a
 * file cannot be read.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readVectorFile, type Vector } from '../../shared/policy/vector-file.ts';
import { runVectors } from '../../shared/policy/vector-run.ts';

export const about = 'runs verdict vectors through engine and reference  FILE...';

export async function run(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    console.error('Usage: npm run vectors -- FILE...');
    return 2;
  }
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    let vectors: Vector[];
    try {
      vectors = readVectorFile(readFileSync(path.resolve(file), 'utf8'));
    } catch (error) {
      console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      return 2;
    }
    const report = runVectors(vectors);
    for (const line of report.lines) console.log(line);
    passed += report.passed;
    failed += report.failed;
  }
  console.log(`${passed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 ? 0 : 1;
}
