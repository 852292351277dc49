/**
 * Pictures that are on screen, as object URLs: asked for once however many elements show one, the oldest let go when
 * there are many. What is not here yet is asked for again the next time something shows it.
 */
import type { BlobContent, Engine } from '../worker/engine-protocol.ts';

const MOST = 300;
const urls = new Map<string, Promise<string | null>>();

export function pictureUrl(engine: Engine, blob: BlobContent): Promise<string | null> {
  const known = urls.get(blob.hash);
  if (known !== undefined) {
    urls.delete(blob.hash);
    urls.set(blob.hash, known);
    return known;
  }
  const asked = ask(engine, blob);
  urls.set(blob.hash, asked);
  void asked.then((url) => {
    if (url === null) urls.delete(blob.hash);
  });
  for (const [hash, old] of urls) {
    if (urls.size <= MOST) break;
    urls.delete(hash);
    void old.then((url) => (url === null ? undefined : URL.revokeObjectURL(url)));
  }
  return asked;
}

async function ask(engine: Engine, { hash, key }: BlobContent): Promise<string | null> {
  const read = await engine.run('readPicture', { hash, key });
  if (!read.ok) return null;
  const { bytes, type } = read.value;
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
}
