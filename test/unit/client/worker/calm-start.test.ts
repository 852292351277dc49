import { expect, test } from 'vitest';
import { CALM_MS, CalmStart, MOST_CALM_MS } from '../../../../client/worker/calm-start.ts';

class Hand {
  ms = 0;
  #calls: { readonly due: number; readonly call: () => void }[] = [];
  now = (): number => this.ms;
  after = (ms: number, call: () => void): void => {
    this.#calls.push({ due: this.ms + ms, call });
  };
  turnTo(ms: number): void {
    for (;;) {
      const next = this.#calls.filter((one) => one.due <= ms).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      this.#calls = this.#calls.filter((one) => one !== next);
      this.ms = next.due;
      next.call();
    }
    this.ms = ms;
  }
}

test('the history begins once the page has asked for nothing for a moment', () => {
  const hand = new Hand();
  const calm = new CalmStart(hand);
  let begun = 0;
  calm.whenCalm(() => begun++);
  hand.turnTo(CALM_MS - 1);
  calm.asked();
  hand.turnTo(2 * CALM_MS - 2);
  expect(begun).toBe(0);
  hand.turnTo(2 * CALM_MS);
  expect(begun).toBe(1);
  hand.turnTo(10 * CALM_MS);
  expect(begun).toBe(1);
});

test('a page that never stops asking does not keep the history away', () => {
  const hand = new Hand();
  const calm = new CalmStart(hand);
  let begun = 0;
  calm.whenCalm(() => begun++);
  for (let ms = 0; ms < MOST_CALM_MS; ms += 100) {
    expect(begun).toBe(0);
    calm.asked();
    hand.turnTo(ms + 100);
  }
  expect(begun).toBe(1);
});
