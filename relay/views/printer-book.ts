/**
 * The printers that a shop's settings name, as of now. Read from the shop's own rows when somebody prints: which rows
 * hold settings is remembered, whether they count is asked each time, since verdicts change.
 */
import { readHeader } from '../../shared/commit/header.ts';
import { FoldSet } from '../../shared/fold/fold.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { createSettingsFold } from '../../shared/settings/settings-folds.ts';
import { readRow } from '../shops/row-codec.ts';
import type { ShopHub } from '../shops/shop-hub.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import type { ShopState } from '../shops/shop-state.ts';

const READ_BYTES = 4 * 1024 * 1024;

interface Known {
  readonly state: ShopState;
  /** Rows up to this one were looked at. */
  readonly upTo: number;
  /** Those with a part of `settings`. */
  readonly places: readonly number[];
}

export class PrinterBook {
  readonly #registry: ShopRegistry;
  readonly #known = new WeakMap<ShopHub, Known>();

  constructor(registry: ShopRegistry) {
    this.#registry = registry;
  }

  /** Addresses as `host:port`. */
  async of(shop: ShopId): Promise<readonly string[]> {
    const hub = await this.#registry.hub(shop);
    await hub.whenReady();
    // What was written a moment ago counts as well: its seal is verified now, not at the next second.
    await hub.sealsChecked();
    await hub.whenReady();
    const { state } = hub;
    const places = await this.#placesOf(hub, state);
    const settings = createSettingsFold();
    const folds = new FoldSet([settings]);
    for (const { at, body } of await hub.log.readAt(places)) {
      const row = readRow(body);
      const index = state.indexAt[at];
      const header = row === null ? null : readHeader(row.commit.header);
      if (row === null || header === null || index === undefined) continue;
      const { replica } = state;
      if (!replica.isSealed(index) || replica.verdict(index).verdict !== 'effective') continue;
      const { feed, seq, parts } = row.commit;
      const readings = replica.readParts(feed, header, parts);
      for (const [i, ref] of header.parts.entries()) {
        const part = readings[i]?.part ?? null;
        if (part === null || ref.document !== 'settings') continue;
        const place = { feed, seq, document: ref.document, time: header.time, hash: replica.hashAt(index) };
        folds.addPart(place, part.entries);
      }
    }
    return addressesOf(settings.of('shop').value('shop', 'printers'));
  }

  async #placesOf(hub: ShopHub, state: ShopState): Promise<readonly number[]> {
    const before = this.#known.get(hub);
    const known = before?.state === state ? before : { state, upTo: 0, places: [] };
    const places = [...known.places];
    const { durable } = hub.log;
    let upTo = known.upTo;
    while (upTo < durable) {
      const rows = await hub.log.read(upTo, READ_BYTES);
      if (rows.length === 0) break;
      for (const { at, body } of rows) {
        if (at > durable) break;
        const row = readRow(body);
        if (row?.commit.header.includes('"settings"') === true) places.push(at);
        upTo = at;
      }
      if ((rows.at(-1)?.at ?? durable) > durable) break;
    }
    this.#known.set(hub, { state, upTo, places });
    return places;
  }
}

/** What was written has its shape (shared/schema/place.ts); a value is read with care all the same. */
function addressesOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'address' in one && typeof one.address === 'string' ? [one.address] : [],
  );
}
