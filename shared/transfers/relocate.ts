/**
 * All that is in a place goes to another at once: asked for, shipped and received in one commit, by somebody who may do
 * each of these (a warehouse is closed, its goods are carried over). Nothing is ever under way.
 */
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import type { DraftedPart } from '../schema/command-draft.ts';
import { MOST_TRANSFER_LINES, type Transfer, type TransferEnd } from '../schema/transfer.ts';
import { moveParts, type TransferFault } from './transfer-commands.ts';

export interface Relocation {
  readonly from: TransferEnd;
  readonly to: TransferEnd;
  readonly reason: string;
  /** Thousandths, above zero; at most {@link MOST_TRANSFER_LINES}. */
  readonly lines: readonly { readonly variant: string; readonly quantity: number }[];
}

export function relocationParts(
  { from, to, reason, lines }: Relocation,
  ids: { readonly id: string; readonly number: string; readonly shipId: string; readonly receiveId: string },
  month: string,
): Result<readonly DraftedPart[], TransferFault> {
  if (from.warehouse === to.warehouse) return err({ code: 'same-place' });
  if (lines.length === 0) return err({ code: 'no-lines' });
  if (lines.length > MOST_TRANSFER_LINES) return err({ code: 'too-many-lines' });
  const document = documentName({ kind: 'transfers', month });
  const { id, number, shipId, receiveId } = ids;
  const transfer: Transfer = {
    kind: 'transfer',
    id,
    number,
    from,
    to,
    side: 'from',
    remark: reason,
    lines: [...lines],
  };
  const moved = { complete: false, reason, lines: lines.map(({ quantity }, i) => ({ line: i + 1, quantity })) };
  const [shipped, outOf] = moveParts(
    { transfer, document },
    { type: 'ship', ...moved },
    { id: shipId, month, at: from },
  );
  const [received, into] = moveParts(
    { transfer, document },
    { type: 'receive', ...moved },
    { id: receiveId, month, at: to },
  );
  if (shipped === undefined || outOf === undefined || received === undefined || into === undefined)
    throw new Error('a move has two parts');
  const papers: readonly Entry[] = [transfer, ...shipped.entries, ...received.entries];
  return ok([{ document, entries: papers }, outOf, into]);
}
