/**
 * Suppliers and customers. Names and terms only: phones and addresses stand in `contacts`, whose grants are narrower.
 * Documents cite a party by id and the commit that set it, so erasing a person never breaks a paper.
 */
import * as v from 'valibot';
import * as shape from './field-shapes.ts';
import { atAnyScope, moduleNeeds, recordKind } from './record-entry.ts';

const fields = {
  name: shape.filledText(100),
  code: shape.text(40),
  mnemonic: shape.text(60),
  termDays: shape.days,
  creditLimit: shape.positiveFen,
  enabled: shape.flag,
  remark: shape.remark,
} as const;

export const supplier = recordKind({
  type: 'supplier',
  zh: '供应商',
  en: 'supplier',
  documents: ['suppliers'],
  id: shape.recordId,
  fields,
  required: ['name'],
  needs: moduleNeeds('suppliers'),
});

export const customer = recordKind({
  type: 'customer',
  zh: '客户',
  en: 'customer',
  documents: ['customers'],
  id: shape.recordId,
  fields: {
    ...fields,
    priceLevel: v.picklist(['retail', 'wholesale', 'member']),
    /** A loyalty member (会员): has a wallet in `wallets`. */
    loyalty: shape.flag,
    memberLevel: shape.recordId,
    /** `11-25` */
    birthday: shape.textLike(/^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/),
    /** Code of a card that was handed out, beside the member's own `HC1:M:<id>`. */
    card: shape.text(40),
    /** HMAC of the phone number under a `phoneKey`, and its last four digits; the number itself stands in `contacts`. */
    phoneTag: shape.textLike(/^[A-Za-z0-9_-]{22}$/),
    phoneTail: shape.textLike(/^[0-9]{4}$/),
    /** HMAC of the payment PIN under the same key. */
    pin: shape.textLike(/^([A-Za-z0-9_-]{22})?$/),
    /** The same person as this member, as somebody decided: the wallets count together, under that one. */
    mergedInto: shape.text(40),
  },
  required: ['name'],
  // Rights over customers are given by branch, the document is the shop's.
  needs: atAnyScope('customers'),
});
