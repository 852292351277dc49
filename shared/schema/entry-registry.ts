/**
 * The registry of entry kinds (design.md §4): every kind is declared once, here. A kind that is not listed, and a record
 * type that is not, is *unknown*: kept, forwarded, exported, and ignored by folds, since a newer version may know it.
 */
import type { Entry } from '../commit/part.ts';
import { cash } from './cash.ts';
import { category } from './category.ts';
import { contact } from './contact.ts';
import { cost } from './cost.ts';
import { count } from './count.ts';
import type { EntryKind } from './entry-kind.ts';
import { escrow } from './escrow.ts';
import { exportNote } from './export-note.ts';
import { goodsReceipt, receiptCost } from './goods-receipt.ts';
import { hold, recall } from './hold.ts';
import { loyaltyRules, memberLevel } from './loyalty-settings.ts';
import { movement } from './movement.ts';
import { customer, supplier } from './party.ts';
import { person } from './person.ts';
import { phoneKey } from './phone-key.ts';
import { bin, branch, register, role, shop, warehouse } from './place.ts';
import { posReturn, saleReversal } from './pos-return.ts';
import { posSale } from './pos-sale.ts';
import { product } from './product.ts';
import { promotion } from './promotion.ts';
import { quotaAsk, quotaRefusal } from './quota-ask.ts';
import { isRecordCommand } from './record-entry.ts';
import { reviewNote } from './review-note.ts';
import { drawerOpen, shiftClose, shiftOpen } from './shift.ts';
import { stockNote } from './stock-note.ts';
import { stocktake, stocktakePost, stocktakeStep, tally, tallyChoice } from './stocktake.ts';
import { ticketPrint } from './ticket-print.ts';
import { storedPayOut, topUp } from './top-up.ts';
import { transfer, transferEvent, transferMove } from './transfer.ts';
import { unlockNote } from './unlock-note.ts';
import { variant } from './variant.ts';
import { pointsBack, pointsEarn, pointsSpend, walletAdjust, walletRefund, walletSpend } from './wallet.ts';

const RECORDS: ReadonlyMap<string, EntryKind> = byName([
  product,
  variant,
  category,
  shop,
  branch,
  warehouse,
  bin,
  register,
  role,
  promotion,
  person,
  supplier,
  customer,
  contact,
  phoneKey,
  memberLevel,
  loyaltyRules,
  cost,
]);

const FACTS: ReadonlyMap<string, EntryKind> = byName([
  movement,
  count,
  escrow,
  quotaAsk,
  quotaRefusal,
  stockNote,
  stocktake,
  tally,
  tallyChoice,
  stocktakeStep,
  stocktakePost,
  posSale,
  posReturn,
  saleReversal,
  hold,
  recall,
  ticketPrint,
  cash,
  shiftOpen,
  shiftClose,
  drawerOpen,
  transfer,
  transferEvent,
  transferMove,
  goodsReceipt,
  receiptCost,
  topUp,
  storedPayOut,
  walletSpend,
  walletRefund,
  pointsEarn,
  pointsSpend,
  pointsBack,
  walletAdjust,
  reviewNote,
  unlockNote,
  exportNote,
]);

function byName(kinds: readonly EntryKind[]): Map<string, EntryKind> {
  return new Map(kinds.map((kind) => [kind.name, kind]));
}

/** The declaration of an entry, or `null` when this version does not know it. */
export function kindOfEntry(entry: Entry): EntryKind | null {
  if (!isRecordCommand(entry.kind)) return FACTS.get(entry.kind) ?? null;
  const { type } = entry;
  return typeof type === 'string' ? (RECORDS.get(type) ?? null) : null;
}

/** All declarations, for documentation and audit filters. */
export function allEntryKinds(): readonly EntryKind[] {
  return [...RECORDS.values(), ...FACTS.values()];
}
