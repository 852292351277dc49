// `npm run fuzz`: long runs. `npm test` runs the same code for a handful of seeds.
//
//   npm run fuzz -- --cases 100000 --seed 1                    seeded histories of a whole shop, real signatures
//   npm run fuzz -- --cases 1000000 --signer cheap             the same with a cheap injected signer
//   npm run fuzz -- kills --count 1000                         SIGKILL of a real relay in mid write, again and again
//
// A failing seed is printed with what failed; `--cases 1 --seed N --verbose` tells its story. Ends with the counted line.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endPrograms, runProgram } from '../relay/launcher/child-process.mjs';
import { onCloseRequest } from '../relay/launcher/close-requests.mjs';
import { findGoodNode, projectEnvironment } from '../relay/launcher/good-node.mjs';
import { ensureInstalled } from '../relay/launcher/installation.mjs';
import { PlainError, reportError } from '../relay/launcher/plain-error.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS = { histories: 'test/fuzz/run-fuzz.ts', kills: 'test/fault/run-kills.ts' };
onCloseRequest(async () => {
  await endPrograms();
  process.exit(130);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportError(error);
}

async function main(args) {
  const [first] = args;
  const named = first !== undefined && !first.startsWith('--');
  const name = named ? first : 'histories';
  const program = PROGRAMS[name];
  if (program === undefined || !existsSync(path.join(root, program))) {
    throw new PlainError(`There is no fuzz named ${name}. There are: ${Object.keys(PROGRAMS).join(', ')}.`);
  }
  await ensureInstalled(root, (line) => console.log(line));
  const node = findGoodNode(root);
  const rest = named ? args.slice(1) : args;
  const run = await runProgram(node, [program, ...rest], {
    cwd: root,
    env: projectEnvironment(root, node, {}),
    show: true,
  });
  return run.code;
}
