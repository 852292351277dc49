/** One figure the till must know before it goes on: a weight, or a discount off the ticket. Takes the goods pane. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-keypad.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type KeypadKey, typeKey } from '../../components/hc-keypad.ts';
import { icon } from '../../components/icons.ts';
import { calculate } from '../../controllers/calculator.ts';
import type { ShownError } from '../../worker/engine-protocol.ts';
import { payStyles } from './pay-styles.ts';

/** Fires `ask-answer` with the integer scaled by 10^scale, `ask-close`. */
@customElement('hc-ask-pane')
export class HcAskPane extends HcElement {
  static override styles = payStyles;
  @property() heading = '';
  @property() under = '';
  @property() label = '';
  @property({ type: Number }) scale = 3;
  @property({ attribute: false }) error: ShownError | null = null;
  @state() private wrong = false;
  @query('input') private input!: HTMLInputElement;

  override firstUpdated(): void {
    this.input.focus();
  }

  override render() {
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('ask-close', null)}>${icon('back')}</button>
        <div class="grow"><h2 class="cut">${this.heading}</h2>${this.under === '' ? nothing : html`<p class="muted small">${this.under}</p>`}</div>
      </div>
      <div class="scroll thumb">
        <div class="desk">
          <label class="field-label">${this.label}
            <input
              class="field num"
              style="min-height:56px;font-size:28px"
              autocomplete="off"
              inputmode=${matchMedia('(pointer: coarse)').matches ? 'none' : 'decimal'}
              @keydown=${this.onKey}
            />
          </label>
          ${this.wrong ? html`<hc-note .error=${{ code: 'number-invalid' }}></hc-note>` : nothing}
          ${this.error === null ? nothing : html`<hc-note .error=${this.error}></hc-note>`}
          <hc-keypad @keypad=${this.onKeypad}></hc-keypad>
        </div>
      </div>
      <div class="foot">
        <button class="side" @click=${() => this.emit('ask-close', null)}>${msg('取消')}</button>
        <button class="primary grow" @click=${this.answer}>${msg('确定')}</button>
      </div>
    `;
  }

  private onKeypad(event: CustomEvent<KeypadKey>): void {
    this.input.value = typeKey(this.input.value, event.detail, this.scale);
  }
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.answer();
  }
  private answer(): void {
    const value = calculate(this.input.value, this.scale);
    this.wrong = value === null || value < 0;
    if (value !== null && value >= 0) this.emit('ask-answer', value);
  }
}
