/** Goods for pictures: the apparel of the reference pictures, and a supermarket with weighed goods and cases. */
import type {
  CategoryRow,
  MovementsView,
  ProductRow,
  ProductView,
  ScanView,
  SellableItem,
  StockRow,
  VariantRow,
} from '../../client/worker/engine-protocol.ts';

export interface FixtureGoods {
  readonly products: readonly ProductRow[];
  readonly categories: readonly CategoryRow[];
  readonly stock: readonly StockRow[];
  product(id: string): ProductView | null;
  sellable(product: string): readonly SellableItem[];
  scan(code: string): ScanView;
  movements(now: number): MovementsView;
}

const list = `S2031 亚麻长袖衬衫 衬衫 269 86 米白,雾蓝,黑
N4410 高腰直筒牛仔裤 裤装 299 124 藏青,黑,雾蓝
T1007 纯棉圆领T恤 T恤 79 412 白,黑,灰,军绿,粉
K1108 V领针织开衫 针织 329 41 杏色,灰,酒红
W0052 羊毛混纺围巾 配饰 159 37 驼,灰,酒红
Q3306 棉麻半身裙 裙装 239 58 米白,军绿
J5120 工装短外套 外套 469 22 卡其,黑
A0018 条纹中筒袜 配饰 15 640 白,灰,藏青
B0093 帆布托特包 配饰 129 73 米白,黑
S2044 牛津纺衬衫 衬衫 249 95 雾蓝,白,粉
N4402 宽松阔腿裤 裤装 269 64 黑,卡其
T1012 长袖打底衫 T恤 99 208 黑,白,灰
K1121 羊绒圆领衫 针织 599 0 驼,灰
J5133 轻薄羽绒马甲 外套 389 48 黑,藏青
Q3310 百褶长裙 裙装 259 33 灰,驼
A0025 宽檐渔夫帽 配饰 89 51 卡其,黑
S2050 法兰绒格衬衫 衬衫 289 77 酒红,军绿
N4419 灯芯绒长裤 裤装 289 40 卡其,军绿
T1019 美式复古T恤 T恤 119 156 灰,藏青
B0101 迷你斜挎包 配饰 199 19 黑,酒红
S2061 泡泡袖雪纺衫 衬衫 199 61 白,粉
N4425 破洞牛仔短裤 裤装 189 44 雾蓝,藏青
T1025 运动速干T恤 T恤 89 230 白,黑,军绿
J5140 粗花呢马甲 外套 359 17 米白,灰
A0033 真丝小方巾 配饰 139 52 酒红,藏青,军绿
Q3315 A字半身裙 裙装 219 48 黑,卡其
J5151 连帽防风外套 外套 399 35 军绿,黑
A0041 船袜三双装 配饰 29 310 白,灰,黑
A0050 牛皮腰带 配饰 169 66 黑,驼
T1031 条纹海魂衫 T恤 129 102 藏青,酒红
N4431 束脚休闲裤 裤装 199 88 灰,黑,卡其
K1130 圆领卫衣 针织 179 134 灰,粉,黑
K1135 美利奴开衫 针织 459 21 灰,驼
J5160 长款风衣 外套 699 14 卡其,米白
Q3322 碎花连衣裙 裙装 329 39 粉,藏青`;

export function apparel(rows: number): FixtureGoods {
  const base = list.split('\n').map((line) => line.split(' '));
  const products: ProductRow[] = Array.from({ length: rows }, (_, index) => {
    const [itemNo = '', name = '', category = '', price = '0', onHand = '0', colours = ''] =
      base[index % base.length] ?? [];
    const turn = Math.floor(index / base.length);
    const number = turn === 0 ? itemNo : `${itemNo}-${turn}`;
    return {
      id: `p-${number.toLowerCase()}`,
      itemNo: number,
      name,
      category,
      unit: '件',
      barcode: `692344${String(1000000 + index)}`,
      spec: '',
      variants: colours.split(',').length * 5,
      retailPrice: itemNo === 'J5160' && turn > 0 ? null : Number(price) * 10_000,
      onHand: Number(onHand) * 1000,
      available: (Number(onHand) - (itemNo === 'K1121' ? 1 : index % 7 === 0 ? 6 : 0)) * 1000,
      byWeight: false,
      conflicts: itemNo === 'N4410' ? 1 : 0,
      removed: false,
      discontinued: false,
      travel: itemNo === 'K1108' ? 'merged' : itemNo === 'S2044' ? 'local' : 'listed',
      colours: colours.split(','),
      daily: Array.from({ length: 30 }, (_unused, day) => ((day * 7 + index * 3) % 11) * (1 + (index % 4))),
    };
  });
  return goodsOf(products, ['S', 'M', 'L', 'XL', '2XL']);
}

