/**
 * What every adapter of the storage port must do (relay/storage/commit-store.ts). An adapter's test calls this with a
 * way to open a fresh store, to open the same data again, and (if it can) a store with room for about 200 KB.
 */
import { describe, expect, it } from 'vitest';
import type { CommitStore } from '../../relay/storage/commit-store.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';

export interface StoreUnderTest {
  readonly store: CommitStore;
  /** Closes it and opens the same data; absent where nothing survives. */
  readonly reopen?: () => Promise<CommitStore>;
  readonly dispose: () => Promise<void>;
}

const SHOP = 'S'.repeat(43) as ShopId;
const OTHER = 'T'.repeat(43) as ShopId;
const body = (text: string, size = text.length) => new Uint8Array(size).map((_, i) => text.charCodeAt(i % text.length));
const row = (at: number, text = `row ${at}`, size?: number) => ({ at, body: body(text, size ?? text.length) });
const texts = (rows: readonly { at: number; body: Uint8Array }[]) =>
  rows.map(({ at, body: bytes }) => `${at}:${String.fromCharCode(...bytes)}`);

export function storageContract(
  name: string,
  open: () => Promise<StoreUnderTest>,
  openSmall?: () => Promise<StoreUnderTest>,
): void {
  const using = async (work: (under: StoreUnderTest) => Promise<void>, how = open) => {
    const under = await how();
    try {
      await work(under);
    } finally {
      await under.dispose();
    }
  };

  describe(`storage: ${name}`, () => {
    it('gives back what was appended, in order, shop by shop', () =>
      using(async ({ store }) => {
        expect(await store.append(SHOP, [row(1), row(2)])).toEqual({ ok: true, value: null });
        await store.append(OTHER, [row(1, 'other')]);
        await store.append(SHOP, [row(3)]);
        expect(texts(await store.read(SHOP, 0, 1000))).toEqual(['1:row 1', '2:row 2', '3:row 3']);
        expect(texts(await store.read(SHOP, 2, 1000))).toEqual(['3:row 3']);
        expect(texts(await store.read(OTHER, 0, 1000))).toEqual(['1:other']);
        expect([...(await store.shops())].sort()).toEqual([SHOP, OTHER]);
        expect(await store.read('U'.repeat(43) as ShopId, 0, 1000)).toEqual([]);
      }));

    it('reads about so many bytes, and at least one row', () =>
      using(async ({ store }) => {
        await store.append(SHOP, [row(1, 'x', 100), row(2, 'x', 100), row(3, 'x', 100)]);
        expect((await store.read(SHOP, 0, 1)).length).toBe(1);
        expect((await store.read(SHOP, 0, 150)).length).toBe(2);
        expect((await store.read(SHOP, 3, 150)).length).toBe(0);
      }));

    it('stores appends that are under way at once in the order of the calls', () =>
      using(async ({ store }) => {
        const all = Array.from({ length: 50 }, (_, i) => store.append(SHOP, [row(i + 1)]));
        expect((await Promise.all(all)).every((result) => result.ok)).toBe(true);
        expect((await store.read(SHOP, 0, 100_000)).map((one) => one.at)).toEqual(
          Array.from({ length: 50 }, (_, i) => i + 1),
        );
      }));

    it('refuses a place that is taken, whole, and goes on', () =>
      using(async ({ store }) => {
        await store.append(SHOP, [row(1)]);
        expect(await store.append(SHOP, [row(2), row(1, 'again')])).toEqual({
          ok: false,
          error: { code: 'place-taken' },
        });
        expect(texts(await store.read(SHOP, 0, 1000))).toEqual(['1:row 1']);
        expect((await store.append(SHOP, [row(2)])).ok).toBe(true);
      }));

    it('one refused append does not spoil others that are under way with it', () =>
      using(async ({ store }) => {
        await store.append(SHOP, [row(1)]);
        const [bad, good] = await Promise.all([store.append(SHOP, [row(1)]), store.append(OTHER, [row(1)])]);
        expect([bad.ok, good.ok]).toEqual([false, true]);
      }));

    it('reads single places and replaces bodies in place', () =>
      using(async ({ store }) => {
        await store.append(SHOP, [row(1), row(2), row(3)]);
        expect(await store.replace(SHOP, [row(2, 'filled in')])).toEqual({ ok: true, value: null });
        expect(texts(await store.readAt(SHOP, [3, 2, 9]))).toEqual(['2:filled in', '3:row 3']);
      }));

    it('keeps notes by scope, changes and removes them', () =>
      using(async ({ store }) => {
        await store.note('', 'witness', 'a');
        await store.note(SHOP, 'witness', 'b');
        await store.note('', 'gone', 'x');
        await store.note('', 'gone', null);
        await store.note('', 'witness', 'c');
        expect([...(await store.notes(''))]).toEqual([['witness', 'c']]);
        expect([...(await store.notes(SHOP))]).toEqual([['witness', 'b']]);
      }));

    it('finds nothing wrong with itself, and refuses writes once closed', () =>
      using(async ({ store }) => {
        await store.append(SHOP, [row(1)]);
        expect(await store.check()).toEqual([]);
        await store.close();
        expect(await store.append(SHOP, [row(2)])).toEqual({ ok: false, error: { code: 'closed' } });
      }));

    it('has everything again after it was closed and opened, where data survive', () =>
      using(async ({ store, reopen }) => {
        await store.append(SHOP, [row(1), row(2)]);
        await store.note('', 'witness', 'a');
        const again = reopen === undefined ? store : await reopen();
        expect(texts(await again.read(SHOP, 0, 1000))).toEqual(['1:row 1', '2:row 2']);
        expect((await again.notes('')).get('witness')).toBe('a');
        expect((await again.append(SHOP, [row(3)])).ok).toBe(true);
      }));

    if (openSmall !== undefined) {
      it('a full disk is an answer: what was stored stays, and smaller writes may still go in', () =>
        using(async ({ store }) => {
          let stored = 0;
          let full = false;
          while (!full && stored < 1000) {
            const result = await store.append(SHOP, [row(stored + 1, 'x', 10_000)]);
            if (result.ok) stored++;
            else {
              full = true;
              expect(result.error.code).toBe('full');
            }
          }
          expect(full).toBe(true);
          expect((await store.read(SHOP, 0, 10_000_000)).length).toBe(stored);
          expect(await store.check()).toEqual([]);
        }, openSmall));
    }
  });
}
