import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { requestMessage } from '../../../relay/routes/signed-request.ts';
import { readRunOfDoc } from '../../../shared/document/read-run.ts';
import { toBase64url, utf8 } from '../../../shared/foundation/bytes.ts';
import { monthOf } from '../../../shared/foundation/clock.ts';
import type { NodePeer } from '../../kit/node-peer.ts';
import { answered, has, Story } from '../../kit/relay-story.ts';
import { BRANCH, sell, WAREHOUSE } from '../../kit/shop-cast.ts';

const CLI = fileURLToPath(new URL('../../../relay/cli/hecang.mjs', import.meta.url));
const run = promisify(execFile);
const hecang = async (...args: string[]) => (await run(process.execPath, [CLI, ...args])).stdout.trim();

const story = new Story();
const providers: WebsocketProvider[] = [];
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy();
  await story.end();
});

/** A stock y-websocket client, synced. */
async function read(origin: string, room: string, token: string): Promise<WebsocketProvider> {
  const provider = new WebsocketProvider(`${origin.replace('http', 'ws')}/yjs`, room, new Y.Doc(), {
    params: { token },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  providers.push(provider);
  await new Promise<void>((resolve) => provider.on('sync', (synced: boolean) => synced && resolve()));
  return provider;
}
const changed = (doc: Y.Doc, until: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (until()) resolve();
    };
    doc.on('update', look);
    look();
  });

function signed(peer: NodePeer, method: string, origin: string, path: string, body = '') {
  const timeMs = Date.now();
  const request = { method, host: new URL(origin).host, path, timeMs, body: utf8(body) };
  const signature = toBase64url(peer.signer.sign(requestMessage(request)));
  const authorization = `Hecang ${toBase64url(peer.signer.publicKey)}.${timeMs}.${signature}`;
  return fetch(origin + path, { method, headers: { authorization }, ...(body === '' ? {} : { body }) });
}

describe('readers', () => {
  it('RELAY-14 RELAY-15: a stock y-websocket client reads the log and the stock, live, and writes nothing', async () => {
    const { relay, owner, seller } = await story.begin();
    const document = `stock/${BRANCH}/${WAREHOUSE}/${monthOf(Date.now() * 1000, 480)}`;
    const token = await hecang(
      'reader-token',
      '--data',
      relay.dataFolder,
      '--shop',
      owner.shop,
      '--opens',
      `view/stock,${document}`,
    );
    const seq = sell(seller, 2000);
    await answered(seller);
    const log = await read(relay.origin, `${owner.shop}/${document}`, token);
    const { commit } = seller.log.find((one) => one.commit.feed === seller.feed) ?? { commit: null };
    await changed(log.doc, () => readRunOfDoc(log.doc, seller.feed).length === 1);
    expect(readRunOfDoc(log.doc, seller.feed)).toEqual([commit?.parts[0]]);
    const view = await read(relay.origin, `${owner.shop}/view/stock`, token);
    const key = `${BRANCH}/${WAREHOUSE}/${seller.device}.0123456789`;
    const onHand = view.doc.getMap<number>('onHand');
    await changed(view.doc, () => onHand.get(key) === -2000);
    view.doc.getMap('onHand').set(key, 1_000_000);
    log.doc.getArray('mine').push(['x']);
    sell(seller, 3000);
    const other = await read(relay.origin, `${owner.shop}/view/stock`, token);
    await changed(other.doc, () => other.doc.getMap('onHand').get(key) === -5000);
    expect(other.doc.getMap('onHand').get(key)).toBe(-5000);
    await has(owner, seller, seq);
  }, 40_000);

  it('RELAY-15: without the right token nothing is read', async () => {
    const { relay, owner } = await story.begin();
    const token = await hecang(
      'reader-token',
      '--data',
      relay.dataFolder,
      '--shop',
      owner.shop,
      '--opens',
      'view/today',
    );
    const status = async (room: string, text: string) => {
      const socket = new WebSocket(`${relay.origin.replace('http', 'ws')}/yjs/${owner.shop}/${room}?token=${text}`);
      return new Promise<number>((resolve) => {
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.on('open', () => {
          socket.terminate();
          resolve(101);
        });
        socket.on('error', () => undefined);
      });
    };
    expect(await status('view/today', token)).toBe(101);
    expect(await status('view/stock', token)).toBe(403);
    expect(await status('view/today', 'guess')).toBe(403);
    expect(await status('view/nothing', token)).toBe(404);
  }, 40_000);

  it('RELAY-15: an owner makes, lists and removes tokens with a signed request; a seller may not', async () => {
    const { relay, owner, seller } = await story.begin();
    const path = `/api/shops/${owner.shop}/reader-tokens`;
    const wish = JSON.stringify({ name: '看板', opens: ['view/stock'] });
    expect((await signed(seller, 'POST', relay.origin, path, wish)).status).toBe(403);
    expect((await fetch(relay.origin + path)).status).toBe(403);
    const made = (await (await signed(owner, 'POST', relay.origin, path, wish)).json()) as { id: string; text: string };
    const listed = (await (await signed(owner, 'GET', relay.origin, path)).json()) as object[];
    expect(listed).toMatchObject([{ id: made.id, name: '看板', opens: ['view/stock'] }]);
    expect(JSON.stringify(listed)).not.toContain(made.text);
    expect((await signed(owner, 'DELETE', relay.origin, `${path}/${made.id}`)).status).toBe(204);
    expect(await (await signed(owner, 'GET', relay.origin, path)).json()).toEqual([]);
  }, 40_000);
});

describe('the operator', () => {
  it('RELAY-16: check-integrity finds all well, and says where it is not', async () => {
    const { relay, owner, seller } = await story.begin();
    for (let i = 0; i < 10; i++) sell(seller, 1000);
    await answered(seller);
    await relay.stop();
    expect(await hecang('check-integrity', '--data', relay.dataFolder)).toContain('All is well.');
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(`${relay.dataFolder}/hecang.sqlite`);
    const row = db
      .prepare<[], { id: number; body: Buffer }>('SELECT id, body FROM commits ORDER BY id DESC LIMIT 1 OFFSET 3')
      .get();
    if (row === undefined) throw new Error('no row');
    const at = row.body.indexOf('"quantity"');
    row.body[at + 12] = (row.body[at + 12] ?? 0) ^ 1;
    db.prepare('UPDATE commits SET body = ? WHERE id = ?').run(row.body, row.id);
    db.close();
    const report = await run(process.execPath, [CLI, 'check-integrity', '--data', relay.dataFolder]).catch(
      (error: { stdout: string; code: number }) => error,
    );
    expect(report).toMatchObject({ code: 1 });
    expect(report.stdout).toContain('is not what its header names');
    expect(owner.shop.length).toBe(43);
  }, 40_000);
});
