/**
 * The customer's screen: a second window of this device that shows the cart, the sum and the change. The till tells it over
 * a channel of its own origin; it knows no shop and no engine, works offline, and may be closed and opened at any time:
 * whoever opens asks, and the till says again what it said last.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface DisplayLine {
  readonly name: string;
  /** `2 盒 × 12.90`. */
  readonly how: string;
  /** Fen. */
  readonly amount: number;
}

export type DisplayState =
  | { readonly phase: 'idle'; readonly shop: string }
  | {
      readonly phase: 'cart' | 'pay';
      readonly shop: string;
      readonly lines: readonly DisplayLine[];
      readonly pieces: string;
      /** What is due, and what was saved on the way, in fen. */
      readonly payable: number;
      readonly saved: number;
      /** The member who is served: masked, for others may look on. Stored value in fen. */
      readonly member?: { readonly name: string; readonly points: number; readonly stored: number };
      /** The collection code, while paying; empty = none. */
      readonly picture: string;
    }
  | { readonly phase: 'done'; readonly shop: string; readonly change: number };

export const DISPLAY_CHANNEL = 'hecang-display';
export const DISPLAY_PATH = '/display/display.html';

export type DisplayMessage = { readonly kind: 'ask' } | { readonly kind: 'state'; readonly state: DisplayState };

/** Must be called from a press, or the browser blocks the window. Opened again, it is the same window. */
export function openCustomerDisplay(): boolean {
  const view = window.open(DISPLAY_PATH, 'hecang-display', 'popup,width=1024,height=768');
  view?.focus();
  return view !== null;
}

/** Tells the customer's screen what the till shows; `state` is read after each update of the host. */
export class DisplaySender implements ReactiveController {
  private readonly state: () => DisplayState | null;
  private channel: BroadcastChannel | null = null;
  private said = '';

  constructor(host: ReactiveControllerHost, state: () => DisplayState | null) {
    this.state = state;
    host.addController(this);
  }

  hostConnected(): void {
    if (typeof BroadcastChannel === 'undefined') return;
    this.channel = new BroadcastChannel(DISPLAY_CHANNEL);
    this.channel.onmessage = ({ data }: MessageEvent<DisplayMessage>) => {
      if (data.kind !== 'ask') return;
      this.said = '';
      this.hostUpdated();
    };
  }

  hostUpdated(): void {
    const state = this.state();
    if (state === null || this.channel === null) return;
    const text = JSON.stringify(state);
    if (text === this.said) return;
    this.said = text;
    const message: DisplayMessage = { kind: 'state', state };
    this.channel.postMessage(message);
  }

  hostDisconnected(): void {
    this.channel?.close();
    this.channel = null;
    this.said = '';
  }
}
