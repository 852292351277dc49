/**
 * The relay's database is deleted while five devices are offline and sell on. They come back one by one; each hands over
 * what it has. Everything is back, the owner appoints the relay's new key as the witness, everything is listed anew, and
 * nothing is doubled.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../relay/platform/node-crypto.ts';
import { deviceIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { type Actor, foundShop, policy, sale } from '../attack/cast.ts';
import { HonestPeer } from '../attack/honest-peer.ts';
import { startRelay } from '../attack/relay-child.ts';
import { witnessKeyOf } from '../attack/relay-folder.ts';
import { until } from '../attack/until.ts';
import { doubledRows } from './audit.ts';

const DEVICES: readonly Actor[] = ['admin', 'seller', 'seller2', 'manager', 'keeper'];

it('what five devices have is what the shop has: a deleted database comes back from them, once', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-lost-'));
  const first = await startRelay(folder);
  const shop = foundShop(witnessKeyOf(folder));
  const url = `ws://127.0.0.1:${first.port}/sync/${shop.shop}`;
  const owner = new HonestPeer(shop.shop, shop.key('owner'));
  await owner.connect(url);
  await owner.offer(shop.base, shop.keys);
  await until('the shop is listed', owner.changes, () => owner.stored.length > 0 && owner.allListed());

  const devices = DEVICES.map((actor) => ({
    actor,
    pen: shop.pen(actor, 'offline1'),
    peer: new HonestPeer(shop.shop, shop.key(actor)),
  }));
  const sold: WireCommit[] = [];
  for (const { actor, pen, peer } of devices) {
    await peer.connect(url);
    if (actor === 'keeper') continue;
    const commit = pen.write(sale(pen, shop.product));
    sold.push(commit);
    await peer.offer([commit]);
  }
  const everybody = [owner, ...devices.map(({ peer }) => peer)];
  for (const peer of everybody) {
    await until('all have all', peer.changes, () => sold.every((commit) => peer.has(commit)) && peer.allListed());
  }
  const seenBefore = owner.state();
  const places = Math.max(...owner.stored.map((_, index) => finite(owner.replica.position(index)))) + 1;

  for (const peer of everybody) peer.leave();
  await first.stop();
  for (const file of readdirSync(folder)) if (file.startsWith('hecang.sqlite')) rmSync(path.join(folder, file));
  // Meanwhile three of them sell on.
  for (const { actor, pen, peer } of devices) {
    if (actor === 'keeper' || actor === 'admin') continue;
    const commit = pen.write(sale(pen, shop.product));
    sold.push(commit);
    await peer.take([peer.key.publicKey], [commit]);
  }

  const second = await startRelay(folder, {}, first.port);
  const newKey = witnessKeyOf(folder);
  expect(Buffer.from(newKey).equals(Buffer.from(shop.witnessKey))).toBe(false);
  for (const { peer } of devices) {
    await peer.connect(url);
    await peer.settled();
  }
  await owner.connect(url);
  for (const peer of everybody) {
    await until('everything is back', peer.changes, () => sold.every((commit) => peer.has(commit)));
  }
  for (const line of seenBefore.verdicts) expect(owner.state().verdicts).toContain(line);

  const appointment = shop.owner.write({
    parts: [
      policy({
        kind: 'witness',
        witness: deviceIdOf(sha256, newKey),
        after: owner.replica.hash16(owner.replica.feed(shop.owner.feed)?.line[0] ?? -1),
        cut: places,
        publicKey: toBase64url(newKey),
      }),
    ],
  });
  await owner.offer([appointment]);
  for (const peer of everybody) {
    await until('everything is listed anew', peer.changes, () => peer.has(appointment) && peer.allListed(), 60_000);
  }
  const [one, ...others] = everybody.map((peer) => peer.state());
  for (const other of others) {
    expect(other.verdicts).toEqual(one?.verdicts);
  }
  for (const commit of sold) expect(owner.verdictOf(commit)).toBe('effective ok');
  const names = owner.stored.flatMap((one) => (one === undefined ? [] : [`${one.commit.feed} ${one.commit.seq}`]));
  expect(new Set(names).size).toBe(names.length);
  expect(doubledRows(folder)).toEqual([]);

  const newcomer = new HonestPeer(shop.shop, shop.key('admin2'));
  await newcomer.connect(url);
  await until('a newcomer has it all', newcomer.changes, () => newcomer.allListed() && newcomer.has(appointment));
  expect(newcomer.state()).toEqual(owner.state());
  for (const peer of [...everybody, newcomer]) peer.leave();
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
}, 180_000);

const finite = (place: number): number => (Number.isFinite(place) ? place : -1);
