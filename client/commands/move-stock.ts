/**
 * Goods in and out beside the till: receiving, other movements, counts. Each is one
 * commit; the paper and its movements go together or not at all.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { buildReceipt, type ReceiptFault } from '../../shared/purchasing/receive-goods.ts';
import type { CommandDraft } from '../../shared/schema/command-draft.ts';
import type { NumberedType } from '../../shared/schema/document-number.ts';
import { SIGN_OF } from '../../shared/schema/movement.ts';
import {
  buildCount,
  buildOtherMovement,
  type StockContext,
  type StockFault,
} from '../../shared/stock/stock-commands.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';
import { nextNumber } from './register-numbers.ts';
import { issuedLines, lineFault } from './tracked-goods.ts';

type Numbered = { readonly id: string; readonly number: string };
type Fault = StockFault | ReceiptFault;

/** Errors: `no-lines`, `too-large`, `bad-quantity`, `unit-remainder`, `whole-only`, `batch-required`, `number-invalid`, `not-allowed` and the writer's. */
export async function receiveGoods(
  shop: CommandShop,
  input: Commands['receiveGoods']['input'],
): Promise<Result<Numbered, ShownError>> {
  const { member } = shop.post;
  const fault = lineFault(shop, input.lines, true);
  if (fault !== null) return err(fault);
  return numbered(shop, 'goodsReceipt', (context) => buildReceipt(input, { ...context, member }));
}

/**
 * Quantities are given positive. Errors: `no-lines`, `too-large`, `bad-quantity`, `note-required`, `whole-only`,
 * `batch-required`, `goods-expired`, `not-allowed` and the writer's. */
export async function otherMovement(
  shop: CommandShop,
  input: Commands['otherMovement']['input'],
): Promise<Result<Numbered, ShownError>> {
  const fault = lineFault(shop, input.lines, SIGN_OF[input.kind] > 0);
  if (fault !== null) return err(fault);
  const issued = issuedLines(shop, input.kind, input.lines);
  if (!issued.ok) return issued;
  return numbered(shop, input.kind, (context) => buildOtherMovement({ ...input, lines: issued.value }, context));
}

/** One stocktake: what was counted, each line at its own time. Errors: `no-lines`, `too-large`, `bad-quantity`, `not-allowed` and the writer's. */
export async function countStock(
  shop: CommandShop,
  input: Commands['countStock']['input'],
): Promise<Result<Numbered, ShownError>> {
  const { member } = shop.post;
  return numbered(shop, 'stocktake', (context, now) => buildCount(input, { ...context, member, now }));
}

/** Writes one paper under the next number of its kind. */
async function numbered(
  shop: CommandShop,
  paper: NumberedType,
  build: (context: StockContext, now: number) => Result<CommandDraft, Fault>,
): Promise<Result<Numbered, ShownError>> {
  const { branch, warehouse } = shop.post;
  const id = shop.recordId();
  let number = '';
  const written = await shop.write(async ({ month, time }) => {
    const next = await nextNumber(shop, paper);
    number = next.number;
    const built = build({ id, number, branch, warehouse, month }, time);
    if (!built.ok) return err(shownError(built.error));
    return permitted(shop, { ...built.value, title: number, counters: next.counters });
  });
  return written.ok ? ok({ id, number }) : written;
}

function shownError(fault: Fault): ShownError {
  switch (fault.code) {
    case 'no-lines':
      return { code: 'no-lines' };
    case 'too-many-lines':
      return { code: 'too-large' };
    case 'reason':
      return { code: 'note-required' };
    case 'unit':
      return { code: 'unit-remainder', values: { line: fault.line + 1 } };
    case 'amount':
      return { code: 'number-invalid', values: { line: fault.line + 1 } };
    case 'quantity':
    case 'rejected':
      return { code: 'bad-quantity', values: { line: fault.line + 1 } };
  }
}
