/**
 * One line of the basket, with what its price comes from: struck list price, and a tag for each reason. Selected, it opens in place: stepper, price, discount, delete; typing happens here too, with a
 * keypad where fingers are coarse, so nothing ever covers the cart.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../components/hc-keypad.ts';
import '../../components/hc-stepper.ts';
import type { PricedLine } from '../../../shared/pricing/ticket.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type KeypadKey, typeKey } from '../../components/hc-keypad.ts';
import { type BasketLine, discountedPrice, type LineOverride, overrideOf } from '../../controllers/basket.ts';
import { calculate } from '../../controllers/calculator.ts';
import { fen, price, quantity } from '../../i18n/figures.ts';
import { overrideName, pickName } from '../../i18n/price-words.ts';
import { controls } from '../../styles/controls.ts';

export type LineEdit = 'quantity' | 'price' | 'discount';
export interface LineChange {
  readonly key: string;
  readonly quantity?: number;
  readonly price?: number;
  /** How the price is set; `null` back to what the line costs by itself. */
  readonly override?: LineOverride['kind'] | null;
}

/** Fires `line-select` key, `line-edit` LineEdit|null, `line-change` LineChange, `line-delete` key. */
@customElement('hc-cart-line')
export class HcCartLine extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--hc-line);
        scroll-margin: 8px;
      }
      :host([selected]) {
        background: var(--hc-primary-soft);
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto 74px 92px;
        gap: 0 14px;
        align-items: center;
        width: 100%;
        min-height: 56px;
        padding: 7px 16px;
        border: 0;
        border-radius: 0;
        background: none;
        text-align: left;
        font-weight: 400;
        white-space: normal;
        transition: none;
      }
      .line:hover:not(:disabled) {
        background: none;
      }
      .line:focus-visible {
        outline-offset: -2px;
      }
      .name {
        display: block;
        font-weight: 600;
      }
      .spec {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 6px;
        align-items: center;
        font-size: 13px;
        line-height: 18px;
        color: var(--hc-text-2);
      }
      .amount {
        font-size: 16px;
        line-height: 24px;
        font-weight: 600;
      }
      .struck {
        display: block;
        font-size: 12px;
        line-height: 16px;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 0 16px 10px;
        align-items: center;
      }
      .tools .hint {
        flex-basis: 100%;
      }
      .tools .end {
        margin-left: auto;
      }
      .tools button {
        min-height: 44px;
      }
      .editor {
        padding: 0 16px 12px;
        display: grid;
        gap: 8px;
      }
      .entry {
        display: flex;
        gap: 8px;
      }
      .entry input {
        flex: 1;
        min-height: 44px;
        font-size: 16px;
        text-align: right;
      }
      .entry button {
        min-height: 44px;
      }
      hc-keypad {
        display: none;
      }
      @media (pointer: coarse) {
        hc-keypad {
          display: grid;
        }
      }
      @media (max-width: 599px) {
        .line {
          grid-template-columns: minmax(0, 1fr) auto 92px;
          padding: 7px 12px;
        }
        .unit {
          display: none;
        }
        .tools,
        .editor {
          padding-inline: 12px;
        }
        hc-keypad {
          display: grid;
          --hc-key: 44px;
        }
      }
    `,
  ];
  @property({ attribute: false }) line: BasketLine | undefined;
  @property({ type: Boolean, reflect: true }) selected = false;
  @property({ attribute: false }) edit: LineEdit | null = null;
  /** As the price engine has it; the line's own figures stand until the first pricing. */
  @property({ attribute: false }) priced: PricedLine | undefined;
  /** Promotion → its name. */
  @property({ attribute: false }) promotionName: (id: string) => string = () => '';
  /** A discount limit above zero. */
  @property({ type: Boolean }) priceable = false;
  /** May type a price and give away; else it is said who may. */
  @property({ type: Boolean }) overridable = false;
  @query('input') private input: HTMLInputElement | null | undefined;

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('selected') && this.selected) this.scrollIntoView({ block: 'nearest' });
    if (changed.has('edit') && this.edit !== null) {
      if (this.input !== null && this.input !== undefined) this.input.value = '';
      this.input?.focus({ preventScroll: true });
      this.scrollIntoView({ block: 'end' });
    }
  }

  override render() {
    const line = this.line;
    if (line === undefined) return html``;
    const { item } = line;
    const list = item.price ?? line.price;
    const charged = this.priced?.price ?? line.price;
    const whole = this.priced?.amount ?? 0;
    const off = (this.priced?.promotions ?? []).reduce((sum, share) => sum + share.fen, 0);
    return html`
      <button class="line" aria-expanded=${this.selected} @click=${() => this.emit('line-select', line.key)}>
        <span>
          <span class="name">${item.name}</span>
          <span class="spec"><span>${item.spec} ${item.itemNo}</span>${this.reasons(line).map(
            (reason) => html`<span class="tag primary">${reason}</span>`,
          )}</span>
        </span>
        <span>${item.byWeight ? html`${quantity(line.quantity)} ${item.unit}` : html`×${quantity(line.quantity)}${item.unitNumerator === item.unitDenominator ? '' : ` ${item.unit}`}`}</span>
        <span class="num unit">
          ${charged === list ? nothing : html`<span class="struck">${price(list)}</span>`}${price(charged)}
        </span>
        <span class="num amount">${off === 0 ? nothing : html`<span class="struck">${fen(whole)}</span>`}${fen(whole - off)}</span>
      </button>
      ${this.selected ? this.renderTools(line) : nothing}
      ${this.selected && this.edit !== null ? this.renderEditor(this.edit) : nothing}
    `;
  }

  private renderTools(line: BasketLine) {
    return html`<div class="tools">
      ${
        line.item.byWeight
          ? html`<button @click=${() => this.emit('line-edit', 'quantity')}>${quantity(line.quantity)} ${line.item.unit}</button>`
          : html`<hc-stepper
              .value=${line.quantity}
              @step=${(event: CustomEvent<number>) => this.emit('line-change', { key: line.key, quantity: event.detail })}
              @step-edit=${() => this.emit('line-edit', 'quantity')}
            ></hc-stepper>`
      }
      <button ?disabled=${!this.overridable} @click=${() => this.emit('line-edit', 'price')}>${msg('改价')}</button>
      <button ?disabled=${!this.priceable} @click=${() => this.emit('line-edit', 'discount')}>${msg('折扣')}</button>
      <button class="plain danger end" @click=${() => this.emit('line-delete', line.key)}>${msg('删除')}</button>
      ${this.overridable ? nothing : html`<span class="hint">${this.priceable ? msg('改价需要店长') : msg('改价、折扣需要店长')}</span>`}
    </div>`;
  }

  private renderEditor(edit: LineEdit) {
    const labels = { quantity: msg('数量'), price: msg('改成单价'), discount: msg('减去 %') };
    return html`<div class="editor">
      <div class="entry">
        <input
          class="field"
          aria-label=${labels[edit]}
          placeholder=${labels[edit]}
          inputmode=${matchMedia('(pointer: coarse)').matches ? 'none' : 'decimal'}
          autocomplete="off"
          @keydown=${this.onKey}
        />
        <button @click=${() => this.emit('line-edit', null)}>${msg('取消')}</button>
        <button class="primary" @click=${this.apply}>${msg('确定')}</button>
      </div>
      ${edit === 'quantity' ? nothing : this.renderShortcuts(edit)}
      <hc-keypad @keypad=${this.onKeypad}></hc-keypad>
    </div>`;
  }

  private renderShortcuts(edit: LineEdit) {
    const line = this.line;
    if (line === undefined) return nothing;
    const set = (override: LineOverride['kind'] | null, to: number) =>
      this.emit<LineChange>('line-change', { key: line.key, price: to, override });
    return html`<div class="entry">
      ${edit === 'price' && this.overridable ? html`<button @click=${() => set('gift', 0)}>${msg('赠送')}</button>` : nothing}
      ${
        overrideOf(line) === null
          ? nothing
          : html`<button @click=${() => set(null, line.item.price ?? line.price)}>${msg('恢复原价')}</button>`
      }
    </div>`;
  }

  /** Why it costs what it costs, each in a word or the promotion's name. */
  private reasons(line: BasketLine): readonly string[] {
    const override = overrideOf(line);
    if (override !== null) return [overrideName(override.kind)];
    const { pick, promotions = [] } = this.priced ?? {};
    const picked =
      pick === undefined || pick.source === 'list'
        ? []
        : [(pick.promotion === null ? '' : this.promotionName(pick.promotion.promotion)) || pickName(pick.source)];
    return [...picked, ...promotions.map((share) => this.promotionName(share.promotion) || msg('促销'))];
  }

  private onKeypad(event: CustomEvent<KeypadKey>): void {
    if (this.input === null || this.input === undefined) return;
    this.input.value = typeKey(this.input.value, event.detail, this.edit === 'price' ? 4 : 3);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      this.apply();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.emit('line-edit', null);
    }
  }

  private apply(): void {
    const line = this.line;
    const edit = this.edit;
    if (line === undefined || edit === null) return;
    const text = this.input?.value ?? '';
    if (text.trim() === '') {
      this.emit('line-edit', null);
      return;
    }
    const value = calculate(text, edit === 'price' ? 4 : edit === 'quantity' ? 3 : 0);
    if (value === null || value < 0 || (edit === 'discount' && value > 100)) {
      this.emit('line-wrong', { code: 'number-invalid' });
      return;
    }
    if (edit === 'quantity') this.emit<LineChange>('line-change', { key: line.key, quantity: value });
    if (edit === 'price') this.emit<LineChange>('line-change', { key: line.key, price: value, override: 'price' });
    if (edit === 'discount') {
      const from = this.priced?.pick.price ?? line.item.price ?? line.price;
      const charged = discountedPrice(from, value);
      this.emit<LineChange>('line-change', { key: line.key, price: charged, override: 'discount' });
    }
  }
}

/** `n 件` for a basket's head. */
export const piecesText = (pieces: number): string => msg(str`共 ${quantity(pieces)} 件`);
