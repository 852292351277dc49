/** English for prices and promotions: the page that keeps them, and what the till says about them. */
export const englishPromotions: Readonly<Record<string, string>> = {
  新建促销: 'New promotion',
  改促销: 'Promotion change',
  删除促销: 'Promotion removed',
  恢复促销: 'Promotion restored',
  '促销内容还没填完整。补上标出的数再保存': 'The promotion is incomplete. Fill in the marked figures and save',
  '价格刚有变化，金额对不上。看一眼应收再收款': 'A price has just changed. Look at the sum due, then take the payment',
  '改价需要店长。请店长操作，或改用折扣': 'Changing a price needs a manager. Ask one, or use a discount',
};
