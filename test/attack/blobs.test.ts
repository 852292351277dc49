/**
 * Attacks on blobs: strangers and dismissed devices, wrong hashes, bytes without end, paths that climb, more than a
 * shop may keep. Nothing is kept that has not its hash, and nothing is read into memory for whoever may not send it.
 */
import { readdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SyncSigner, sha256 } from '../../relay/platform/node-crypto.ts';
import { hashTextOf } from '../../shared/commit/chain.ts';
import { authorizationText, signedRequestMessage } from '../../shared/protocol/signed-request.ts';
import { memberOf } from './cast.ts';
import { Field } from './field.ts';
import { keyOf, partOf } from './pen.ts';

const MB = 1024 * 1024;
let field: Field;
beforeAll(async () => {
  field = await Field.open({ HECANG_BLOB_MB: '2' });
});
afterAll(() => field.close());

const hashOf = (bytes: Uint8Array): string => hashTextOf(sha256(bytes));
const bytesOf = (size: number, first: number): Uint8Array<ArrayBuffer> => new Uint8Array(size).fill(first);
const kept = (): string[] => {
  try {
    return readdirSync(path.join(field.folder, 'blobs', field.shop.shop));
  } catch {
    return [];
  }
};

interface Sent {
  readonly key: SyncSigner;
  readonly hash: string;
  readonly method?: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** What is signed instead. */
  readonly signs?: {
    readonly hash?: string;
    readonly timeMs?: number;
    readonly method?: string;
    readonly host?: string;
  };
  readonly shop?: string;
}
function head({ key, hash, method = 'PUT', signs = {}, shop = field.shop.shop }: Sent) {
  const origin = `http://127.0.0.1:${field.relay.port}`;
  const url = new URL(`${origin}/api/shops/${shop}/blobs/${hash}`);
  const timeMs = signs.timeMs ?? Date.now();
  const message = signedRequestMessage({
    method: signs.method ?? method,
    host: signs.host ?? url.host,
    path: url.pathname,
    timeMs,
    bodyHash: signs.hash ?? (method === 'PUT' ? hash : hashOf(new Uint8Array(0))),
  });
  return { url, method, authorization: authorizationText(key.publicKey, timeMs, key.sign(message)) };
}
async function ask(sent: Sent): Promise<Response> {
  const { url, method, authorization } = head(sent);
  return fetch(url, { method, headers: { authorization }, ...(sent.body === undefined ? {} : { body: sent.body }) });
}
const put = (actor: string, body: Uint8Array<ArrayBuffer>, more: Partial<Sent> = {}): Promise<Response> =>
  ask({ key: keyOf(actor), hash: hashOf(body), body, ...more });
const get = (actor: string, hash: string): Promise<Response> => ask({ key: keyOf(actor), hash, method: 'GET' });

describe('RELAY-19 who may keep and read blobs', () => {
  const picture = bytesOf(5000, 1);

  it('a member keeps one, another reads it, byte for byte; twice is once', async () => {
    expect((await put('seller', picture)).status).toBe(201);
    expect((await put('seller', picture)).status).toBe(201);
    const read = await get('keeper', hashOf(picture));
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(picture);
    expect(read.headers.get('content-type')).toBe('application/octet-stream');
    expect(read.headers.get('content-disposition')).toBe('attachment');
    expect(kept()).toEqual([hashOf(picture)]);
  });

  it('a stranger, an unsigned request, an old one, one for another host: nothing is given, nothing kept', async () => {
    const other = bytesOf(100, 2);
    const before = kept();
    const unsigned = await fetch(head({ key: keyOf('seller'), hash: hashOf(picture), method: 'GET' }).url);
    expect(unsigned.status).toBe(403);
    expect((await get('stranger', hashOf(picture))).status).toBe(403);
    expect((await put('stranger', other)).status).toBe(403);
    for (const signs of [
      { timeMs: Date.now() - 200_000 },
      { method: 'GET' },
      { host: 'elsewhere' },
      { hash: 'A'.repeat(43) },
    ]) {
      expect((await put('seller', other, { signs })).status).toBe(403);
    }
    expect((await put('seller', other, { shop: 'B'.repeat(43) })).status).toBe(403);
    expect(kept()).toEqual(before);
  });

  it('who was dismissed reads and keeps nothing any more', async () => {
    const owner = field.shop.owner;
    const client = await field.enter('owner');
    const narrowed = owner.write({ parts: [partOf('policy', [{ kind: 'narrow', member: memberOf('seller2') }])] });
    const outcome = await client.offerAndHear(narrowed);
    client.leave();
    const before = (await get('seller2', hashOf(picture))).status;
    expect([outcome.startsWith('listed'), before]).toEqual([true, 403]);
  });
});

describe('RELAY-19 what is kept', () => {
  it('bytes of another hash are refused and leave nothing', async () => {
    const before = kept();
    const wrong = hashOf(bytesOf(10, 9));
    expect((await ask({ key: keyOf('seller'), hash: wrong, body: bytesOf(10, 8) })).status).toBe(400);
    expect((await ask({ key: keyOf('seller'), hash: hashOf(new Uint8Array(0)), body: new Uint8Array(0) })).status).toBe(
      400,
    );
    expect(kept()).toEqual(before);
    expect((await get('seller', wrong)).status).toBe(404);
  });

  it('more than 10 MiB is refused from its head; no more than the shop may keep goes in', async () => {
    const before = kept();
    expect((await put('seller', bytesOf(10 * MB + 1, 3))).status).toBe(413);
    expect(kept()).toEqual(before);
    expect((await put('seller', bytesOf(1.5 * MB, 4))).status).toBe(201);
    expect((await put('seller', bytesOf(0.6 * MB, 5))).status).toBe(507);
    const many = await Promise.all(Array.from({ length: 8 }, (_, i) => put('seller', bytesOf(0.4 * MB, 10 + i))));
    expect(many.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await get('seller', hashOf(picture()))).status).toBe(200);
  });

  it('a body without a stated length is not taken', async () => {
    const bytes = bytesOf(64, 77);
    const { url, authorization } = head({ key: keyOf('seller'), hash: hashOf(bytes) });
    const answer = await raw(
      `PUT ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\nAuthorization: ${authorization}\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n${'M'.repeat(64)}\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 411/);
    expect((await get('seller', hashOf(bytes))).status).toBe(404);
  });

  it('a stranger who announces 10 MiB is answered before a byte of it is sent', async () => {
    const hash = hashOf(bytesOf(10, 6));
    const { url, authorization } = head({ key: keyOf('stranger'), hash });
    const answer = await raw(
      `PUT ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\nAuthorization: ${authorization}\r\nContent-Length: ${10 * MB}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403/);
  });

  it.each(['..%2F..%2Frelay-key', '%2e%2e', 'relay-key', 'A'.repeat(44)])('no path climbs out: %s', async (name) => {
    const { url, authorization } = head({ key: keyOf('seller'), hash: 'A'.repeat(43), method: 'GET' });
    const answer = await raw(
      `GET ${url.pathname.replace('A'.repeat(43), name)} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (403|404)/);
  });
});

const picture = (): Uint8Array<ArrayBuffer> => bytesOf(5000, 1);

/** Sends bytes as they are, and reads the answer. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(field.relay.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(request, 'latin1');
  });
}
