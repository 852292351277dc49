// Every screen and main state as a picture and under axe. FULL=1: three sizes, two languages, light and dark; otherwise two opposite corners of
// that cube. Pictures lie in screenshots/<width>-<language>-<light or dark>/.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, dressedShop, goodsFile } from './kit/dressed-shop.ts';
import { type Device, expect, test } from './kit/house.ts';
import { type Look, looks, settled, take, wear } from './kit/looks.ts';
import { offline } from './kit/shop-pages.ts';
import { twoBranches } from './kit/two-branches.ts';

type Screen = readonly [name: string, show: (page: Page) => Promise<unknown>];

const at =
  (address: string, there: string): ((page: Page) => Promise<unknown>) =>
  async (page) => {
    await page.goto(address);
    await expect(page.locator(there).first()).toBeVisible();
  };

/** What is to be seen in a shop at work; each begins where the one before ended or at an address. */
function screens(
  folder: string,
  ids: { readonly shirt: string; readonly member: string; readonly stocktake: string },
): readonly Screen[] {
  const search = async (page: Page, text: string): Promise<void> => {
    await page.locator('hc-goods-pane input').fill(text);
    await page.locator('hc-tile button').first().click();
    await expect(page.locator('hc-variant-picker').locator('td button, .list button').first()).toBeVisible();
  };
  return [
    ['till-empty', at('/till', 'hc-cart')],
    [
      'till-tiles',
      async (page) => {
        const choose = page.locator('hc-cart .head button').first();
        if ((await page.locator('hc-tile').count()) === 0 && (await page.locator('hc-tile').first().isHidden()))
          await choose.click();
        await settled(page, 'hc-tile');
      },
    ],
    [
      'till-variants',
      async (page) => {
        await page.goto('/till');
        await search(page, 'S2031');
      },
    ],
    [
      'till-cart',
      async (page) => {
        await page.locator('hc-variant-picker').locator('td button, .list button').nth(1).click();
        for (const [text, nth] of [
          ['T1007', 2],
          ['N4410', 1],
          ['W0052', 0],
        ] as const) {
          await search(page, text);
          await page.locator('hc-variant-picker').locator('td button, .list button').nth(nth).click();
          await expect(page.locator('hc-variant-picker')).toHaveCount(0);
        }
        await expect(page.locator('hc-cart-line')).toHaveCount(4);
        await page.locator('hc-cart-line').nth(1).locator('.line').click();
        await page.locator('hc-cart-line hc-stepper button').last().click();
      },
    ],
    [
      'till-pay',
      async (page) => {
        await page.locator('hc-cart .actions .primary').click();
        await settled(page, 'hc-pay-pane');
      },
    ],
    [
      'till-pay-wallet',
      async (page) => {
        await page.locator('hc-pay-pane .methods button').nth(1).click();
        await settled(page, 'hc-pay-pane .look');
      },
    ],
    [
      'till-paid',
      async (page) => {
        await page.locator('hc-pay-pane .methods button').first().click();
        await page.locator('hc-pay-pane .quick button').last().click();
        await page
          .locator('.primary.grow:not([disabled]), hc-pay-pane .foot .primary, hc-cart .actions .primary')
          .last()
          .click();
        await settled(page, 'hc-receipt');
      },
    ],
    [
      'till-tickets',
      async (page) => {
        await page.goto('/till');
        await page.locator('hc-cart .head button.plain').last().click();
        await settled(page, 'hc-recent-tickets .row');
      },
    ],
    [
      'till-paper',
      async (page) => {
        await page.locator('hc-recent-tickets .row').first().click();
        await settled(page, 'hc-paper-pane hc-receipt');
      },
    ],
    [
      'till-return',
      async (page) => {
        await page
          .locator('hc-paper-pane button')
          .filter({ hasText: /^\s*(退货|Return)\s*$/ })
          .click();
        await settled(page, 'hc-return-pane .line');
        await page.locator('hc-return-pane .line hc-stepper button').last().click();
      },
    ],
    [
      'till-shift',
      async (page) => {
        await page.goto('/till');
        await page
          .locator('hc-cart .head button')
          .filter({ hasText: /小票|Tickets/ })
          .click();
        await page
          .locator('hc-recent-tickets .bar button')
          .filter({ hasText: /^\s*(班次|Shifts)\s*$/ })
          .click();
        await settled(page, 'hc-shift-pane .row');
      },
    ],
    [
      'till-shift-close',
      async (page) => {
        await page.locator('hc-shift-pane .now .primary').click();
        await settled(page, 'hc-shift-pane hc-cash-count');
      },
    ],
    [
      'till-holds',
      async (page) => {
        await page.goto('/till');
        await search(page, 'T1007');
        await page.locator('hc-variant-picker').locator('td button, .list button').nth(1).click();
        await settled(page, 'hc-cart-line');
        await page.keyboard.press('F4');
        await expect(page.locator('hc-cart-line')).toHaveCount(0);
        await page.keyboard.press('F4');
        await settled(page, 'hc-hold-pane .row, hc-cart-line');
      },
    ],
    [
      'till-unknown-code',
      async (page) => {
        await page.goto('/till');
        await page.locator('hc-goods-pane input').fill('6999999999994');
        await page.locator('hc-goods-pane input').press('Enter');
        await settled(page, 'hc-unknown-code');
      },
    ],
    ['catalogue', at('/catalogue', 'hc-catalogue-page .bar')],
    ['catalogue-product', at(`/catalogue/${ids.shirt}`, 'hc-variant-matrix table')],
    [
      'catalogue-edit',
      async (page) => {
        await page.locator('hc-product-detail .foot .primary').click();
        await settled(page, 'hc-field vaadin-text-field');
      },
    ],
    [
      'catalogue-prices',
      async (page) => {
        await page.locator('hc-product-detail [role=tab]').nth(2).click();
        await settled(page, 'hc-field hc-amount');
      },
    ],
    [
      'catalogue-history',
      async (page) => {
        await page.locator('hc-product-detail [role=tab]').nth(4).click();
        await settled(page, 'hc-product-history');
      },
    ],
    [
      'catalogue-new',
      async (page) => {
        await page.goto('/catalogue');
        await page.locator('hc-catalogue-page .bar button.primary').click();
        await settled(page, 'hc-product-form vaadin-text-field');
      },
    ],
    [
      'catalogue-none',
      async (page) => {
        await page.goto('/catalogue');
        await page.locator('hc-catalogue-page .search input').fill('没有这样的');
        await settled(page, 'hc-catalogue-page .empty');
      },
    ],
    ['import-file', at('/catalogue/import', 'hc-import-page .drop')],
    [
      'import-columns',
      async (page) => {
        await page.locator('hc-import-page input[type=file]').setInputFiles(goodsFile(folder));
        await settled(page, 'hc-import-page table');
      },
    ],
    [
      'import-check',
      async (page) => {
        await page.locator('hc-import-page .foot .primary').click();
        await settled(page, 'hc-import-check .problem');
      },
    ],
    ['stock', at('/stock', 'hc-stock-page .kpis button')],
    [
      'stock-movements',
      async (page) => {
        await page.goto('/till');
        await page.goto(`/stock/${ids.shirt}`);
        await page.goto('/stock');
        await page.locator('hc-stock-page .search input').fill('S2031');
        await page.locator('hc-stock-page').getByText('亚麻长袖衬衫').first().click();
        await settled(page, 'hc-movements .move, hc-movements hc-anchor');
      },
    ],
    [
      'stock-count',
      async (page) => {
        await page.locator('hc-movements .foot .primary').click();
        await settled(page, 'hc-movements hc-amount');
      },
    ],
    [
      'stock-other',
      async (page) => {
        await page.goto('/stock');
        await page.locator('hc-stock-page .bar > button, hc-stock-page .pane > .foot button').first().click();
        await settled(page, 'hc-movement-form .kinds');
      },
    ],
    ['count', at(`/count/${ids.stocktake}`, 'hc-count-lines .line:nth-of-type(3)')],
    [
      'count-start',
      async (page) => {
        await page.goto('/count');
        await page
          .locator('hc-count-page .bar > button')
          .filter({ hasText: /^\s*(开始盘点|Start counting)\s*$/ })
          .click();
        await settled(page, 'hc-count-start .chips');
      },
    ],
    ['receive-empty', at('/receive', 'hc-receive-page .foot')],
    [
      'receive',
      async (page) => {
        await page.locator('hc-receive-page .head input').first().fill('杭州丝联');
        await page.locator('hc-receive-page .head input').nth(1).fill('SH-20261125-07');
        for (const text of ['K1135', 'J5160', 'A0060']) {
          await page.locator('hc-goods-search input').fill(text);
          await page.locator('hc-goods-search .results button').first().click();
          await page.locator('hc-goods-search .results button').first().click();
        }
        await expect(page.locator('hc-receive-line')).toHaveCount(3);
        const amount = page.locator('hc-receive-line').nth(1).locator('hc-amount input').first();
        await amount.fill('24');
        await amount.press('Tab');
      },
    ],
    ['review', at('/review', 'hc-review-page .row')],
    [
      'review-ratify',
      async (page) => {
        await page.locator('hc-review-page .actions .primary').first().click();
        await settled(page, 'hc-review-page hc-sheet .facts');
      },
    ],
    ['audit', at('/audit', 'hc-audit-page .row')],
    [
      'audit-entry',
      async (page) => {
        await page.locator('hc-audit-page hc-virtual-rows button.row').nth(1).click();
        await settled(page, 'hc-audit-entry dl');
      },
    ],
    ['members', at('/members', 'hc-members-page .row')],
    [
      'members-invite',
      async (page) => {
        await page.locator('hc-members-page .bar .primary').click();
        await settled(page, 'hc-invite-sheet select');
        await page.locator('hc-invite-sheet button.primary').click();
        await settled(page, 'hc-invite-sheet hc-qr');
      },
    ],
    [
      'members-enrol',
      async (page) => {
        await page.goto('/members');
        await page.locator('hc-members-page .bar button').nth(1).click();
        await settled(page, 'hc-enrol-sheet select');
      },
    ],
    ['roles', at('/roles/seller', 'hc-roles-page hc-role-matrix')],
    ['status', at('/status', 'hc-sync-status .row')],
    ['today', at('/today', 'hc-today-page .figures')],
    ['settings', at('/settings', 'hc-settings-page section')],
    [
      'settings-found',
      async (page) => {
        await page.locator('hc-settings-page input[type=search]').fill('paper');
        await settled(page, 'hc-settings-page .card');
      },
    ],
    [
      'settings-hardware',
      async (page) => {
        await page.goto('/settings');
        await page.locator('hc-printer-settings').evaluate((element) => element.scrollIntoView({ block: 'start' }));
        await settled(page, 'hc-printer-settings');
      },
    ],
    [
      'labels',
      async (page) => {
        await page.evaluate((id) => sessionStorage.setItem('hecang.labels', JSON.stringify([id])), ids.shirt);
        await page.goto('/labels');
        await settled(page, 'hc-labels-page .preview');
      },
    ],
    [
      'go-to',
      async (page) => {
        await page.goto('/stock');
        await settled(page, 'hc-stock-page');
        await page.keyboard.press('Control+k');
        await page.locator('hc-palette input').fill('S20');
        await settled(page, 'hc-palette li');
      },
    ],
    ['customers', at('/customers', 'hc-customers-page .row')],
    ['customer-card', at(`/customers/${ids.member}`, 'hc-member-card .figures')],
    ['customer-rules', at('/customers/rules', 'hc-loyalty-rules .tier')],
    ['customer-new', at('/customers/new', 'hc-member-form input')],
    [
      'till-member',
      async (page) => {
        await page.goto('/till');
        await settled(page, 'hc-cart .member');
        await page.keyboard.press('F9');
        await settled(page, 'hc-member-pane .row');
        await page.locator('hc-member-pane .row').first().click();
        await settled(page, 'hc-member-pane .figures');
      },
    ],
    [
      'till-top-up',
      async (page) => {
        await page.locator('hc-member-pane .buttons button').first().click();
        await settled(page, 'hc-top-up .tiers');
      },
    ],
    [
      'places',
      async (page) => {
        const { warehouse } = await twoBranches(page);
        await at(`/places/warehouse.${warehouse}`, 'hc-place-form input')(page);
      },
    ],
    ['transfers', at('/transfers', 'hc-transfers-page a.row')],
    ['transfer-new', at('/transfers/new', 'hc-transfer-new select')],
    [
      'transfer-short',
      async (page) => at(`/transfers/${(await twoBranches(page)).differs}`, 'hc-transfer-detail .task')(page),
    ],
    ['quota', at('/quota', 'hc-quota-page .row')],
    ['promotions', at('/promotions', 'hc-promotions-page .body')],
    ['promotion-new', at('/promotions/new', 'hc-promotion-form input')],
    ['more', at('/more', 'hc-more-page .row')],
  ];
}

