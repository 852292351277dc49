/**
 * Pictures of a product: two sizes, encrypted, on this device's disk before the commit that names them; the relay gets
 * them when it is in reach. What others made is looked at before anything decodes it.
 */
import { buildFieldChanges } from '../../shared/catalogue/catalogue-commands.ts';
import { listOf } from '../../shared/catalogue/field-values.ts';
import {
  isBearable,
  LARGE_BYTES,
  LARGE_PIXELS,
  MOST_PICTURES,
  type PictureForm,
  pictureForm,
  SMALL_BYTES,
  SMALL_PIXELS,
} from '../../shared/catalogue/picture-form.ts';
import type { Json } from '../../shared/commit/json-text.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { BlobDesk } from '../worker/blob-desk.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';
import { fieldChange } from './edit-products.ts';

/** Errors: `unknown-product`, `picture-form`, `too-many-pictures`, `not-allowed`, and those of disk and writer. */
export async function addPicture(
  shop: CommandShop,
  blobs: BlobDesk,
  { product, large, small }: Commands['addPicture']['input'],
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  if (!records.has('product', product)) return err({ code: 'unknown-product' });
  const form = sound(large, LARGE_BYTES, LARGE_PIXELS);
  if (form === null || sound(small, SMALL_BYTES, SMALL_PIXELS) === null) return err({ code: 'picture-form' });
  const missing = ['catalogue.edit@*'].find((use) => !shop.may(use));
  if (missing !== undefined) return err({ code: 'not-allowed', values: { use: missing } });
  const picture: Json = {
    large: { ...(await blobs.put(large)) },
    small: { ...(await blobs.put(small)) },
    width: form.width,
    height: form.height,
  };
  const title = shop.goods.good(product)?.name ?? product;
  const written = await shop.write(async () => {
    const before = listOf(records.value('product', product, 'pictures'));
    if (before.length >= MOST_PICTURES) return err({ code: 'too-many-pictures', values: { most: MOST_PICTURES } });
    const change = fieldChange(records, 'product', product, 'pictures', [...before, picture]);
    return permitted(shop, { ...buildFieldChanges('addPicture', [change]), title });
  });
  if (!written.ok) return written;
  void blobs.send();
  return ok(null);
}

/** Errors: `picture-not-here` (nobody in reach has it), `picture-form` (it is no picture that may be shown). */
export async function readPicture(
  blobs: BlobDesk,
  { hash, key }: Commands['readPicture']['input'],
): Promise<Result<Commands['readPicture']['output'], ShownError>> {
  const bytes = await blobs.read({ hash, key });
  if (bytes === null) return err({ code: 'picture-not-here' });
  const form = sound(bytes, LARGE_BYTES, LARGE_PIXELS);
  return form === null ? err({ code: 'picture-form' }) : ok({ bytes, type: form.type });
}

function sound(bytes: Uint8Array, mostBytes: number, mostPixels: number): PictureForm | null {
  if (bytes.length > mostBytes) return null;
  const form = pictureForm(bytes);
  return isBearable(form, mostPixels) ? form : null;
}
