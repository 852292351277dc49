/** A category (类别): its path, and where it stands in the list. Products name the path. */
import * as v from 'valibot';
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

export const category = recordKind({
  type: 'category',
  zh: '类别',
  en: 'category',
  documents: ['catalogue'],
  id: shape.recordId,
  fields: { name: shape.filledText(120), position: v.pipe(v.number(), v.safeInteger()) },
  required: ['name'],
  needs: moduleNeeds('catalogue'),
});
