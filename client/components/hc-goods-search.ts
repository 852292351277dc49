/**
 * A search field for a stream of lines: type and choose, or scan. Results hang beneath it as rows; arrows move, Enter
 * takes. It shows what it is given; finding is the page's business.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { price, quantity } from '../i18n/figures.ts';
import { controls } from '../styles/controls.ts';
import { searchField } from '../styles/search-field.ts';
import type { ProductRow, SellableItem } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';
import { icon } from './icons.ts';

/** Fires `goods-search` text, `goods-product` id, `goods-item` SellableItem, `goods-code` text. */
@customElement('hc-goods-search')
export class HcGoodsSearch extends HcElement {
  static override styles = [
    controls,
    searchField,
    css`
      :host {
        display: block;
        position: relative;
      }
      .results {
        position: absolute;
        z-index: 20;
        inset: calc(100% + 4px) 0 auto 0;
        max-height: 320px;
        overflow: auto;
        background: var(--hc-surface);
        border-radius: 6px;
        box-shadow: var(--hc-shadow), 0 0 0 1px var(--hc-line);
      }
      .results button {
        display: flex;
        width: 100%;
        justify-content: flex-start;
        border: 0;
        border-radius: 0;
        border-bottom: 1px solid var(--hc-line);
        font-weight: 400;
        min-height: 44px;
        text-align: left;
        white-space: normal;
      }
      .results button:focus-visible {
        outline-offset: -2px;
      }
      .results span:first-child {
        flex: 1;
      }
    `,
  ];
  @property({ attribute: false }) rows: readonly ProductRow[] = [];
  @property({ attribute: false }) choice: readonly SellableItem[] = [];
  @property() unknown = '';
  @state() private text = '';
  @query('input') private input!: HTMLInputElement;

  clear(): void {
    this.text = '';
    this.input.value = '';
  }

  override render() {
    return html`<div class="search">
        ${icon('search')}
        <input data-scan-target type="search" autocomplete="off" spellcheck="false" aria-label=${msg('搜索商品')}
          placeholder=${msg('扫码，或输入货号 / 名称 / 拼音首字母')} @input=${this.onInput} @keydown=${this.onKey} />
      </div>
      ${this.choice.length > 0 ? this.renderChoice() : this.text.trim() === '' ? nothing : this.renderRows()}
      ${this.unknown === '' ? nothing : html`<p class="small neg" role="alert">${msg('没有这个条码')} ${this.unknown}</p>`}`;
  }

  private renderRows() {
    if (this.rows.length === 0) return nothing;
    return html`<div class="results" @keydown=${this.onKey}>
      ${this.rows.map(
        (row) =>
          html`<button @click=${() => this.pick(row)}><span>${row.name} <span class="muted">${row.itemNo}</span></span><span class="muted">${price(row.retailPrice)}</span></button>`,
      )}
    </div>`;
  }

  private renderChoice() {
    return html`<div class="results" @keydown=${this.onKey}>
      ${this.choice.map(
        (item) =>
          html`<button @click=${() => this.emit('goods-item', item)}><span>${item.name} ${item.spec} <span class="muted">${item.itemNo}</span></span><span class="muted">${item.unit}　${quantity(item.onHand)}</span></button>`,
      )}
    </div>`;
  }

  private pick(row: ProductRow): void {
    this.emit('goods-product', row.id);
    this.clear();
  }
  private onInput(): void {
    this.text = this.input.value;
    this.emit('goods-search', this.text.trim());
  }
  private onKey(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.results button')];
    const index = buttons.findIndex((button) => button.matches(':focus'));
    if (event.key === 'ArrowDown') buttons[index + 1]?.focus();
    else if (event.key === 'ArrowUp') (buttons[index - 1] ?? this.input).focus();
    else if (event.key === 'Enter' && event.target === this.input && this.text.trim() !== '' && !event.isComposing) {
      const [only, more] = this.rows;
      if (only !== undefined && more === undefined) this.pick(only);
      else this.emit('goods-code', this.text.trim());
    } else return;
    event.preventDefault();
  }
}
