import { describe, expect, it } from 'vitest';
import { shareUnchanged } from '../../../../client/worker/share-unchanged.ts';

const view = (...names: readonly string[]) => ({
  total: names.length,
  rows: names.map((name) => ({ id: name, name })),
});

describe('a view that crossed the border', () => {
  it('is the old object when nothing changed', () => {
    const before = view('rice', 'tea');
    expect(shareUnchanged(before, view('rice', 'tea'))).toBe(before);
  });

  it('keeps the rows that stayed when one comes in on top', () => {
    const before = view('rice', 'tea');
    const after = shareUnchanged(before, view('salt', 'rice', 'tea'));
    expect(after.rows[1]).toBe(before.rows[0]);
    expect(after.rows[2]).toBe(before.rows[1]);
    expect(after.rows[0]).toEqual({ id: 'salt', name: 'salt' });
  });

  it('has what is new, and drops what is gone', () => {
    const before: { readonly a?: number; readonly b: readonly number[] } = { a: 1, b: [1] };
    const after = shareUnchanged<typeof before>(before, { b: [1] });
    expect(after).toEqual({ b: [1] });
    expect(after.b).toBe(before.b);
  });
});
