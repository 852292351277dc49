/**
 * A field for money, prices and quantities on Vaadin's text field: calculator input (`3*12`), an integer inside, no
 * spinner. Wrong input stays as typed with the reason beneath; the last good value stands until it is mended.
 */
import '@vaadin/text-field';
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { showScaled } from '../../shared/foundation/money.ts';
import { calculate } from '../controllers/calculator.ts';
import { HcElement } from './hc-element.ts';

/** Fires `amount-change` with the integer, or null when emptied. */
@customElement('hc-amount')
export class HcAmount extends HcElement {
  static override styles = css`
    :host {
      display: inline-block;
    }
    vaadin-text-field {
      width: 100%;
    }
  `;

  @property() label = '';
  /** Accessible name where no label is shown. */
  @property({ attribute: 'name-text' }) nameText = '';
  /** Integer scaled by 10^scale; null = empty. */
  @property({ attribute: false }) value: number | null = null;
  @property({ type: Number }) scale = 2;
  /** Decimals shown at least. */
  @property({ type: Number }) least = 0;
  @property() suffix = '';
  @property({ type: Boolean }) disabled = false;
  @property() problem = '';
  @state() private wrong = false;
  private typed: string | null = null;

  /** The suffix is always there: a child that comes and goes would take with it what the field adds to itself. */
  override render() {
    const shown = this.typed ?? (this.value === null ? '' : showScaled(this.value, this.scale, this.least, false));
    return html`<vaadin-text-field
      theme="align-right"
      .label=${this.label}
      .accessibleName=${this.label === '' ? this.nameText : null}
      .value=${shown}
      ?disabled=${this.disabled}
      .invalid=${this.wrong || this.problem !== ''}
      .errorMessage=${this.wrong ? msg('这不是有效的数。改成数字再保存') : this.problem}
      autocomplete="off"
      .inputMode=${'decimal'}
      @input=${this.onInput}
      @change=${this.onChange}
      ><span slot="suffix">${this.suffix}</span></vaadin-text-field
    >`;
  }

  private onInput(event: Event): void {
    const field = event.currentTarget;
    if (field instanceof HTMLElement && 'value' in field) this.typed = String(field.value);
  }

  private onChange(event: Event): void {
    event.stopPropagation();
    const text = this.typed ?? '';
    this.typed = null;
    if (text.trim() === '') {
      this.wrong = false;
      this.value = null;
      this.emit<number | null>('amount-change', null);
    } else {
      const value = calculate(text, this.scale);
      this.wrong = value === null;
      if (value === null) this.typed = text;
      else {
        this.value = value;
        this.emit<number | null>('amount-change', value);
      }
    }
    this.requestUpdate();
  }
}
