import { describe, expect, test } from 'vitest';
import { dateOf, HybridClock, MAX_DRIFT_MS, monthOf } from '../../../shared/foundation/clock.ts';
import {
  asDeviceId,
  asDocumentName,
  asFeedId,
  asHashText,
  asMemberId,
  asPlaceId,
  asRecordId,
  asShopId,
  deviceOfFeed,
  deviceOfRecord,
  feedIdOf,
} from '../../../shared/foundation/ids.ts';

class VirtualWall {
  ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  now(): number {
    return this.ms;
  }
}

describe('hybrid clock', () => {
  test('never stands still, follows what it has seen, and never runs ahead of the wall by more than five minutes', () => {
    const wall = new VirtualWall(1_790_000_000_000);
    const clock = new HybridClock(wall);
    const first = clock.next();
    expect(first).toEqual({ ok: true, value: 1_790_000_000_000_000 });
    expect(clock.next()).toEqual({ ok: true, value: 1_790_000_000_000_001 });
    wall.ms -= 60_000;
    expect(clock.next(1_790_000_000_000_500)).toEqual({ ok: true, value: 1_790_000_000_000_501 });
    const far = (wall.ms + MAX_DRIFT_MS) * 1000;
    expect(clock.observe(far).ok).toBe(true);
    expect(clock.observe(far + 1)).toEqual({ ok: false, error: { code: 'clock-ahead', aheadMs: MAX_DRIFT_MS + 1 } });
    expect(clock.next().ok).toBe(false);
    wall.ms += 1;
    expect(clock.next()).toEqual({ ok: true, value: far + 1 });
  });

  test('a month begins at the shop’s own midnight', () => {
    const beforeMidnight = Date.parse('2026-10-31T15:59:59Z') * 1000;
    expect(monthOf(beforeMidnight, 480)).toBe('2026-10');
    expect(monthOf(beforeMidnight + 1_000_000, 480)).toBe('2026-11');
    expect(dateOf(beforeMidnight, 0)).toBe('2026-10-31');
  });
});

describe('ids', () => {
  const device = 'AbCd0123-_AbCd0123-_AbCd';
  test('each has one length and one alphabet', () => {
    expect(asDeviceId(device)).toBe(device);
    expect(asFeedId(`${device}.epoch123`)).toBe(`${device}.epoch123`);
    expect(asRecordId(`${device}.0123456789`)).toBe(`${device}.0123456789`);
    expect(asMemberId('0123456789abcdef')).toBe('0123456789abcdef');
    expect(asPlaceId('branch-1')).toBe('branch-1');
    expect(asShopId('x'.repeat(43))).toBe('x'.repeat(43));
    for (const read of [asDeviceId, asFeedId, asRecordId, asMemberId, asPlaceId, asShopId, asHashText]) {
      for (const text of ['', 'a b', `${device}/`, `${device}.epoch 23`, `${device}.01234567+9`, 'branch~1']) {
        expect(read(text)).toBeNull();
      }
    }
  });

  test('a feed and a record tell their device', () => {
    const feed = asFeedId(`${device}.epoch123`);
    const record = asRecordId(`${device}.0123456789`);
    expect(feed === null ? '' : deviceOfFeed(feed)).toBe(device);
    expect(record === null ? '' : deviceOfRecord(record)).toBe(device);
    const known = asDeviceId(device);
    if (known !== null) {
      expect(feedIdOf(known, 'epoch123')).toBe(feed);
      expect(() => feedIdOf(known, 'short')).toThrow();
    }
  });

  test('a document’s name has no empty step and no strange letter', () => {
    expect(asDocumentName('stock/b/w/2026-11')).toBe('stock/b/w/2026-11');
    for (const text of ['', '/a', 'a/', 'a//b', 'a b', 'ä', 'a'.repeat(201)]) expect(asDocumentName(text)).toBeNull();
  });
});
