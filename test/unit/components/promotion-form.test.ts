import { describe, expect, it } from 'vitest';
import { emptyForm, formOf, type PromotionForm, readForm } from '../../../client/controllers/promotion-form.ts';
import { conditionSentence, ruleSentence } from '../../../client/i18n/promotion-sentence.ts';
import type { PromotionDraft } from '../../../client/worker/promotion-views.ts';
import type { PromotionRule } from '../../../shared/schema/promotion.ts';
import { isPromotionConditions, isPromotionRule } from '../../../shared/schema/promotion.ts';
import { idOf } from '../../kit/fold-facts.ts';

const [milk, mug, tea] = ['milk', 'mug', 'tea'].map(idOf) as [string, string, string];
const names: Readonly<Record<string, string>> = { [milk]: '牛奶', [mug]: '马克杯', [tea]: '茶' };
const nameOf = (id: string): string => names[id] ?? '';

const rules: readonly (readonly [PromotionRule, string])[] = [
  [{ kind: 'specialPrice', prices: [{ product: milk, price: 59_000 }] }, '牛奶 ¥5.90'],
  [{ kind: 'memberPrice', prices: [{ product: milk, price: 56_700 }] }, '会员价 牛奶 ¥5.67'],
  [{ kind: 'percentOff', payBp: 8800 }, '付原价的 88%'],
  [{ kind: 'nthUnit', every: 2, payBp: 5000 }, '按价高到低，每第 2 件付 50%'],
  [{ kind: 'buyGet', buy: 2, free: 1, most: 3 }, '买 2 送 1，送价低的，每单最多 3 次'],
  [{ kind: 'buyGet', buy: 2, free: 1, gift: mug }, '买 2 件送 马克杯 1 件'],
  [{ kind: 'bundle', parts: [{ products: [milk, tea], pieces: 2 }], price: 1990 }, '牛奶、茶 任选 2 件，一组 ¥19.90'],
  [{ kind: 'fullReduction', steps: [{ from: 8000, off: 1500 }], every: true, cap: 4500 }, '每满 80 减 15，最多减 45'],
  [
    {
      kind: 'piecesOff',
      steps: [
        { pieces: 2, payBp: 9000 },
        { pieces: 3, payBp: 8000 },
      ],
    },
    '满 2 件付 90%、满 3 件付 80%',
  ],
];

const draft = (rule: PromotionRule, change: Partial<PromotionDraft> = {}): PromotionDraft => ({
  name: '促销',
  rule,
  conditions: {},
  priority: 0,
  enabled: true,
  exclusive: false,
  withMemberPrice: true,
  withCoupon: true,
  ...change,
});

describe('a promotion as a form', () => {
  it.each(rules)('comes back as it was: %o', (rule) => {
    const promotion = draft(rule, {
      conditions: { weekdays: [6, 7], hours: [{ from: 605, until: 720 }], levels: ['金卡'] },
      priority: 5,
      exclusive: true,
    });
    expect(readForm(formOf(promotion))).toEqual({ ok: true, promotion });
    expect(isPromotionRule(rule) && isPromotionConditions(promotion.conditions)).toBe(true);
  });

  it.each(rules)('is read back as a sentence: %o', (rule, sentence) => {
    expect(ruleSentence(rule, nameOf)).toBe(sentence);
  });

  it('names what cannot be read', () => {
    expect(readForm(emptyForm)).toEqual({ ok: false, faults: ['name', 'rule'] });
    const wrong: PromotionForm = {
      ...emptyForm,
      name: 'x',
      pay: '101',
      priority: '-1',
      hours: [{ from: '25:00', until: '' }],
    };
    expect(readForm(wrong)).toEqual({ ok: false, faults: ['priority', 'hours', 'rule'] });
    const steps: PromotionForm = { ...emptyForm, name: 'x', kind: 'fullReduction', sums: [{ from: '10', off: '20' }] };
    expect(readForm(steps)).toEqual({ ok: false, faults: ['rule'] });
  });

  it('says when, where, for whom and on what', () => {
    const branchName = (id: string): string => (id === 'branchA0' ? '总店' : id);
    const say = (conditions: PromotionDraft['conditions']): string =>
      conditionSentence(conditions, nameOf, branchName, false);
    expect(say({})).toBe('全部商品');
    expect(
      say({
        from: '2026-11-20',
        until: '2026-12-31',
        weekdays: [7, 6],
        hours: [{ from: 605, until: 720 }],
        branches: ['branchA0'],
        levels: [],
        categories: ['饮料'],
        except: [tea],
      }),
    ).toBe('2026-11-20 到 2026-12-31 · 周六、周日 · 10:05–12:00 · 总店 · 会员 · 饮料 · 除 茶');
  });
});
