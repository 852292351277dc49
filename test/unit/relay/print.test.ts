import { afterEach, describe, expect, it } from 'vitest';
import { printThroughRelay } from '../../../client/sync/printer-requests.ts';
import { sha256 } from '../../../relay/platform/node-crypto.ts';
import { TcpPrinterLine } from '../../../relay/printing/printer-line.ts';
import { requestMessage } from '../../../relay/routes/signed-request.ts';
import { readSettings } from '../../../relay/settings/read-settings.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import { isLanPrinter, type PrinterAddress, readPrinterAddress } from '../../../shared/printing/printer-address.ts';
import type { NodePeer } from '../../kit/node-peer.ts';
import { PaperTray } from '../../kit/paper-tray.ts';
import { answered, Story } from '../../kit/relay-story.ts';
import { document, peerOf } from '../../kit/shop-cast.ts';

const story = new Story();
const trays: PaperTray[] = [];
afterEach(async () => {
  await story.end();
  for (const tray of trays.splice(0)) await tray.close();
});
async function trayOf(options = {}): Promise<PaperTray> {
  const tray = await PaperTray.open(options);
  trays.push(tray);
  return tray;
}

const receipt = Uint8Array.of(0x1b, 0x40, 0xba, 0xcf, 0xb2, 0xd6, 0x0a);

function request(peer: NodePeer, origin: string, path: string, body: Uint8Array, timeMs = Date.now()): Request {
  const message = requestMessage({ method: 'POST', host: new URL(origin).host, path, timeMs, body });
  const authorization = `Hecang ${toBase64url(peer.signer.publicKey)}.${timeMs}.${toBase64url(peer.signer.sign(message))}`;
  return new Request(origin + path, { method: 'POST', headers: { authorization }, body: new Uint8Array(body) });
}

function address(text: string): PrinterAddress {
  const read = readPrinterAddress(text);
  if (read === null) throw new Error(text);
  return read;
}

/** The owner names these printers in the shop's settings. */
async function namePrinters(owner: NodePeer, ...addresses: readonly string[]): Promise<void> {
  const printers = addresses.map((address, i) => ({ name: `${i}`, address }));
  owner.write({
    command: 'setShop',
    uses: ['settings.add@*'],
    parts: [
      {
        document: document('settings'),
        entries: [{ kind: 'new', type: 'shop', id: 'shop', fields: { name: '店', printers } }],
        salt: null,
      },
    ],
  });
  await answered(owner);
}

