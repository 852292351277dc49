// Installs packages of the operating system where that is possible without a question: as root, or by a sudo that asks for no password.
// Knows apt, dnf, apk and pacman. Used for the browser and for a Han typeface, without which every Chinese picture shows empty boxes.
import { readFileSync } from 'node:fs';
import { runProgram } from '../../relay/launcher/child-process.mjs';
import { onPath } from './browser-candidates.mjs';

const apt = ['-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'APT::Color=0'];
const managers = [
  {
    command: 'apt-get',
    browsers: [['chromium-headless-shell'], ['chromium']],
    typefaces: ['fonts-noto-cjk'],
    refresh: [...apt, 'update'],
    install: (names) => [...apt, 'install', '--no-install-recommends', ...names],
  },
  {
    command: 'dnf',
    browsers: [['chromium-headless'], ['chromium']],
    typefaces: ['google-noto-sans-cjk-fonts'],
    install: (names) => ['-y', '--setopt=install_weak_deps=False', 'install', ...names],
  },
  {
    command: 'apk',
    browsers: [['chromium']],
    typefaces: ['font-noto-cjk'],
    refresh: ['update'],
    install: (names) => ['add', ...names],
  },
  {
    command: 'pacman',
    browsers: [['chromium']],
    typefaces: ['noto-fonts-cjk'],
    install: (names) => ['-Sy', '--noconfirm', '--needed', ...names],
  },
];

let refreshed = false;

/**
 * How packages can be installed here.
 * @returns {Promise<{ browsers: string[][], typefaces: string[], install: (names: string[]) => Promise<string> } | { missing: string }>}
 *   install: installs the packages and gives '' or the reason why not; missing: why nothing can be installed at all
 */
export async function systemPackages() {
  const manager = process.platform === 'linux' ? managers.find(({ command }) => onPath(command)) : undefined;
  if (manager === undefined) return { missing: 'this system has no package manager that this runner knows' };
  const asRoot = await rootPrefix();
  if (asRoot === undefined)
    return { missing: `installing with ${manager.command} would need root or a sudo that asks for no password` };
  const call = async (args, limitSeconds) => {
    const [file, ...rest] = [...asRoot, manager.command, ...args];
    return runProgram(file, rest, {
      limitSeconds,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
  };
  const install = async (names) => {
    if (!refreshed && manager.refresh) await call(manager.refresh, 300);
    refreshed = true;
    const { code, output, late } = await call(manager.install(names), 900);
    if (code === 0) return '';
    return late ? 'it took more than 15 minutes' : (output.trim().split('\n').at(-1) ?? `exit code ${code}`);
  };
  return { browsers: manager.browsers, typefaces: manager.typefaces, install };
}

async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!onPath('sudo')) return undefined;
  const asked = await runProgram('sudo', ['-n', 'true'], { limitSeconds: 20 });
  return asked.code === 0 ? ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND,LC_ALL'] : undefined;
}

/** Whether the system already draws Han characters, as far as a Linux system tells; other systems bring them along. */
export async function hasHanTypeface() {
  if (process.platform !== 'linux') return true;
  if (onPath('fc-list'))
    return (await runProgram('fc-list', [':lang=zh', 'family'], { limitSeconds: 30 })).output.trim() !== '';
  try {
    return readFileSync('/var/lib/dpkg/status', 'utf8').includes('\nPackage: fonts-noto-cjk\n');
  } catch {
    return false;
  }
}
