/** A picture as a small `data:` address: codes and logos stand in the shop's settings, which every device keeps. */

const EDGE = 480;
/** What settings take (shared/schema/place.ts), head included. */
const MOST = 90_000;

/** `null` for what is no picture, or stays too large. */
export async function smallPicture(file: Blob): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file);
    for (const edge of [EDGE, 360, 240]) {
      const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      // A code is sharp and small as PNG; a photo of one is not, and goes as JPEG.
      for (const [kind, quality] of [
        ['image/png', undefined],
        ['image/jpeg', 0.8],
      ] as const) {
        const text = canvas.toDataURL(kind, quality);
        if (text.length < MOST) return text;
      }
    }
    return null;
  } catch {
    return null;
  }
}
