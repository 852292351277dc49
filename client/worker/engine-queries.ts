/** Which query is answered by what, and what touches it. Before a shop is open every list is empty. */

import { FIRST_RULES } from '../../shared/loyalty/loyalty-rules.ts';
import { momentAt } from '../../shared/pricing/conditions.ts';
import { pastImports } from '../commands/undo-import.ts';
import { existingPage } from '../queries/existing-products.ts';
import { heldTicket, withHeldTickets } from '../queries/held-tickets.ts';
import {
  loyaltyMember,
  loyaltyMembers,
  loyaltyRulesView,
  NO_LOYALTY_RIGHTS,
  topUpPaper,
  walletTaskRows,
} from '../queries/loyalty-queries.ts';
import { paperRows, paperView } from '../queries/paper-queries.ts';
import { NO_PLACES, placeTree, stockByPlace, workplaces } from '../queries/place-queries.ts';
import { placesView } from '../queries/places-query.ts';
import {
  duplicateCodes,
  productIdsView,
  productsView,
  productView,
  sellableItems,
  weighedCodes,
} from '../queries/product-queries.ts';
import { pricingView, promotionRows } from '../queries/promotion-queries.ts';
import { NO_QUOTA, quotaAsks, quotaLeft, quotaTaskRows, quotaView } from '../queries/quota-queries.ts';
import { NO_RECEIPT_FACTS, receiptFacts } from '../queries/receipt-facts.ts';
import { reviewRows } from '../queries/review-queries.ts';
import { rolesView } from '../queries/role-queries.ts';
import { receiptRows, scanView, shiftView, ticketRows, ticketView } from '../queries/sale-queries.ts';
import { NO_SHOP_RULES, shopRulesView } from '../queries/shop-rules.ts';
import { NO_SHOP_SETTINGS, shopSettingsView } from '../queries/shop-settings.ts';
import { movementsView, oversoldView, stockView } from '../queries/stock-queries.ts';
import { binNames, countSheet, stocktakeLines, stocktakeRows, stocktakeView } from '../queries/stocktake-queries.ts';
import {
  holdRows,
  NO_TILL,
  recalledElsewhere,
  returnableView,
  returnPrice,
  salesTaskRows,
  shiftReportView,
  shiftRows,
  tillView,
} from '../queries/till-queries.ts';
import { NO_TODAY, todayView } from '../queries/today-query.ts';
import { NO_TRANSFERS, transferEnds, transferList, transferTasks, transferView } from '../queries/transfer-queries.ts';
import { isLow } from '../replica/persistence.ts';
import { auditQueries } from './audit-views.ts';
import type { Engine } from './engine.ts';
import type { QueryHandlers } from './engine-host.ts';
import { memberRows, sessionView } from './session-queries.ts';
import type { ShopDesk } from './shop-desk.ts';
import { terminalQueries } from './terminal-commands.ts';

