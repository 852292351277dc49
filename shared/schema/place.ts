/**
 * Shop, branches, warehouses, bins and registers: records of the `settings` document. Their ids are short place ids,
 * because document names and scopes carry them; the shop's record has the id `shop`. A warehouse and a register belong to
 * one branch, a bin (仓位) to one warehouse; a register names the device it stands for. A place that is closed is a record
 * that is removed: papers keep its name, nothing new goes there.
 */
import * as v from 'valibot';
import { PRINTER_ADDRESS } from '../printing/printer-address.ts';
import type { EntryKind } from './entry-kind.ts';
import * as shape from './field-shapes.ts';
import { moduleNeeds, type RecordShape, recordKind } from './record-entry.ts';

const needs = moduleNeeds('settings');

function place(type: string, zh: string, en: string, fields: RecordShape, required: readonly string[]): EntryKind {
  const id = type === 'shop' ? v.literal('shop') : shape.placeId;
  return recordKind({ type, zh, en, documents: ['settings'], id, fields, required, needs });
}

export const shop = place(
  'shop',
  '店铺',
  'shop',
  {
    name: shape.filledText(100),
    roundOff: v.picklist(['none', 'fen', 'jiao', 'nearestJiao', 'nearestYuan']),
    roundOffOn: v.picklist(['always', 'cash']),
    /** The last price to a customer goes before the lowest of the others (shared/pricing PRICING-1). */
    lastPriceFirst: shape.flag,
    /** Weighed codes: two digits of prefix → layout (shared/sales/weighed-code.ts). */
    weighedCodes: v.record(shape.textLike(/^2[0-9]$/), shape.filledText(20)),
    receiptHeader: shape.text(500),
    receiptFooter: shape.text(500),
    /** Network printers that the relay may reach for this shop, by address (shared/printing/printer-address.ts). */
    printers: v.pipe(
      v.array(v.object({ name: shape.filledText(40), address: shape.textLike(PRINTER_ADDRESS) })),
      v.maxLength(20),
    ),
    /** The shop's own collection code, shown to customers who pay by wallet: a picture as a `data:` address. */
    collectionPicture: shape.textLike(/^(data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]{1,90000})?$/),
    /** Over or short by more than this many fen, a close needs a reason. */
    overShortLimit: shape.positiveFen,
    /** Days for which a seller may take goods back; the role's own limit binds besides. */
    returnDays: shape.days,
    /** What stays in the drawer for the next shift, fen. */
    openingFloat: shape.positiveFen,
    /** Transfers wait for somebody of the branch that sends before its goods are reserved. */
    transferApproval: shape.flag,
    /** Whoever sees the stock of one branch sees what the others have, too. */
    otherBranchStock: shape.flag,
  },
  ['name'],
);

export const branch = place(
  'branch',
  '门店',
  'branch',
  {
    name: shape.filledText(60),
    code: shape.text(10),
    phone: shape.text(40),
    address: shape.text(200),
    /** Its network printers, by address: those of the shop's list that stand here. */
    printers: v.pipe(v.array(shape.textLike(PRINTER_ADDRESS)), v.maxLength(20)),
  },
  ['name'],
);

export const warehouse = place(
  'warehouse',
  '仓库',
  'warehouse',
  { name: shape.filledText(60), code: shape.text(10), branch: shape.placeId, address: shape.text(200) },
  ['name', 'branch'],
);

export const bin = place('bin', '仓位', 'bin', { name: shape.filledText(20), warehouse: shape.placeId }, [
  'name',
  'warehouse',
]);

/** A role of the shop's own making: its name, since the policy holds none. Its id is the role's in the policy. */
export const role = place('role', '角色', 'role', { name: shape.filledText(40) }, ['name']);

export const register = place(
  'register',
  '收银机',
  'register',
  {
    name: shape.filledText(60),
    code: shape.text(10),
    branch: shape.placeId,
    warehouse: shape.placeId,
    device: shape.deviceId,
  },
  ['name', 'branch'],
);
