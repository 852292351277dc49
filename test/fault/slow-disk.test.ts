/**
 * A disk that takes its time: colleagues have a sale at once, the till is told that it is stored only when it is, nobody
 * is served a listing of what is not down yet, and when the disk comes back everything has the place it was given.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { foundShop, sale } from '../attack/cast.ts';
import { HonestPeer } from '../attack/honest-peer.ts';
import { HostileClient } from '../attack/hostile-client.ts';
import { witnessKeyOf } from '../attack/relay-folder.ts';
import { until } from '../attack/until.ts';
import { Audit } from './audit.ts';
import { startGatedRelay } from './gated-relay.ts';
import { SteadyWriter } from './steady-writer.ts';

it('while the disk holds everything up, sales still reach colleagues, and nothing is answered that is not down', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-slow-'));
  const relay = await startGatedRelay(folder);
  const shop = foundShop(witnessKeyOf(folder));
  const url = `ws://127.0.0.1:${relay.port}/sync/${shop.shop}`;
  const founder = await HostileClient.dial(url);
  await founder.enter(shop.shop, shop.key('owner'));
  founder.offer(shop.base, shop.keys);
  const last = shop.base.at(-1);
  if (last !== undefined) await founder.outcomeOf(last);
  founder.leave();
  const writers = (['seller2', 'manager'] as const).map((actor, i) => new SteadyWriter(shop, actor, `slow000${i}`));
  const audit = new Audit(shop, writers);
  const { auditor } = audit;
  await auditor.connect(url);
  await until('the shop is listed', auditor.changes, () => auditor.allListed());

  for (let round = 0; round < 5; round++) {
    relay.gate.shut();
    const pen = shop.pen('seller', `slowest${round}`);
    const till = await HostileClient.dial(url);
    await till.enter(shop.shop, shop.key('seller'), auditor.frontier());
    const commit = pen.write(sale(pen, shop.product));
    till.offer([commit], [pen.key.publicKey]);
    await until('a colleague has it', auditor.changes, () => auditor.has(commit));
    await until('the disk is asked', relay.gate.changes, () => relay.gate.waiting > 0);
    expect(till.answers()).toEqual([]);
    expect(auditor.positionOf(commit)).toBe(Number.POSITIVE_INFINITY);
    relay.gate.open();
    expect(await till.outcomeOf(commit)).toMatchObject({ kind: 'listed', verdict: 'effective' });
    await until('it is listed', auditor.changes, () => auditor.allListed());
    till.leave();
  }

  for (const writer of writers) await writer.connect(url, auditor.frontier());
  for (let i = 0; i < 20; i++) {
    relay.gate.shut();
    await until('the disk is asked', relay.gate.changes, () => relay.gate.waiting > 0);
    relay.gate.open();
  }
  for (const writer of writers) writer.pause();
  expect(await audit.atTheEnd(url, folder)).toEqual([]);
  expect(relay.problems).toEqual([]);

  auditor.leave();
  for (const writer of writers) writer.dropped();
  await relay.stop();
  // A newcomer who was kept waiting by nobody: what is on disk is what was said.
  const again = await startGatedRelay(folder);
  const fresh = new HonestPeer(shop.shop, shop.key('admin2'));
  await fresh.connect(`ws://127.0.0.1:${again.port}/sync/${shop.shop}`);
  expect(fresh.state()).toEqual(auditor.state());
  fresh.leave();
  await again.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
