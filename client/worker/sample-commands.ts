/**
 * A shop to play in: a real shop of this device alone, filled with sample goods, never shown to a relay, thrown away whole.
 * It must not become the books of a shop by accident: no recovery paper, no members, no way to connect it.
 */

import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { foundShop, writeFounding } from '../commands/create-shop.ts';
import { importProducts } from '../commands/import-products.ts';
import { SAMPLE_FILE, sampleGoods } from '../commands/sample-goods.ts';
import type { Engine } from './engine.ts';
import type { Commands, ShownError } from './engine-protocol.ts';
import { OpenShop } from './open-shop.ts';

const OWNER_NOW = { policy: '', actions: 0, level: 1, uses: ['*@*'], rank: 'owner', roles: ['owner'], active: true };

/** Errors: `shop-here-already`, and those of the store. */
export async function openSample(
  engine: Engine,
  { member, deviceName, english }: Commands['openSample']['input'],
): Promise<Result<null, ShownError>> {
  const { device } = engine;
  if (engine.desk !== null) return err({ code: 'shop-here-already' });
  const shop = english ? SAMPLE_FILE.en : SAMPLE_FILE.zh;
  const input = { shop, member, deviceName };
  const founded = await foundShop(device, input, null, engine.facts.origin);
  const record = { ...founded.record, sample: true };
  const open = new OpenShop(device, record, { changed: () => undefined, fresh: () => undefined });
  const written = await writeFounding(open.writer, founded, input, device);
  if (!written.ok) return written;
  await device.records.keepAuthority(OWNER_NOW);
  await device.records.keepShop(record);
  await engine.openShop(record);
  const { desk } = engine;
  if (desk === null) return err({ code: 'no-shop' });
  const goods = { fileName: shop, create: sampleGoods(english), update: [] };
  const filled = await importProducts(desk, goods, { progress: () => undefined, cancelled: () => false });
  return filled.ok ? ok(null) : filled;
}

/** Error: `not-a-sample`: a shop with real work in it is never thrown away like this. */
export async function closeSample(engine: Engine): Promise<Result<null, ShownError>> {
  if (engine.desk?.open.record.sample !== true) return err({ code: 'not-a-sample' });
  engine.state.phase = 'none';
  await engine.leave();
  return ok(null);
}
