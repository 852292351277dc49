/** Who sits down at a shared terminal signs for it, and for the wrong PINs that were typed there since the last one. */
import { documentName } from '../../shared/document/document-kinds.ts';
import type { DeviceId } from '../../shared/foundation/ids.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import type { UnlockNote } from '../../shared/schema/unlock-note.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';

/** Errors: those of the writer. */
export async function noteUnlock(
  shop: CommandShop,
  terminal: DeviceId,
  failed: number,
): Promise<Result<null, ShownError>> {
  const { branch, member } = shop.post;
  const written = await shop.write(async ({ month }) => {
    const entry: UnlockNote = { kind: 'unlockNote', terminal, failed: Math.min(10_000, failed) };
    const part = { document: documentName({ kind: 'trail', branch, month, member }), entries: [entry] };
    return permitted(shop, { ...draftCommand('noteUnlock', [part], { author: member }), title: '' });
  });
  return written.ok ? ok(null) : written;
}
