/**
 * Locks a shared terminal that nobody has touched for its set time, and at Ctrl Shift L. A machine that slept is locked
 * as soon as it looks at the clock again.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const LOOK_EVERY_MS = 5000;

export class IdleLock implements ReactiveController {
  private readonly minutes: () => number;
  private readonly lock: () => void;
  private touched = Date.now();
  private looking: ReturnType<typeof setInterval> | null = null;

  /** `minutes` 0 = not by itself. */
  constructor(host: ReactiveControllerHost, minutes: () => number, lock: () => void) {
    this.minutes = minutes;
    this.lock = lock;
    host.addController(this);
  }

  hostConnected(): void {
    for (const name of ['pointerdown', 'keydown'] as const) addEventListener(name, this.onTouch, true);
    this.looking = setInterval(() => this.look(), LOOK_EVERY_MS);
  }
  hostDisconnected(): void {
    for (const name of ['pointerdown', 'keydown'] as const) removeEventListener(name, this.onTouch, true);
    if (this.looking !== null) clearInterval(this.looking);
    this.looking = null;
  }

  private look(): void {
    const minutes = this.minutes();
    if (minutes > 0 && Date.now() - this.touched >= minutes * 60_000) this.lock();
  }

  private readonly onTouch = (event: Event): void => {
    // Whoever comes back to a machine that slept wakes it by a touch: that one is too late.
    this.look();
    this.touched = Date.now();
    if (!(event instanceof KeyboardEvent) || event.code !== 'KeyL' || !event.shiftKey) return;
    if (!(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.lock();
  };
}
