/** Adds up how long named steps take, over several rounds; medians in milliseconds. */
import { median } from './statistics.ts';

export class LapTimer {
  readonly #laps = new Map<string, number[]>();

  /** Runs a step and remembers how long it took. Garbage of what went before is collected first. */
  async time<T>(name: string, step: () => T | Promise<T>): Promise<T> {
    globalThis.gc?.();
    const begun = performance.now();
    const result = await step();
    this.#laps.set(name, [...(this.#laps.get(name) ?? []), performance.now() - begun]);
    return result;
  }

  get names(): readonly string[] {
    return [...this.#laps.keys()];
  }
  ms(name: string): number {
    return median(this.#laps.get(name) ?? []);
  }
}
