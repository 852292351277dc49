/** A category (类别): its path, and where it stands in the list. Products name the path. */
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

export const category = recordKind({
  type: 'category',
  zh: '类别',
  en: 'category',
  documents: ['catalogue'],
  id: shape.recordId,
  fields: { name: shape.filledText(120), position: shape.wholeNumber(-1_000_000, 1_000_000) },
  required: ['name'],
  needs: moduleNeeds('catalogue'),
});
