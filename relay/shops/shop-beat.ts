/**
 * When a shop does its once-a-second work: verifies the newest seals, signs the order of what came in. Each shop has a
 * place of its own in the second, since fifty shops that sign at once would be felt. Where commits come thick the beat
 * is two seconds: a seal and a listing then stand for twice as many. A policy action never waits for that, because
 * newcomers do, and neither do views that follow.
 */
import type { ShopId } from '../../shared/foundation/ids.ts';
import { LISTING_EVERY_MS, THICK_COMMITS } from './shop-limits.ts';

export class ShopBeat {
  #at: number;
  /** Whether the turn before this one was let pass; shops begin differently, so that they spread over both seconds. */
  #passed: boolean;
  #hurried = false;

  constructor(shop: ShopId, nowMs: number) {
    const place = Buffer.from(shop, 'base64url').readUInt16BE(0);
    this.#at = nowMs - (place % LISTING_EVERY_MS);
    this.#passed = place % 2 === 0;
  }

  /** Something came that the order is waited for. */
  hurry(): void {
    this.#hurried = true;
  }

  /** Is it time? `unlisted`: commits that came in since; `followed`: somebody must hear of changes within a second. */
  isDue(nowMs: number, unlisted: number, followed: boolean): boolean {
    if (nowMs - this.#at < LISTING_EVERY_MS) return false;
    this.#at = nowMs;
    if (unlisted >= THICK_COMMITS && !followed && !this.#hurried && !this.#passed) {
      this.#passed = true;
      return false;
    }
    this.#passed = false;
    this.#hurried = false;
    return true;
  }
}
