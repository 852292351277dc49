/**
 * When a page that has just started has what it first shows. It asks for one view after another, each a round through
 * page and worker; the history, twenty times their work, must not go in between. So it is begun once nothing has been
 * asked for a moment, but not later than a person would notice that the relay is not there yet.
 */
export interface CalmTimers {
  now(): number;
  after(ms: number, call: () => void): void;
}

export const CALM_MS = 400;
export const MOST_CALM_MS = 3_000;

export class CalmStart {
  readonly #timers: CalmTimers;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(timers: CalmTimers) {
    this.#timers = timers;
  }

  /** The page has asked something. */
  asked(): void {
    this.#askedAt = this.#timers.now();
  }

  /** Calls once, when it is calm. */
  whenCalm(call: () => void): void {
    this.asked();
    this.#wait(call, this.#timers.now() + MOST_CALM_MS);
  }

  #wait(call: () => void, latest: number): void {
    const wait = Math.min(this.#askedAt + CALM_MS, latest) - this.#timers.now();
    if (wait <= 0) call();
    else this.#timers.after(wait, () => this.#wait(call, latest));
  }
}
