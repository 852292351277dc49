import { describe, expect, it } from 'vitest';
import { closePlace, type PlaceShop, savePlace, setPlaceRules } from '../../../../client/commands/edit-places.ts';
import type { PlaceType } from '../../../../client/worker/place-views.ts';
import type { Entry } from '../../../../shared/commit/part.ts';
import { createSettingsFold } from '../../../../shared/settings/settings-folds.ts';
import { testDevice } from '../../../kit/client-device.ts';
import { place, testTill, written } from '../../../kit/command-shop.ts';
import { refOf } from '../../../kit/fold-facts.ts';

const V = 'device'.padEnd(24, '0').concat('.milk______');

interface Inside {
  readonly stock?: readonly { readonly variant: string; readonly quantity: number }[];
  readonly transfers?: number;
  readonly quota?: number;
  readonly shift?: boolean;
}

/** Branch 总店 with two warehouses and a till, folded anew from what is written. */
async function shopOf(seed: number, inside: Inside = {}) {
  const device = await testDevice(seed);
  const tab = device.tab();
  const till = testTill(device, tab, { goods: [] });
  const first: Entry[] = [
    { kind: 'new', type: 'shop', id: 'shop', fields: { name: '店' } },
    { kind: 'new', type: 'branch', id: place('one'), fields: { name: '总店', code: '01' } },
    { kind: 'new', type: 'warehouse', id: place('w1'), fields: { name: '前场', code: '01', branch: place('one') } },
    { kind: 'new', type: 'warehouse', id: place('w2'), fields: { name: '后仓', code: '02', branch: place('one') } },
    { kind: 'new', type: 'bin', id: place('bin'), fields: { name: 'A-01', warehouse: place('w1') } },
    {
      kind: 'new',
      type: 'register',
      id: place('r1'),
      fields: { name: '1 号机', branch: place('one'), warehouse: place('w1') },
    },
  ];
  const fold = async () => {
    const settings = createSettingsFold();
    for (const [i, entry] of first.entries()) settings.add(refOf('z', 1, 1, 'settings', i), entry);
    for (const [i, { document, part }] of (await written(tab)).entries()) {
      if (document !== 'settings') continue;
      for (const [at, entry] of part.entries.entries())
        settings.add(refOf('a', i + 1, 1_790_000_000_000_000 + i, document, at), entry);
    }
    return settings;
  };
  let now = await fold();
  const shop: PlaceShop = {
    ...till,
    placeId: () => device.platform.randomText(8),
    records: async () => {
      now = await fold();
      const of = (type: string) => now.of(type as PlaceType);
      return {
        has: (type, id) => of(type).has(id),
        value: (type, id, field) => of(type).value(id, field),
        overOfField: (type, id, field) => of(type).overOfField(id, field),
        overOfRecord: (type, id) => of(type).overOfRecord(id),
      };
    },
    premises: {
      ids: (type) => now.ids(type),
      text: (type, id, field) => now.text(type, id, field),
      stockOf: ({ warehouse }) => (warehouse === place('w1') ? (inside.stock ?? []) : []),
      openTransfers: () => inside.transfers ?? 0,
      quotaOf: () => 0,
      quotaAt: () => inside.quota ?? 0,
      shiftOpen: () => inside.shift === true,
      ready: async () => {},
    },
  };
  return { shop, fold, documents: async () => (await written(tab)).map(({ document }) => document) };
}

describe('places', () => {
  it('a new branch has a warehouse of its own name and the next free code; a name is given once', async () => {
    const { shop, fold } = await shopOf(81);
    const made = await savePlace(shop, { type: 'branch', id: null, fields: { name: ' 西溪店 ' } });
    if (!made.ok) throw new Error(made.error.code);
    const settings = await fold();
    expect(settings.text('branch', made.value.id, 'name')).toBe('西溪店');
    expect(settings.text('branch', made.value.id, 'code')).toBe('02');
    const own = settings.ids('warehouse').filter((id) => settings.text('warehouse', id, 'branch') === made.value.id);
    expect(own.map((id) => settings.text('warehouse', id, 'name'))).toEqual(['西溪店']);
    expect(await savePlace(shop, { type: 'branch', id: null, fields: { name: '西溪店' } })).toMatchObject({
      error: { code: 'place-name' },
    });
    expect(await savePlace(shop, { type: 'branch', id: null, fields: { name: ' ' } })).toMatchObject({
      error: { code: 'name-missing' },
    });
    // A bin's name counts in its warehouse only.
    const bin = (warehouse: string) => savePlace(shop, { type: 'bin', id: null, fields: { name: 'A-01', warehouse } });
    expect(await bin(place('w1'))).toMatchObject({ error: { code: 'place-name' } });
    expect(await bin(place('w2'))).toMatchObject({ ok: true });
  });

  it('only what changes is written, and fields that a place has not are left out', async () => {
    const { shop, fold, documents } = await shopOf(82);
    const branch = place('one');
    expect(await savePlace(shop, { type: 'branch', id: branch, fields: { name: '总店', device: 'x' } })).toMatchObject({
      ok: true,
    });
    expect(await documents()).toEqual([]);
    await savePlace(shop, { type: 'branch', id: branch, fields: { name: '总店', address: '河坊街 118 号' } });
    expect((await fold()).text('branch', branch, 'address')).toBe('河坊街 118 号');
    await setPlaceRules(shop, { transferApproval: true });
    expect((await fold()).of('shop').value('shop', 'transferApproval')).toBe(true);
    expect(await documents()).toEqual(['settings', 'settings']);
  });

  it.each([
    ['place-transfers', { transfers: 2 }],
    ['place-shift', { shift: true }],
    ['place-quota', { quota: 1000 }],
    ['place-negative', { stock: [{ variant: V, quantity: -1000 }] }],
    ['place-stock', { stock: [{ variant: V, quantity: 1000 }] }],
  ] as const)('a warehouse is not closed while something in it is open: %s', async (code, inside) => {
    const { shop, documents } = await shopOf(83, inside);
    expect(await closePlace(shop, { type: 'warehouse', id: place('w1'), stockTo: null })).toMatchObject({
      error: { code },
    });
    expect(await documents()).toEqual([]);
  });

  it('a warehouse that closes hands its stock on in the same commit, and its bins go with it', async () => {
    const { shop, fold, documents } = await shopOf(84, { stock: [{ variant: V, quantity: 5000 }] });
    const closed = await closePlace(shop, { type: 'warehouse', id: place('w1'), stockTo: place('w2') });
    expect(closed).toMatchObject({ ok: true });
    expect((await documents()).map((name) => name.split('/')[0]).sort()).toEqual([
      'settings',
      'stock',
      'stock',
      'transfers',
    ]);
    const settings = await fold();
    expect(settings.ids('warehouse')).toEqual([place('w2')]);
    expect(settings.ids('bin')).toEqual([]);
    // The last one stays, and so does the only branch.
    expect(await closePlace(shop, { type: 'warehouse', id: place('w2'), stockTo: null })).toMatchObject({
      error: { code: 'place-last' },
    });
    expect(await closePlace(shop, { type: 'branch', id: place('one'), stockTo: null })).toMatchObject({
      error: { code: 'place-last' },
    });
  });
});
