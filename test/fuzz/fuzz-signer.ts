/**
 * Keys for the fuzz. `real` are Ed25519 keys of node:crypto, made once and used again by every case (a case takes the
 * n-th key). `cheap` are key pairs whose signature is a keyed hash: a hundred times cheaper, for counting cases in
 * millions; nobody without the key can make one, which is all that the histories need.
 */
import { createHash, createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import type { Verifier } from '../../shared/commit/seal.ts';
import { concatBytes, fromHex, toBase64url, utf8 } from '../../shared/foundation/bytes.ts';
import type { TextCodec } from '../../shared/foundation/text-codec.ts';

export interface FuzzKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}
export interface FuzzSigner {
  key(number: number): FuzzKey;
  readonly verify: Verifier;
}

export const nodeSha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', bytes, 'buffer'));

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
export const NODE_TEXT: TextCodec = {
  encode: (text) => encoder.encode(text),
  decode: (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  },
};

const PKCS8 = fromHex('302e020100300506032b657004220420') ?? new Uint8Array(0);
const SPKI = fromHex('302a300506032b6570032100') ?? new Uint8Array(0);

export function realSigner(): FuzzSigner {
  const keys = new Map<number, FuzzKey>();
  const verifiers = new Map<string, KeyObject>();
  return {
    key(number) {
      const known = keys.get(number);
      if (known !== undefined) return known;
      const seed = createHash('sha256').update(`fuzz key ${number}`).digest();
      const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
      const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
      const key: FuzzKey = {
        publicKey: new Uint8Array(spki.subarray(12)),
        sign: (message) => new Uint8Array(sign(null, message, privateKey)),
      };
      keys.set(number, key);
      return key;
    },
    verify: async (publicKey, message, signature) => {
      const name = toBase64url(publicKey);
      let verifier = verifiers.get(name);
      if (verifier === undefined) {
        verifier = createPublicKey({ key: Buffer.from(concatBytes(SPKI, publicKey)), format: 'der', type: 'spki' });
        verifiers.set(name, verifier);
      }
      return verify(null, message, verifier, signature);
    },
  };
}

export function cheapSigner(): FuzzSigner {
  const secrets = new Map<string, Uint8Array>();
  const keys = new Map<number, FuzzKey>();
  const mac = (secret: Uint8Array, message: Uint8Array): Uint8Array => {
    const half = nodeSha256(concatBytes(secret, message));
    return concatBytes(half, half);
  };
  return {
    key(number) {
      const known = keys.get(number);
      if (known !== undefined) return known;
      const secret = nodeSha256(utf8(`cheap key ${number}`));
      const publicKey = nodeSha256(secret);
      publicKey[31] = (publicKey[31] ?? 0) & 0x3f;
      secrets.set(toBase64url(publicKey), secret);
      const key: FuzzKey = { publicKey, sign: (message) => mac(secret, message) };
      keys.set(number, key);
      return key;
    },
    verify: async (publicKey, message, signature) => {
      const secret = secrets.get(toBase64url(publicKey));
      return secret !== undefined && Buffer.compare(mac(secret, message), signature) === 0;
    },
  };
}
