/**
 * Which one of several: a colour × size matrix when the specs have two parts, else a list; what is left stands in each
 * cell. Several units of one variant are chosen first. Takes the goods pane, never covers the cart.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { swatchOf } from '../../components/goods-colours.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SellableItem } from '../../worker/engine-protocol.ts';
import { matrixOf, type VariantMatrix } from './variant-matrix.ts';

/** Fires `item-pick` with the SellableItem, `picker-close`. */
@customElement('hc-variant-picker')
export class HcVariantPicker extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
        background: var(--hc-canvas);
      }
      table {
        border-collapse: separate;
        border-spacing: 6px;
        margin: -6px;
      }
      th {
        font-weight: 400;
        color: var(--hc-text-2);
        text-align: left;
        padding-right: 8px;
        white-space: nowrap;
      }
      th i {
        display: inline-block;
        width: 10px;
        height: 10px;
        border-radius: 2px;
        border: 1px solid var(--hc-edge);
        margin-right: 6px;
      }
      thead th {
        text-align: center;
        padding: 0;
      }
      td button {
        display: grid;
        min-width: 76px;
        min-height: 56px;
        padding: 6px 8px;
        line-height: 18px;
        justify-items: center;
        border-color: var(--hc-line);
      }
      td button span {
        font-size: 12px;
        font-weight: 400;
        color: var(--hc-text-2);
      }
      td button .out {
        color: var(--hc-danger-text);
      }
      .list {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
        gap: 8px;
      }
      .list button {
        justify-content: space-between;
        min-height: 56px;
        border-color: var(--hc-line);
        white-space: normal;
        text-align: left;
      }
      .wide {
        overflow: auto;
      }
      @media (max-width: 1199px) {
        table {
          border-spacing: 4px;
          margin: -4px;
          width: 100%;
        }
        th {
          padding-right: 0;
          font-size: 13px;
        }
        td button {
          min-width: 52px;
          width: 100%;
          padding: 6px 2px;
          font-size: 13px;
        }
      }
    `,
  ];
  @property({ attribute: false }) items: readonly SellableItem[] = [];
  @state() private unit = '';

  override render() {
    const units = [...new Set(this.items.map((item) => item.unit))];
    const unit = units.includes(this.unit) ? this.unit : (units[0] ?? '');
    const shown = this.items.filter((item) => item.unit === unit);
    const first = this.items[0];
    const sameProduct = this.items.every((item) => item.product === first?.product);
    const matrix = sameProduct ? matrixOf(shown) : null;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('picker-close', null)}>${icon('back')}</button>
        <div class="grow">
          <h2 class="cut">${sameProduct ? first?.name : msg('这个条码对应几件商品')}</h2>
          <p class="muted small">${sameProduct ? first?.itemNo : msg('选一件')}</p>
        </div>
      </div>
      <div class="scroll body stack">
        ${
          units.length < 2
            ? nothing
            : html`<div style="display:flex;gap:8px;flex-wrap:wrap" role="group" aria-label=${msg('单位')}>
                ${units.map((name) => html`<button class="chip" aria-pressed=${name === unit} @click=${() => this.setUnit(name)}>${name}</button>`)}
              </div>`
        }
        ${matrix === null ? this.renderList(shown, sameProduct) : this.renderMatrix(matrix)}
      </div>
    `;
  }

  private renderMatrix(matrix: VariantMatrix) {
    return html`<div class="wide"><table>
      <thead>
        <tr><td></td>${matrix.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
      </thead>
      <tbody>
        ${matrix.rows.map((row) => {
          const swatch = swatchOf(row);
          return html`<tr>
            <th scope="row">${swatch === null ? nothing : html`<i style="background:${swatch}"></i>`}${row}</th>
            ${matrix.columns.map((column) => {
              const item = matrix.cell(row, column);
              return html`<td>${item === undefined ? html`<span class="hint">–</span>` : this.renderCell(item)}</td>`;
            })}
          </tr>`;
        })}
      </tbody>
    </table></div>`;
  }

  private renderCell(item: SellableItem) {
    const out = item.onHand !== null && item.onHand <= 0;
    return html`<button aria-label="${item.spec} ${price(item.price)}" ?disabled=${item.price === null} @click=${() => this.emit('item-pick', item)}>
      ${item.price === null ? msg('未定价') : price(item.price)}
      ${
        item.onHand === null
          ? nothing
          : html`<span class=${out ? 'out' : ''}>${out ? msg('缺货') : msg(str`余 ${quantity(item.onHand)}`)}</span>`
      }
    </button>`;
  }

  private renderList(items: readonly SellableItem[], sameProduct: boolean) {
    return html`<div class="list">
      ${items.map(
        (item) => html`<button ?disabled=${item.price === null} @click=${() => this.emit('item-pick', item)}>
          <span>${sameProduct ? item.spec || item.name : `${item.name} ${item.spec}`}
            <span class="hint" style="display:block;font-weight:400">${item.unit}${
              item.onHand === null ? '' : ` · ${msg(str`余 ${quantity(item.onHand)}`)}`
            }</span></span>
          <span>${item.price === null ? msg('未定价') : `¥${price(item.price)}`}</span>
        </button>`,
      )}
    </div>`;
  }

  private setUnit(unit: string): void {
    this.unit = unit;
  }
}
