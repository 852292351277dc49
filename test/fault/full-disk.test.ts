/**
 * A disk that is full: commits are answered `full` and come again, nothing that was listed is lost, the relay stays up
 * and serves what it has, and when there is room again everything goes on. Needs a small file system of its own, which
 * only root may mount.
 */
import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { foundShop } from '../attack/cast.ts';
import { HostileClient } from '../attack/hostile-client.ts';
import { startRelay } from '../attack/relay-child.ts';
import { witnessKeyOf } from '../attack/relay-folder.ts';
import { until, untilAnswered } from '../attack/until.ts';
import { Audit } from './audit.ts';
import { SteadyWriter } from './steady-writer.ts';

const DISK_MB = 24;
const folder = mkdtempSync(path.join(tmpdir(), 'hecang-disk-'));
const mounted = mountSmallDisk();
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
});

function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const title = mounted
  ? 'a full disk is answered, loses nothing that was listed, and is forgiven'
  : 'skipped: this user may not mount a small disk, so a full one cannot be shown';
// skipped: without the right to mount there is no small disk to fill
it.skipIf(!mounted)(
  title,
  async () => {
    const relay = await startRelay(folder);
    const shop = foundShop(witnessKeyOf(folder));
    const url = `ws://127.0.0.1:${relay.port}/sync/${shop.shop}`;
    const founder = await HostileClient.dial(url);
    await founder.enter(shop.shop, shop.key('owner'));
    founder.offer(shop.base, shop.keys);
    const last = shop.base.at(-1);
    if (last !== undefined) await founder.outcomeOf(last);
    founder.leave();

    const writers = (['seller', 'seller2'] as const).map((actor, i) => new SteadyWriter(shop, actor, `disk000${i}`));
    const audit = new Audit(shop, writers);
    const answers = new EventEmitter();
    const listed = () => writers.reduce((sum, writer) => sum + writer.listed.size, 0);
    const full = () => writers.reduce((sum, writer) => sum + (writer.notTaken.get('full') ?? 0), 0);
    for (const writer of writers) writer.onAnswer(() => answers.emit('change'));
    await audit.auditor.connect(url);
    for (const writer of writers) await writer.connect(url, audit.auditor.frontier());
    await until('some sales are listed', answers, () => listed() >= 30);

    fillDisk(path.join(folder, 'filler'));
    await until('the disk is said to be full', answers, () => full() > 0, 60_000);
    expect(await (await fetch(`http://127.0.0.1:${relay.port}/health`)).json()).toEqual({ status: 'ok' });
    expect(audit.faults()).toEqual([]);
    const before = listed();

    rmSync(path.join(folder, 'filler'));
    await untilAnswered(
      'sales are listed again',
      async () => {
        for (const writer of writers) writer.nudge();
        await (await fetch(`http://127.0.0.1:${relay.port}/ready`)).body?.cancel();
        return listed() >= before + 20;
      },
      60_000,
    );
    for (const writer of writers) writer.pause();
    await untilAnswered('everything is answered', async () => {
      for (const writer of writers) writer.nudge();
      await (await fetch(`http://127.0.0.1:${relay.port}/ready`)).body?.cancel();
      return writers.every((writer) => writer.unanswered === 0);
    });
    expect(await audit.atTheEnd(url, folder)).toEqual([]);

    // What the disk holds is what was said: the relay is killed and reads it again.
    await relay.kill();
    audit.auditor.leave();
    for (const writer of writers) writer.dropped();
    const again = await startRelay(folder, {}, relay.port);
    await audit.auditor.connect(url);
    for (const writer of writers) await writer.connect(url, audit.auditor.frontier());
    expect(await audit.atTheEnd(url, folder)).toEqual([]);
    audit.auditor.leave();
    for (const writer of writers) writer.dropped();
    await again.stop();
  },
  240_000,
);

/** Leaves a few pages. */
function fillDisk(file: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)));
}
