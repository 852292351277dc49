/** The shop's settings: only fields that change are written, each over what it replaces. */
import type { Json } from '../../shared/commit/json-text.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { setField } from '../../shared/schema/record-command.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';

const SETTINGS = documentName({ kind: 'settings' });

/** Errors: `not-allowed` and the writer's. Nothing is written when nothing would change. */
export async function setShopSettings(
  shop: CommandShop,
  input: Commands['setShopSettings']['input'] | Commands['setShopRules']['input'],
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const changed = () =>
    Object.entries(input).filter(
      ([field, value]) => JSON.stringify(records.value('shop', 'shop', field) ?? null) !== JSON.stringify(value),
    );
  if (changed().length === 0) return ok(null);
  const written = await shop.write(async () => {
    const entries = changed().map(([field, value]) =>
      setField('shop', 'shop', field, value as Json, records.overOfField('shop', 'shop', field)),
    );
    const draft = draftCommand('setShopSettings', [{ document: SETTINGS, entries }]);
    return permitted(shop, { ...draft, title: '' });
  });
  return written.ok ? ok(null) : written;
}