const market = `1001 红富士苹果 水果 9.98 86.4 公斤
1002 砂糖橘 水果 7.8 122.35 公斤
1003 香蕉 水果 5.6 40.12 公斤
2001 纯牛奶250ml 乳品 3.5 288 盒
2002 酸奶原味 乳品 6.9 64 杯
3001 东北大米5kg 粮油 42 31 袋
3002 菜籽油5L 粮油 78 18 桶
4001 可口可乐330ml 饮料 2.5 412 罐
4002 农夫山泉550ml 饮料 2 520 瓶
5001 康师傅红烧牛肉面 方便食品 4.5 96 桶
6001 抽纸三层130抽 日用 3.9 240 包
6002 洗洁精1.2kg 日用 12.9 33 瓶`;

export function supermarket(rows: number): FixtureGoods {
  const base = market.split('\n').map((line) => line.split(' '));
  const products: ProductRow[] = Array.from({ length: rows }, (_, index) => {
    const [itemNo = '', name = '', category = '', price = '0', onHand = '0', unit = '件'] =
      base[index % base.length] ?? [];
    const turn = Math.floor(index / base.length);
    return {
      id: `p-${itemNo}-${turn}`,
      itemNo: turn === 0 ? itemNo : `${itemNo}${turn}`,
      name,
      category,
      unit,
      barcode: `690123${String(1000000 + index)}`,
      spec: '',
      variants: 1,
      retailPrice: Math.round(Number(price) * 10_000),
      onHand: Math.round(Number(onHand) * 1000),
      available: Math.round(Number(onHand) * 1000),
      byWeight: unit === '公斤',
      conflicts: 0,
      removed: false,
      discontinued: false,
      travel: 'listed',
    };
  });
  return goodsOf(products, []);
}

const figures = [6, 12, 23, 9, 4, 0, 8, 11, 0, 2, 3, 5, 2, 1, 7];
const figureAt = (index: number): number => (figures[index % figures.length] ?? 0) * 1000;

function goodsOf(products: readonly ProductRow[], sizes: readonly string[]): FixtureGoods {
  const find = (id: string): ProductRow | undefined => products.find((row) => row.id === id) ?? products[0];
  const variantsOf = (row: ProductRow): readonly VariantRow[] =>
    (row.colours ?? ['']).flatMap((colour, at) =>
      (sizes.length === 0 ? [''] : sizes).map((size, place) => ({
        id: `v-${row.id.slice(2)}-${at * 5 + place}`,
        name: [colour, size].filter((part) => part !== '').join(' / '),
        attributes: size === '' ? ({} as Record<string, string>) : { 颜色: colour, 尺码: size },
        barcodes: [`69234410${row.itemNo.replace(/\D/g, '')}${at}${place}`],
        retailPrice: row.retailPrice,
        priced: false,
        unitBarcodes: {},
        onHand: sizes.length === 0 ? row.onHand : figureAt(at * 5 + place),
        available: sizes.length === 0 ? row.available : figureAt(at * 5 + place),
      })),
    );
  const sellable = (id: string): readonly SellableItem[] => {
    const row = find(id);
    if (row === undefined) return [];
    return variantsOf(row).map((variant) => ({
      product: row.id,
      variant: variant.id,
      name: row.name,
      spec: variant.name,
      itemNo: row.itemNo,
      unit: row.unit,
      unitNumerator: 1,
      unitDenominator: 1,
      byWeight: row.byWeight,
      price: row.retailPrice,
      floorPrice: row.retailPrice === null ? null : Math.round(row.retailPrice * 0.8),
      onHand: variant.onHand,
      strict: false,
      escrow: null,
    }));
  };
  return {
    products,
    categories: [...new Set(products.map((row) => row.category))].map((name) => ({
      name,
      count: products.filter((row) => row.category === name).length,
      key: name,
      label: name,
      parent: null,
      unmoved: false,
    })),
    stock: products.flatMap((row) =>
      variantsOf(row)
        .slice(0, 3)
        .map((variant, index) => ({
          product: row.id,
          variant: variant.id,
          name: row.name,
          spec: variant.name,
          itemNo: row.itemNo,
          unit: row.unit,
          onHand: row.itemNo === 'K1121' && index === 0 ? -1000 : (variant.onHand ?? 0),
          reserved: index === 1 ? 2000 : 0,
          available: (row.itemNo === 'K1121' && index === 0 ? -1000 : (variant.onHand ?? 0)) - (index === 1 ? 2000 : 0),
          inTransit: index === 2 ? 40_000 : 0,
          safety: 5000,
          most: null,
          gap: (variant.onHand ?? 0) <= 0 && index > 0,
          freshness: 'good' as const,
          travel: row.travel,
        })),
    ),
    product: (id) => {
      const row = find(id);
      return row === undefined ? null : productView(row, variantsOf(row));
    },
    sellable,
    scan: (code) => {
      const row = products.find((one) => one.barcode === code || one.itemNo === code);
      const [item] = row === undefined ? [] : sellable(row.id);
      return item === undefined ? { kind: 'unknown', code } : { kind: 'variant', item, quantity: null, amount: null };
    },
    movements: (now) => movementsView(now),
  };
}

