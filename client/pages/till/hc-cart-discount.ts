/** Off the whole ticket: a sum, or a percentage of what is left after promotions. Takes the goods pane, like every figure. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { discountAt } from '../../../shared/sales/sale-totals.ts';
import '../../components/hc-keypad.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type KeypadKey, typeKey } from '../../components/hc-keypad.ts';
import { icon } from '../../components/icons.ts';
import { calculate } from '../../controllers/calculator.ts';
import { fen } from '../../i18n/figures.ts';
import type { ShownError } from '../../worker/engine-protocol.ts';
import { payStyles } from './pay-styles.ts';

/** `fen` off, or `payBp` basis points still paid. */
export type DiscountAnswer = { readonly fen: number } | { readonly payBp: number };

/** Fires `discount-set` DiscountAnswer, `discount-close`. */
@customElement('hc-cart-discount')
export class HcCartDiscount extends HcElement {
  static override styles = payStyles;
  /** Fen of the ticket before its discount. */
  @property({ type: Number }) due = 0;
  /** Percent that this member may give. */
  @property({ type: Number }) limit = 0;
  @property({ attribute: false }) error: ShownError | null = null;
  @state() private unit: 'fen' | 'percent' = 'percent';
  @state() private text = '';
  @state() private wrong = false;
  @query('input') private input!: HTMLInputElement;

  override firstUpdated(): void {
    this.input.focus();
  }

  override render() {
    const off = this.off();
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('discount-close', null)}>${icon('back')}</button>
        <div class="grow"><h2>${msg('整单优惠')}</h2><p class="muted small">${msg(str`上限 ${this.limit}%`)}</p></div>
      </div>
      <div class="scroll thumb">
        <div class="desk">
          <div class="methods" style="grid-template-columns:1fr 1fr" role="group" aria-label=${msg('优惠方式')}>
            <button class="chip" aria-pressed=${this.unit === 'percent'} @click=${() => this.choose('percent')}>${msg('按百分比')}</button>
            <button class="chip" aria-pressed=${this.unit === 'fen'} @click=${() => this.choose('fen')}>${msg('减金额')}</button>
          </div>
          <label class="field-label">${this.unit === 'percent' ? msg('付原价的 %') : msg('减去金额 ¥')}
            <input
              class="field num"
              style="min-height:56px;font-size:28px"
              autocomplete="off"
              inputmode=${matchMedia('(pointer: coarse)').matches ? 'none' : 'decimal'}
              .value=${this.text}
              @input=${this.onInput}
              @keydown=${this.onKey}
            />
          </label>
          ${
            this.unit === 'percent'
              ? html`<div class="quick">${['98', '95', '90', '88'].map(
                  (percent) => html`<button @click=${() => this.setText(percent)}>${percent}%</button>`,
                )}</div>`
              : nothing
          }
          <dl class="sum">
            <dt>${msg('优惠前')}</dt><dd>${fen(this.due)}</dd>
            <dt>${msg('优惠')}</dt><dd>${fen(off === null ? 0 : -off)}</dd>
            <dt>${msg('优惠后')}</dt><dd class="change">${fen(this.due - (off ?? 0))}</dd>
          </dl>
          ${this.wrong ? html`<hc-note .error=${{ code: 'number-invalid' }}></hc-note>` : nothing}
          ${this.error === null ? nothing : html`<hc-note .error=${this.error}></hc-note>`}
          <hc-keypad @keypad=${this.onKeypad}></hc-keypad>
        </div>
      </div>
      <div class="foot">
        <button class="side" @click=${() => this.emit<DiscountAnswer>('discount-set', { fen: 0 })}>${msg('不优惠')}</button>
        <button class="primary grow" @click=${this.answer}>${msg('确定')}</button>
      </div>
    `;
  }

  /** Fen off by what is typed; `null` while it is nothing that can be read. */
  private off(): number | null {
    const value = this.text.trim() === '' ? null : calculate(this.text, 2);
    if (value === null || value < 0) return null;
    if (this.unit === 'fen') return Math.min(value, this.due);
    return value > 10_000 ? null : discountAt(this.due, value);
  }

  private answer(): void {
    const value = calculate(this.text, 2);
    this.wrong = this.off() === null;
    if (this.wrong || value === null) return;
    this.emit<DiscountAnswer>('discount-set', this.unit === 'fen' ? { fen: value } : { payBp: value });
  }
  private choose(unit: 'fen' | 'percent'): void {
    this.unit = unit;
    this.setText('');
  }
  private setText(text: string): void {
    this.text = text;
    this.wrong = false;
    this.input.focus();
  }
  private onInput(): void {
    this.text = this.input.value;
  }
  private onKeypad(event: CustomEvent<KeypadKey>): void {
    this.setText(typeKey(this.text, event.detail, 2));
  }
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.answer();
  }
}
