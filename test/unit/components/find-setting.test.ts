import { describe, expect, it } from 'vitest';
import { findCards, settingCards } from '../../../client/pages/settings/find-setting.ts';

const found = (typed: string): readonly string[] => findCards(settingCards(), typed).map((card) => card.id);

describe('finding a setting', () => {
  it('by what people call it, though its title says otherwise', () => {
    expect(found('零头')).toEqual(['round']);
    expect(found('底钱')).toEqual(['float']);
    expect(found('微信')).toEqual(['paper']);
    expect(found('左手')).toEqual(['hand']);
    expect(found('密码')).toEqual(['terminal']);
    expect(found('夜间')).toEqual(['theme']);
  });
  it('by several words at once, by its section, in capitals or not', () => {
    expect(found('pin 锁定')).toEqual(['terminal']);
    expect(found('数据')).toEqual(expect.arrayContaining(['backup', 'storage']));
    expect(found('xyz')).toEqual([]);
    expect(found('  ')).toEqual(settingCards().map((card) => card.id));
  });
  it('each card once', () => {
    const ids = settingCards().map((card) => card.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
