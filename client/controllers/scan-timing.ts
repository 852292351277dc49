/**
 * Tells a scanner from fingers by time alone (screens.md §5). Pure: keys come in with their milliseconds, decisions go
 * out; the window listener is elsewhere. A scanner sends a character every 7–16 ms, so gaps up to 35 ms belong to one
 * burst; four characters make a code; Enter, Tab or 80 ms of silence end it. An Enter within 150 ms after a code, with
 * nothing between, is the second half of CR LF and is dropped.
 *
 * Only the times of the keys themselves count, never when somebody came to look: a busy page must not cut a code in two
 * or lose one that ended in silence.
 */
export const MAX_GAP_MS = 35;
export const MIN_LENGTH = 4;
export const SILENCE_MS = 80;
export const ECHO_MS = 150;

export type ScanEnd = 'enter' | 'tab' | 'silence';

/** A burst that ended. */
export interface ScannedCode {
  readonly kind: 'code';
  readonly code: string;
  /** Characters that were let through before it was sure. */
  readonly typed: number;
  /** Milliseconds between its characters. */
  readonly gaps: readonly number[];
  readonly end: ScanEnd;
}

export type ScanStep =
  /** Not part of a burst so far: let it through. */
  | { readonly kind: 'pass' }
  /** Part of what is by now surely a burst: keep it from fields. */
  | { readonly kind: 'burst' }
  | ScannedCode
  /** A line feed after the carriage return: drop it. */
  | { readonly kind: 'drop' };

const PASS: ScanStep = { kind: 'pass' };
const BURST: ScanStep = { kind: 'burst' };

export class ScanTiming {
  private characters = '';
  private gaps: number[] = [];
  private last = Number.NEGATIVE_INFINITY;
  private typed = 0;
  private caught = false;
  private ended = Number.NEGATIVE_INFINITY;

  /** True once a second character of a possible burst has come. */
  get running(): boolean {
    return this.characters.length > 1;
  }

  /** A printable character at `at` milliseconds; what it ended comes first, what it is comes last. */
  character(character: string, at: number): readonly ScanStep[] {
    const before = at - this.last > MAX_GAP_MS ? this.settle() : [];
    if (this.characters !== '') this.gaps.push(at - this.last);
    this.characters += character;
    this.last = at;
    if (this.characters.length >= MIN_LENGTH) {
      this.caught = true;
      return [...before, BURST];
    }
    this.typed += 1;
    return [...before, PASS];
  }

  /** Enter or Tab at `at` milliseconds: the code that ends with it, and what becomes of the key itself. */
  terminator(at: number, enter: boolean): readonly ScanStep[] {
    if (this.caught && at - this.last <= SILENCE_MS) return [this.finish(at, enter ? 'enter' : 'tab')];
    const before = this.settle();
    return [...before, enter && at - this.ended <= ECHO_MS ? { kind: 'drop' } : PASS];
  }

  /** Called when the clock has moved without keys; a burst that fell silent is a code. */
  silence(at: number): readonly ScanStep[] {
    return this.caught && at - this.last >= SILENCE_MS ? this.settle() : [];
  }

  /** Anything else (a shortcut, the page left) breaks a burst: half a code is none. */
  interrupt(): void {
    this.reset();
  }

  /** Ends what came before: a burst is a code that ended in silence, anything shorter was typed by fingers. */
  private settle(): readonly ScanStep[] {
    if (this.caught) return [this.finish(this.last + SILENCE_MS, 'silence')];
    // Fingers in between: the next Enter is theirs, however soon after a code.
    if (this.characters !== '') this.ended = Number.NEGATIVE_INFINITY;
    this.reset();
    return [];
  }

  private finish(at: number, end: ScanEnd): ScannedCode {
    const { characters: code, typed, gaps } = this;
    this.ended = at;
    this.reset();
    return { kind: 'code', code, typed, gaps, end };
  }

  private reset(): void {
    this.characters = '';
    this.gaps = [];
    this.typed = 0;
    this.caught = false;
    this.last = Number.NEGATIVE_INFINITY;
  }
}

/** Without and with shift, by the key's place on a US keyboard. */
const signs: Readonly<Record<string, string>> = {
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Backquote: '`~',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

/**
 * The character that a key stands for by its place on a US keyboard, which is what scanners emulate; a Chinese IME sees
 * only composition, and caps lock changes what a page is told, but not the place. Null for keys no code has.
 */
export function characterOfKey(code: string, shift: boolean): string | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift && code.startsWith('Digit') ? (SHIFTED_DIGITS[Number(digit)] ?? null) : digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  return signs[code]?.[shift ? 1 : 0] ?? null;
}
