/**
 * Presence at no more than one a second, both ways: what comes sooner replaces what waits and goes out at a later tick,
 * so the last word always arrives and nobody can flood a room with it.
 */
import { PROTOCOL_LIMITS } from './protocol-limits.ts';

class Lane {
  #at = Number.NEGATIVE_INFINITY;
  #held: string | null = null;

  /** True when `text` may pass at once; otherwise it is held. */
  pass(text: string, now: number): boolean {
    if (now - this.#at < PROTOCOL_LIMITS.presenceEveryMs) {
      this.#held = text;
      return false;
    }
    this.#at = now;
    this.#held = null;
    return true;
  }

  due(now: number): string | null {
    const held = this.#held;
    return held !== null && this.pass(held, now) ? held : null;
  }
}

export class PresencePace {
  readonly #out = new Lane();
  readonly #in = new Lane();

  sendOrHold(text: string, now: number): boolean {
    return this.#out.pass(text, now);
  }
  takeOrHold(text: string, now: number): boolean {
    return this.#in.pass(text, now);
  }
  due(now: number): { readonly out: string | null; readonly in: string | null } {
    return { out: this.#out.due(now), in: this.#in.due(now) };
  }
}
