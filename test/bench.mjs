// `npm run bench`: the measurements of test/bench, one file after another, each a program of its own that prints its figures.
// The servers we compare with, and the judge of pages, are packages of packages of their own (test/bench/peers, test/bench/page-quality): nobody
// who only runs or tests Hecang installs them.
//
//   npm run bench                   every test/bench/<name>.bench.ts
//   npm run bench -- live join      only these
//   npm run bench -- live --quick   a first look instead of the full length (BENCH_QUICK=1)
//   npm run bench -- --no-peers     without installing the peers; the files leave their rows out
//   npm run bench -- --help         what there is
//
// Each writes a table and a chart into bench-results/ (not kept in git).
//
// A file learns where the peers are from BENCH_PEERS (a folder with node_modules, or unset), and of --quick from BENCH_QUICK.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endPrograms, runProgram } from '../relay/launcher/child-process.mjs';
import { onCloseRequest } from '../relay/launcher/close-requests.mjs';
import { findGoodNode, projectEnvironment } from '../relay/launcher/good-node.mjs';
import { ensureInstalled } from '../relay/launcher/installation.mjs';
import { reportError } from '../relay/launcher/plain-error.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(root, 'test', 'bench');
const ending = '.bench.ts';
/** The measurements that run the peers' servers beside ours. */
const besidePeers = new Set(['live']);
/** Those that Lighthouse judges by. */
const judged = new Set(['lighthouse']);
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
  const say = (line) => console.log(line);
  await ensureInstalled(root, say);
  const there = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(ending)) : [];
  const names = there.map((file) => file.slice(0, -ending.length)).sort();
  if (args.includes('--help')) {
    say(`npm run bench -- [${names.join(' | ')}] … [--quick] [--no-peers]\n`);
    for (const name of names) say(`  ${name.padEnd(10)} ${purposeOf(path.join(folder, `${name}${ending}`))}`);
    say('\nTables and charts go to bench-results/. --quick: small sizes and short rounds, orders of magnitude only.');
    return 0;
  }
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0 || names.length === 0) {
    console.error(`There is no ${unknown.join(', ') || 'measurement'}. There are: ${names.join(', ') || 'none'}.`);
    return 2;
  }
  const node = findGoodNode(root);
  const peers = path.join(folder, 'peers');
  const chosen = asked.length > 0 ? asked : names;
  const withPeers = !args.includes('--no-peers') && chosen.some((name) => besidePeers.has(name));
  if (withPeers) await ensureInstalled(peers, say);
  if (chosen.some((name) => judged.has(name))) await ensureInstalled(path.join(folder, 'page-quality'), say);
  const env = projectEnvironment(root, node, {
    ...(withPeers ? { BENCH_PEERS: peers } : {}),
    ...(args.includes('--quick') ? { BENCH_QUICK: '1' } : {}),
  });
  let worst = 0;
  for (const name of chosen) {
    say(`\n── ${name} ──`);
    const program = [
      '--disable-warning=ExperimentalWarning',
      '--expose-gc',
      path.join('test', 'bench', `${name}${ending}`),
    ];
    const { code } = await runProgram(node, program, { cwd: root, env, show: true });
    worst = Math.max(worst, code);
  }
  return worst;
}

/** The first sentence of a measurement's own heading. */
function purposeOf(file) {
  const heading = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const text = heading
    .replaceAll(/\s*\n \* ?/g, ' ')
    .replace(/^\s*`[^`]*`: /, '')
    .trim();
  return text.split(/(?<=\.)\s/)[0] ?? '';
}
