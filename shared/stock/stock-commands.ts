/** Other movements and counts as entries (trade.md §5). Quantities in thousandths of the base unit. */
import type { Entry } from '../commit/part.ts';
import { documentName } from '../document/document-kinds.ts';
import type { HybridTime } from '../foundation/clock.ts';
import type { DocumentName } from '../foundation/ids.ts';
import { MAX_QUANTITY, type Quantity } from '../foundation/quantity.ts';
import { err, ok, type Result } from '../foundation/result.ts';
import { type CommandDraft, draftCommand } from '../schema/command-draft.ts';
import { SIGN_OF } from '../schema/movement.ts';

export type OtherMovementKind = 'otherIn' | 'otherOut' | 'writeOff' | 'writeOn' | 'opening';

export interface StockContext {
  /** Id and number of the paper. */
  readonly id: string;
  readonly number: string;
  readonly branch: string;
  readonly warehouse: string;
  readonly month: string;
}

export type StockFault =
  | { readonly code: 'no-lines' }
  | { readonly code: 'too-many-lines' }
  | { readonly code: 'reason' }
  | { readonly code: 'quantity'; readonly line: number };

/** One paper and its lines in one commit. */
export const MOST_STOCK_LINES = 900;

const stockDocument = ({ branch, warehouse, month }: Omit<StockContext, 'number'>): DocumentName =>
  documentName({ kind: 'stock', branch, warehouse, month });

export interface OtherLine {
  readonly variant: string;
  readonly quantity: Quantity;
  readonly batch?: string;
  /** `YYYY-MM-DD`, of what comes in with a batch. */
  readonly expiry?: string;
}

export interface OtherMovementInput {
  readonly kind: OtherMovementKind;
  readonly reason: string;
  readonly lines: readonly OtherLine[];
}

/** Line quantities are positive, the kind gives the sign. Everything but `opening` needs a reason. */
export function buildOtherMovement(input: OtherMovementInput, context: StockContext): Result<CommandDraft, StockFault> {
  const { kind, reason, lines } = input;
  if (lines.length === 0) return err({ code: 'no-lines' });
  if (lines.length > MOST_STOCK_LINES) return err({ code: 'too-many-lines' });
  if (kind !== 'opening' && reason.trim() === '') return err({ code: 'reason' });
  const wrong = lines.findIndex((line) => !isQuantity(line.quantity, 1));
  if (wrong >= 0) return err({ code: 'quantity', line: wrong });
  return ok(
    draftCommand('otherMovement', [
      { document: stockDocument(context), entries: otherMovementEntries(input, context) },
    ]),
  );
}

/** The paper and its movements, without looking at them: also for commits over more than the stock document. */
export function otherMovementEntries(
  { kind, reason, lines }: OtherMovementInput,
  { id, number }: Pick<StockContext, 'id' | 'number'>,
): readonly Entry[] {
  const note = { kind: 'stockNote', id, number, type: kind, reason, lines: lines.length };
  const movements = lines.map((line, i) => ({
    kind: 'movement',
    variant: line.variant,
    quantity: SIGN_OF[kind] * line.quantity,
    type: kind,
    document: id,
    line: i + 1,
    ...(line.batch === undefined || line.batch === '' ? {} : { batch: line.batch }),
    ...(line.batch === undefined || line.batch === '' || !line.expiry ? {} : { expiry: line.expiry }),
  }));
  return [note, ...movements];
}

export interface CountInput {
  readonly lines: readonly {
    readonly variant: string;
    readonly counted: Quantity;
    /** Time of the last scan; null = now. */
    readonly at: HybridTime | null;
  }[];
}

/** `member` counts. A count is never dated later than `now`: a page's clock ahead of the commit's costs nobody a count. */
export function buildCount(
  input: CountInput,
  context: StockContext & { readonly member: string; readonly now: HybridTime },
): Result<CommandDraft, StockFault> {
  const { lines } = input;
  if (lines.length === 0) return err({ code: 'no-lines' });
  if (lines.length > MOST_STOCK_LINES) return err({ code: 'too-many-lines' });
  const wrong = lines.findIndex((line) => !isQuantity(line.counted, 0));
  if (wrong >= 0) return err({ code: 'quantity', line: wrong });
  const { id, number, member } = context;
  const note = { kind: 'stockNote', id, number, type: 'stocktake', reason: '', lines: lines.length };
  const counts = lines.map((one, i) => ({
    kind: 'count',
    variant: one.variant,
    counted: one.counted,
    at: Math.min(one.at ?? context.now, context.now),
    stocktake: id,
    line: i + 1,
    counter: member,
  }));
  return ok(draftCommand('countStock', [{ document: stockDocument(context), entries: [note, ...counts] }]));
}

function isQuantity(quantity: number, least: number): boolean {
  return Number.isSafeInteger(quantity) && quantity >= least && quantity <= MAX_QUANTITY;
}
