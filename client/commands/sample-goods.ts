/**
 * The goods of the sample shop: a corner shop with drinks, fruit by weight, household goods and a few clothes in colours
 * and sizes, so that every kind of line can be tried. Bar codes are made up, with right check digits.
 */
import { checkDigit } from '../../shared/import/barcode-check.ts';
import type { ImportInput } from '../worker/engine-protocol.ts';

type Sample = ImportInput['create'][number];

interface Category {
  readonly zh: string;
  readonly en: string;
  /** `name|name in English|unit|unit in English|price in fen|cost in fen|on hand`; goods by the kilogram have `kg`. */
  readonly goods: readonly string[];
}

const CATEGORIES: readonly Category[] = [
  {
    zh: '饮料',
    en: 'Drinks',
    goods: [
      '矿泉水 550ml|Still water 550 ml|瓶|bottle|200|95|96',
      '茉莉花茶 500ml|Jasmine tea 500 ml|瓶|bottle|400|210|60',
      '纯牛奶 250ml|Milk 250 ml|盒|carton|350|240|72',
      '冰美式 300ml|Iced coffee 300 ml|瓶|bottle|650|380|30',
      '橙汁 1L|Orange juice 1 l|盒|carton|1290|820|18',
      '苏打水 330ml|Soda water 330 ml|罐|can|300|150|48',
    ],
  },
  {
    zh: '零食',
    en: 'Snacks',
    goods: [
      '苏打饼干|Soda crackers|包|pack|580|330|40',
      '海苔|Roasted seaweed|包|pack|990|560|25',
      '黑巧克力|Dark chocolate|块|bar|1580|920|20',
      '花生米 200g|Peanuts 200 g|袋|bag|880|500|32',
      '薯片|Crisps|袋|bag|690|380|36',
      '方便面|Instant noodles|桶|cup|450|270|54',
    ],
  },
  {
    zh: '水果',
    en: 'Fruit',
    goods: [
      '苹果|Apples|公斤|kg|998|520|35',
      '香蕉|Bananas|公斤|kg|698|380|28',
      '橘子|Tangerines|公斤|kg|580|300|42',
      '雪梨|Pears|公斤|kg|798|410|20',
    ],
  },
  {
    zh: '日用',
    en: 'Household',
    goods: [
      '抽纸 3 包|Tissues, 3 packs|提|set|1290|860|24',
      '洗洁精 1kg|Dish soap 1 kg|瓶|bottle|990|560|16',
      '牙膏|Toothpaste|支|tube|1280|700|22',
      '垃圾袋|Bin bags|卷|roll|690|320|40',
      '五号电池 4 粒|AA batteries, 4|卡|card|1190|610|30',
      '雨伞|Umbrella|把|piece|2990|1650|8',
    ],
  },
];

/** `name|name in English|price|cost|colours|colours in English|sizes`. */
const CLOTHES: readonly string[] = [
  '纯棉圆领T恤|Cotton T-shirt|7900|3500|白,黑,军绿|White,Black,Green|S,M,L,XL',
  '条纹中筒袜|Striped socks|1500|600|灰,藏青|Grey,Navy|M,L',
  '连帽卫衣|Hoodie|17900|8200|灰,黑|Grey,Black|M,L,XL',
];

export const SAMPLE_FILE = { zh: '样店', en: 'Sample shop' } as const;

export function sampleGoods(english: boolean): readonly Sample[] {
  const pick = (zh: string | undefined, en: string | undefined): string => (english ? en : zh) ?? '';
  const rows: Sample[] = [];
  for (const { zh, en, goods } of CATEGORIES) {
    for (const line of goods) {
      const [name, englishName, unit, englishUnit, price, cost, onHand] = line.split('|');
      const row = rows.length + 1;
      const weighed = englishUnit === 'kg';
      rows.push({
        row,
        fields: {
          name: pick(name, englishName),
          itemNo: `Y${String(row).padStart(4, '0')}`,
          category: pick(zh, en),
          unit: pick(unit, englishUnit),
          retailPrice: Number(price) * 100,
          ...(weighed ? { byWeight: true, plu: String(10_000 + row) } : { barcodes: [barcode(row)] }),
        },
        purchasePrice: Number(cost) * 100,
        openings: [{ warehouse: null, quantity: Number(onHand) * 1000 }],
      });
    }
  }
  for (const line of CLOTHES) rows.push(clothes(line, rows.length + 1, english));
  return rows;
}

function clothes(line: string, row: number, english: boolean): Sample {
  const [name = '', englishName = '', price, cost, colours = '', englishColours = '', sizes = ''] = line.split('|');
  const names = english ? ['Colour', 'Size'] : ['颜色', '尺码'];
  const [colourName = '', sizeName = ''] = names;
  const variants = (english ? englishColours : colours).split(',').flatMap((colour, c) =>
    sizes.split(',').map((size, s) => ({
      attributes: { [colourName]: colour, [sizeName]: size },
      barcodes: [barcode(row * 100 + c * 10 + s)],
      openings: [{ warehouse: null, quantity: ((row * 7 + c * 5 + s * 3) % 14) * 1000 }],
    })),
  );
  return {
    row,
    fields: {
      name: english ? englishName : name,
      itemNo: `Y${String(row).padStart(4, '0')}`,
      category: english ? 'Clothes' : '服装',
      unit: english ? 'piece' : '件',
      retailPrice: Number(price) * 100,
      minStock: 2000,
    },
    purchasePrice: Number(cost) * 100,
    variants,
  };
}

/** Thirteen digits under 699, where no maker is. */
function barcode(number: number): string {
  const payload = `699000${String(number).padStart(6, '0')}`;
  return `${payload}${checkDigit(payload)}`;
}
