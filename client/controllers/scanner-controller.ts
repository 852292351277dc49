/**
 * Listens for a scanner at the window, before any field or shortcut sees the keys.
 *
 * In a field the first three characters are let through (fingers must not wait) and taken back when they turn out to be
 * a scanner's; a field marked `data-scan-target` is emptied instead: the code is its answer. Outside fields, where digits
 * and signs are shortcuts or amounts, they are held back for those few milliseconds and handed on only when they were
 * fingers': a scan while paying changes no sum. Enter that ends a code never reaches a button.
 *
 * An input method composes from the same keys; its composition is ended before the field is put back, or it would write
 * itself there afterwards.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { characterOfKey, MAX_GAP_MS, type ScannedCode, type ScanStep, ScanTiming, SILENCE_MS } from './scan-timing.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Before {
  readonly field: Field;
  readonly value: string;
  readonly caret: number | null;
}

/** Later than planned by so much, a timer has been held up by a busy page, and keys may wait behind it. */
const LATE_MS = 15;

export class ScannerController implements ReactiveController {
  private readonly timing = new ScanTiming();
  private readonly use: (code: string, scan: ScannedCode) => void;
  private readonly active: () => boolean;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private release: ReturnType<typeof setTimeout> | undefined;
  private before: Before | null = null;
  private composed = false;
  private held: KeyboardEvent[] = [];
  /** Keys that were held back and are on their way again. */
  private readonly again = new WeakSet<Event>();

  constructor(
    host: ReactiveControllerHost,
    use: (code: string, scan: ScannedCode) => void,
    active: () => boolean = () => true,
  ) {
    this.use = use;
    this.active = active;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('keydown', this.onKey, { capture: true });
    document.addEventListener('visibilitychange', this.onAway);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.onKey, { capture: true });
    document.removeEventListener('visibilitychange', this.onAway);
    this.onAway();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.again.has(event) || event.repeat) return;
    // Shift comes before each capital of a burst and is none of its characters.
    if (event.key === 'Shift' || event.key === 'CapsLock') return;
    const enter = event.code === 'Enter' || event.code === 'NumpadEnter';
    const character = characterOfKey(event.code, event.shiftKey);
    if (!this.active() || event.ctrlKey || event.altKey || event.metaKey) {
      this.fingers();
      return;
    }
    if (enter || event.code === 'Tab') {
      this.act(this.timing.terminator(event.timeStamp, enter), event);
      return;
    }
    if (character === null) {
      if (event.key !== 'Process' && event.key !== 'Unidentified') this.fingers();
      return;
    }
    const steps = this.timing.character(character, event.timeStamp);
    this.act(steps, event);
    this.composed ||= event.isComposing || event.keyCode === 229;
    this.waitForSilence(SILENCE_MS + 5);
  };

  private act(steps: readonly ScanStep[], event: KeyboardEvent | null): void {
    for (const step of steps) {
      if (step.kind === 'code') this.finish(step);
      else if (step.kind === 'pass' && event !== null) this.pass(event);
    }
    const kind = steps.at(-1)?.kind;
    if (event === null || kind === 'pass' || kind === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** A key that may be anybody's. */
  private pass(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
    const first = !this.timing.running;
    if (first) {
      this.handOn();
      this.composed = false;
      this.before = field === null ? null : { field, value: field.value, caret: caretOf(field) };
    }
    const isTerminator = event.code === 'Tab' || event.code.endsWith('Enter');
    const native = field !== null || target instanceof HTMLSelectElement;
    const editable = target instanceof HTMLElement && target.isContentEditable;
    if (isTerminator) this.handOn();
    if (isTerminator || native || editable) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.held.push(event);
    this.waitForRelease(MAX_GAP_MS + 2);
  }

  private finish(step: ScannedCode): void {
    clearTimeout(this.quiet);
    clearTimeout(this.release);
    this.held = [];
    this.putBack();
    this.use(step.code, step);
  }

  /** What fingers typed goes where it would have gone. */
  private handOn(): void {
    clearTimeout(this.release);
    for (const event of this.held.splice(0)) {
      const copy = new KeyboardEvent(event.type, event);
      this.again.add(copy);
      const [target] = event.composedPath();
      (target ?? document.activeElement ?? document.body).dispatchEvent(copy);
    }
  }

  private fingers(): void {
    this.timing.interrupt();
    this.handOn();
  }

  /** Hidden in the middle of a burst: the rest of it goes elsewhere, half a code is none. */
  private readonly onAway = (): void => {
    clearTimeout(this.quiet);
    clearTimeout(this.release);
    if (this.timing.running) this.putBack();
    this.held = [];
    this.timing.interrupt();
  };

  private waitForSilence(ms: number, late = false): void {
    clearTimeout(this.quiet);
    const due = performance.now() + ms;
    this.quiet = setTimeout(() => {
      const now = performance.now();
      if (!late && now - due > LATE_MS) this.waitForSilence(SILENCE_MS, true);
      else this.act(this.timing.silence(now), null);
    }, ms);
  }

  private waitForRelease(ms: number, late = false): void {
    clearTimeout(this.release);
    const due = performance.now() + ms;
    this.release = setTimeout(() => {
      if (!late && performance.now() - due > LATE_MS) this.waitForRelease(MAX_GAP_MS, true);
      else this.handOn();
    }, ms);
  }

  private putBack(): void {
    const { before } = this;
    this.before = null;
    if (before === null) return;
    const { field, value, caret } = before;
    if (this.composed) {
      // Leaving the field ends the composition; what it wrote is then overwritten.
      field.blur();
      field.focus();
    }
    this.composed = false;
    field.value = 'scanTarget' in field.dataset ? '' : value;
    if (caret !== null && !('scanTarget' in field.dataset)) field.setSelectionRange(caret, caret);
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }
}

/** `null` for kinds of input that have no caret (number, date). */
function caretOf(field: Field): number | null {
  try {
    return field.selectionStart;
  } catch {
    return null;
  }
}
