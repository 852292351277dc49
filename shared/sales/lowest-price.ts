/**
 * The price at which goods go back without a ticket: the lowest at which they left in thirty days, or the list price of
 * today where nothing was sold or that is lower (trade.md §4). Per one of the unit asked about, ten-thousandths of a yuan.
 */
import type { Price } from '../foundation/money.ts';
import type { TicketFold } from './ticket-fold.ts';

const DAYS_US = 30 * 86_400_000_000;

export interface WantedUnit {
  readonly variant: string;
  readonly numerator: number;
  readonly denominator: number;
  /** `null`: not priced. */
  readonly listPrice: Price | null;
}

/** `null` when it is neither priced nor was sold. Rounds down: never more than anybody paid. */
export function lowestPrice(tickets: TicketFold, wanted: WantedUnit, now: number): Price | null {
  let lowest = wanted.listPrice;
  for (const { value, ref } of tickets.latest(tickets.size)) {
    if (ref.time < now - DAYS_US) break;
    if (!value.text.includes(wanted.variant)) continue;
    for (const line of tickets.read(value.id)?.sale.lines ?? []) {
      if (line.variant !== wanted.variant || line.paid === 0) continue;
      // fen a line → ten-thousandths a base unit → of the unit wanted
      const unit = Number(
        (BigInt(line.paid) * 100_000n * BigInt(wanted.numerator)) / (BigInt(line.base) * BigInt(wanted.denominator)),
      );
      if (lowest === null || unit < lowest) lowest = unit;
    }
  }
  return lowest;
}
