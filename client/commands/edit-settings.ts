/** Settings of the shop that belong to its goods: which prefix of a weighed code has which layout. */
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { WEIGHED_LAYOUTS } from '../../shared/sales/weighed-code.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { setField } from '../../shared/schema/record-command.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';

/** All prefixes 20–29 that are in use. Errors: `weighed-layout`, `not-allowed` and the writer's. */
export async function setWeighedCodes(
  shop: CommandShop,
  { layouts }: Commands['setWeighedCodes']['input'],
): Promise<Result<null, ShownError>> {
  const isGood = Object.entries(layouts).every(
    ([prefix, layout]) => /^2[0-9]$/.test(prefix) && Object.hasOwn(WEIGHED_LAYOUTS, layout),
  );
  if (!isGood) return err({ code: 'weighed-layout' });
  const records = await shop.records();
  const written = await shop.write(async () => {
    const over = records.overOfField('shop', 'shop', 'weighedCodes');
    const entries = [setField('shop', 'shop', 'weighedCodes', layouts, over)];
    const draft = draftCommand('setWeighedCodes', [{ document: documentName({ kind: 'settings' }), entries }]);
    return permitted(shop, { ...draft, title: '' });
  });
  return written.ok ? ok(null) : written;
}
