/**
 * The variants of a product: made by the colour × size grid, taken away, brought back; and its units. What is taken away
 * keeps its stock and its papers, and comes back under its own id.
 */
import { buildFieldChanges, buildVariantsNew, buildVariantsRemove } from '../../shared/catalogue/catalogue-commands.ts';
import { attributesOf } from '../../shared/catalogue/field-values.ts';
import { mergeUnits } from '../../shared/catalogue/product-units.ts';
import { missingVariants } from '../../shared/catalogue/variant-grid.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { restoreRecord } from '../../shared/schema/record-command.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';
import { fieldChange } from './edit-products.ts';

/** Errors: `unknown-product`, those of the grid, `not-allowed` and the writer's. */
export async function addVariants(
  shop: CommandShop,
  { product, axes }: Commands['addVariants']['input'],
): Promise<Result<{ readonly made: number }, ShownError>> {
  const records = await shop.records();
  if (!records.has('product', product)) return err({ code: 'unknown-product' });
  const title = shop.goods.good(product)?.name ?? product;
  let made = 0;
  const written = await shop.write(async () => {
    const there = shop.goods.variantsOf(product);
    const known = there.live.map((id) => attributesOf(records.value('variant', id, 'attributes')));
    const fresh = missingVariants(axes, known);
    if (!fresh.ok) return err({ code: fresh.error });
    // One that was taken away comes back under its own id: stock and papers stay with it.
    const back: string[] = [];
    const others = fresh.value.filter((attributes) => {
      const id = there.removed.find((one) =>
        isSame(attributesOf(records.value('variant', one, 'attributes')), attributes),
      );
      if (id !== undefined) back.push(id);
      return id === undefined;
    });
    made = fresh.value.length;
    const names = axes.map(({ name }) => name.trim());
    const head = fieldChange(records, 'product', product, 'attributes', names);
    const draft = buildVariantsNew(
      product,
      others.map((attributes) => ({ id: shop.recordId(), fields: { attributes } })),
      back.map((id) => restoreRecord('variant', id, records.overOfRecord('variant', id))),
      JSON.stringify(head.before ?? null) === JSON.stringify(names) ? null : head,
    );
    if (draft.parts.length === 0) return err({ code: 'unchanged' });
    return permitted(shop, { ...draft, title });
  });
  if (!written.ok && written.error.code !== 'unchanged') return written;
  return ok({ made });
}

export async function removeVariants(
  shop: CommandShop,
  { ids, restore }: Commands['removeVariants']['input'],
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const known = ids.filter((id) => records.has('variant', id));
  const [first] = known;
  if (first === undefined || known.length < ids.length) return err({ code: 'unknown-product' });
  const title = shop.goods.good(first)?.name ?? first;
  const written = await shop.write(async () => {
    const overs = known.map((id) => ({ id, over: records.overOfRecord('variant', id) }));
    return permitted(shop, { ...buildVariantsRemove(overs, restore === true), title });
  });
  return written.ok ? ok(null) : written;
}

/** The units from now on; a changed ratio retires the old unit. Errors: those of `mergeUnits`, `not-allowed`. */
export async function setUnits(
  shop: CommandShop,
  { product, units }: Commands['setUnits']['input'],
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  if (!records.has('product', product)) return err({ code: 'unknown-product' });
  const title = shop.goods.good(product)?.name ?? product;
  const written = await shop.write(async () => {
    const base = records.value('product', product, 'unit');
    const merged = mergeUnits(records.value('product', product, 'units'), units, typeof base === 'string' ? base : '');
    if (!merged.ok) return err({ code: merged.error });
    const change = fieldChange(records, 'product', product, 'units', merged.value);
    return permitted(shop, { ...buildFieldChanges('setUnits', [change]), title });
  });
  return written.ok ? ok(null) : written;
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