export function engineQueries(engine: Engine): QueryHandlers {
  const withDesk = <T>(empty: T, read: (desk: ShopDesk) => T): T =>
    engine.desk === null ? empty : read(connected(engine.desk));
  const connected = (desk: ShopDesk): ShopDesk => {
    desk.online = () => engine.state.line?.connected ?? false;
    return desk;
  };
  const numberOf = (desk: ShopDesk) => (document: string) => paperNumber(desk, document);
  return {
    ...auditQueries(engine),
    session: { topics: ['session', 'members'], read: () => sessionView(engine) },
    ...terminalQueries(engine),
    today: {
      topics: ['tickets', 'shift', 'stock', 'session', 'members'],
      read: () => withDesk(NO_TODAY, todayView),
    },
    shopRules: { topics: ['session', 'members'], read: () => withDesk(NO_SHOP_RULES, shopRulesView) },
    places: { topics: ['places'], read: () => readPlaces(engine) },
    products: {
      topics: ['catalogue', 'stock'],
      read: (params) => withDesk({ rows: [], offset: 0, total: 0, all: 0 }, (desk) => productsView(desk, params)),
    },
    product: { topics: ['catalogue', 'stock'], read: ({ id }) => withDesk(null, (desk) => productView(desk, id)) },
    productIds: {
      topics: ['catalogue', 'stock'],
      read: (params) => withDesk([], (desk) => productIdsView(desk, params)),
    },
    duplicateCodes: { topics: ['catalogue'], read: () => withDesk([], duplicateCodes) },
    weighedCodes: { topics: ['session', 'catalogue'], read: () => withDesk({}, weighedCodes) },
    categories: {
      topics: ['catalogue'],
      read: () => withDesk([], (desk) => desk.folds.catalogue.categoryCounts()),
    },
    scan: {
      topics: ['catalogue', 'stock', 'tickets'],
      read: ({ code }) => withDesk({ kind: 'unknown', code }, (desk) => scanView(desk, code)),
    },
    sellable: {
      topics: ['catalogue', 'stock'],
      read: ({ product }) => withDesk([], (desk) => sellableItems(desk, product)),
    },
    existingProducts: {
      topics: ['catalogue'],
      read: (params) => withDesk({ products: [], next: null }, (desk) => existingPage(desk, params)),
    },
    pastImports: {
      topics: ['catalogue'],
      read: ({ limit }) => withDesk([], (desk) => pastImports(desk, limit)),
    },
    stock: {
      topics: ['stock', 'catalogue'],
      read: (params) => withDesk(NO_STOCK, (desk) => stockView(desk, params)),
    },
    movements: {
      topics: ['stock'],
      read: (params) => withDesk(NO_MOVEMENTS, (desk) => movementsView(desk, params, numberOf(desk))),
    },
    stocktakes: {
      topics: ['stock', 'members'],
      read: ({ limit }) => withDesk([], (desk) => stocktakeRows(desk, limit)),
    },
    stocktake: {
      topics: ['stock', 'catalogue', 'members', 'session'],
      read: ({ id }) => withDesk(null, (desk) => stocktakeView(desk, desk, id)),
    },
    stocktakeLines: {
      topics: ['stock', 'catalogue', 'members'],
      read: (params) =>
        withDesk({ rows: [], offset: 0, total: 0 }, (desk) => stocktakeLines(desk, desk.member, params)),
    },
    binNames: {
      topics: ['session'],
      read: ({ warehouse }) => withDesk([], (desk) => binNames(desk, warehouse)),
    },
    countSheet: {
      topics: ['stock', 'catalogue'],
      read: ({ id }) => withDesk([], (desk) => countSheet(desk, id)),
    },
    pricing: {
      topics: ['session', 'catalogue'],
      read: () => withDesk(NO_PRICING, (desk) => pricingView(desk, desk.open.record.utcOffsetMinutes)),
    },
    promotions: { topics: ['session', 'catalogue'], read: () => withDesk([], promotionRows) },
    shift: {
      topics: ['shift', 'tickets'],
      read: () => withDesk(NO_SHIFT, (desk) => shiftView(desk, engine.state.nextNumber)),
    },
    tickets: {
      topics: ['tickets'],
      read: ({ limit }) => withDesk([], (desk) => withHeldTickets(desk, ticketRows(desk, limit), limit)),
    },
    ticket: {
      topics: ['tickets'],
      read: ({ id }) => withDesk(null, (desk) => ticketView(desk, id) ?? heldTicket(desk, id)),
    },
    till: { topics: ['shift', 'tickets', 'session'], read: () => withDesk(NO_TILL, tillView) },
    holds: { topics: ['tickets'], read: () => withDesk([], holdRows) },
    recalledElsewhere: {
      topics: ['tickets'],
      read: (params) => withDesk([], (desk) => recalledElsewhere(desk, params)),
    },
    returnable: { topics: ['tickets'], read: (params) => withDesk(null, (desk) => returnableView(desk, params)) },
    papers: { topics: ['tickets'], read: (params) => withDesk([], (desk) => paperRows(desk, params)) },
    paper: { topics: ['tickets'], read: ({ id }) => withDesk(null, (desk) => paperView(desk, id)) },
    returnPrice: {
      topics: ['tickets', 'catalogue'],
      read: (params) => withDesk(null, (desk) => returnPrice(desk, params)),
    },
    shifts: { topics: ['shift', 'tickets'], read: (params) => withDesk([], (desk) => shiftRows(desk, params)) },
    shiftReport: {
      topics: ['shift', 'tickets'],
      read: (params) => withDesk(null, (desk) => shiftReportView(desk, params)),
    },
    loyaltyMembers: {
      topics: ['wallets', 'session'],
      read: (params) => withDesk({ rows: [], total: 0, all: 0 }, (desk) => loyaltyMembers(desk, params)),
    },
    loyaltyMember: {
      topics: ['wallets', 'session', 'tickets'],
      read: ({ id }) => withDesk(null, (desk) => loyaltyMember(desk, id, todayOf(desk))),
    },
    loyaltyRules: { topics: ['session', 'wallets'], read: () => withDesk(NO_LOYALTY, loyaltyRulesView) },
    topUpPaper: { topics: ['wallets', 'session'], read: ({ id }) => withDesk(null, (desk) => topUpPaper(desk, id)) },
    walletTasks: { topics: ['wallets', 'tickets', 'review'], read: () => withDesk([], walletTaskRows) },
    salesTasks: { topics: ['tickets', 'shift', 'review'], read: () => withDesk([], salesTaskRows) },
    receipts: {
      topics: ['receipts'],
      read: ({ limit }) => withDesk([], (desk) => receiptRows(desk, limit)),
    },
    roles: { topics: ['members', 'session'], read: () => withDesk({ roles: [], mayCreate: false }, rolesView) },
    members: { topics: ['members'], read: () => withDesk([], memberRows) },
    review: { topics: ['review'], read: () => withDesk([], reviewRows) },
    presence: {
      topics: ['presence', 'members'],
      read: ({ record }) =>
        withDesk([], (desk) =>
          [...engine.state.presence].flatMap(([device, presence]) => {
            const member = desk.memberOf(device);
            if (presence.record !== record || member === null) return [];
            return [
              { member, name: desk.memberName(member), device: desk.nameOfDevice(device), field: presence.field },
            ];
          }),
        ),
    },
    draft: { topics: ['drafts'], read: ({ key }) => engine.state.drafts.get(key) ?? null },
    receiptFacts: {
      topics: ['tickets', 'session'],
      read: ({ id }) => withDesk(NO_RECEIPT_FACTS, (desk) => receiptFacts(desk, id)),
    },
    quota: { topics: ['stock', 'catalogue', 'session', 'places'], read: () => withDesk(NO_QUOTA, quotaView) },
    quotaLeft: {
      topics: ['stock', 'catalogue', 'session'],
      read: ({ variant }) => withDesk(null, (desk) => quotaLeft(desk, variant)),
    },
    quotaAsks: { topics: ['stock', 'session'], read: () => withDesk([], quotaAsks) },
    quotaTasks: { topics: ['stock', 'review'], read: () => withDesk([], quotaTaskRows) },
    placeTree: {
      topics: ['session', 'members', 'stock', 'shift'],
      read: () => withDesk(NO_PLACES, placeTree),
    },
    stockByPlace: {
      topics: ['stock', 'session'],
      read: (params) => withDesk([], (desk) => stockByPlace(desk, params)),
    },
    workplaces: { topics: ['session', 'members'], read: () => withDesk({ branches: [] }, workplaces) },
    transfers: {
      topics: ['stock', 'session'],
      read: (params) => withDesk(NO_TRANSFERS, (desk) => transferList(desk, params)),
    },
    transfer: { topics: ['stock', 'session'], read: (params) => withDesk(null, (desk) => transferView(desk, params)) },
    transferEnds: {
      topics: ['session', 'members'],
      read: () => withDesk({ all: [], mine: [], here: null }, transferEnds),
    },
    transferTasks: { topics: ['stock', 'review'], read: () => withDesk([], transferTasks) },
    shopSettings: { topics: ['session'], read: () => withDesk(NO_SHOP_SETTINGS, shopSettingsView) },
    openTasks: {
      topics: ['stock', 'catalogue'],
      read: () => withDesk({ total: 0, rows: [] }, (desk) => oversoldView(desk, numberOf(desk))),
    },
  };
}

