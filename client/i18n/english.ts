/**
 * English by Chinese source text; `{0}` stands where a value goes and may move. Kept apart by part of the app, joined
 * here, fetched only when English is chosen. A test compares the keys with the messages in the source.
 */
import { englishAudit } from './english-audit.ts';
import { englishCatalogue } from './english-catalogue.ts';
import { englishDesk } from './english-desk.ts';
import { englishGoods } from './english-goods.ts';
import { englishImport } from './english-import.ts';
import { englishLoyalty } from './english-loyalty.ts';
import { englishPlaces } from './english-places.ts';
import { englishPrinting } from './english-printing.ts';
import { englishPromotions } from './english-promotions.ts';
import { englishQuota } from './english-quota.ts';
import { englishRoles } from './english-roles.ts';
import { englishSettings } from './english-settings.ts';
import { englishShop } from './english-shop.ts';
import { englishStocktake } from './english-stocktake.ts';
import { englishTerminal } from './english-terminal.ts';
import { englishTill } from './english-till.ts';
import { englishTransfers } from './english-transfers.ts';

export const english: Readonly<Record<string, string>> = {
  ...englishTerminal,
  ...englishSettings,
  ...englishTill,
  ...englishDesk,
  ...englishGoods,
  ...englishCatalogue,
  ...englishImport,
  ...englishPromotions,
  ...englishLoyalty,
  ...englishShop,
  ...englishRoles,
  ...englishAudit,
  ...englishPrinting,
  ...englishStocktake,
  ...englishPlaces,
  ...englishQuota,
  ...englishTransfers,
};
