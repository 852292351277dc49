/**
 * Goods in and out beside the till: receiving, other movements, counts, and escrow for strict products. Each is one
 * commit; the paper and its movements go together or not at all.
 */
import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { toBaseQuantity } from '../../shared/foundation/quantity.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { NumberedType } from '../../shared/schema/document-number.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, partsOf, permitted } from './command-shop.ts';
import { nextNumber } from './register-numbers.ts';

type ReceivedLine = Omit<Commands['receiveGoods']['input']['lines'][number], 'amount'> & { readonly base: number };
type Numbered = { readonly number: string };

/** Errors: `no-lines`, `unit-remainder`, `not-allowed` and the writer's. */
export async function receiveGoods(
  shop: CommandShop,
  input: Commands['receiveGoods']['input'],
): Promise<Result<{ readonly id: string; readonly number: string }, ShownError>> {
  if (input.lines.length === 0) return err({ code: 'no-lines' });
  const lines: ReceivedLine[] = [];
  for (const line of input.lines) {
    const base = toBaseQuantity(line.quantity - line.rejected, line);
    if (base === null || base < 0) return err({ code: 'unit-remainder', values: { line: lines.length + 1 } });
    const { variant, unit, numerator, denominator, quantity, rejected, rejectedReason } = line;
    lines.push({ variant, unit, numerator, denominator, quantity, base, rejected, rejectedReason });
  }
  const { branch, warehouse, member } = shop.post;
  const id = shop.recordId();
  let number = '';
  const written = await shop.write(async ({ month }) => {
    const next = await nextNumber(shop, 'goodsReceipt');
    number = next.number;
    const { supplier, deliveryNote, remark } = input;
    const receipt: Entry = { kind: 'goodsReceipt', id, number, warehouse, supplier, deliveryNote, remark, lines };
    const movements: Entry[] = [];
    const costs: Entry[] = [];
    for (const [i, line] of lines.entries()) {
      if (line.base > 0) movements.push(movement(line.variant, line.base, 'receipt', id, i + 1));
      const amount = input.lines[i]?.amount;
      if (amount !== undefined) costs.push({ kind: 'receiptCost', receipt: id, line: i + 1, amount });
    }
    return permitted(shop, {
      command: 'receiveGoods',
      parts: partsOf(
        [documentName({ kind: 'purchasing', branch, month, member }), [receipt]],
        [documentName({ kind: 'stock', branch, warehouse, month }), movements],
        [documentName({ kind: 'priced', branch, month }), costs],
      ),
      title: number,
      counters: next.counters,
    });
  });
  return written.ok ? ok({ id, number }) : written;
}

const GOES_OUT = new Set(['otherOut', 'writeOff']);

/** Quantities are given positive. Errors: `no-lines`, `bad-quantity`, `not-allowed` and the writer's. */
export async function otherMovement(
  shop: CommandShop,
  input: Commands['otherMovement']['input'],
): Promise<Result<Numbered, ShownError>> {
  if (input.lines.length === 0) return err({ code: 'no-lines' });
  if (input.lines.some((line) => line.quantity <= 0)) return err({ code: 'bad-quantity' });
  const sign = GOES_OUT.has(input.kind) ? -1 : 1;
  const id = shop.recordId();
  return numbered(shop, input.kind, 'otherMovement', (number) => [
    { kind: 'stockNote', id, number, type: input.kind, reason: input.reason, lines: input.lines.length },
    ...input.lines.map((line, i) => movement(line.variant, sign * line.quantity, input.kind, id, i + 1)),
  ]);
}

/** One stocktake: what was counted, each line at its own time. Errors: `no-lines`, `not-allowed` and the writer's. */
export async function countStock(
  shop: CommandShop,
  input: Commands['countStock']['input'],
): Promise<Result<Numbered, ShownError>> {
  if (input.lines.length === 0) return err({ code: 'no-lines' });
  const id = shop.recordId();
  const counter = shop.post.member;
  return numbered(shop, 'stocktake', 'countStock', (number, time) => [
    { kind: 'stockNote', id, number, type: 'stocktake', reason: '', lines: input.lines.length },
    ...input.lines.map((line, i) => ({
      kind: 'count',
      variant: line.variant,
      counted: line.counted,
      at: Math.min(line.at ?? time, time),
      stocktake: id,
      line: i + 1,
      counter,
    })),
  ]);
}

/** Negative takes units back. Errors: `not-allowed` and the writer's. */
export async function grantEscrow(
  shop: CommandShop,
  input: Commands['grantEscrow']['input'],
): Promise<Result<null, ShownError>> {
  const { branch, warehouse } = shop.post;
  const id = shop.recordId();
  const written = await shop.write(async ({ month }) =>
    permitted(shop, {
      command: 'grantEscrow',
      parts: partsOf([
        documentName({ kind: 'stock', branch, warehouse, month }),
        [{ kind: 'escrow', id, ...input, from: 'pool' }],
      ]),
      title: shop.goods.good(input.variant)?.name ?? input.variant,
    }),
  );
  return written.ok ? ok(null) : written;
}

async function numbered(
  shop: CommandShop,
  paper: NumberedType,
  command: string,
  entries: (number: string, time: number) => Entry[],
): Promise<Result<Numbered, ShownError>> {
  const { branch, warehouse } = shop.post;
  let number = '';
  const written = await shop.write(async ({ month, time }) => {
    const next = await nextNumber(shop, paper);
    number = next.number;
    return permitted(shop, {
      command,
      parts: partsOf([documentName({ kind: 'stock', branch, warehouse, month }), entries(number, time)]),
      title: number,
      counters: next.counters,
    });
  });
  return written.ok ? ok({ number }) : written;
}

function movement(variant: string, quantity: number, type: string, document: string, line: number): Entry {
  return { kind: 'movement', variant, quantity, type, document, line };
}
