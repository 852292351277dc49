import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { isPin, newLockedKeys, openKeys, rewrapKeys } from '../../../../client/replica/pin-lock.ts';
import { waitAfter, waitLeft } from '../../../../client/replica/terminal-faces.ts';
import { openText, sealText } from '../../../../client/replica/vault.ts';
import type { DocumentName, FeedId } from '../../../../shared/foundation/ids.ts';
import { seededRandom, sha256, testPlatform } from '../../../kit/client-device.ts';

/** So few only here: a test has no time for the real number. */
const ROUNDS = 1000;
const made = (seed: number, pin: string) => newLockedKeys(sha256, seededRandom(seed), pin, ROUNDS);
const place = { document: 'costs' as DocumentName, feed: `${'a'.repeat(24)}.${'b'.repeat(8)}` as FeedId, seq: 3 };

describe('a key under a PIN', () => {
  it('opens with its PIN only, and never so that it could be carried off', async () => {
    const { keys, wrapped } = await made(1, '135790');
    expect(keys.privateKey).toBeNull();
    expect(await openKeys(keys, wrapped, '135791')).toBeNull();
    expect(await openKeys(keys, wrapped, '')).toBeNull();
    const opened = await openKeys(keys, wrapped, '135790');
    expect(opened?.keys.privateKey?.extractable).toBe(false);
    expect(opened?.vault.extractable).toBe(false);
  });

  it('takes another PIN without becoming another key', async () => {
    const { keys, wrapped } = await made(2, '135790');
    expect(await rewrapKeys(wrapped, seededRandom(3), '000000', '111111')).toBeNull();
    const fresh = await rewrapKeys(wrapped, seededRandom(4), '135790', '111111');
    expect(fresh === null ? null : await openKeys(keys, fresh, '135790')).toBeNull();
    expect(fresh === null ? null : (await openKeys(keys, fresh, '111111'))?.keys.device).toBe(keys.device);
  });

  it('is of six digits', () => {
    expect(['135790', '13579', '1357901', '13579a', '１３５７９０'].map(isPin)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('waiting after a wrong PIN', () => {
  it('doubles to eight seconds, however the clock is set', () => {
    expect([1, 2, 3, 4, 5, 50].map(waitAfter)).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
    expect(waitLeft({ waitUntil: 9_999_999 }, 0)).toBe(8000);
    expect(waitLeft({ waitUntil: 5 }, 10)).toBe(0);
  });
});

describe('a text in the vault', () => {
  it('opens with its owner’s key, in its own place', async () => {
    const tools = testPlatform(9);
    const [mine, other] = await Promise.all([made(5, '111111'), made(6, '222222')]);
    const [key, wrong] = [
      await openKeys(mine.keys, mine.wrapped, '111111'),
      await openKeys(other.keys, other.wrapped, '222222'),
    ];
    if (key === null || wrong === null) throw new Error('not open');
    const record = await sealText(tools, key.vault, mine.keys.device, { ...place, text: '进价 61.50' });
    expect(JSON.stringify([...record.bytes])).not.toContain(
      JSON.stringify([...new TextEncoder().encode('61.50')]).slice(1, -1),
    );
    expect((await openText(tools, key.vault, record))?.text).toBe('进价 61.50');
    expect(await openText(tools, wrong.vault, record)).toBeNull();
    expect(await openText(tools, key.vault, { ...record, seq: 4 })).toBeNull();
  });
});
