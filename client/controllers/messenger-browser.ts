/**
 * Whether the page runs inside a messenger's own browser (WeChat, QQ, DingTalk, Feishu …). These forget their storage when
 * they like, have no service worker or camera, and can't be installed: keys made there would be lost with the next cleaning.
 */
const MESSENGERS =
  /MicroMessenger|\bQQ\/\d|DingTalk|Lark\/|Feishu|AlipayClient|Weibo|__weibo__|wxwork|aweme|XiaoHongShu|FBAN|FBAV|Instagram|\bLine\//i;

export const inMessenger = (agent: string): boolean => MESSENGERS.test(agent);
