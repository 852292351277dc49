/**
 * Signatures and keys that some verifiers take and others do not (facts §2): every one of them must be refused here,
 * because verifiers that disagree make replicas that disagree.
 */
import { fromHex } from '../../shared/foundation/bytes.ts';

/** Order of the group, little endian. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

function littleEndian(of: Uint8Array): bigint {
  let value = 0n;
  for (let i = of.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(of[i] ?? 0);
  return value;
}
function toLittleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

/** The same signature with S + the group's order: right by the equation, wrong by the standard. */
export function withLargeS(signature: Uint8Array): Uint8Array {
  const s = littleEndian(signature.subarray(32)) + ORDER;
  return Uint8Array.from([...signature.subarray(0, 32), ...toLittleEndian(s)]);
}
/** The sign bit of R turned. */
export function withTurnedR(signature: Uint8Array): Uint8Array {
  return signature.map((byte, i) => (i === 31 ? byte ^ 0x80 : byte));
}
/** R replaced by a point of small order. */
export function withSmallR(signature: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes(SMALL_ORDER_KEYS[2]?.hex ?? ''), ...signature.subarray(32)]);
}
export const zeroSignature = (): Uint8Array => new Uint8Array(64);
export const fullSignature = (): Uint8Array => new Uint8Array(64).fill(255);

/** Public keys under which anybody can sign anything, and second spellings of sound ones. */
export const SMALL_ORDER_KEYS: readonly { readonly name: string; readonly hex: string }[] = [
  { name: 'order 4', hex: '0000000000000000000000000000000000000000000000000000000000000000' },
  { name: 'the neutral point', hex: '0100000000000000000000000000000000000000000000000000000000000000' },
  { name: 'order 8', hex: '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05' },
  { name: 'order 8, the other', hex: 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a' },
  { name: 'order 2', hex: 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f' },
  {
    name: 'the neutral point, spelt with p + 1',
    hex: 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  },
  { name: 'order 4, spelt with p', hex: 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f' },
  {
    name: 'the neutral point with the sign bit',
    hex: '0100000000000000000000000000000000000000000000000000000000000080',
  },
];
export const keyBytes = (hex: string): Uint8Array => bytes(hex);

/** Under the neutral point as a key, (R = S·B) with S = 0 is a signature of every message. */
export const signatureUnderNeutral = (): Uint8Array =>
  Uint8Array.from([1, ...new Uint8Array(31), ...new Uint8Array(32)]);
