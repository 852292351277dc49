// Puts a packed twin beside every built file that packs well (`x.js.gz`, `x.js.br`), so that a phone on a slow line fetches a quarter and the relay
// packs nothing while it serves. Browsers take br over https only, gzip everywhere.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const packs = /\.(?:js|css|html|svg|json|webmanifest|wasm)$/;
const LEAST_BYTES = 1_024;

/**
 * @param {string} folder what was built
 * @returns {number} how many files got twins
 */
export function packFiles(folder) {
  let count = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !packs.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const content = readFileSync(file);
    if (content.length < LEAST_BYTES) continue;
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    count += 1;
  }
  return count;
}
