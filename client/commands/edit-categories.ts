/** The tree of categories: made, renamed, moved, put in order, taken away. Products are never written for it. */
import { buildCategoryChange, buildCategoryRemove } from '../../shared/catalogue/catalogue-commands.ts';
import type { JsonObject } from '../../shared/commit/json-text.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';

const MOST_PATH = 120;

/**
 * `key` null makes a new one. What is left out stays. Errors: `category-name` (empty, with a /, too long), `category-known`
 * (its place has one of that name), `category-inside` (into itself), `not-allowed` and the writer's.
 */
export async function saveCategory(
  shop: CommandShop,
  input: Commands['saveCategory']['input'],
): Promise<Result<{ readonly key: string }, ShownError>> {
  const records = await shop.records();
  const fresh = shop.recordId();
  let key: string = fresh;
  const written = await shop.write(async () => {
    const tree = shop.goods.categories();
    const before = input.key === null ? '' : tree.pathOf(input.key);
    const cut = before.lastIndexOf('/');
    const name = (input.name ?? before.slice(cut + 1)).trim();
    const parent = input.parent === undefined ? (cut < 0 ? null : tree.keyOf(before.slice(0, cut))) : input.parent;
    const id = input.key === null ? null : tree.recordOf(input.key);
    const own = id !== null && tree.pathOf(id) === before ? id : null;
    const path = parent === null ? name : `${tree.pathOf(parent)}/${name}`;
    if (name === '' || name.includes('/') || path.length > MOST_PATH) return err({ code: 'category-name' });
    if (path !== before && shop.goods.isCategory(path)) return err({ code: 'category-known', values: { name } });
    const isIn = parent !== null && input.key !== null && isInside(tree.pathOf(parent), before);
    if (isIn || (own !== null && parent !== null && tree.isInside(parent, own)))
      return err({ code: 'category-inside' });
    const position = input.position === undefined ? {} : { position: input.position };
    const fields: JsonObject = {
      ...(own !== null && input.name === undefined ? {} : { name }),
      ...(own !== null && input.parent === undefined ? {} : { parent: parent ?? '' }),
      ...position,
      // A bare path gets a record that stands for it.
      ...(own === null && input.key !== null ? { covers: input.key } : {}),
    };
    key = own ?? fresh;
    const over = (field: string) => (own === null ? [] : records.overOfField('category', own, field));
    return permitted(shop, { ...buildCategoryChange(key, own === null, fields, over), title: name });
  });
  return written.ok ? ok({ key }) : written;
}

const isInside = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}/`);

/** What is in it shows in its parent from then on; `restore` brings it back. */
export async function removeCategory(
  shop: CommandShop,
  { key, restore }: Commands['removeCategory']['input'],
): Promise<Result<{ readonly key: string }, ShownError>> {
  const records = await shop.records();
  const fresh = shop.recordId();
  let removed: string = fresh;
  const written = await shop.write(async () => {
    const tree = shop.goods.categories();
    const id = tree.recordOf(key);
    const path = tree.pathOf(key);
    const cut = path.lastIndexOf('/');
    const name = path.slice(cut + 1);
    const parent = cut < 0 ? '' : tree.keyOf(path.slice(0, cut));
    const own = id !== null && (restore === true || tree.pathOf(id) === tree.pathOf(key)) ? id : null;
    removed = own ?? fresh;
    const over = own === null ? [] : records.overOfRecord('category', own);
    const draft = buildCategoryRemove(
      removed,
      own === null ? { name, parent, covers: key } : null,
      over,
      restore === true,
    );
    return permitted(shop, { ...draft, title: name });
  });
  return written.ok ? ok({ key: removed }) : written;
}
