// The suites of this house, in the order in which they run: the quick and telling ones first. A suite is a folder of test/ that holds test
// files; a folder that is not there is not a suite. Limits are in seconds and only guard against something that never ends.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const known = [
  { name: 'architecture', kind: 'vitest', limit: 180 },
  { name: 'unit', kind: 'vitest', limit: 480 },
  { name: 'contract', kind: 'vitest', limit: 300 },
  { name: 'property', kind: 'vitest', limit: 300 },
  { name: 'attack', kind: 'vitest', limit: 480 },
  { name: 'fault', kind: 'vitest', limit: 300 },
  { name: 'fuzz', kind: 'vitest', limit: 300 },
  { name: 'browser', kind: 'playwright', limit: 960 },
];

/**
 * @param {string} root folder of the project
 * @returns {{ name: string, kind: string, limit: number, files: string[] }[]} the suites that exist, with their test files relative to root
 */
export function presentSuites(root) {
  return known
    .map((suite) => ({ ...suite, files: testFiles(root, path.posix.join('test', suite.name)) }))
    .filter((suite) => suite.files.length > 0);
}

function testFiles(root, folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const place = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : testFiles(root, place);
      return /\.(test|spec)\.ts$/.test(entry.name) ? [place] : [];
    })
    .sort();
}
