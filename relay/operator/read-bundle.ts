/** The lines of a bundle file, packed with gzip or plain, as they come off the disk: never the whole file in memory. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** A line longer than this is no bundle's: the largest commit in its JSON text. */
const LONGEST = 16 * 1024 * 1024;

export class DamagedFile extends Error {}

/**
 * Calls `each` for every line, without its line feed. Throws `DamagedFile` where the packing is broken or a line has no
 * end; what `each` was given before that is good as far as it goes.
 */
export async function readBundle(file: string, each: (line: string) => void): Promise<void> {
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  const stream = (await isPacked(file)) ? raw.pipe(createGunzip({ chunkSize: 1 << 20 })) : raw;
  raw.on('error', (error) => stream.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        const tail = chunk.subarray(from, end);
        each((rest.length === 0 ? tail : Buffer.concat([rest, tail])).toString('utf8'));
        rest = Buffer.alloc(0);
        from = end + 1;
      }
      rest = Buffer.concat([rest, chunk.subarray(from)]);
      if (rest.length > LONGEST) throw new DamagedFile('a line has no end');
    }
  } catch (error) {
    if (error instanceof DamagedFile) throw error;
    throw new DamagedFile(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (rest.length > 0) each(rest.toString('utf8'));
}

async function isPacked(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
