/**
 * By which names and addresses this machine is reached on its own network. Only those that can't belong to a site on the
 * internet: the certificate names nothing else, and the authority may sign for nothing else (lan-authority.ts).
 */
import { hostname, networkInterfaces } from 'node:os';

export interface LanNames {
  /** DNS names, lower case; `localhost` and the machine's own names. */
  readonly hosts: readonly string[];
  /** IPv4 and IPv6 addresses, the one to tell others first. */
  readonly addresses: readonly string[];
}

/** Address ranges of private networks (RFC 1918, 6598, 3927, 4193, 4291) and of the machine itself. */
export const PRIVATE_RANGES = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];
/** Name spaces that no public site can have. */
export const PRIVATE_DOMAINS = ['localhost', 'local', 'lan', 'home.arpa', 'internal'];

export function lanNames(interfaces = networkInterfaces(), machine = hostname()): LanNames {
  const name = machine.toLowerCase().split('.')[0] ?? '';
  const hosts = ['localhost'];
  if (/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name) && name !== 'localhost')
    hosts.push(`${name}.local`, `${name}.lan`);
  const found: string[] = [];
  for (const addresses of Object.values(interfaces)) {
    for (const { address, internal } of addresses ?? []) {
      if (!internal && isPrivate(address)) found.push(address);
    }
  }
  return { hosts, addresses: [...found.sort(byUse), '127.0.0.1', '::1'] };
}

/** The address to show: the most usual kind of network first; `localhost` where there is no network. */
export function shownAddress(names: LanNames): string {
  const [first] = names.addresses;
  return first === undefined || first.includes(':') || first.startsWith('127.') ? 'localhost' : first;
}

function isPrivate(address: string): boolean {
  if (address.includes(':')) return /^f[cd]/i.test(address);
  const [a = 0, b = 0] = address.split('.').map(Number);
  return a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128);
}

/** 192.168 before 10 before the rest, IPv6 last; among equals by text, so that a restart names the same one. */
function byUse(a: string, b: string): number {
  const rank = (address: string) =>
    address.includes(':') ? 3 : address.startsWith('192.168.') ? 0 : address.startsWith('10.') ? 1 : 2;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
