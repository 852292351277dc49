/** Purchase and standard price of a variant, in `costs`: the id is the variant's, so the two never get apart. */
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

export const cost = recordKind({
  type: 'cost',
  zh: '进价',
  en: 'cost',
  documents: ['costs'],
  id: shape.recordId,
  fields: { purchasePrice: shape.price, standardCost: shape.price, supplier: shape.recordId },
  needs: moduleNeeds('costs'),
});
