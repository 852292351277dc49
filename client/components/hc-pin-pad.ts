/**
 * Six dots and a pad for a PIN. The sixth digit answers by itself; while the terminal makes wrong PINs wait the pad is
 * quiet and says for how long. Digits come from fingers, from the keyboard of the page around it (`press`) and from
 * nowhere else: nothing stands in a field, so no browser offers to keep it.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';
import { icon } from './icons.ts';

const LENGTH = 6;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'back'] as const;

/** Fires `pin` with the six digits; `clear()` empties it. */
@customElement('hc-pin-pad')
export class HcPinPad extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
        justify-items: center;
        width: 100%;
        max-width: 300px;
        margin: 0 auto;
      }
      .dots {
        display: flex;
        gap: 16px;
        height: 16px;
      }
      .dots i {
        width: 14px;
        height: 14px;
        border-radius: 999px;
        border: 1.5px solid var(--hc-edge);
      }
      .dots i.full {
        background: var(--hc-primary);
        border-color: var(--hc-primary);
      }
      .say {
        min-height: 20px;
        font-size: 13px;
        line-height: 20px;
        text-align: center;
        color: var(--hc-text-2);
      }
      .say.wrong {
        color: var(--hc-danger-text);
        font-weight: 600;
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 8px;
        width: 100%;
      }
      .keys button {
        min-height: var(--hc-pin-key, 72px);
        font-size: 24px;
        background: var(--hc-sunken);
        border-color: transparent;
        transition: none;
      }
      .keys button:hover:not(:disabled) {
        background: var(--hc-line);
      }
    `,
  ];
  /** Said while nothing is wrong. */
  @property() hint = '';
  /** The last PIN was wrong, or may not be tried: one sentence. */
  @property() wrong = '';
  /** Milliseconds of the wall clock before which nothing is taken. */
  @property({ type: Number }) waitUntil = 0;
  /** The PIN is being tried. */
  @property({ type: Boolean }) busy = false;
  @state() private digits = '';
  @state() private now = Date.now();
  private ticking: ReturnType<typeof setInterval> | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopTicking();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('waitUntil')) this.now = Date.now();
    if (this.left > 0) this.ticking ??= setInterval(() => this.tick(), 250);
    else this.stopTicking();
  }

  override render() {
    const { left } = this;
    const quiet = left > 0 || this.busy;
    return html`
      <div class="dots" role="img" aria-label=${msg(str`已输入 ${this.digits.length} 位`)}>
        ${Array.from({ length: LENGTH }, (_, i) => html`<i class=${i < this.digits.length ? 'full' : ''}></i>`)}
      </div>
      <p class="say ${this.wrong === '' ? '' : 'wrong'}" role=${this.wrong === '' ? nothing : 'alert'}>${
        left > 0 && this.wrong !== ''
          ? msg(str`${this.wrong}，${left} 秒后再试`)
          : left > 0
            ? msg(str`${left} 秒后再试`)
            : this.wrong || this.hint
      }</p>
      <div class="keys">
        ${KEYS.map((key) =>
          key === ''
            ? html`<span></span>`
            : html`<button
                ?disabled=${quiet}
                aria-label=${key === 'back' ? msg('退一格') : key}
                @click=${() => this.press(key)}
              >${key === 'back' ? icon('wipe', 24) : key}</button>`,
        )}
      </div>
    `;
  }

  clear(): void {
    this.digits = '';
  }

  /** A digit, or `back`; true when it was one of them. */
  press(key: string): boolean {
    if (key !== 'back' && !/^[0-9]$/.test(key)) return false;
    if (this.busy || this.left > 0) return true;
    this.digits = key === 'back' ? this.digits.slice(0, -1) : `${this.digits}${key}`.slice(0, LENGTH);
    if (this.digits.length === LENGTH && key !== 'back') {
      const pin = this.digits;
      this.digits = '';
      this.emit('pin', pin);
    }
    return true;
  }

  /** Whole seconds still to wait. */
  private get left(): number {
    return Math.max(0, Math.ceil((this.waitUntil - this.now) / 1000));
  }
  private tick(): void {
    this.now = Date.now();
  }
  private stopTicking(): void {
    if (this.ticking !== null) clearInterval(this.ticking);
    this.ticking = null;
  }
}
