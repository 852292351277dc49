/** English for paper, printers, scanners, scales and the customer's screen. */
export const englishPrinting: Readonly<Record<string, string>> = {
  再印: 'Print again',
  原价: 'List price',
  会员: 'Member',
  本次积分: 'Points earned',
  积分余额: 'Points',
  储值余额: 'Stored value',
  '补打 第 {0} 次打印': 'Reprint, copy {0}',
};