const NO_STOCK = {
  rows: [],
  offset: 0,
  total: 0,
  figures: { onHand: 0, reserved: 0, inTransit: 0, negative: 0, low: 0, over: 0, gaps: 0, expiring: 0, items: 0 },
};
const NO_MOVEMENTS = { batches: [], onHand: 0, reserved: 0, available: 0, inTransit: 0, rows: [] };
const NO_PRICING = {
  promotions: [],
  roundOff: { rule: 'none', on: 'always' },
  utcOffsetMinutes: 0,
  lastPriceFirst: false,
  pointsPerYuan: 0,
  pointsShareBp: 0,
} as const;
const NO_LOYALTY = { rules: FIRST_RULES, levels: [], may: NO_LOYALTY_RIGHTS };
const NO_SHIFT = { open: null, tickets: 0, net: 0, expectedCash: 0, nextNumber: '' };

/** `11-25` at the shop's offset: whose birthday it is. */
const todayOf = (desk: ShopDesk): string =>
  momentAt(Date.now() * 1000, desk.open.record.utcOffsetMinutes, '').date.slice(5);

/** What is printed on the paper that a movement belongs to. */
function paperNumber(desk: ShopDesk, document: string): string {
  const { tickets, receipts, stock, stocktakes } = desk.folds;
  const paper = tickets.get(document)[0] ?? receipts.get(document)[0] ?? stock.notes.get(document)[0];
  if (paper !== undefined) return paper.value.number;
  const counted = stocktakes.paper(document);
  if (counted !== null) return counted.start.value.number;
  // A transfer's movements cite the shipment or the receipt.
  const { transfers } = desk.folds;
  return transfers.read(transfers.transferOfMove(document) ?? '')?.request.value.number ?? '';
}

function readPlaces(engine: Engine) {
  const { state, desk } = engine;
  return placesView({
    connected: state.line?.connected ?? false,
    unanswered: desk === null ? [] : [...desk.open.unanswered.values()],
    places: state.places,
    storage: { ...state.storage, persisted: state.storage.persisted || (desk === null && !isLow(state.storage)) },
    deviceName: desk?.open.record.deviceName ?? '',
    relayName: desk === null ? null : (desk.open.record.relay ?? engine.facts.origin),
    clockAheadMs: state.line?.clockAheadMs ?? 0,
    refused: state.refused,
    relayFull: state.relayFull,
    versionTooOld: state.versionTooOld,
    ownCommits: state.ownCommits,
    policy: desk?.open.policyNow() ?? null,
  });
}
