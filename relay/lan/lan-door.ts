/**
 * `--lan`: https on the shop's network by a certificate of its own, and beside it, over plain http, the page from which a
 * phone installs the authority. Looks once an hour whether the certificate still fits (another address, soon to end).
 */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { installPage } from './install-page.ts';
import { type LanCertificate, lanCertificate } from './lan-authority.ts';
import { lanNames, shownAddress } from './lan-names.ts';

const LOOK_EVERY_MS = 3_600_000;

export interface LanDoor {
  readonly certificate: LanCertificate;
  /** Where a phone begins. */
  readonly installUrl: string;
  close(): void;
}

export interface LanDoorOptions {
  readonly dataFolder: string;
  readonly host: string;
  /** The app's port and the install page's. */
  readonly port: number;
  readonly installPort: number;
  readonly renewed: (certificate: LanCertificate) => void;
  readonly report: (error: unknown) => void;
}

export async function openLanDoor(options: LanDoorOptions): Promise<LanDoor> {
  const { dataFolder, host, port, installPort } = options;
  let certificate = await lanCertificate(dataFolder, lanNames(), new Date());
  const { authority, fingerprint } = certificate;
  const server = createServer(getRequestListener(installPage({ authority, fingerprint, port }).fetch));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(plainError(error, installPort)));
    server.listen(installPort, host, resolve);
  });
  const look = async () => {
    const next = await lanCertificate(dataFolder, lanNames(), new Date());
    if (next.cert === certificate.cert) return;
    certificate = next;
    options.renewed(next);
  };
  const timer = setInterval(() => void look().catch(options.report), LOOK_EVERY_MS);
  timer.unref();
  return {
    certificate,
    installUrl: `http://${shownAddress(lanNames())}:${installPort}/`,
    close() {
      clearInterval(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}

function plainError(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : '';
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new Error(`Port ${port}, for the page that phones begin at, can't be had: set HECANG_LAN_PORT to another.`);
}
