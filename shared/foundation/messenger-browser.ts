/**
 * Whether a page runs inside a messenger's own browser (WeChat, QQ, DingTalk, Feishu …), by its user agent. These forget
 * their storage when they like, have no service worker or camera, and can't be installed: keys made there would be lost
 * with the next cleaning. Asked by the app and by the page that phones begin at.
 */
const MESSENGERS =
  /MicroMessenger|\bQQ\/\d|DingTalk|Lark\/|Feishu|AlipayClient|Weibo|wxwork|aweme|XiaoHongShu|FBAN|FBAV|Instagram|\bLine\//i;

export const inMessenger = (agent: string): boolean => MESSENGERS.test(agent);
