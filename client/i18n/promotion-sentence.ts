/** A promotion read back as a sentence: when, for whom, on what, and what it gives. */
import { msg, str } from '@lit/localize';
import type { PromotionConditions, PromotionKind, PromotionRule } from '../../shared/schema/promotion.ts';
import { fen, price } from './figures.ts';
import { inOneLine } from './locale.ts';

const kinds: Readonly<Record<PromotionKind, () => string>> = {
  specialPrice: () => msg('时段特价'),
  memberPrice: () => msg('会员价'),
  percentOff: () => msg('打折'),
  nthUnit: () => msg('第二件半价'),
  buyGet: () => msg('买N送M'),
  bundle: () => msg('组合价'),
  fullReduction: () => msg('满减'),
  piecesOff: () => msg('满N件折'),
};
export const promotionKindName = (kind: PromotionKind): string => kinds[kind]();

/** The rule itself says on which goods it works; conditions only narrow them. */
export const namesGoods = (kind: PromotionKind): boolean =>
  kind === 'specialPrice' || kind === 'memberPrice' || kind === 'bundle';

type NameOf = (id: string) => string;

const percent = (payBp: number): string => `${payBp / 100}%`;
const yuan = (amount: number): string => fen(amount).replace(/\.00$/, '');
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to three by name, the rest counted. */
function goods(ids: readonly string[], nameOf: NameOf): string {
  const names = ids.slice(0, 3).map((id) => nameOf(id) || msg('一件商品'));
  return ids.length > 3 ? msg(str`${inOneLine(names)} 等 ${ids.length} 件商品`) : inOneLine(names);
}

export function ruleSentence(rule: PromotionRule, nameOf: NameOf): string {
  switch (rule.kind) {
    case 'specialPrice':
      return prices(rule.prices, nameOf);
    case 'memberPrice':
      return msg(str`会员价 ${prices(rule.prices, nameOf)}`);
    case 'percentOff':
      return msg(str`付原价的 ${percent(rule.payBp)}`);
    case 'nthUnit':
      return msg(str`按价高到低，每第 ${rule.every} 件付 ${percent(rule.payBp)}`);
    case 'buyGet': {
      const times = rule.most === undefined ? '' : msg(str`，每单最多 ${rule.most} 次`);
      if (rule.gift !== undefined) return msg(str`买 ${rule.buy} 件送 ${nameOf(rule.gift)} ${rule.free} 件${times}`);
      return msg(str`买 ${rule.buy} 送 ${rule.free}，送价低的${times}`);
    }
    case 'bundle': {
      const parts = rule.parts.map((part) => msg(str`${goods(part.products, nameOf)} 任选 ${part.pieces} 件`));
      return msg(str`${parts.join(' + ')}，一组 ¥${yuan(rule.price)}`);
    }
    case 'fullReduction': {
      const steps = rule.steps.map(({ from, off }) =>
        rule.every === true ? msg(str`每满 ${yuan(from)} 减 ${yuan(off)}`) : msg(str`满 ${yuan(from)} 减 ${yuan(off)}`),
      );
      return `${inOneLine(steps)}${rule.cap === undefined ? '' : msg(str`，最多减 ${yuan(rule.cap)}`)}`;
    }
    case 'piecesOff':
      return inOneLine(rule.steps.map((step) => msg(str`满 ${step.pieces} 件付 ${percent(step.payBp)}`)));
  }
}

function prices(list: readonly { readonly product: string; readonly price: number }[], nameOf: NameOf): string {
  const named = list.slice(0, 3).map((one) => `${nameOf(one.product) || msg('一件商品')} ¥${price(one.price)}`);
  return list.length > 3 ? msg(str`${inOneLine(named)} 等 ${list.length} 件商品`) : inOneLine(named);
}

const weekdays = (): readonly string[] => [
  msg('周一'),
  msg('周二'),
  msg('周三'),
  msg('周四'),
  msg('周五'),
  msg('周六'),
  msg('周日'),
];
export const weekdayName = (day: number): string => weekdays()[day - 1] ?? '';

/** '' where there is no condition at all. `ruleNamesGoods`: the rule itself says on what. */
export function conditionSentence(
  conditions: PromotionConditions,
  nameOf: NameOf,
  branchName: (id: string) => string,
  ruleNamesGoods: boolean,
): string {
  const { branches = [], from, until, weekdays: days = [], hours = [], levels } = conditions;
  const { products = [], categories = [], except = [] } = conditions;
  const parts: string[] = [];
  if (from !== undefined && until !== undefined) parts.push(msg(str`${from} 到 ${until}`));
  else if (from !== undefined) parts.push(msg(str`${from} 起`));
  else if (until !== undefined) parts.push(msg(str`到 ${until}`));
  if (days.length > 0) parts.push(inOneLine([...days].sort().map(weekdayName)));
  if (hours.length > 0) parts.push(inOneLine(hours.map((hour) => `${clock(hour.from)}–${clock(hour.until)}`)));
  if (branches.length > 0) parts.push(inOneLine(branches.map(branchName)));
  if (levels !== undefined) parts.push(levels.length === 0 ? msg('会员') : msg(str`${inOneLine(levels)}会员`));
  const named = [...categories, ...(products.length === 0 ? [] : [goods(products, nameOf)])];
  if (named.length > 0) parts.push(inOneLine(named));
  else if (!ruleNamesGoods) parts.push(msg('全部商品'));
  if (except.length > 0) parts.push(msg(str`除 ${goods(except, nameOf)}`));
  return parts.join(' · ');
}
