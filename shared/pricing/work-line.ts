/**
 * A line while promotions are dealt out: how much of it is still untouched, and what each promotion took. Whole lines of
 * the basket's own units count in pieces; a weighed line, or one of a broken quantity, is no number of pieces and takes
 * part as a whole, and only where pieces are not counted.
 */
import { mulDiv } from '../foundation/integer-arithmetic.ts';
import type { Fen, Price } from '../foundation/money.ts';
import type { ConditionedGoods } from './conditions.ts';
import type { Pick } from './price-pick.ts';
import type { Promotion } from './promotion.ts';

export interface PromotionShare {
  readonly promotion: string;
  readonly version: number;
  readonly fen: Fen;
}

export interface WorkLine {
  readonly index: number;
  readonly goods: ConditionedGoods;
  readonly price: Price;
  /** Before promotions. */
  readonly amount: Fen;
  /** Whole pieces; 0 for what is not counted in pieces. */
  readonly pieces: number;
  /** Promotions may touch it: its price was not set by hand. */
  readonly open: boolean;
  readonly pick: Pick;
  /** The promotion that set the price, when there is one. */
  readonly priced: Promotion | null;
  /** Pieces that no line promotion has taken; for a line without pieces 1 until it is taken. */
  free: number;
  /** What is left of `amount`. */
  left: Fen;
  readonly touched: Promotion[];
  readonly shares: PromotionShare[];
}

/** Fen of `pieces` of the line's pieces. */
export function amountOf(line: WorkLine, pieces: number): Fen {
  return pieces >= line.pieces ? line.amount : mulDiv(line.amount, pieces, line.pieces);
}

/** What comes off when `pieces` of the line pay `payBp`; without pieces, the whole line. */
export function offAt(line: WorkLine, pieces: number, payBp: number): Fen {
  const amount = line.pieces === 0 ? line.amount : amountOf(line, pieces);
  return Math.min(line.left, amount - mulDiv(amount, payBp, 10_000));
}

/** May this promotion touch the line at all? */
export function mayTouch(promotion: Promotion, line: WorkLine): boolean {
  if (!line.open || (!promotion.withMemberPrice && line.pick.source === 'member')) return false;
  if (line.priced?.exclusive === true) return false;
  return !promotion.exclusive || line.priced === null;
}

export function take(line: WorkLine, promotion: Promotion, pieces: number, fen: Fen): void {
  line.free -= line.pieces === 0 ? line.free : pieces;
  line.left -= fen;
  if (!line.touched.includes(promotion)) line.touched.push(promotion);
  if (fen !== 0) line.shares.push({ promotion: promotion.id, version: promotion.version, fen });
}
