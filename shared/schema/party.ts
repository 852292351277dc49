/**
 * Suppliers and customers. Names and terms only: phones and addresses stand in `contacts`, whose grants are narrower.
 * Documents cite a party by id and the commit that set it, so erasing a person never breaks a paper.
 */
import * as v from 'valibot';
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

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
  fields: { ...fields, priceLevel: v.picklist(['retail', 'wholesale', 'member']) },
  required: ['name'],
  needs: moduleNeeds('customers'),
});
