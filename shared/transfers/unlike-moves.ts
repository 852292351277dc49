/**
 * TRANSFER-4: moves whose warehouse booked something else. One commit writes both, and each part is judged by itself, so
 * a client that lies in one of them is found by whoever holds the two.
 */
import type { Fact } from '../fold/fact-set.ts';
import type { MovementType } from '../schema/movement.ts';
import type { TransferMove, TransferMoveType } from '../schema/transfer.ts';
import type { StockFold } from '../stock/stock-fold.ts';
import type { TransferFold } from './transfer-fold.ts';
import { placeOfEnd } from './transfer-fold.ts';
import type { TransferState } from './transfer-state.ts';

const BOOKED_AS: Readonly<Record<TransferMoveType, { readonly type: MovementType; readonly sign: 1 | -1 } | null>> = {
  ship: { type: 'transferOut', sign: -1 },
  receive: { type: 'transferIn', sign: 1 },
  back: { type: 'transferIn', sign: 1 },
  correct: { type: 'transferOut', sign: -1 },
  lose: null,
};

export interface UnlikeMove {
  readonly state: TransferState;
  readonly move: Fact<TransferMove>;
}

/** `isSeen`: of a place whose stock is here. */
export function unlikeMoves(
  transfers: TransferFold,
  stock: StockFold,
  isSeen: (place: string) => boolean,
): readonly UnlikeMove[] {
  return transfers.all().flatMap((state) =>
    state.moves.flatMap((move) => {
      const booked = BOOKED_AS[move.value.type];
      const place = placeOfEnd(move.value);
      if (booked === null || !isSeen(place)) return [];
      const right = move.value.lines.every(
        ({ line, variant, quantity }) =>
          stock.bookedBy(move.value.id, line, booked.type, variant, place) === booked.sign * quantity,
      );
      return right ? [] : [{ state, move }];
    }),
  );
}