const beginning: readonly Screen[] = [
  ['first-run', at('/', 'hc-first-run .column')],
  [
    'first-run-join',
    async (page) => {
      await page.locator('hc-first-run .column button').nth(1).click();
      await settled(page, 'hc-join-shop textarea');
    },
  ],
  [
    'first-run-key',
    async (page) => {
      await page.locator('hc-join-shop button.plain').click();
      await page.locator('hc-offer-key input[name=member]').fill('林珊');
      await page.locator('hc-offer-key button.primary').click();
      await settled(page, 'hc-offer-key hc-qr');
    },
  ],
  [
    'first-run-create',
    async (page) => {
      await page.goto('/');
      await page.locator('hc-first-run .column button').first().click();
      await settled(page, 'hc-create-shop form');
    },
  ],
  [
    'first-run-recovery',
    async (page) => {
      await page.locator('input[name=shop]').fill('河坊街衣橱');
      await page.locator('input[name=member]').fill('林珊');
      await page.locator('hc-create-shop button.primary').click();
      await settled(page, 'hc-recovery-sheet hc-qr');
    },
  ],
  [
    'first-run-goods',
    async (page) => {
      await page.locator('hc-recovery-sheet input[type=checkbox]').check();
      await page.locator('hc-recovery-sheet button.primary').click();
      await expect(page.locator('hc-recovery-sheet')).toHaveCount(0);
    },
  ],
  ['till-no-goods', at('/till', 'hc-goods-pane .empty, hc-cart')],
  ['catalogue-empty', at('/catalogue', 'hc-catalogue-page .empty')],
  ['stock-empty', at('/stock', 'hc-stock-page .empty')],
  ['review-empty', at('/review', 'hc-review-page')],
];

