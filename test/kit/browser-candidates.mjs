// Where a Chromium-like browser may already stand on this machine, the first choice first. Only looks; starts and installs nothing.
// Debian's headless shell comes before the full browsers, because it takes half their time for the same pages.
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const commands = [
  'chromium-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chromium',
  'chromium-browser',
];
const macApps = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Full path of a command on the path, or undefined. */
export function onPath(command) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, command)).find((file) => existsSync(file) && executable(file));
}

/**
 * @returns {string[]} full paths of browsers that are installed here; CHROME_PATH first when it names a file
 */
export function installedBrowsers() {
  const named = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [];
  if (process.platform === 'darwin') {
    named.push(...macApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`));
  } else if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
      Boolean,
    );
    for (const program of windowsPrograms) named.push(...roots.map((folder) => path.join(folder, program)));
  } else {
    named.push(...commands.map(onPath).filter(Boolean));
  }
  return [...new Set(named)].filter((file) => existsSync(file));
}
