/**
 * Listens for a scanner at the window, before any field sees the keys. What a field already took of the burst is taken
 * back out of it, unless the field is marked `data-scan-target` (then the field is emptied: the code is the answer).
 * Enter that ends a code never reaches a button.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { characterOfKey, type ScanStep, ScanTiming, SILENCE_MS } from './scan-timing.ts';

export class ScannerController implements ReactiveController {
  private readonly timing = new ScanTiming();
  private readonly use: (code: string) => void;
  private readonly active: () => boolean;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private field: HTMLInputElement | HTMLTextAreaElement | null = null;
  private before = '';

  constructor(host: ReactiveControllerHost, use: (code: string) => void, active: () => boolean = () => true) {
    this.use = use;
    this.active = active;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('keydown', this.onKey, { capture: true });
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.onKey, { capture: true });
    clearTimeout(this.quiet);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!this.active() || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey) {
      this.timing.interrupt();
      return;
    }
    if (event.code === 'Enter' || event.code === 'NumpadEnter' || event.code === 'Tab') {
      this.act(this.timing.terminator(event.timeStamp, event.code !== 'Tab'), event);
      return;
    }
    const character = characterOfKey(event.code, event.shiftKey);
    if (character === null) return;
    const step = this.timing.character(character, event.timeStamp);
    if (step.kind === 'pass') this.remember(event);
    this.act(step, event);
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.act(this.timing.silence(performance.now()), null), SILENCE_MS + 5);
  };

  private remember(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
    if (field !== this.field || this.timingStarted()) {
      this.field = field;
      this.before = field?.value ?? '';
    }
  }

  /** A pass that opened a new burst has let exactly one character through; what stood before it is restored later. */
  private timingStarted(): boolean {
    return !this.timing.running;
  }

  private act(step: ScanStep, event: KeyboardEvent | null): void {
    if (step.kind === 'pass') return;
    event?.preventDefault();
    event?.stopImmediatePropagation();
    if (step.kind !== 'code') return;
    clearTimeout(this.quiet);
    this.restore();
    this.use(step.code);
  }

  private restore(): void {
    const field = this.field;
    this.field = null;
    if (field === null) return;
    field.value = 'scanTarget' in field.dataset ? '' : this.before;
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }
}
