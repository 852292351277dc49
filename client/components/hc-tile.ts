/**
 * One product as something to pick up: name, price, what is left, and the goods' real colours at the foot. Out of stock
 * is said in a word and still sellable where the product allows it; without a price it is not sellable and says so.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { price, quantity } from '../i18n/figures.ts';
import { controls } from '../styles/controls.ts';
import type { ProductRow } from '../worker/engine-protocol.ts';
import { swatchOf } from './goods-colours.ts';
import { HcElement } from './hc-element.ts';

/** Fires `tile-pick` with the row. */
@customElement('hc-tile')
export class HcTile extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      button {
        position: relative;
        display: grid;
        grid-template-rows: 1fr auto;
        gap: 4px;
        justify-content: stretch;
        width: 100%;
        height: 86px;
        padding: 10px 12px 13px;
        border-color: var(--hc-line);
        overflow: hidden;
        white-space: normal;
        text-align: left;
        transition: none;
      }
      button:active {
        background: var(--hc-primary-soft);
      }
      .name {
        font-size: 15px;
        line-height: 20px;
        align-self: start;
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
      }
      .foot {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        font-weight: 400;
      }
      .left {
        font-size: 12px;
        color: var(--hc-text-2);
      }
      .out {
        color: var(--hc-danger-text);
      }
      .faint {
        color: var(--hc-text-3);
      }
      .stripe {
        position: absolute;
        inset: auto 0 0 0;
        height: 5px;
        display: flex;
        gap: 1px;
      }
      /* The hairline keeps white on light and black on dark apart from the tile. */
      .stripe i {
        flex: 1;
        border-top: 1px solid var(--hc-line);
      }
    `,
  ];

  @property({ attribute: false }) product: ProductRow | undefined;

  override render() {
    const product = this.product;
    if (product === undefined) return html``;
    const out = product.onHand !== null && (product.available ?? product.onHand) <= 0;
    const unpriced = product.retailPrice === null;
    const colours = (product.colours ?? []).map(swatchOf).filter((swatch) => swatch !== null);
    return html`<button ?disabled=${unpriced} @click=${() => this.emit('tile-pick', product)}>
      <span class="name ${out || unpriced ? 'faint' : ''}">${product.name}</span>
      <span class="foot">
        <span class=${out || unpriced ? 'faint' : ''}>${unpriced ? msg('未定价') : `¥${price(product.retailPrice)}`}</span>
        ${
          out
            ? html`<span class="left out">${msg('缺货')}</span>`
            : product.onHand === null
              ? nothing
              : html`<span class="left">${msg(str`余 ${quantity(product.onHand)}`)}</span>`
        }
      </span>
      ${
        colours.length === 0
          ? nothing
          : html`<span class="stripe">${colours.map((swatch) => html`<i style="background:${swatch}"></i>`)}</span>`
      }
    </button>`;
  }
}
