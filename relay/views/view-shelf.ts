/** The views of each shop that somebody reads, made once. */
import type { ShopId } from '../../shared/foundation/ids.ts';
import type { ShopHub } from '../shops/shop-hub.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import { ShopViews } from './shop-views.ts';

export class ViewShelf {
  readonly #registry: ShopRegistry;
  readonly #views = new WeakMap<ShopHub, ShopViews>();

  constructor(registry: ShopRegistry) {
    this.#registry = registry;
  }

  async of(shop: ShopId): Promise<ShopViews> {
    const hub = await this.#registry.hub(shop);
    let views = this.#views.get(hub);
    if (views === undefined) {
      const made = new ShopViews(hub);
      hub.follow((changed) => void made.changed(changed).catch(hub.context.report('views')));
      this.#views.set(hub, made);
      views = made;
    }
    return views;
  }
}
