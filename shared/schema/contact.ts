/**
 * How to reach a customer: phone and address, in `contacts`, whose grants are narrower than those of `customers`. The
 * record's id is the customer's. Who may add customers may write one without seeing the others'.
 */
import * as shape from './field-shapes.ts';
import { atAnyScope, recordKind } from './record-entry.ts';

export const contact = recordKind({
  type: 'contact',
  zh: '联系方式',
  en: 'contact',
  documents: ['contacts'],
  id: shape.recordId,
  fields: { phone: shape.text(20), address: shape.text(200) },
  needs: atAnyScope('customers'),
});
