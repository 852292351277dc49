/**
 * What a start says: one address, and what a phone needs. Browsers give keys, offline start, camera and storage only to
 * pages from https or from the machine itself, so a phone needs https: with a certificate there is a QR code to scan
 * (with `--lan` that of the page which installs the authority first), without one a line that says why. Where nothing
 * reaches a printer through this relay, a line says so, and how it would.
 */
import { networkInterfaces } from 'node:os';
import { toString as drawQrCode } from 'qrcode';
import type { LanDoor } from '../lan/lan-door.ts';
import type { Settings } from './read-settings.ts';

export async function announcement(
  url: string,
  port: number,
  settings: Settings,
  lan: LanDoor | null = null,
): Promise<string> {
  const lines = [`Hecang 合仓  ${url}`];
  if (settings.mayPrint === null) {
    lines.push(
      'Network printers are off. HECANG_PRINT=lan (or npm start -- --lan) lets shops print on the private network of this machine.',
    );
  }
  if (lan !== null) {
    lines.push(`Phones begin at ${lan.installUrl}  (certificate ${lan.certificate.fingerprint})`);
    lines.push(await drawQrCode(lan.installUrl, { type: 'terminal', small: true }));
    return lines.join('\n');
  }
  if (settings.tls === null) {
    lines.push(
      'A phone needs https (npm start -- --lan, or HECANG_TLS_CERT and HECANG_TLS_KEY): browsers keep keys and work offline only there.',
    );
    return lines.join('\n');
  }
  const phoneUrl = `https://${settings.publicHosts[0] ?? lanAddress() ?? 'localhost'}:${port}/`;
  lines.push(await drawQrCode(phoneUrl, { type: 'terminal', small: true }));
  return lines.join('\n');
}

/** The first address by which others on the network reach this machine. */
function lanAddress(): string | null {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const address of addresses ?? []) if (address.family === 'IPv4' && !address.internal) return address.address;
  }
  return null;
}
