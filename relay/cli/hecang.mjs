// `npm run hecang -- <command> [arguments]`: the operator's commands. Each is a file of this folder, relay/cli/<command>.ts, that exports
// `about` (one line) and `run(args)` (resolves to the exit code); the list is made by looking, so a command that is there is a command that
// is shown. Runs itself again under a good Node where the one at hand cannot read TypeScript.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findGoodNode, isGoodNode, projectEnvironment } from '../launcher/good-node.mjs';
import { ensureInstalled } from '../launcher/installation.mjs';
import { reportError } from '../launcher/plain-error.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = new URL('.', import.meta.url);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportError(error);
}

async function main(args) {
  await ensureInstalled(root, (line) => console.error(line));
  if (!isGoodNode(process.versions.node)) return runAgain(args);
  const [name = 'help', ...rest] = args;
  const commands = readdirSync(folder)
    .filter((file) => /^[a-z][a-z0-9-]*\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length));
  if (commands.includes(name)) return (await load(name)).run(joined(rest));
  const wanted = name === 'help' || name === '--help' || name === '-h';
  if (!wanted) console.error(`There is no command "${name}".`);
  console.log('Usage: npm run hecang -- <command> [arguments]\n');
  const width = Math.max(0, ...commands.map((command) => command.length));
  for (const command of commands) console.log(`  ${command.padEnd(width)}  ${(await load(command)).about}`);
  return wanted ? 0 : 2;
}

/** `--shop -abc` → `--shop=-abc`: one id in sixty-four begins with a dash, and would be taken for an option. */
function joined(args) {
  const out = [];
  for (const arg of args) {
    const before = out.at(-1);
    if (/^-[^-]/.test(arg) && before?.startsWith('--') === true && !before.includes('='))
      out[out.length - 1] = `${before}=${arg}`;
    else out.push(arg);
  }
  return out;
}

async function load(command) {
  const module = await import(new URL(`${command}.ts`, folder).href);
  if (typeof module.run !== 'function' || typeof module.about !== 'string') {
    throw new Error(`relay/cli/${command}.ts must export run(args) and about`);
  }
  return module;
}

function runAgain(args) {
  const node = findGoodNode(root);
  const self = fileURLToPath(import.meta.url);
  const again = spawnSync(node, ['--disable-warning=ExperimentalWarning', self, ...args], {
    stdio: 'inherit',
    env: projectEnvironment(root, node),
  });
  return again.status ?? 1;
}