test.describe('pictures', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-pictures-'));
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a shop at work looks right and reads well at every size, in both languages, light and dark', async ({
    house,
  }) => {
    const { owner, stocktake } = await dressedShop(house, folder);
    const shirt = await ask(owner.page, 'products', {
      search: 'S2031',
      category: null,
      filter: 'all',
      sort: { by: 'itemNo', descending: false },
      offset: 0,
      limit: 1,
    });
    const { rows: found } = await ask(owner.page, 'loyaltyMembers', { text: '1234', limit: 1 });
    const all = screens(folder, { shirt: shirt.rows[0]?.id ?? '', member: found[0]?.id ?? '', stocktake });
    for (const look of looks) {
      await wear(owner.page, look);
      for (const [name, show] of all) {
        await test.step(`${look.width} ${look.locale} ${look.scheme} ${name}`, async () => {
          await show(owner.page);
          await take(owner.page, look, name);
        });
      }
      await awayFromTheRelay(owner, look);
    }
  });

  test('a first run looks right and reads well at every size, in both languages, light and dark', async ({ house }) => {
    for (const look of looks) {
      const { page } = await house.device();
      await page.goto('/icon.svg');
      await wear(page, look);
      for (const [name, show] of beginning) {
        await test.step(`${look.width} ${look.locale} ${look.scheme} ${name}`, async () => {
          await show(page);
          await take(page, look, name);
        });
      }
      await page.close();
    }
  });
});

/** Offline with two changes that are only here: the till's count turns amber, and the status page says what and where. */
async function awayFromTheRelay({ page, line }: Device, look: Look): Promise<void> {
  line.cut();
  await page.goto('/receive');
  await page.locator('hc-receive-page .foot .primary').click();
  await settled(page, 'hc-receive-page [role=status]');
  if (look.locale === 'zh-CN') await offline(page);
  await take(page, look, 'receive-done-offline');
  await page.goto('/status');
  await settled(page, 'hc-sync-status .row.ink-local');
  await take(page, look, 'status-offline');
  line.mend();
}
