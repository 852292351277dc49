// The shop's till, shared by four: as the reference pictures show it once it is locked.
import { NO_SHOP_RULES } from '../../client/queries/shop-rules.ts';
import type { ShopRulesView } from '../../client/worker/settings-protocol.ts';
import type { TerminalQueries, TerminalView } from '../../client/worker/terminal-protocol.ts';
import type { TodayView } from '../../client/worker/today-protocol.ts';

const NAMES = ['林珊', '陈强', '何敏', '赵倩'] as const;

export function fixtureTerminal(shared: boolean, locked: boolean) {
  const faces = NAMES.map((name, i) => ({
    device: `device-${i}`,
    member: `member-${i}`,
    name,
    lastUsed: 1000 - i,
    waitUntil: 0,
    active: true,
  }));
  const terminal: TerminalView = {
    shared,
    locked,
    faces: shared ? faces : [],
    current: 'device-0',
    autoLock: 5,
    onlyHere: {},
  };
  const rules: ShopRulesView = {
    rules: { ...NO_SHOP_RULES.rules, name: '雅韵服饰', roundOff: 'jiao', openingFloat: 50_000 },
    changed: { roundOff: { by: '何敏', time: Date.UTC(2026, 10, 24, 2, 10) * 1000 } },
  };
  return {
    today: (): TodayView => ({
      day: '2026-11-25',
      branch: {
        net: 1_287_000,
        tickets: 86,
        returns: 2,
        tenders: [
          { kind: 'wechat', amount: 702_000 },
          { kind: 'alipay', amount: 301_000 },
          { kind: 'cash', amount: 284_000 },
        ],
        gross: { amount: 412_300, unpriced: 3 },
      },
      mine: { net: 326_000, tickets: 21 },
      openShifts: [{ register: '3 号机', who: '林珊', since: Date.UTC(2026, 10, 25, 1) * 1000 }],
      stock: { negative: 2, low: 14 },
    }),
    shopRules: (): ShopRulesView => rules,
    terminal: (): TerminalQueries['terminal']['view'] => terminal,
    authorisers: (): TerminalQueries['authorisers']['view'] => [{ device: 'device-2', name: '何敏', waitUntil: 0 }],
    enrollable: (): TerminalQueries['enrollable']['view'] => [],
  };
}
