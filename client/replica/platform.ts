/**
 * What the browser gives to pure code: clock, randomness, a synchronous SHA-256 (hash-wasm: WebCrypto's digest is
 * asynchronous and ten times dearer for a header), and the platform's UTF-8 coder.
 */
import { createSHA256 } from 'hash-wasm';
import type { Sha256 } from '../../shared/commit/chain.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import type { WallClock } from '../../shared/foundation/clock.ts';
import type { TextCodec } from '../../shared/foundation/text-codec.ts';

export interface Platform {
  readonly wall: WallClock;
  readonly sha256: Sha256;
  readonly text: TextCodec;
  /** `count` random bytes. */
  random(count: number): Uint8Array;
  /** base64url of as many random bytes as give `characters` characters (a multiple of 4). */
  randomText(characters: number): string;
}

export async function browserPlatform(): Promise<Platform> {
  const hasher = await createSHA256();
  const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
  return {
    wall: { now: () => Date.now() },
    // `digest` hands out a fresh array each time, so heads may be kept.
    sha256: (bytes) => hasher.init().update(bytes).digest('binary'),
    text: platformText(),
    random,
    randomText: (characters) => toBase64url(random(Math.ceil((characters * 3) / 4))).slice(0, characters),
  };
}

function platformText(): TextCodec {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    encode: (text) => encoder.encode(text),
    decode: (bytes) => {
      try {
        return decoder.decode(bytes);
      } catch {
        return null;
      }
    },
  };
}
