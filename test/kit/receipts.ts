// Receipts for tests of paper: one with all that may stand on it, and the words in Chinese.
import type { Receipt, ReceiptWords } from '../../shared/printing/receipt-paper.ts';

export const words: ReceiptWords = {
  cashier: '收银',
  listPrice: '原价',
  pieces: '件数',
  total: '合计',
  saved: '优惠',
  roundOff: '抹零',
  payable: '应收',
  change: '找零',
  member: '会员',
  earned: '本次积分',
  points: '积分',
  storedValue: '储值余额',
  reprint: (print) => `补打 第 ${print} 次`,
};

/** The ticket of trade.md §4: three lines, second half price, 满80减15, ticket 96 %, 抹分. */
export const fullReceipt: Receipt = {
  id: 'AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBB',
  number: 'LSCK-A-03k7-000127',
  shop: '河坊街副食',
  branch: '总店',
  register: '1 号收银机',
  cashier: '何敏',
  time: '2026-11-25 14:22',
  lines: [
    {
      name: '蒙牛纯牛奶',
      spec: '250ml×12',
      unit: '盒',
      quantity: 3000,
      listPrice: 129_000,
      price: 129_000,
      paid: 3050,
    },
    {
      name: '新西兰进口安佳淡味黄油烘焙专用大包装家庭装',
      spec: '',
      unit: '块',
      quantity: 2000,
      listPrice: 250_000,
      price: 250_000,
      paid: 2956,
    },
    { name: '红富士苹果', spec: '', unit: '公斤', quantity: 768, listPrice: 129_800, price: 99_800, paid: 604 },
  ],
  pieces: 6,
  promotions: [
    { name: '第二件半价', saved: 1250 },
    { name: '满80减15', saved: 1500 },
  ],
  roundOff: 1,
  payable: 6610,
  tenders: [
    { name: '微信', amount: 5000 },
    { name: '现金', amount: 2000 },
  ],
  change: 390,
  member: { name: '13812345678', earned: 66, points: 316, storedValue: 5000 },
  print: 1,
  header: '',
  footer: '凭小票七日内可退换\n谢谢光临',
};

export const decodeGb18030 = (bytes: Uint8Array): string => new TextDecoder('gb18030').decode(bytes);
