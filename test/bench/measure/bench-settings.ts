/**
 * What the command line says to a measurement, and where things are. `npm run bench -- live --quick` sets BENCH_QUICK,
 * and BENCH_PEERS to the folder of the peers' packages when they are installed (test/bench.mjs).
 */
import path from 'node:path';

export const REPO_ROOT = path.resolve(import.meta.dirname, '..', '..', '..');
export const RESULTS_FOLDER = path.join(REPO_ROOT, 'bench-results');
/** Real input that is no part of the repository; measurements that need it say so and leave their row out. */
export const SHARED_FOLDER = path.resolve(REPO_ROOT, '..', 'shared');

export const quick = process.env.BENCH_QUICK === '1';
export const peersFolder: string | null = process.env.BENCH_PEERS ?? null;

/** One of two sizes of a measurement. */
export function sized<T>(full: T, small: T): T {
  return quick ? small : full;
}
