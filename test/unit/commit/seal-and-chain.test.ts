/** Seals: what is signed, and which public keys no verifier ever sees. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chainNext, chainStart, deviceIdOf, hash16Of, hashOfText, shopIdOf } from '../../../shared/commit/chain.ts';
import { isSoundPublicKey, sealMessage, uint64 } from '../../../shared/commit/seal.ts';
import { fromHex, toHex, utf8 } from '../../../shared/foundation/bytes.ts';
import type { FeedId, ShopId } from '../../../shared/foundation/ids.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const shop = hashOfText(sha256, 'a shop') as string as ShopId;
const feed = 'AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBB' as FeedId;
const keyOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

/** RFC 8032 §7.1 test 1. */
const RFC_SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const RFC_PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

describe('COMMIT-15 public keys', () => {
  test.each([
    ['y = 0', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['y = 0, sign set', '0000000000000000000000000000000000000000000000000000000000000080'],
    ['the neutral point', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['the neutral point, sign set', '0100000000000000000000000000000000000000000000000000000000000080'],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['order 8, sign set', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'],
    ['order 8, the other', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['order 8, the other, sign set', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
    ['order 2', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['order 2, sign set', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'],
    ['y = p, which is 0', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['y = p + 1, which is 1', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['y = 2^255 − 1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['all ones', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'],
  ])('COMMIT-15 refused: %s', (_name, hex) => {
    expect(isSoundPublicKey(keyOf(hex))).toBe(false);
  });

  test('COMMIT-15 honest keys are sound; anything that is not 32 bytes is not', () => {
    expect(isSoundPublicKey(keyOf(RFC_PUBLIC))).toBe(true);
    for (let i = 0; i < 20; i++) {
      const raw = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
      expect(isSoundPublicKey(new Uint8Array(raw))).toBe(true);
    }
    expect(isSoundPublicKey(keyOf(RFC_PUBLIC).subarray(1))).toBe(false);
    expect(isSoundPublicKey(new Uint8Array(33))).toBe(false);
  });
});

test('COMMIT-12 a seal binds shop, feed, seq and head: change one and it no longer holds', () => {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const key = createPrivateKey({ key: Buffer.concat([prefix, keyOf(RFC_SECRET)]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key);
  const head = sha256(utf8('head'));
  const signature = sign(null, sealMessage(shop, feed, 7, head), key);
  const holds = (message: Uint8Array): boolean => verify(null, message, publicKey, signature);
  expect(holds(sealMessage(shop, feed, 7, head))).toBe(true);
  const otherShop = hashOfText(sha256, 'another shop') as string as ShopId;
  expect(holds(sealMessage(otherShop, feed, 7, head))).toBe(false);
  expect(holds(sealMessage(shop, 'AAAAAAAAAAAAAAAAAAAAAAAA.CCCCCCCC' as FeedId, 7, head))).toBe(false);
  expect(holds(sealMessage(shop, feed, 8, head))).toBe(false);
  expect(holds(sealMessage(shop, feed, 7, sha256(utf8('another'))))).toBe(false);
});

test('COMMIT-11 changing, dropping or swapping headers changes every head after them', () => {
  const headOf = (headers: readonly string[]): string =>
    toHex(headers.reduce((head, text) => chainNext(sha256, head, utf8(text)), chainStart(sha256, shop, feed)));
  const honest = headOf(['a', 'b', 'c']);
  for (const other of [
    ['a', 'x', 'c'],
    ['a', 'c'],
    ['b', 'a', 'c'],
    ['ab', 'c'],
  ])
    expect(headOf(other)).not.toBe(honest);
});

test('COMMIT-16 shop and device ids prove themselves', () => {
  expect(shopIdOf(sha256, 'genesis')).toBe(hashOfText(sha256, 'genesis'));
  expect(deviceIdOf(sha256, keyOf(RFC_PUBLIC))).toHaveLength(24);
  expect(hash16Of(sha256(utf8('x')))).toHaveLength(22);
  expect(toHex(uint64(2 ** 53 - 1))).toBe('001fffffffffffff');
});
