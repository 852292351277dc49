/**
 * A category (类别) of the tree in shared/catalogue/category-tree.ts. `parent` is the id of a category or a path that
 * products name; `covers` the path that this record stands for. Products name a category by either.
 */
import * as shape from './field-shapes.ts';
import { moduleNeeds, recordKind } from './record-entry.ts';

export const categoryFields = {
  name: shape.filledText(120),
  parent: shape.text(120),
  covers: shape.filledText(120),
  position: shape.wholeNumber(-1_000_000, 1_000_000),
} as const;

export const category = recordKind({
  type: 'category',
  zh: '类别',
  en: 'category',
  documents: ['catalogue'],
  id: shape.recordId,
  fields: categoryFields,
  required: ['name'],
  needs: moduleNeeds('catalogue'),
});
