import { describe, expect, it } from 'vitest';
import type { CommandShop } from '../../../../client/commands/command-shop.ts';
import { removePromotion, savePromotion } from '../../../../client/commands/edit-promotions.ts';
import { promotionRows } from '../../../../client/queries/promotion-queries.ts';
import type { ReadShop } from '../../../../client/queries/read-shop.ts';
import type { PromotionDraft } from '../../../../client/worker/promotion-views.ts';
import { createSettingsFold } from '../../../../shared/settings/settings-folds.ts';
import { testDevice } from '../../../kit/client-device.ts';
import { testTill, written } from '../../../kit/command-shop.ts';
import { refOf } from '../../../kit/fold-facts.ts';

const draft: PromotionDraft = {
  name: '第二件半价',
  rule: { kind: 'nthUnit', every: 2, payBp: 5000 },
  conditions: {},
  priority: 0,
  enabled: true,
  exclusive: false,
  withMemberPrice: true,
  withCoupon: true,
};

/** A shop whose settings are folded anew from what was written. */
async function shopOf(seed: number, forbidden: readonly string[] = []) {
  const device = await testDevice(seed);
  const tab = device.tab();
  const till = testTill(device, tab, { goods: [], forbidden });
  const folded = async () => {
    const settings = createSettingsFold();
    for (const [i, { document, part }] of (await written(tab)).entries()) {
      const time = 1_790_000_000_000_000 + i;
      for (const [at, entry] of part.entries.entries()) settings.add(refOf('a', i + 1, time, document, at), entry);
    }
    return settings;
  };
  const shop: CommandShop = {
    ...till,
    records: async () => {
      const records = (await folded()).of('promotion');
      return {
        has: (_type, id) => records.has(id),
        value: (_type, id, field) => records.value(id, field),
        overOfField: (_type, id, field) => records.overOfField(id, field),
        overOfRecord: (_type, id) => records.overOfRecord(id),
      };
    },
  };
  const rows = async () =>
    promotionRows({ folds: { places: await folded() }, isLocal: () => true } as unknown as ReadShop);
  return { shop, rows, entries: async () => (await written(tab)).flatMap(({ part }) => part.entries) };
}

describe('promotions', () => {
  it('are made with version 1 and shown as they were written', async () => {
    const { shop, rows } = await shopOf(41);
    const made = await savePromotion(shop, { id: null, promotion: draft });
    expect(made.ok).toBe(true);
    expect(await rows()).toMatchObject([{ ...draft, version: 1, travel: 'local', conflicts: 0 }]);
  });

  it('are changed field by field, and the version rises with each change', async () => {
    const { shop, rows, entries } = await shopOf(42);
    const made = await savePromotion(shop, { id: null, promotion: draft });
    if (!made.ok) throw new Error(made.error.code);
    const { id } = made.value;
    await savePromotion(shop, { id, promotion: { ...draft, rule: { payBp: 4000, every: 2, kind: 'nthUnit' } } });
    expect((await entries()).filter((one) => one.kind === 'set').map((one) => one.field)).toEqual(['rule', 'version']);
    expect(await rows()).toMatchObject([{ version: 2, rule: { payBp: 4000 } }]);
  });

  it('unchanged, whatever the order of keys, writes nothing', async () => {
    const { shop, entries } = await shopOf(43);
    const made = await savePromotion(shop, { id: null, promotion: draft });
    if (!made.ok) throw new Error(made.error.code);
    await savePromotion(shop, {
      id: made.value.id,
      promotion: { ...draft, rule: { payBp: 5000, every: 2, kind: 'nthUnit' } },
    });
    expect(await entries()).toHaveLength(1);
  });

  it('are removed and brought back', async () => {
    const { shop, rows } = await shopOf(44);
    const made = await savePromotion(shop, { id: null, promotion: draft });
    if (!made.ok) throw new Error(made.error.code);
    await removePromotion(shop, { id: made.value.id });
    expect(await rows()).toEqual([]);
    await removePromotion(shop, { id: made.value.id, restore: true });
    expect(await rows()).toHaveLength(1);
  });

  it('ask for the right to change settings, a name and a rule that can be read', async () => {
    const { shop } = await shopOf(45, ['settings.add']);
    expect(await savePromotion(shop, { id: null, promotion: draft })).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    });
    const nameless = { ...draft, name: ' ' };
    expect(await savePromotion(shop, { id: null, promotion: nameless })).toMatchObject({
      error: { code: 'name-missing' },
    });
    const broken: PromotionDraft = { ...draft, rule: { kind: 'nthUnit', every: 1, payBp: 5000 } };
    expect(await savePromotion(shop, { id: null, promotion: broken })).toMatchObject({
      error: { code: 'promotion-rule' },
    });
  });
});
