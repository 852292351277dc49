/**
 * A shop begins on this device: as somebody's books, or as a sample to play in. The sample is a real shop of this device
 * alone, filled with goods, never shown to a relay, thrown away whole; it must not become books by accident, so it has no
 * recovery paper and no way to connect it.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { askRelay, type FoundedShop, foundShop, type RelayFacts, writeFounding } from '../commands/create-shop.ts';
import { importProducts } from '../commands/import-products.ts';
import { SAMPLE_FILE, sampleGoods } from '../commands/sample-goods.ts';
import type { Engine } from './engine.ts';
import type { Commands, ShownError } from './engine-protocol.ts';
import { OpenShop } from './open-shop.ts';

const OWNER_NOW = { policy: '', actions: 0, level: 1, uses: ['*@*'], rank: 'owner', roles: ['owner'], active: true };

/** Errors: `shop-here-already`, and those of the store. */
export async function createShop(
  engine: Engine,
  input: Commands['createShop']['input'],
): Promise<Result<Commands['createShop']['output'], ShownError>> {
  const { origin } = engine.facts;
  const founded = await found(engine, input, origin === '' ? null : await askRelay(origin), false);
  if (!founded.ok) return founded;
  await engine.belong(founded.value.record);
  await engine.openShop(founded.value.record);
  return ok(founded.value.recovery);
}

/** Errors: `shop-here-already`, and those of the store. */
export async function openSample(
  engine: Engine,
  { member, deviceName, english }: Commands['openSample']['input'],
): Promise<Result<null, ShownError>> {
  const shop = english ? SAMPLE_FILE.en : SAMPLE_FILE.zh;
  const founded = await found(engine, { shop, member, deviceName }, null, true);
  if (!founded.ok) return founded;
  await engine.device.records.keepShop(founded.value.record);
  await engine.openShop(founded.value.record);
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

/** On disk, with its owner's rights; not open yet. */
async function found(
  engine: Engine,
  input: Commands['createShop']['input'],
  relay: RelayFacts | null,
  sample: boolean,
): Promise<Result<FoundedShop, ShownError>> {
  const { device, facts } = engine;
  if (engine.desk !== null) return err({ code: 'shop-here-already' });
  const founded = await foundShop(device, input, relay, facts.origin);
  const record = sample ? { ...founded.record, sample } : founded.record;
  const open = new OpenShop(device, record, { changed: () => undefined, fresh: () => undefined });
  const written = await writeFounding(open.writer, founded, input, device);
  if (!written.ok) return written;
  await device.records.keepAuthority(record.member, OWNER_NOW);
  return ok({ ...founded, record });
}
