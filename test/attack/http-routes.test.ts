/**
 * Attacks on the relay's plain HTTP: methods, paths that climb, headers that carry line breaks, bodies without end, other
 * origins and hosts, a plain GET where a WebSocket is spoken. No file of the machine is served, nothing is stored, and
 * nothing is read into memory that nobody signed.
 */
import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sale } from './cast.ts';
import { Field } from './field.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open({ HECANG_PUBLIC_HOST: 'shop.example' });
});
afterAll(() => field.close());

/** Sends bytes as they are and reads the answer to its end, or to as much as tells the status. */
async function raw(request: string, toTheEnd = false): Promise<string> {
  const socket = net.connect(field.relay.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(request);
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
    if (answer.length > 200_000 || (!toTheEnd && isWhole(answer))) socket.destroy();
  });
  await once(socket, 'close', { signal: AbortSignal.timeout(15_000) });
  return answer;
}
/** Head and as much body as it announces. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(answer)?.[1];
  return end >= 0 && length !== undefined && answer.length >= end + 4 + Number(length);
}
const get = (path: string, headers = ''): Promise<string> =>
  raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

describe('no file of the machine is served', () => {
  const CLIMBS = [
    '/../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/....//....//etc/passwd',
    '/assets/..%5c..%5c..%5cetc%5cpasswd',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/..%252f..%252fetc/passwd',
    '/%00../etc/passwd',
    '//etc/passwd',
    '/relay-key',
    '/data/relay-key',
    '/hecang.sqlite',
    '/../data/hecang.sqlite',
    '/.git/config',
    '/node_modules/ws/package.json',
    '/relay/main.ts',
    'http://127.0.0.1/../../etc/passwd',
    'file:///etc/passwd',
  ];
  it.each(CLIMBS)('%s', async (path) => {
    const answer = await get(path);
    expect(answer).not.toMatch(/root:.*:0:0:|SQLite format|\[core\]|"version"|import \{/);
    expect(answer).not.toContain('startRelay');
    // A deep link is answered with the page; whatever else is answered 200 would be a file.
    if (statusOf(answer) === 200) expect(answer.toLowerCase()).toContain('<!doctype html');
  });
});

describe('only what is offered is answered', () => {
  const METHODS = ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'] as const;
  it.each(METHODS)('%s changes nothing and echoes nothing', async (method) => {
    await field.nothingChanged(async () => {
      for (const path of ['/health', '/api/relay', `/sync/${field.shop.shop}`, `/api/shops/${field.shop.shop}`, '/']) {
        const answer = await raw(
          `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Echo: SECRET-ECHO\r\nContent-Length: 2\r\n\r\n{}`,
        );
        expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
        expect(answer).not.toContain('SECRET-ECHO');
        expect(answer.toLowerCase()).not.toContain('access-control-allow-origin');
      }
    });
  });

  it('a plain GET where a WebSocket is spoken is told so, and never given a page', async () => {
    for (const path of [`/sync/${field.shop.shop}`, `/yjs/${field.shop.shop}/catalogue`]) {
      const answer = await get(path);
      expect(statusOf(answer)).toBe(426);
      expect(answer).not.toContain('<html');
    }
  });

  it.each([
    { name: 'a shop that is no shop', path: '/sync/short' },
    { name: 'a shop with a path in it', path: `/sync/${'A'.repeat(20)}/../${'A'.repeat(20)}` },
    { name: 'no shop', path: '/sync/' },
  ])('a WebSocket to $name is not opened', async ({ path }) => {
    const upgrade =
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n${upgrade}\r\n`).catch(
      () => '',
    );
    expect(statusOf(answer)).not.toBe(101);
  });

  it('a missing script is missing, never a page that would run as one', async () => {
    const answer = await get('/assets/index-deadbeef.js');
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toContain('<html');
  });

  it('pages may not be framed, and say where scripts may come from', async () => {
    const answer = await get('/health');
    expect(answer).toMatch(/content-security-policy: .*default-src 'self'/i);
    expect(answer).toMatch(/frame-ancestors 'none'/i);
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
  });
});

describe('requests that are no requests', () => {
  const REQUESTS: readonly { readonly name: string; readonly text: string }[] = [
    {
      name: 'a header with a line break in its value',
      text: 'GET /health HTTP/1.1\r\nHost: x\r\nX: a\r\n b\nInjected: 1\r\nConnection: close\r\n\r\n',
    },
    {
      name: 'two lengths',
      text: 'POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\nConnection: close\r\n\r\nhello',
    },
    {
      name: 'a length and chunks',
      text: 'POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /api/relay HTTP/1.1\r\nHost: x\r\n\r\n',
    },
    {
      name: 'a negative length',
      text: 'POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n',
    },
    { name: 'no host', text: 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n' },
    {
      name: 'forty kilobytes of headers',
      text: `GET /health HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\nConnection: close\r\n\r\n`,
    },
    { name: 'bytes that are no HTTP', text: '\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n' },
    {
      name: 'a path with a line break in it',
      text: 'GET /health%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    },
  ];
  it.each(REQUESTS)('$name', async ({ text }) => {
    await field.nothingChanged(async () => {
      const answer = await raw(text, true);
      expect(answer.toLowerCase()).not.toMatch(/\r\n(injected|set-cookie):/);
      expect(answer.match(/HTTP\/1\.1 200/g)?.length ?? 0).toBeLessThanOrEqual(1);
    });
    expect(statusOf(await get('/health'))).toBe(200);
  });

  it('a body of 256 MB that nobody signed is not read into memory', async () => {
    const before = field.relay.residentBytes();
    const socket = net.connect(field.relay.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const path = `/api/shops/${field.shop.shop}/reader-tokens`;
    const length = 256 * 1024 * 1024;
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    const piece = Buffer.alloc(1024 * 1024, 0x20);
    for (let sent = 0; sent < length && !socket.destroyed && answer === ''; sent += piece.length) {
      if (!socket.write(piece)) {
        await Promise.race([once(socket, 'drain'), once(socket, 'close'), once(socket, 'data')]).catch(() => undefined);
      }
    }
    await field.fence();
    expect(field.relay.residentBytes() - before).toBeLessThan(120 * 1024 * 1024);
    expect(answer).not.toContain('201');
    socket.destroy();
  });
});

describe('a relay that knows its own name', () => {
  it('takes a proof made for that name only: one that was made for another host, sent on with its Host, fails', async () => {
    const code = await field.nothingChanged(async () => {
      const client = await field.dial(field.url(), { host: 'evil.example' });
      await client.greet(field.shop.shop, field.shop.key('seller'));
      const { socketChannel } = await import('../../shared/protocol/handshake.ts');
      const signature = client.proofOf(field.shop.key('seller'), socketChannel('evil.example'));
      client.say({ type: 'proof', signature, invitation: null });
      return client.closed();
    });
    expect(code).toBe(4401);
  });

  it('and the seller still sells', async () => {
    const pen = field.shop.pen('seller');
    await field.stillTrades(pen.write(sale(pen, field.shop.product)), 'seller');
  });
});
