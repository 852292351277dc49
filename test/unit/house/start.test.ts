// The launcher as its users meet it: real processes, a real `npm ci`, real signals, in a small project of its own.
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, makeSmallProject, type SmallProject, Started } from './small-project.ts';

const posix = process.platform !== 'win32';
let project: SmallProject;
let port: string;
const started: Started[] = [];

beforeEach(async () => {
  project = makeSmallProject();
  port = String(await freePort());
});

afterEach(async () => {
  for (const run of started.splice(0)) {
    if (run.child.exitCode === null) run.child.kill('SIGKILL');
    await run.gone;
  }
  project.remove();
});

function start(env: Record<string, string> = {}, command = process.execPath): Started {
  const args = command === process.execPath ? [path.join('relay', 'start.mjs')] : ['start'];
  const run = new Started(project, command, args, { PORT: port, ...env });
  started.push(run);
  return run;
}

async function startAndEnd(): Promise<string> {
  const run = start();
  await run.saying('ready');
  run.child.kill('SIGTERM');
  expect(await run.gone).toBe(0);
  return run.said;
}

const answers = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('a first and a second start', { timeout: 60_000 }, () => {
  it('installs and builds at the first, does neither at the second', async () => {
    const first = await startAndEnd();
    expect(first).toContain('Installing packages');
    expect(first).toContain('Building the app');
    const second = await startAndEnd();
    expect(second).toBe(`ready http://localhost:${port}/\nclosed cleanly\n`);
    expect(project.read('builds.log')).toBe('built\n');
  });

  it('builds again when a source changed, and again when the build before it failed', async () => {
    await startAndEnd();
    project.write('client/index.html', '<html>broken</html>');
    const failing = start();
    expect(await failing.gone).toBe(1);
    expect(failing.said).toContain('The app could not be built');
    expect(failing.said).toContain('Unexpected token in client/index.html');
    project.write('client/index.html', '<html>mended</html>');
    expect(await startAndEnd()).toContain('Building the app');
    expect(project.read('dist/index.html')).toContain('mended');
  });

  it('installs again when the lock file changed, unless the packages already agree with it', async () => {
    await startAndEnd();
    project.write('package-lock.json', `${project.read('package-lock.json')}\n`);
    expect(await startAndEnd()).not.toContain('Installing');
    project.write('node_modules/.package-lock.json', '{}');
    project.write('package-lock.json', `${project.read('package-lock.json')}\n`);
    expect(await startAndEnd()).toContain('Installing');
  });

  it('says why when the packages cannot be installed', async () => {
    project.write('package.json', project.read('package.json').replace('file:packages/vite', 'file:packages/other'));
    const run = start();
    expect(await run.gone).toBe(1);
    expect(run.said).toContain('The packages could not be installed. package.json and package-lock.json disagree.');
    expect(run.said).not.toContain('    at ');
  });

  it('runs the relay in production, and passes its exit code and its own words on when the port is taken', async () => {
    const first = start();
    await first.saying('ready');
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('production');
    const second = start();
    expect(await second.gone).toBe(3);
    expect(second.said).toContain(`Port ${port} is taken.`);
  });
});

describe.runIf(posix)('the end of a start', { timeout: 60_000 }, () => {
  // Windows has no signals to send
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`${signal} ends the relay cleanly and frees the port`, async () => {
      const run = start();
      await run.saying('ready');
      run.child.kill(signal);
      expect(await run.gone).toBe(0);
      expect(run.said).toContain('closed cleanly');
      expect(await answers()).toBe(false);
    });
  }

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`${signal} to all processes at once, as a terminal sends it, is heard once`, async () => {
      const run = start({}, 'npm');
      await run.saying('ready');
      process.kill(-(run.child.pid ?? 0), signal);
      await run.gone;
      expect(run.said.split('closed cleanly')).toHaveLength(2);
      expect(await answers()).toBe(false);
    });
  }

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`${signal} to npm leaves no orphan and no port behind`, async () => {
      const run = start({}, 'npm');
      await run.saying('ready');
      run.child.kill(signal);
      await run.gone;
      expect(run.said).toContain('closed cleanly');
      expect(await answers()).toBe(false);
    });
  }

  it('SIGKILL to the launcher itself leaves no orphan either', async () => {
    const run = start();
    await run.saying('ready');
    run.child.kill('SIGKILL');
    await run.gone;
    expect(run.said).toContain('closed cleanly');
  });

  it('a standard input that is at its end from the start does not end it', async () => {
    const run = start();
    run.child.stdin?.end();
    await run.saying('ready');
    expect(await answers()).toBe(true);
  });

  it('the end of a standard input ends it when that was asked for', async () => {
    const run = start({ HECANG_CLOSE_ON_STDIN: '1' });
    await run.saying('ready');
    run.child.stdin?.end();
    expect(await run.gone).toBe(0);
    expect(run.said).toContain('closed cleanly');
  });
});
