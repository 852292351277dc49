/** Category records as the tree takes them. */
import type { RecordFold } from '../fold/record-fold.ts';
import type { CategoryRecord } from './category-tree.ts';
import { textOf } from './field-values.ts';

/** A record that was never put anywhere and covers nothing stands for the path that is its name. */
export function readCategories(categories: RecordFold): readonly CategoryRecord[] {
  const records: CategoryRecord[] = [];
  for (let row = 0; row < categories.rowCount; row++) {
    if (!categories.isThere(row)) continue;
    const id = categories.idOf(row);
    const name = categories.textAt(row, 'name');
    const history = categories.read(id)?.history ?? [];
    const moves = history
      .filter(({ field, kind }) => field === 'parent' && kind !== 'remove')
      .map(({ after, time, feed, seq }) => ({ parent: textOf(after) || null, time, feed, seq }));
    const covers = categories.textAt(row, 'covers');
    records.push({
      id,
      name,
      covers: covers === '' ? (moves.length === 0 ? name : null) : covers,
      moves,
      position: categories.numberAt(row, 'position'),
      removed: categories.isRemoved(row),
    });
  }
  return records;
}
