/**
 * A chosen file becomes two pictures: one for the detail, one for tiles and rows. Drawing it anew leaves out everything
 * but the pixels (place, camera, a second file hidden behind), and what it claims to be is read before it is decoded.
 */
import {
  FILE_BYTES,
  FILE_PIXELS,
  fitInto,
  LARGE_BYTES,
  LARGE_PIXELS,
  pictureForm,
  SMALL_BYTES,
  SMALL_PIXELS,
} from '../../shared/catalogue/picture-form.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { ShownError } from '../worker/engine-protocol.ts';

export interface TwoSizes {
  readonly large: Uint8Array;
  readonly small: Uint8Array;
}

/** Errors: `picture-large`, `picture-form`. */
export async function resizePicture(file: Blob): Promise<Result<TwoSizes, ShownError>> {
  if (file.size > FILE_BYTES) return err({ code: 'picture-large' });
  const form = pictureForm(new Uint8Array(await file.arrayBuffer()));
  if (form === null || form.width * form.height > FILE_PIXELS) return err({ code: 'picture-form' });
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return err({ code: 'picture-form' });
  }
  try {
    const large = await drawn(bitmap, LARGE_PIXELS, LARGE_BYTES);
    const small = await drawn(bitmap, SMALL_PIXELS, SMALL_BYTES);
    return large === null || small === null ? err({ code: 'picture-form' }) : ok({ large, small });
  } finally {
    bitmap.close();
  }
}

const QUALITIES = [0.85, 0.7, 0.5, 0.3];

/** The best JPEG of at most so many bytes. */
async function drawn(bitmap: ImageBitmap, most: number, mostBytes: number): Promise<Uint8Array | null> {
  const { width, height } = fitInto(bitmap, most);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  // JPEG knows no transparency; goods are looked at on paper.
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (blob !== null && blob.size <= mostBytes) return new Uint8Array(await blob.arrayBuffer());
  }
  return null;
}
