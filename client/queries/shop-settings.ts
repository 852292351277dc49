/** The shop's settings that paper and the customer's screen need. What nobody has set is empty. */
import type { ShopSettingsView } from '../worker/engine-protocol.ts';
import type { ReadShop } from './read-shop.ts';

export function shopSettingsView(shop: ReadShop): ShopSettingsView {
  const { places } = shop.folds;
  const text = (field: string): string => places.text('shop', 'shop', field);
  const printers: unknown = places.of('shop').value('shop', 'printers');
  return {
    receiptHeader: text('receiptHeader'),
    receiptFooter: text('receiptFooter'),
    printers: Array.isArray(printers) ? printers.filter(isPrinter) : [],
    collectionPicture: text('collectionPicture'),
  };
}

export const NO_SHOP_SETTINGS: ShopSettingsView = {
  receiptHeader: '',
  receiptFooter: '',
  printers: [],
  collectionPicture: '',
};

function isPrinter(value: unknown): value is ShopSettingsView['printers'][number] {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'address' in value &&
    typeof value.name === 'string' &&
    typeof value.address === 'string'
  );
}
