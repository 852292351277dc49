/** Payment codes that customers' phones show to be charged, told apart by their first digits and their length. */
export type Wallet = 'wechat' | 'alipay';

/** WeChat: 10–15 and 18 digits in all; Alipay: 25–30 and 16 to 24. `null`: no payment code. */
export function walletOf(code: string): Wallet | null {
  if (/^1[0-5]\d{16}$/.test(code)) return 'wechat';
  return /^(?:2[5-9]|30)\d{14,22}$/.test(code) ? 'alipay' : null;
}
