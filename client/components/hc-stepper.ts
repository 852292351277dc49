/** One less, the quantity, one more: the middle opens the keypad. Thousandths in, thousandths out. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ONE } from '../../shared/foundation/quantity.ts';
import { quantity } from '../i18n/figures.ts';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';
import { icon } from './icons.ts';

/** Fires `step` with the new quantity, `step-edit` when the figure is pressed. */
@customElement('hc-stepper')
export class HcStepper extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        border: 1px solid var(--hc-edge);
        border-radius: 6px;
        background: var(--hc-surface);
        overflow: hidden;
      }
      button {
        border: 0;
        border-radius: 0;
        min-width: 44px;
        min-height: 44px;
        padding: 0 8px;
        font-size: 16px;
        transition: none;
      }
      button + button {
        border-left: 1px solid var(--hc-line);
      }
      :focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @property({ type: Number }) value: number = ONE;

  override render() {
    return html`
      <button aria-label=${msg('减一')} @click=${() => this.emit('step', this.value - ONE)}>${icon('minus', 16)}</button>
      <button aria-label=${msg('输入数量')} @click=${() => this.emit('step-edit', null)}>${quantity(this.value)}</button>
      <button aria-label=${msg('加一')} @click=${() => this.emit('step', this.value + ONE)}>${icon('plus', 16)}</button>
    `;
  }
}
