/** A proof bundle (shared/bundle/SPEC.md) off a file, line by line: packed with gzip or plain, never whole in memory. */
import { type BundleLine, readBundleLine } from '../../shared/bundle/bundle-lines.ts';

/** Longer than the largest commit in its JSON text: no line of ours. */
const LONGEST = 16 * 1024 * 1024;

/** Throws a RangeError that names the line where something is none; and what the browser throws on broken packing. */
export async function* bundleLines(file: Blob): AsyncGenerator<BundleLine> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const bytes = isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  const reader = bytes.pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader();
  let rest = '';
  let number = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new RangeError(String(number + 1));
    for (const text of lines) {
      number++;
      const line = readBundleLine(text);
      if (line === null) throw new RangeError(String(number));
      yield line;
    }
  }
  if (rest !== '') throw new RangeError(String(number + 1));
}
