/**
 * Lines that break at any byte, are cut or go silent: tills sell through them all the same, and nothing is lost, doubled
 * or moved. A device that comes back while the relay still believes in its old line ends that one.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { foundShop } from '../attack/cast.ts';
import { HostileClient } from '../attack/hostile-client.ts';
import { startRelay } from '../attack/relay-child.ts';
import { witnessKeyOf } from '../attack/relay-folder.ts';
import { until } from '../attack/until.ts';
import { SeededRandom } from '../fuzz/seeded-random.ts';
import { Audit } from './audit.ts';
import { DisturbedLine } from './disturbed-line.ts';
import { SteadyWriter } from './steady-writer.ts';

const BREAKS = process.env.FULL === '1' ? 400 : 60;

it(`through a line that breaks ${BREAKS} times, every sale arrives once and keeps its place`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-lines-'));
  const relay = await startRelay(folder);
  const shop = foundShop(witnessKeyOf(folder));
  const direct = `ws://127.0.0.1:${relay.port}/sync/${shop.shop}`;
  const founder = await HostileClient.dial(direct);
  await founder.enter(shop.shop, shop.key('owner'));
  founder.offer(shop.base, shop.keys);
  const last = shop.base.at(-1);
  if (last !== undefined) await founder.outcomeOf(last);
  founder.leave();

  const line = new DisturbedLine(relay.port, new SeededRandom(7));
  await line.open();
  const through = `ws://127.0.0.1:${line.port}/sync/${shop.shop}`;
  const writers = (['seller', 'seller2', 'manager'] as const).map(
    (actor, i) => new SteadyWriter(shop, actor, `lines00${i}`),
  );
  const audit = new Audit(shop, writers);
  const { auditor } = audit;
  await auditor.connect(direct);
  const answered = new EventEmitter();
  const sell = async (writer: SteadyWriter) => {
    writer.onAnswer(() => answered.emit('change'));
    while (!done) {
      // A line may break during the handshake, too: then there is simply another try.
      const broken = new Promise<void>((resolve) => line.changes.once('broken', () => resolve()));
      const connected = writer.connect(through, auditor.frontier()).then(
        () => true,
        () => false,
      );
      if (line.calm && (await connected)) return;
      await Promise.race([broken, connected.then((good) => (good ? writer.gone() : undefined))]);
      if (!line.calm) writer.dropped();
    }
  };
  let done = false;
  const selling = writers.map(sell);
  await until(
    'the line has broken often enough',
    line.changes,
    () => line.breaks.cut + line.breaks.silent >= BREAKS,
    120_000,
  );
  line.calm = true;
  line.changes.emit('broken');
  for (const writer of writers) writer.pause();
  await until('everything is answered', answered, () => writers.every((writer) => writer.unanswered === 0), 60_000);
  done = true;
  expect(await audit.atTheEnd(direct, folder)).toEqual([]);
  expect(line.breaks.silent).toBeGreaterThan(0);
  expect(writers.reduce((sum, writer) => sum + writer.listed.size, 0)).toBeGreaterThan(BREAKS);

  for (const writer of writers) writer.dropped();
  await Promise.allSettled(selling);
  auditor.leave();
  await line.close();
  await relay.stop();
  rmSync(folder, { recursive: true, force: true });
}, 300_000);
