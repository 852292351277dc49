// A whole project in a temporary folder, small enough to install without a network: the real launcher, one package from a folder beside it
// (a builder that writes a page and a line into a log each time it runs) and a relay of a few lines that keeps the launcher's contract:
// listens on PORT, prints its address, ends with a sentence when the port is taken, closes on SIGTERM.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const house = path.resolve(import.meta.dirname, '../../..');

const builder = `
import { appendFileSync, mkdirSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
appendFileSync('builds.log', 'built\\n');
if (readFileSync('client/index.html', 'utf8').includes('broken')) { console.error('Unexpected token in client/index.html'); process.exit(1); }
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
writeFileSync('dist/index.html', readFileSync('client/index.html'));
`;

const relay = `
import { createServer } from 'node:http';
const server = createServer((_request, response) => response.end('<html>' + process.env.NODE_ENV + ' ' + process.pid + '</html>'));
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? 'Port ' + process.env.PORT + ' is taken.' : error.message);
  process.exit(3);
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready http://localhost:' + process.env.PORT + '/'));
process.once('SIGTERM', () => { console.log('closed cleanly'); server.close(() => process.exit(0)); server.closeAllConnections(); });
`;

export interface SmallProject {
  readonly folder: string;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  readonly remove: () => void;
}

export function makeSmallProject(): SmallProject {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-house-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  cpSync(path.join(house, 'relay/launcher'), path.join(folder, 'relay/launcher'), { recursive: true });
  cpSync(path.join(house, 'relay/start.mjs'), path.join(folder, 'relay/start.mjs'));
  const root = { name: 'small', version: '1.0.0', dependencies: { vite: 'file:packages/vite' } };
  const packages = {
    '': root,
    'node_modules/vite': { resolved: 'packages/vite', link: true },
    'packages/vite': { version: '1.0.0' },
  };
  write('package.json', JSON.stringify({ ...root, type: 'module', scripts: { start: 'node relay/start.mjs' } }));
  write('package-lock.json', JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages }));
  write('packages/vite/package.json', JSON.stringify({ name: 'vite', version: '1.0.0', type: 'module' }));
  write('packages/vite/bin/vite.js', builder);
  write('client/index.html', '<html>page</html>');
  write('relay/main.ts', relay);
  return {
    folder,
    write,
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

/** A started program, in a process group of its own, and all it says; `gone` settles when it and everything that shares its output has ended. */
export class Started {
  readonly child: ChildProcess;
  readonly gone: Promise<number | null>;
  #said = '';
  #listeners = new Set<() => void>();

  constructor(project: SmallProject, command: string, args: readonly string[], env: Record<string, string>) {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|NODE_|VITEST|HECANG_|INIT_CWD)/.test(name),
    );
    this.child = spawn(command, args, {
      cwd: project.folder,
      env: { ...Object.fromEntries(inherited), ...env },
      detached: process.platform !== 'win32',
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#said += chunk.toString('utf8');
        for (const listener of this.#listeners) listener();
      });
    }
    this.gone = new Promise((resolve) => {
      this.child.once('close', (code) => {
        resolve(code);
        for (const listener of this.#listeners) listener();
      });
    });
  }

  get said(): string {
    return this.#said;
  }

  /** Settles once the text was said; rejects with everything said when the program ended without it. */
  saying(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.#said.includes(text)) resolve();
        else if (this.child.exitCode !== null) reject(new Error(`ended without saying "${text}":\n${this.#said}`));
        else return;
        this.#listeners.delete(look);
      };
      this.#listeners.add(look);
      look();
    });
  }
}