const minute = 60_000_000;
const start = Date.UTC(2026, 10, 25, 2, 40) * 1000;

function productView(row: ProductRow, variants: readonly VariantRow[]): ProductView {
  const price = row.retailPrice ?? 0;
  return {
    id: row.id,
    removed: false,
    removedBy: null,
    travel: row.travel,
    fields: {
      name: row.name,
      itemNo: row.itemNo,
      category: row.category,
      unit: row.unit,
      retailPrice: row.retailPrice,
      memberPrice: Math.round(price * 0.95),
      floorPrice: Math.round(price * 0.8),
      barcodes: [row.barcode],
      brand: '丝联',
      minStock: 5000,
      remark: '洗后自然晾干',
    },
    conflicts:
      row.conflicts === 0
        ? []
        : [
            {
              field: 'retailPrice',
              before: 3_290_000,
              values: [
                { value: 2_990_000, by: '周宁', device: '手机', time: start, offline: false, travel: 'listed' },
                {
                  value: 2_790_000,
                  by: '陈静',
                  device: '1 号机',
                  time: start - 9 * minute,
                  offline: true,
                  travel: 'listed',
                },
              ],
            },
          ],
    sharedCodes: [],
    history: [
      {
        kind: 'set',
        of: null,
        device: '1 号机',
        field: 'memberPrice',
        before: 2_490_000,
        after: 2_550_000,
        by: '周宁',
        time: start,
        travel: 'listed',
      },
      {
        kind: 'set',
        of: null,
        device: '1 号机',
        field: 'category',
        before: '上装',
        after: row.category,
        by: '林珊',
        time: start - 4 * minute,
        travel: 'local',
      },
      {
        kind: 'set',
        of: null,
        device: '1 号机',
        field: 'retailPrice',
        before: 2_690_000,
        after: 1_990_000,
        by: '李强',
        time: start - 60 * minute,
        travel: 'void',
      },
    ],
    variants,
    purchasePrice: Math.round(price * 0.42),
    mergedNote:
      row.travel === 'merged' || row.itemNo === 'S2031' ? { by: '周宁', field: 'memberPrice', time: start } : null,
  };
}

function movementsView(now: number): MovementsView {
  const row = (
    key: string,
    kind: string,
    number: string,
    who: string,
    ago: number,
    quantity: number,
    balance: number,
  ) => ({
    key,
    kind,
    document: kind,
    number,
    who,
    at: now - ago * minute,
    arrived: null,
    quantity,
    balance,
    count: null,
    travel: 'listed' as const,
  });
  return {
    batches: [],
    onHand: 23_000,
    reserved: 2000,
    available: 21_000,
    inTransit: 40_000,
    rows: [
      { ...row('1', 'sale', 'HF-03-0128', '林珊', 12, -1000, 23_000), travel: 'local' },
      row('2', 'sale', 'HF-01-0311', '何敏', 40, -2000, 24_000),
      {
        ...row('3', 'stocktake', 'PD-03-0012', '何敏', 90, -1000, 26_000),
        count: { counted: 26_000, book: 27_000, variance: -1000 },
      },
      { ...row('4', 'sale', 'HF-02-0094', '李强', 314, -1000, 27_000), arrived: now - 214 * minute },
      { ...row('5', 'otherOut', 'QT-03-0006', '李强', 320, -3000, 28_000), travel: 'void' },
      row('6', 'receipt', 'RK-03-0044', '周宁', 1500, 20_000, 28_000),
      { ...row('7', 'reversal', 'HF-03-0099', '林珊', 1560, 1000, 8000), travel: 'merged' },
      row('8', 'opening', 'QC-0001', '陈静', 43_000, 7000, 7000),
    ],
  };
}
