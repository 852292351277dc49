/**
 * Runs vector files through the engine and the reference: forwards, backwards and in 20 seeded shuffles, commits first and
 * with the witness's entries between. Prints what differs, then `N passed, N failed, N skipped`. Exit code 1 when anything
 * failed, 2 when a file cannot be read.
 *
 *   npm run vectors -- FILE...
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readVectorFile, type Vector } from '../../shared/policy/vector-file.ts';
import { BACKWARDS, engineMismatches, FORWARDS, referenceMismatches, type Shuffle, shuffleOf } from './vectors.ts';

const SHUFFLES = 20;

export interface VectorReport {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

/** Every order of every vector; each mismatch is told once, with the first order that shows it. */
export function runVectors(vectors: readonly Vector[]): VectorReport {
  const orders: (readonly [string, () => Shuffle])[] = [
    ['forwards', () => FORWARDS],
    ['backwards', () => BACKWARDS],
    ...Array.from({ length: SHUFFLES }, (_, seed) => [`shuffle ${seed}`, () => shuffleOf(seed)] as const),
  ];
  const lines: string[] = [];
  let failed = 0;
  for (const vector of vectors) {
    const found = new Map<string, string>();
    for (const [name, order] of orders) {
      const told = [
        ...referenceMismatches(vector, order()).map((line) => `${line} (reference)`),
        ...engineMismatches(vector, order(), false).map((line) => `${line} (engine)`),
        ...engineMismatches(vector, order(), true).map((line) => `${line} (engine, listed on the way)`),
      ];
      for (const line of told) if (!found.has(line)) found.set(line, name);
    }
    if (found.size > 0) failed++;
    for (const [line, order] of found) lines.push(`${line}, ${order}`);
  }
  return { passed: vectors.length - failed, failed, lines };
}

function main(files: readonly string[]): number {
  if (files.length === 0) {
    console.error('usage: npm run vectors -- FILE...');
    return 2;
  }
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    let vectors: Vector[];
    try {
      vectors = readVectorFile(readFileSync(file, 'utf8'));
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
