/**
 * `npm run hecang -- reader-token …`: tokens with which a wall display or a third party reads documents and views.
 *
 *   reader-token --shop <id> --opens view/stock,view/today [--name 看板]      makes one and shows it, once
 *   reader-token --shop <id>                                                lists them
 *   reader-token --shop <id> --remove <token id>
 */
import { parseArgs } from 'node:util';
import { asShopId } from '../../shared/foundation/ids.ts';
import { withStore } from '../operator/open-data.ts';
import { makeReaderToken, readerTokens, removeReaderToken } from '../views/reader-tokens.ts';

export const about = 'makes, lists or removes read-only tokens  --shop <id> [--opens view/stock,…] [--remove <id>]';

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: 'data' },
      shop: { type: 'string' },
      opens: { type: 'string' },
      name: { type: 'string', default: '' },
      remove: { type: 'string' },
    },
  });
  return withStore(values.data, async (store) => {
    const shops = await store.shops();
    const shop = asShopId(values.shop ?? '');
    if (shop === null || !shops.includes(shop)) {
      console.error(`--shop must be one of:\n${shops.join('\n')}`);
      return 2;
    }
    if (values.remove !== undefined) {
      const known = (await readerTokens(store, shop)).some((token) => token.id === values.remove);
      if (known) await removeReaderToken(store, shop, values.remove);
      console.log(known ? 'Removed. Readers that are connected stay until they reconnect.' : 'There is no such token.');
      return known ? 0 : 2;
    }
    if (values.opens === undefined) {
      for (const token of await readerTokens(store, shop)) {
        console.log(`${token.id}  ${new Date(token.madeMs).toISOString()}  ${token.opens.join(',')}  ${token.name}`);
      }
      return 0;
    }
    const opens = values.opens.split(',').map((one) => one.trim());
    const made = await makeReaderToken(store, shop, { name: values.name, opens, nowMs: Date.now() });
    if (made === null) {
      console.error('The token could not be stored: the disk is full.');
      return 1;
    }
    console.log(made.text);
    return 0;
  });
}