describe('the print route', () => {
  it('RELAY-20 PRINT-16: bytes reach a printer that the settings name and the operator allows, and nothing else', async () => {
    const [tray, other, closed] = [await trayOf(), await trayOf(), await trayOf()];
    const { relay, owner, seller } = await story.begin({ HECANG_PRINT: `${tray.address},${other.address}` });
    await namePrinters(owner, tray.address, closed.address);
    const path = (address: string) => `/api/shops/${owner.shop}/printers/${address}`;
    const send = async (peer: NodePeer, address: string) =>
      (await fetch(request(peer, relay.origin, path(address), receipt))).status;

    expect(await send(seller, tray.address)).toBe(204);
    expect(await tray.job(0)).toEqual(Buffer.from(receipt));
    // Not in the settings; in the settings, but not the operator's; no address; nobody of this shop; no signature.
    expect(await send(owner, other.address)).toBe(404);
    expect(await send(owner, closed.address)).toBe(403);
    expect(await send(owner, 'localhost:9100')).toBe(400);
    expect(await send(peerOf(owner.shop), tray.address)).toBe(403);
    expect((await fetch(relay.origin + path(tray.address), { method: 'POST', body: receipt })).status).toBe(403);
    expect([tray.jobs.length, other.jobs.length, closed.jobs.length]).toEqual([1, 0, 0]);
  }, 40_000);

  it('RELAY-20: a request that was carried out is not carried out again, nor for another printer', async () => {
    const [tray, other] = [await trayOf(), await trayOf()];
    const { relay, owner } = await story.begin({ HECANG_PRINT: `${tray.address},${other.address}` });
    await namePrinters(owner, tray.address, other.address);
    const path = `/api/shops/${owner.shop}/printers/${tray.address}`;
    const once = request(owner, relay.origin, path, receipt);
    expect((await fetch(once.clone())).status).toBe(204);
    expect((await fetch(once.clone())).status).toBe(409);
    const elsewhere = path.replace(tray.address, other.address);
    const head = { authorization: once.headers.get('authorization') ?? '' };
    const stolen = await fetch(relay.origin + elsewhere, { method: 'POST', headers: head, body: receipt });
    expect(stolen.status).toBe(403);
    expect([tray.jobs.length, other.jobs.length]).toEqual([1, 0]);
  }, 40_000);

  it('RELAY-20: a printer that is not there is said to be silent', async () => {
    const tray = await PaperTray.open();
    await tray.close();
    const address = readPrinterAddress(tray.address);
    expect(address).not.toBeNull();
    if (address !== null) expect(await new TcpPrinterLine().send(address, receipt)).toBe('silent');
  });

  it('RELAY-20: jobs for one printer come one after the other', async () => {
    const tray = await trayOf();
    const address = readPrinterAddress(tray.address);
    if (address === null) throw new Error('no address');
    const line = new TcpPrinterLine();
    const jobs = Array.from({ length: 12 }, (_, i) => new Uint8Array(50_000).fill(i));
    const outcomes = await Promise.all(jobs.map((job) => line.send(address, job)));
    expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(4);
    expect(tray.jobs.map((job) => new Set(job).size)).toEqual(new Array(8).fill(1));
    expect(tray.jobs.map((job) => job[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('PRINT-16: only private networks and the ports of printers, unless the operator names an address', () => {
    const lan = (text: string): boolean => {
      const address = readPrinterAddress(text);
      return address !== null && isLanPrinter(address);
    };
    for (const good of ['192.168.1.50', '10.0.0.9:9101', '172.16.3.4:9100', '169.254.7.7'])
      expect(lan(good)).toBe(true);
    for (const bad of [
      ...['127.0.0.1', '8.8.8.8', '172.32.0.1', '192.168.1.50:80', '192.168.1.50:22', '0.0.0.0', '::1', 'printer.lan'],
      ...['192.168.1.256', '0x7f.1', '2130706433', '192.168.1.50:99999', '192.168.01.0500', '169.254.169.254:80'],
    ])
      expect(lan(bad), bad).toBe(false);
    const allowed = (rule: string, address: string): boolean | null => {
      const settings = readSettings({ HECANG_PRINT: rule });
      const read = readPrinterAddress(address);
      return settings.ok && read !== null ? (settings.value.mayPrint?.(read) ?? false) : null;
    };
    expect(allowed('off', '192.168.1.50')).toBe(false);
    expect(allowed('127.0.0.1:9100', '127.0.0.1')).toBe(true);
    expect(allowed('127.0.0.1:9100', '192.168.1.50')).toBe(false);
    expect(allowed('printer', '192.168.1.50')).toBeNull();
  });

  it('RELAY-20: unless the operator says so nothing is reached; --lan says so for the shop’s own network', () => {
    const rule = (env: Record<string, string>, ...args: string[]) => {
      const settings = readSettings(env, args);
      if (!settings.ok) throw new Error(settings.error.join(' '));
      return settings.value.mayPrint;
    };
    for (const env of [{}, { HECANG_CREATE: 'closed' }, { HOST: '127.0.0.1' }, { HECANG_PRINT: 'off' }])
      expect(rule(env)).toBeNull();
    expect(rule({ HECANG_PRINT: 'off' }, '--lan')).toBeNull();
    for (const may of [rule({}, '--lan'), rule({ HECANG_PRINT: 'lan' })])
      expect(['192.168.1.50:9100', '8.8.8.8:9100'].map((text) => may?.(address(text)))).toEqual([true, false]);
  });

  it('RELAY-20: a stranger who founds a shop on a relay that nobody set has it speak to nothing', async () => {
    const tray = await trayOf();
    const { relay, owner } = await story.begin();
    await namePrinters(owner, tray.address);
    const path = `/api/shops/${owner.shop}/printers/${tray.address}`;
    const answer = await fetch(request(owner, relay.origin, path, receipt));
    expect([answer.status, await answer.json()]).toEqual([403, { error: 'printing-off' }]);
    expect(tray.jobs).toEqual([]);
  }, 40_000);

  it('RELAY-20: the till learns that printing is off at the relay, and what an operator did not allow, apart', async () => {
    const trays = [await trayOf(), await trayOf()] as const;
    for (const [env, code] of [
      [{}, 'printer-off'],
      [{ HECANG_PRINT: trays[1].address }, 'printer-not-allowed'],
    ] as const) {
      const { relay, owner } = await story.begin(env);
      await namePrinters(owner, trays[0].address);
      const { origin } = relay;
      const { shop } = owner;
      const signer = { publicKey: owner.signer.publicKey, sign: async (bytes: Uint8Array) => owner.signer.sign(bytes) };
      const asked = { origin, shop, address: trays[0].address, bytes: receipt, signer, sha256, now: () => Date.now() };
      expect(await printThroughRelay(asked)).toEqual({ ok: false, error: { code } });
    }
  }, 60_000);
});
