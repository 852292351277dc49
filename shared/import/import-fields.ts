/**
 * The fields a column may stand for, and the headings under which shops, suppliers and other programs write them.
 * Headings are compared without case, spaces, punctuation and bracketed units: `零售价(元)`, `*零售价` and `Retail Price`
 * mean the same. Where two columns claim one field, the heading earlier in the list wins.
 */
import { columnLetters } from './table.ts';

export const IMPORT_FIELDS = [
  'itemNo',
  'name',
  'unit',
  'barcode',
  'categoryParent',
  'category',
  'spec',
  'origin',
  'brand',
  'mnemonic',
  'weighing',
  'retailPrice',
  'wholesalePrice',
  'memberPrice',
  'floorPrice',
  'purchasePrice',
  'shelfLifeDays',
  'minStock',
  'maxStock',
  'openingQuantity',
  'openingUnitCost',
  'openingWarehouse',
  'packUnit',
  'packRatio',
  'packPrice',
  'packBarcode',
  'pack2Unit',
  'pack2Ratio',
  'pack2Price',
  'pack2Barcode',
  'pack3Unit',
  'pack3Ratio',
  'pack3Price',
  'pack3Barcode',
  'remark',
  'recordId',
  'exportedAt',
  'variantNo',
  'color',
  'size',
  'attribute1Name',
  'attribute1',
  'attribute2Name',
  'attribute2',
  'attribute3Name',
  'attribute3',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** One entry a column of the table: its field, or null for "leave out". Only `barcode` may stand more than once. */
export type ColumnMapping = readonly (ImportField | null)[];

const HEADINGS: Readonly<Record<ImportField, string>> = {
  itemNo:
    '货号 自编码 商品编码 商品编号 商品代码 产品编码 产品编号 物料编码 物料编号 存货编码 款号 编码 编号 sku item-no item-number item-code product-code product-no article-no handle',
  name: '品名 商品名称 名称 商品 产品名称 货品名称 物料名称 存货名称 商品名 货名 name product-name item-name title product description',
  unit: '单位 基本单位 计量单位 主单位 销售单位 库存单位 unit uom base-unit',
  barcode:
    '条码 条形码 商品条码 国际条码 69码 主条码 单品条码 附加条码 条码2 条码3 barcode barcodes bar-code ean ean13 ean-code gtin upc variant-barcode',
  categoryParent: '部门 大类 一级分类 一级类别 department',
  category: '类别 类别名称 分类 商品分类 商品类别 类目 品类 所属分类 小类 二级分类 category type product-type group',
  spec: '规格 规格型号 型号 商品规格 spec specification model',
  origin: '产地 原产地 origin country-of-origin made-in',
  brand: '品牌 商标 brand vendor manufacturer',
  mnemonic: '助记码 拼音码 简码 拼音 速记码 mnemonic short-code',
  weighing: '计价方式 是否称重 称重 计重 是否计重 计量方式 pricing-mode by-weight weighed',
  retailPrice:
    '零售价 售价 销售价 单价 标价 零售单价 销售单价 现价 价格 retail-price price sale-price selling-price variant-price unit-price',
  wholesalePrice: '批发价 批发单价 批价 wholesale-price trade-price',
  memberPrice: '会员价 会员单价 vip价 member-price',
  floorPrice: '最低售价 底价 最低价 最低限价 floor-price minimum-price min-price',
  purchasePrice:
    '进货价 进价 采购价 成本价 成本 采购单价 参考进价 最近进价 purchase-price cost cost-price buying-price unit-cost cost-per-item',
  shelfLifeDays: '保质期 保质期天 保质天数 有效期天 shelf-life shelf-life-days',
  minStock: '安全库存 库存下限 最低库存 最小库存 min-stock safety-stock reorder-level',
  maxStock: '库存上限 最高库存 最大库存 max-stock',
  openingQuantity:
    '期初数量 期初库存 初始库存 库存数量 库存 数量 现存量 opening-quantity opening-stock stock quantity qty variant-inventory-qty',
  openingUnitCost: '期初单价 期初成本 期初成本价 opening-unit-cost opening-cost',
  openingWarehouse: '期初仓库 仓库 仓库名称 所在仓库 存放仓库 warehouse opening-warehouse location',
  packUnit: '大单位 包装单位 箱单位 副单位 辅助单位 pack-unit case-unit',
  packRatio: '大单位换算 箱规 装箱数 换算率 换算 换算关系 箱入数 件装数 包装数 pack-size case-size units-per-case',
  packPrice: '大单位售价 箱价 包装价 大单位零售价 pack-price case-price',
  packBarcode: '大单位条码 箱码 包装条码 外箱码 pack-barcode case-barcode',
  pack2Unit: '第二单位 单位2 pack-unit-2',
  pack2Ratio: '第二单位换算 换算2 pack-size-2',
  pack2Price: '第二单位售价 pack-price-2',
  pack2Barcode: '第二单位条码 pack-barcode-2',
  pack3Unit: '第三单位 单位3 pack-unit-3',
  pack3Ratio: '第三单位换算 换算3 pack-size-3',
  pack3Price: '第三单位售价 pack-price-3',
  pack3Barcode: '第三单位条码 pack-barcode-3',
  remark: '备注 说明 注释 remark note notes comment',
  recordId: '系统编号 record-id',
  exportedAt: '导出时间 exported-at',
  variantNo: '规格编码 规格编号 sku编码 sku码 variant-sku variant-code',
  color: '颜色 色号 color colour',
  size: '尺码 尺寸 码数 size',
  attribute1Name: 'option1-name 规格1名称',
  attribute1: 'option1-value 规格1',
  attribute2Name: 'option2-name 规格2名称',
  attribute2: 'option2-value 规格2',
  attribute3Name: 'option3-name 规格3名称',
  attribute3: 'option3-value 规格3',
};

/** The heading as it is compared: NFKC, lower case, letters and digits only. */
export const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export interface HeadingMeaning {
  readonly field: ImportField;
  /** 0 is the plainest heading of the field */
  readonly rank: number;
}

const MEANINGS: ReadonlyMap<string, HeadingMeaning> = buildMeanings();

function buildMeanings(): Map<string, HeadingMeaning> {
  const meanings = new Map<string, HeadingMeaning>();
  for (const field of IMPORT_FIELDS) {
    HEADINGS[field].split(' ').forEach((heading, rank) => {
      const key = headingKey(heading);
      if (!meanings.has(key)) meanings.set(key, { field, rank });
    });
  }
  return meanings;
}

/** What a heading means, tried with and without its bracketed unit; null if unknown. */
export function meaningOf(heading: string): HeadingMeaning | null {
  const bare = heading.normalize('NFKC').replace(/[([{【<].*$/u, '');
  return MEANINGS.get(headingKey(heading)) ?? MEANINGS.get(headingKey(bare)) ?? null;
}

/** Under which key a caller remembers the mapping that a person corrected: same headings, same key. */
export const headerSignature = (headers: readonly string[]): string =>
  headers.map((heading, column) => headingKey(heading) || columnLetters(column).toLowerCase()).join('|');
