/** `--lan`: an authority of the shop's own that phones can trust, and that can't be turned against them. */
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer, connect as tlsConnect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installPage } from '../../../relay/lan/install-page.ts';
import { lanCertificate } from '../../../relay/lan/lan-authority.ts';
import { lanNames, shownAddress } from '../../../relay/lan/lan-names.ts';
import { readSettings } from '../../../relay/settings/read-settings.ts';
import { RelayProcess } from '../../kit/relay-process.ts';

const NOW = new Date('2026-11-25T08:00:00Z');
const DAY_MS = 86_400_000;
const NAMES = { hosts: ['localhost', 'till.local'], addresses: ['192.168.1.20', '127.0.0.1', '::1'] };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hecang-lan-'));
});
afterEach(() => rm(folder, { recursive: true }));

const pem = (der: Uint8Array) => new X509Certificate(der).toString();

describe('an authority of the shop alone', () => {
  it('RELAY-22: is made once, signs for this machine, and is renewed before it ends or when the address changes', async () => {
    const first = await lanCertificate(folder, NAMES, NOW);
    const again = await lanCertificate(folder, NAMES, NOW);
    expect(again).toEqual(first);
    const [leaf] = first.cert.split(/(?<=-----END CERTIFICATE-----)/);
    const server = new X509Certificate(leaf ?? '');
    expect(server.verify(new X509Certificate(first.authority).publicKey)).toBe(true);
    expect(server.subjectAltName).toBe(
      'DNS:localhost, DNS:till.local, IP Address:192.168.1.20, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    expect(new Date(server.validTo).getTime() - NOW.getTime()).toBeLessThanOrEqual(397 * DAY_MS);
    const moved = await lanCertificate(folder, { ...NAMES, addresses: ['10.0.0.7', '127.0.0.1', '::1'] }, NOW);
    expect(moved.authority).toEqual(first.authority);
    expect(moved.cert).not.toBe(first.cert);
    const late = await lanCertificate(folder, NAMES, new Date(NOW.getTime() + 380 * DAY_MS));
    expect(late.authority).toEqual(first.authority);
    expect(late.cert).not.toBe(moved.cert);
    expect((await stat(path.join(folder, 'lan', 'authority.key'))).mode & 0o077).toBe(0);
  });

  it('RELAY-22: what it signs for a public name is trusted by nobody', async () => {
    const bank = await lanCertificate(folder, { hosts: ['bank.example'], addresses: ['127.0.0.1'] }, new Date());
    const good = await lanCertificate(folder, { hosts: ['localhost'], addresses: ['127.0.0.1'] }, new Date());
    const reason = async (cert: string, key: string, servername: string) => {
      const server = createTlsServer({ cert, key });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const ca = pem(good.authority);
      const code = await new Promise<string>((resolve) => {
        const socket = tlsConnect({ port, host: '127.0.0.1', servername, ca }, () => resolve('trusted'));
        socket.once('error', (error) => resolve(error.message));
        socket.once('secureConnect', () => socket.destroy());
      });
      server.close();
      return code;
    };
    expect(await reason(good.cert, good.key, 'localhost')).toBe('trusted');
    expect(await reason(bank.cert, bank.key, 'bank.example')).toBe('permitted subtree violation');
  });

  it('RELAY-22: a damaged authority is named and never replaced behind the phones that trust it', async () => {
    await lanCertificate(folder, NAMES, NOW);
    const file = path.join(folder, 'lan', 'authority.key');
    await writeFile(file, 'torn');
    await expect(lanCertificate(folder, NAMES, NOW)).rejects.toThrow(/can't be read. Restore it, or move it away/);
    expect(await readFile(file, 'utf8')).toBe('torn');
    await expect(
      lanCertificate(path.join(folder, 'old'), NAMES, NOW).then(() =>
        lanCertificate(path.join(folder, 'old'), NAMES, new Date(NOW.getTime() + 3651 * DAY_MS)),
      ),
    ).rejects.toThrow(/ended on 2036/);
  });

  it('names private addresses only, the most usual first', () => {
    const at = (address: string) => [{ address, internal: false }] as never;
    const names = lanNames(
      { a: at('8.8.8.8'), b: at('10.1.1.1'), c: at('192.168.0.9'), d: at('2001:db8::1') },
      'Till-1.corp',
    );
    expect(names).toEqual({
      hosts: ['localhost', 'till-1.local', 'till-1.lan'],
      addresses: ['192.168.0.9', '10.1.1.1', '127.0.0.1', '::1'],
    });
    expect(shownAddress(names)).toBe('192.168.0.9');
    expect(shownAddress(lanNames({}, '***'))).toBe('localhost');
  });
});

describe('the page that phones begin at', () => {
  const page = installPage({ authority: new Uint8Array([1, 2, 3]), fingerprint: 'AA:BB', port: 8443 });
  const ask = async (agent: string, language = 'zh-CN', url = '/') => {
    const response = await page.request(url, {
      headers: { 'user-agent': agent, 'accept-language': language, host: '192.168.1.20:8444' },
    });
    return { response, text: await response.text() };
  };

  it('RELAY-22: gives each kind of device its file and steps, in its language, and leads on to https', async () => {
    const ios = await ask('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)');
    expect(ios.text).toContain('href="/authority.mobileconfig"');
    expect(ios.text).toContain('证书信任设置');
    expect(ios.text).toContain('https://192.168.1.20:8443/');
    const android = await ask('Mozilla/5.0 (Linux; Android 15)', 'en-US');
    expect(android.text).toContain('href="/authority.crt"');
    expect(android.text).toContain('Install a certificate');
    expect(android.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const { response } = await ask('x', 'zh', '/authority.crt');
    expect(response.headers.get('content-type')).toBe('application/x-x509-ca-cert');
    expect((await ask('x', 'zh', '/authority.mobileconfig')).text).toContain('<data>AQID</data>');
  });

  it('RELAY-22: in a messenger it offers nothing but the way out', async () => {
    const { text } = await ask('Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0.50');
    expect(text).toContain('在浏览器打开');
    expect(text).not.toContain('authority.crt');
  });

  it('a host header that is none is turned away, and nothing of it is repeated', async () => {
    const response = await page.request('/', { headers: { host: '"><script>' } });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('script');
  });
});

describe('a relay on the shop network', () => {
  it('RELAY-22: serves https that the authority vouches for, and says where phones begin', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const installPort = (free.address() as AddressInfo).port;
    await new Promise((resolve) => free.close(resolve));
    const relay = await RelayProcess.start({ args: ['--lan'], env: { HECANG_LAN_PORT: String(installPort) } });
    try {
      const der = new Uint8Array(await (await fetch(`http://127.0.0.1:${installPort}/authority.crt`)).arrayBuffer());
      const status = await new Promise<number | undefined>((resolve, reject) => {
        request(`https://127.0.0.1:${relay.port}/health`, { ca: pem(der) }, (answer) => {
          answer.resume();
          expect(answer.headers['strict-transport-security']).toBeUndefined();
          resolve(answer.statusCode);
        })
          .once('error', reject)
          .end();
      });
      expect(status).toBe(200);
    } finally {
      await relay.dispose();
    }
  });

  it('says what is wrong with its arguments', () => {
    const both = readSettings({ HECANG_TLS_CERT: 'a', HECANG_TLS_KEY: 'b' }, ['--lan']);
    expect(both.ok ? [] : both.error).toEqual([expect.stringContaining('--lan makes a certificate of its own')]);
    const strange = readSettings({}, ['--wan']);
    expect(strange.ok ? [] : strange.error).toEqual([expect.stringContaining('There is no option --wan')]);
  });
});
