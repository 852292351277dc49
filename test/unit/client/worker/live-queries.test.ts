import { describe, expect, it } from 'vitest';
import { LiveQueries, QUIET_MS, type Timers } from '../../../../client/worker/live-queries.ts';

class ManualTimers implements Timers {
  ms = 0;
  readonly #due: { at: number; call: () => void }[] = [];
  now(): number {
    return this.ms;
  }
  after(ms: number, call: () => void): void {
    this.#due.push({ at: this.ms + ms, call });
  }
  run(ms: number): void {
    const end = this.ms + ms;
    for (;;) {
      this.#due.sort((a, b) => a.at - b.at);
      const next = this.#due[0];
      if (next === undefined || next.at > end) break;
      this.#due.shift();
      this.ms = Math.max(this.ms, next.at);
      next.call();
    }
    this.ms = end;
  }
}

describe('live queries', () => {
  it('show the view at once and again after a change that touches it', () => {
    const timers = new ManualTimers();
    const live = new LiveQueries(timers);
    let stock = 5;
    const shown: unknown[] = [];
    live.add(1, { topics: ['stock'], read: () => stock, send: (view) => shown.push(view) });
    timers.run(0);
    stock = 4;
    live.touch('stock');
    timers.run(QUIET_MS);
    live.touch('members');
    timers.run(QUIET_MS);
    expect(shown).toEqual([5, 4]);
  });

  it('tell once in 50 ms however many changes a burst brings, the last state always', () => {
    const timers = new ManualTimers();
    const live = new LiveQueries(timers);
    let count = 0;
    const shown: unknown[] = [];
    live.add(1, { topics: ['tickets'], read: () => count, send: (view) => shown.push(view) });
    timers.run(QUIET_MS);
    for (let i = 0; i < 100; i++) {
      count++;
      live.touch('tickets');
      timers.run(1);
    }
    timers.run(QUIET_MS);
    expect(shown.length).toBeLessThanOrEqual(5);
    expect(shown.at(-1)).toBe(100);
  });

  it('one that throws keeps no other waiting, and is asked again when it is touched', () => {
    const timers = new ManualTimers();
    const live = new LiveQueries(timers);
    const shown: unknown[] = [];
    let broken = true;
    const read = () => {
      if (broken) throw new Error('not yet');
      return 'well';
    };
    live.add(1, { topics: ['stock'], read, send: (view) => shown.push(view) });
    live.add(2, { topics: ['stock'], read: () => 'other', send: (view) => shown.push(view) });
    expect(() => timers.run(0)).toThrow('not yet');
    timers.run(QUIET_MS);
    expect(shown).toEqual(['other']);
    broken = false;
    live.touch('stock');
    timers.run(QUIET_MS);
    expect(shown).toEqual(['other', 'well']);
  });

  it('say nothing when the view is what it was', () => {
    const timers = new ManualTimers();
    const live = new LiveQueries(timers);
    const shown: unknown[] = [];
    live.add(1, { topics: ['stock'], read: () => ({ rows: [1, 2] }), send: (view) => shown.push(view) });
    timers.run(QUIET_MS);
    live.touch('stock');
    timers.run(QUIET_MS * 2);
    expect(shown).toHaveLength(1);
  });

  it('let a turn end after 8 ms, and go on in the next', () => {
    const timers = new ManualTimers();
    const live = new LiveQueries(timers);
    const shown: string[] = [];
    const slow = (name: string) => ({
      topics: ['catalogue'] as const,
      read: () => {
        timers.ms += 9;
        return `${name} at ${timers.ms}`;
      },
      send: (view: unknown) => shown.push(String(view)),
    });
    live.add(1, slow('first'));
    live.add(2, slow('second'));
    timers.run(0);
    expect(shown).toHaveLength(1);
    timers.run(QUIET_MS);
    expect(shown.some((view) => view.startsWith('second'))).toBe(true);
  });
});
