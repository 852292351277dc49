// A till for unit tests of commands: the real writer over a store in memory, goods from a list, every right unless told otherwise.
import type { CommandShop, Post } from '../../client/commands/command-shop.ts';
import { CategoryTree } from '../../shared/catalogue/category-tree.ts';
import type { Good } from '../../shared/catalogue/good.ts';
import { deviceIdOf } from '../../shared/commit/chain.ts';
import { type Part, readPart } from '../../shared/commit/part.ts';
import {
  asMemberId,
  asPlaceId,
  asRecordId,
  type MemberId,
  type PlaceId,
  type RecordId,
} from '../../shared/foundation/ids.ts';
import { SHOP, sha256, type TestDevice, type TestTab } from './client-device.ts';

export function place(text: string): PlaceId {
  const id = asPlaceId(text.padEnd(8, '0'));
  if (id === null) throw new Error(text);
  return id;
}
export function member(text: string): MemberId {
  const id = asMemberId(text.padEnd(16, '0'));
  if (id === null) throw new Error(text);
  return id;
}
export function recordOf(device: TestDevice, text: string): RecordId {
  const id = asRecordId(`${deviceIdOf(sha256, device.signer.publicKey)}.${text.padEnd(10, '0')}`);
  if (id === null) throw new Error(text);
  return id;
}

export interface TillOptions {
  readonly goods: readonly Good[];
  /** Units held in escrow by variant, thousandths; sales take from it as folds would. */
  readonly escrow?: Map<string, number>;
  /** Uses that this member does not hold. */
  readonly forbidden?: readonly string[];
}

export function testTill(device: TestDevice, tab: TestTab, options: TillOptions): CommandShop {
  const { goods, escrow = new Map(), forbidden = [] } = options;
  const post: Post = {
    shop: SHOP,
    device: deviceIdOf(sha256, device.signer.publicKey),
    member: member('minister'),
    branch: place('branch'),
    branchCode: '01',
    warehouse: place('stock'),
    register: place('till'),
    registerCode: '01',
    epoch: 1,
  };
  return {
    post,
    goods: {
      good: (variant) => goods.find((good) => good.variant === variant) ?? null,
      variantsOf: () => ({ live: [], removed: [] }),
      categories: () => new CategoryTree([]),
      categoryKey: (path) => path,
      isCategory: () => false,
    },
    onHand: () => null,
    escrow: (variant) => escrow.get(variant) ?? 0,
    recordId: () => recordOf(device, device.platform.randomText(10)),
    may: (use) => !forbidden.some((one) => use.startsWith(one)),
    counter: (name) => tab.store.counter(name),
    basket: (key) => tab.store.basket(key),
    records: () => Promise.reject(new Error('no history in this till')),
    write: (planner) => tab.writer.write(planner),
  };
}

export function good(variant: string, more: Partial<Good> = {}): Good {
  return {
    product: variant,
    variant,
    name: '绿茶',
    spec: '500ml',
    itemNo: 'A1',
    unit: '瓶',
    units: [],
    byWeight: false,
    strict: false,
    price: 35_000,
    floorPrice: null,
    minStock: null,
    tracking: 'none',
    shelfLifeDays: null,
    nearExpiryDays: null,
    wholeOnly: false,
    removed: false,
    ...more,
  };
}

/** Parts written so far, by document, oldest first. */
export async function written(tab: TestTab): Promise<readonly { readonly document: string; readonly part: Part }[]> {
  const { commits } = await tab.reader.since(0);
  return commits.flatMap((commit) => {
    const names: { readonly p: readonly (readonly [string])[] } = JSON.parse(commit.header);
    return commit.parts.flatMap((text, at) => {
      const part = text === null ? null : readPart(text);
      const document = names.p[at]?.[0];
      return part === null || document === undefined ? [] : [{ document, part }];
    });
  });
}
