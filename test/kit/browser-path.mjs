// Obtains the browser for the browser suites, in this order: CHROME_PATH, an installed Chrome, Edge or Chromium, the system's packages
// (as root or by a sudo that asks nothing), the test runner's own download. Each candidate must open a page before it is taken.
// Where none can be had, the answer is the reason, and the suites that need one count as skipped.
import path from 'node:path';
import { runProgram } from '../../relay/launcher/child-process.mjs';
import { installedBrowsers } from './browser-candidates.mjs';
import { hasHanTypeface, systemPackages } from './system-packages.mjs';

/**
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv, say: (line: string) => void }} house
 * @returns {Promise<{ path: string, from: string } | { missing: string }>} path is '' for the test runner's own browser
 */
export async function obtainBrowser({ root, node, env, say }) {
  const works = async (file) => {
    const probe = path.join(root, 'test', 'kit', 'probe-browser.mjs');
    return (await runProgram(node, file ? [probe, file] : [probe], { cwd: root, env, limitSeconds: 120 })).code === 0;
  };
  const firstWorking = async (files) => {
    for (const file of files) if (await works(file)) return file;
    return undefined;
  };

  const tried = installedBrowsers();
  const there = await firstWorking(tried);
  if (there) return { path: there, from: there === process.env.CHROME_PATH ? 'CHROME_PATH' : 'installed' };
  const reasons = [tried.length > 0 ? `${tried.join(', ')} opened no page` : 'none is installed'];

  const system = await systemPackages();
  if ('missing' in system) reasons.push(system.missing);
  else {
    for (const names of system.browsers) {
      say(`Installing ${names.join(', ')} from the system's packages …`);
      const trouble = await system.install(names);
      const file = await firstWorking(installedBrowsers().filter((found) => !tried.includes(found)));
      if (file) return { path: file, from: "the system's packages" };
      reasons.push(`${names.join(', ')}: ${trouble || 'opened no page'}`);
    }
  }

  if (await works('')) return { path: '', from: "the test runner's own" };
  say("Downloading the test runner's own browser …");
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const download = await runProgram(node, [cli, 'install', '--only-shell', 'chromium'], {
    cwd: root,
    env,
    limitSeconds: 600,
  });
  if (download.code === 0 && (await works(''))) return { path: '', from: "the test runner's own download" };
  reasons.push(download.code === 0 ? "the test runner's download opened no page" : "the test runner's download failed");
  return { missing: `no browser: ${reasons.join('; ')}` };
}

/**
 * Installs a Han typeface where none is and packages can be installed; pictures need it, the other checks do not.
 * @param {(line: string) => void} say
 */
export async function obtainHanTypeface(say) {
  if (await hasHanTypeface()) return;
  const system = await systemPackages();
  if ('missing' in system) {
    say(`No Han typeface here, and ${system.missing}: pictures will show boxes.`);
    return;
  }
  say(`Installing ${system.typefaces.join(', ')} from the system's packages …`);
  const trouble = await system.install(system.typefaces);
  if (trouble) say(`No Han typeface could be installed: ${trouble}`);
}
