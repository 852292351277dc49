/**
 * What the browser gives to pure code: clock, randomness, a synchronous SHA-256 (hash-wasm: WebCrypto's digest is
 * asynchronous and ten times dearer for a header), and the platform's UTF-8 coder.
 */
import { createSHA256 } from 'hash-wasm';
import {
  type ChainHash,
  chainNext,
  hashTextOf,
  type MeasuredText,
  type Sha256,
  type TextHash,
} from '../../shared/commit/chain.ts';
import { toBase64url, writeUtf8 } from '../../shared/foundation/bytes.ts';
import type { WallClock } from '../../shared/foundation/clock.ts';
import type { TextCodec } from '../../shared/foundation/text-codec.ts';

export interface Platform {
  readonly wall: WallClock;
  readonly sha256: Sha256;
  /** From a text to its hash without bytes of its own: a history has half a million of them. */
  readonly hashText: TextHash;
  readonly measureText: (text: string) => MeasuredText;
  readonly chainHash: ChainHash;
  readonly text: TextCodec;
  /** `count` random bytes. */
  random(count: number): Uint8Array;
  /** base64url of as many random bytes as give `characters` characters (a multiple of 4). */
  randomText(characters: number): string;
}

/** Texts to be hashed are laid out here; what does not fit gets memory of its own. */
const ROOM = 64 * 1024;
/** Up to this length a text is written by hand: calling the platform's coder alone costs as much. */
const SHORT = 64;

export async function browserPlatform(): Promise<Platform> {
  const hasher = await createSHA256();
  const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
  // `digest` hands out a fresh array each time, so heads may be kept.
  const sha256: Sha256 = (bytes) => hasher.init().update(bytes).digest('binary');
  const text = platformText();
  const room = new Uint8Array(ROOM);
  const chainHash: ChainHash = (head, header) => {
    if (head.length + header.length * 3 > ROOM) return chainNext(sha256, head, text.encode(header));
    room.set(head);
    return sha256(room.subarray(0, head.length + text.encodeInto(header, room, head.length)));
  };
  const measureText = (one: string): MeasuredText => {
    const bytes = one.length * 3 > ROOM ? text.encode(one) : room.subarray(0, text.encodeInto(one, room, 0));
    return { hash: hashTextOf(sha256(bytes)), bytes: bytes.length };
  };
  return {
    wall: { now: () => Date.now() },
    sha256,
    hashText: (one) => measureText(one).hash,
    measureText,
    chainHash,
    text,
    random,
    randomText: (characters) => toBase64url(random(Math.ceil((characters * 3) / 4))).slice(0, characters),
  };
}

function platformText(): Required<TextCodec> {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const letters = new TextDecoder('latin1');
  return {
    encode: (text) => encoder.encode(text),
    encodeInto: (text, target, at) => {
      const written = text.length <= SHORT ? writeUtf8(text, target, at) : -1;
      return written >= 0 ? written : encoder.encodeInto(text, target.subarray(at)).written;
    },
    latin1: (bytes) => letters.decode(bytes),
    decode: (bytes) => {
      try {
        return decoder.decode(bytes);
      } catch {
        return null;
      }
    },
  };
}
