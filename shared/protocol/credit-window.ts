/**
 * Back-pressure: a sender of commits and bulks may have `PROTOCOL_LIMITS.creditWindow` bytes under way; the receiver
 * gives bytes back when it is done with them (stored or dropped). A frame may overdraw once, so that a frame larger
 * than the window still travels.
 */
import { PROTOCOL_LIMITS } from './protocol-limits.ts';

export class CreditWindow {
  #left: number = PROTOCOL_LIMITS.creditWindow;
  #owed = 0;
  #underWay = 0;

  /** May another frame go out? */
  get open(): boolean {
    return this.#left > 0;
  }
  get left(): number {
    return this.#left;
  }
  spend(bytes: number): void {
    this.#left -= bytes;
  }
  /** What the other end gave back, never beyond the whole window. */
  refill(bytes: number): void {
    this.#left = Math.min(this.#left + bytes, PROTOCOL_LIMITS.creditWindow);
  }

  /** Counts what came in; false when the other end ignores the window (one frame of overdraft is its right). */
  received(bytes: number): boolean {
    this.#underWay += bytes;
    return this.#underWay <= PROTOCOL_LIMITS.creditWindow * 2 + PROTOCOL_LIMITS.frame;
  }

  /** Counts bytes done with here; the amount to give back now, or 0 while it is too little to send. */
  done(bytes: number): number {
    this.#underWay -= bytes;
    this.#owed += bytes;
    if (this.#owed < PROTOCOL_LIMITS.creditWindow / 4) return 0;
    const owed = this.#owed;
    this.#owed = 0;
    return owed;
  }
}
