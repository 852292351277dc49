/**
 * Tells a scanner from fingers by time alone (screens.md §5). Pure: keys come in with their milliseconds, decisions go
 * out; the window listener is elsewhere. A scanner sends a character every 7–16 ms, so gaps up to 35 ms belong to one
 * burst; four characters make a code; Enter, Tab or 80 ms of silence end it. An Enter within 150 ms after a code, with
 * nothing between, is the second half of CR LF and is dropped.
 */
export const MAX_GAP_MS = 35;
export const MIN_LENGTH = 4;
export const SILENCE_MS = 80;
export const ECHO_MS = 150;

export type ScanStep =
  /** Not part of a burst so far: let it through. */
  | { readonly kind: 'pass' }
  /** Part of what is by now surely a burst: keep it from fields. `typed` = characters let through before. */
  | { readonly kind: 'burst'; readonly typed: number }
  /** The burst ended with a key: keep that key from the page and use the code. */
  | { readonly kind: 'code'; readonly code: string; readonly typed: number }
  /** A line feed after the carriage return: drop it. */
  | { readonly kind: 'drop' };

export class ScanTiming {
  private characters = '';
  private last = Number.NEGATIVE_INFINITY;
  private typed = 0;
  private caught = false;
  private ended = Number.NEGATIVE_INFINITY;

  /** True once a second character of a possible burst has come. */
  get running(): boolean {
    return this.characters.length > 1;
  }

  /** A printable character at `at` milliseconds. */
  character(character: string, at: number): ScanStep {
    if (at - this.last > MAX_GAP_MS) this.reset();
    this.characters += character;
    this.last = at;
    if (this.characters.length >= MIN_LENGTH) {
      this.caught = true;
      return { kind: 'burst', typed: this.typed };
    }
    this.typed += 1;
    return { kind: 'pass' };
  }

  /** Enter or Tab at `at` milliseconds. */
  terminator(at: number, enter: boolean): ScanStep {
    if (enter && this.characters === '' && at - this.ended <= ECHO_MS) return { kind: 'drop' };
    if (this.caught && at - this.last <= SILENCE_MS) return this.finish(at);
    this.reset();
    return { kind: 'pass' };
  }

  /** Called when the clock has moved without keys; a burst that fell silent is a code. */
  silence(at: number): ScanStep {
    if (this.caught && at - this.last >= SILENCE_MS) return this.finish(at);
    return { kind: 'pass' };
  }

  /** Anything else (a shortcut, a composition) breaks a burst that has not become one yet. */
  interrupt(): void {
    this.reset();
  }

  private finish(at: number): ScanStep {
    const step: ScanStep = { kind: 'code', code: this.characters, typed: this.typed };
    this.ended = at;
    this.reset();
    return step;
  }

  private reset(): void {
    this.characters = '';
    this.typed = 0;
    this.caught = false;
    this.last = Number.NEGATIVE_INFINITY;
  }
}

const codeCharacters: Readonly<Record<string, string>> = {
  Minus: '-',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  NumpadSubtract: '-',
  NumpadDecimal: '.',
};

/**
 * The character that a key stands for by its place on a US keyboard, which is what scanners emulate; a Chinese IME sees
 * only composition. Null for keys no code has.
 */
export function characterOfKey(code: string, shift: boolean): string | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code);
  if (digit?.[1] !== undefined) return shift && code.startsWith('Digit') ? null : digit[1];
  const letter = /^Key([A-Z])$/.exec(code);
  if (letter?.[1] !== undefined) return shift ? letter[1] : letter[1].toLowerCase();
  if (code === 'Semicolon' && shift) return ':';
  return codeCharacters[code] ?? null;
}
