/** Records of members as folds: whose changes count, how merged members stand, keys that nobody can take away. */
import { expect, test } from 'vitest';
import type { Entry } from '../../../shared/commit/part.ts';
import { deviceOfFeed } from '../../../shared/foundation/ids.ts';
import { createPhoneKeysFold } from '../../../shared/loyalty/loyalty-folds.ts';
import { MemberIndex } from '../../../shared/loyalty/member-index.ts';
import { maskPhone, phoneTag, pinTag } from '../../../shared/loyalty/phone-tag.ts';
import { createPartiesFold } from '../../../shared/settings/settings-folds.ts';
import { sha256 } from '../../kit/client-device.ts';
import { feedOf, idOf, refOf } from '../../kit/fold-facts.ts';

const at = (feed: string, seq: number, uses: readonly string[]) => ({ ...refOf(feed, seq, seq, 'customers', 0), uses });
const made = (id: string, name: string, more: object = {}): Entry => ({
  kind: 'new',
  type: 'customer',
  id,
  fields: { name, loyalty: true, ...more },
});
const set = (id: string, field: string, value: string): Entry => ({
  kind: 'set',
  type: 'customer',
  id,
  field,
  value,
  over: [],
});

test('LOYAL-22 a change on the right over one’s own counts for what the same device made', () => {
  const parties = createPartiesFold();
  const own = `${deviceOfFeed(feedOf('b'))}.own_______`;
  const entries = [
    [at('a', 1, ['customers.add@*']), made(idOf('m1'), '陈静')],
    [at('b', 1, ['customers.add@*']), made(own, '林晓')],
    [at('b', 2, ['customers.edit@b1/~seller']), set(idOf('m1'), 'name', '别人')],
    [at('b', 3, ['customers.edit@b1/~seller']), set(own, 'name', '林小姐')],
    [at('b', 4, ['sales.add@b1']), { kind: 'remove', type: 'customer', id: idOf('m1'), over: [] }],
  ] as const;
  for (const [ref, entry] of entries) parties.add(ref, entry as Entry);
  expect(parties.text('customer', idOf('m1'), 'name')).toBe('陈静');
  expect(parties.text('customer', own, 'name')).toBe('林小姐');
  parties.add(at('c', 1, ['customers.edit@b1']), set(idOf('m1'), 'name', '陈小姐'));
  expect(parties.text('customer', idOf('m1'), 'name')).toBe('陈小姐');
  // Taken out in any order: what never counted is not missed.
  for (const [ref, entry] of entries.toReversed()) parties.remove(ref, entry as Entry);
  expect(parties.ids('customer')).toEqual([idOf('m1')]);
});

test('LOYAL-21 merged members count as the one that is kept, in a circle as the smallest id', () => {
  const parties = createPartiesFold();
  const index = new MemberIndex(
    () => parties.of('customer'),
    () => ({ full: '', initials: '' }),
  );
  const tell = (seq: number, entry: Entry): void => {
    parties.add(at('a', seq, ['customers.edit@*']), entry);
    index.add(at('a', seq, ['customers.edit@*']), entry);
  };
  const [a, b, c] = [idOf('a'), idOf('b'), idOf('c')];
  tell(1, made(a, 'A'));
  tell(2, made(b, 'B', { mergedInto: a }));
  tell(3, made(c, 'C', { mergedInto: b }));
  expect([a, b, c].map((id) => index.standsFor(id))).toEqual([a, a, a]);
  expect([...index.together(a)].sort()).toEqual([a, b, c]);
  expect(index.all().map(({ name }) => name)).toEqual(['A']);
  tell(4, set(a, 'mergedInto', c));
  expect([a, b, c].map((id) => index.standsFor(id))).toEqual([a, a, a]);
  expect(index.all().map(({ name }) => name)).toEqual(['A']);
  tell(5, set(b, 'mergedInto', 'nobody-here'));
  expect([a, b, c].map((id) => index.standsFor(id))).toEqual([b, b, b]);
});

test('LOYAL-20 a tag is of one number under one key, a PIN’s of one member besides; nobody takes a key away', () => {
  const [one, other] = ['k'.repeat(43), 'l'.repeat(43)];
  const tags = [
    phoneTag(sha256, one, '13800001234'),
    phoneTag(sha256, other, '13800001234'),
    phoneTag(sha256, one, '13800001235'),
  ];
  expect(new Set([...tags, pinTag(sha256, one, 'm1', '123456'), pinTag(sha256, one, 'm2', '123456')]).size).toBe(5);
  expect(tags[0]).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect([maskPhone('13800001234'), maskPhone('123456')]).toEqual(['138****1234', '****3456']);
  const keys = createPhoneKeysFold();
  keys.add(at('a', 1, []), { kind: 'new', type: 'phoneKey', id: idOf('k'), fields: { key: one } });
  keys.add(at('b', 1, []), { kind: 'set', type: 'phoneKey', id: idOf('k'), field: 'key', value: other, over: [] });
  keys.add(at('b', 2, []), { kind: 'remove', type: 'phoneKey', id: idOf('k'), over: [[feedOf('a'), 1]] });
  expect(keys.ids('phoneKey').map((id) => keys.text('phoneKey', id, 'key'))).toEqual([one]);
});
