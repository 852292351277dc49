// `npm run fuzz`: the seeded fuzz suites of test/fuzz for as long as wanted. `npm test` runs the same files with a handful of seeds.
//
//   npm run fuzz                         FUZZ_SEEDS=2000
//   npm run fuzz -- --seeds 50000        that many
//   npm run fuzz -- --seed 4711          one seed again, as a failure printed it
//   npm run fuzz -- convergence          only files whose path contains the word
//
// The files read FUZZ_SEEDS (how many, 20 when unset) and FUZZ_SEED (just this one); they take nothing else from outside.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endPrograms, runProgram } from '../relay/launcher/child-process.mjs';
import { onCloseRequest } from '../relay/launcher/close-requests.mjs';
import { findGoodNode, projectEnvironment } from '../relay/launcher/good-node.mjs';
import { ensureInstalled } from '../relay/launcher/installation.mjs';
import { PlainError, reportError } from '../relay/launcher/plain-error.mjs';
import { presentSuites } from './runner/suites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
onCloseRequest(async () => {
  await endPrograms();
  process.exit(130);
});

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = reportError(error);
}

async function main() {
  const options = { seeds: { type: 'string', default: '2000' }, seed: { type: 'string' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  await ensureInstalled(root, (line) => console.log(line));
  const suite = presentSuites(root).find(({ name }) => name === 'fuzz');
  if (suite === undefined) throw new PlainError('There is no fuzz suite in test/fuzz.');
  const files = suite.files.filter((file) => positionals.every((word) => file.includes(word)));
  if (files.length === 0) throw new PlainError(`No file of test/fuzz has ${positionals.join(' and ')} in its path.`);
  const node = findGoodNode(root);
  const seeds = values.seed === undefined ? { FUZZ_SEEDS: values.seeds } : { FUZZ_SEED: values.seed };
  const args = [path.join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...files, '--testTimeout=0'];
  return (await runProgram(node, args, { cwd: root, env: projectEnvironment(root, node, seeds), show: true })).code;
}
