/**
 * A half-filled receipt: plain values and pure changes, kept as text. Quantities are thousandths of the line's unit,
 * amounts fen and optional: who receives goods needs no price.
 */
import * as v from 'valibot';
import type { ReceiveInput, SellableItem } from '../worker/engine-protocol.ts';

export interface ReceivedLine {
  readonly key: string;
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly quantity: number;
  readonly rejected: number;
  readonly rejectedReason: string;
  readonly amount: number | null;
  /** Asked of products with batches. */
  readonly tracking?: 'batch' | undefined;
  readonly shelfLifeDays?: number | undefined;
  readonly batch?: string | undefined;
  readonly expiry?: string | undefined;
}
export interface ReceiptDraft {
  readonly supplier: string;
  readonly deliveryNote: string;
  readonly remark: string;
  readonly lines: readonly ReceivedLine[];
  readonly newest: string | null;
}
export const emptyReceipt: ReceiptDraft = { supplier: '', deliveryNote: '', remark: '', lines: [], newest: null };

/** Adds to the line of the same thing and unit, or makes one; it becomes the newest. */
export function addReceived(draft: ReceiptDraft, item: SellableItem, quantity: number): ReceiptDraft {
  const key = `${item.variant} ${item.unit}`;
  const same = draft.lines.find((line) => line.key === key);
  if (same !== undefined) return changeReceived({ ...draft, newest: key }, key, { quantity: same.quantity + quantity });
  const line: ReceivedLine = {
    key,
    variant: item.variant,
    name: item.name,
    spec: item.spec,
    itemNo: item.itemNo,
    unit: item.unit,
    numerator: item.unitNumerator,
    denominator: item.unitDenominator,
    quantity,
    rejected: 0,
    rejectedReason: '',
    amount: null,
    ...(item.tracking === 'batch' ? { tracking: item.tracking } : {}),
    ...(item.shelfLifeDays === undefined ? {} : { shelfLifeDays: item.shelfLifeDays }),
  };
  return { ...draft, lines: [...draft.lines, line], newest: key };
}

/** Changes a line; a quantity of zero takes it out, and never are more rejected than came. */
export function changeReceived(draft: ReceiptDraft, key: string, change: Partial<ReceivedLine>): ReceiptDraft {
  if (change.quantity !== undefined && change.quantity <= 0) {
    const lines = draft.lines.filter((line) => line.key !== key);
    return { ...draft, lines, newest: lines.at(-1)?.key ?? null };
  }
  const lines = draft.lines.map((line) => {
    if (line.key !== key) return line;
    const changed = { ...line, ...change };
    return { ...changed, rejected: Math.min(changed.rejected, changed.quantity) };
  });
  return { ...draft, lines };
}

export function receiptInput(draft: ReceiptDraft): ReceiveInput {
  return {
    supplier: draft.supplier.trim(),
    deliveryNote: draft.deliveryNote.trim(),
    remark: draft.remark.trim(),
    lines: draft.lines.map(
      ({
        variant,
        unit,
        quantity,
        numerator,
        denominator,
        rejected,
        rejectedReason,
        amount,
        batch = '',
        expiry = '',
      }) => ({
        variant,
        unit,
        quantity,
        numerator,
        denominator,
        rejected,
        rejectedReason,
        ...(amount === null ? {} : { amount }),
        ...(batch === '' ? {} : { batch }),
        ...(batch === '' || expiry === '' ? {} : { expiry }),
      }),
    ),
  };
}

const whole = v.pipe(v.number(), v.safeInteger());
const shape = v.object({
  supplier: v.string(),
  deliveryNote: v.string(),
  remark: v.string(),
  lines: v.array(
    v.object({
      key: v.string(),
      variant: v.string(),
      name: v.string(),
      spec: v.string(),
      itemNo: v.string(),
      unit: v.string(),
      numerator: whole,
      denominator: whole,
      quantity: whole,
      rejected: whole,
      rejectedReason: v.string(),
      amount: v.nullable(whole),
      tracking: v.exactOptional(v.literal('batch')),
      shelfLifeDays: v.exactOptional(whole),
      batch: v.exactOptional(v.string()),
      expiry: v.exactOptional(v.string()),
    }),
  ),
  newest: v.nullable(v.string()),
});

/** Null when nothing was filled in: then no draft is kept. */
export function writeReceipt(draft: ReceiptDraft): string | null {
  const empty = draft.lines.length === 0 && `${draft.supplier}${draft.deliveryNote}${draft.remark}`.trim() === '';
  return empty ? null : JSON.stringify(draft);
}

export function readReceipt(text: string | null): ReceiptDraft | null {
  if (text === null) return null;
  try {
    const read = v.safeParse(shape, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
