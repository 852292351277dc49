/** Where a price comes from, in a word: what a till's line and a ticket say beside it. */
import { msg } from '@lit/localize';
import type { PickSource } from '../../shared/schema/pos-sale.ts';

const picks: Readonly<Record<PickSource, () => string>> = {
  list: () => msg('零售价'),
  agreed: () => msg('协议价'),
  last: () => msg('上次价'),
  level: () => msg('等级价'),
  break: () => msg('数量价'),
  member: () => msg('会员价'),
  slot: () => msg('时段特价'),
};
export const pickName = (source: PickSource): string => picks[source]();

const overrides: Readonly<Record<'price' | 'discount' | 'gift', () => string>> = {
  price: () => msg('改价'),
  discount: () => msg('折扣'),
  gift: () => msg('赠品'),
};
export const overrideName = (kind: 'price' | 'discount' | 'gift'): string => overrides[kind]();
