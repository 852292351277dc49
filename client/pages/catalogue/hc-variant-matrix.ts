/**
 * Stock of a product's variants as colour × size when they differ in two attributes, else as a list. A red frame is a
 * gap (断码), never colour alone: the nought stands in it.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { swatchOf } from '../../components/goods-colours.ts';
import { HcElement } from '../../components/hc-element.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import type { VariantRow } from '../../worker/engine-protocol.ts';

@customElement('hc-variant-matrix')
export class HcVariantMatrix extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .wide {
        overflow-x: auto;
      }
      table {
        border-collapse: separate;
        border-spacing: 3px;
        width: 100%;
      }
      th {
        font-weight: 400;
        color: var(--hc-text-2);
        padding: 2px 6px;
        white-space: nowrap;
      }
      tbody th {
        text-align: left;
        color: var(--hc-text);
        padding-left: 0;
      }
      th i {
        display: inline-block;
        width: 10px;
        height: 10px;
        border: 1px solid var(--hc-edge);
        border-radius: 2px;
        margin-right: 6px;
      }
      td {
        text-align: center;
        font-weight: 600;
        background: var(--hc-sunken);
        border-radius: 4px;
        height: 34px;
        min-width: 44px;
        border: 1px solid transparent;
      }
      td.gap {
        background: none;
        border-color: var(--hc-danger);
        color: var(--hc-danger-text);
      }
      td.low {
        background: var(--hc-warn-soft);
        color: var(--hc-warn-text);
      }
      td.none,
      td.sum {
        background: none;
        font-weight: 400;
        color: var(--hc-text-2);
      }
      ul {
        display: grid;
      }
      li {
        display: flex;
        gap: 12px;
        padding: 7px 0;
        border-bottom: 1px solid var(--hc-line);
      }
      li span:first-child {
        flex: 1;
      }
      p {
        margin-top: 6px;
      }
      .fill {
        color: var(--hc-warn-text);
      }
      .frame {
        color: var(--hc-danger-text);
      }
    `,
  ];
  @property({ attribute: false }) variants: readonly VariantRow[] = [];
  /** Thousandths; null = none is set. */
  @property({ attribute: false }) safety: number | null = null;

  override render() {
    const names = [...new Set(this.variants.flatMap((variant) => Object.keys(variant.attributes)))];
    const [rowName, columnName] = names;
    if (this.variants.length < 2) return nothing;
    if (names.length !== 2 || rowName === undefined || columnName === undefined) return this.renderList();
    const rows = [...new Set(this.variants.map((variant) => variant.attributes[rowName] ?? ''))];
    const columns = [...new Set(this.variants.map((variant) => variant.attributes[columnName] ?? ''))];
    const cell = (row: string, column: string): VariantRow | undefined =>
      this.variants.find((variant) => variant.attributes[rowName] === row && variant.attributes[columnName] === column);
    return html`<div class="wide" tabindex="0" role="region" aria-label=${msg('规格库存')}><table>
        <thead>
          <tr><th scope="col" style="text-align:left;padding-left:0">${rowName}</th>${columns.map((column) => html`<th scope="col">${column}</th>`)}<th scope="col">${msg('合计')}</th></tr>
        </thead>
        <tbody>
          ${rows.map((row) => {
            const swatch = swatchOf(row);
            const total = columns.reduce((sum, column) => sum + (cell(row, column)?.onHand ?? 0), 0);
            return html`<tr>
              <th scope="row">${swatch === null ? nothing : html`<i style="background:${swatch}"></i>`}${row}</th>
              ${columns.map((column) => this.renderCell(cell(row, column)))}
              <td class="sum">${quantity(total)}</td>
            </tr>`;
          })}
        </tbody>
      </table></div>
      <p class="hint"><span class="frame">${msg('框线')}</span> ${msg('断码')}　${this.safety === null ? nothing : html`<span class="fill">${msg('底色')}</span> ${msg('低于安全库存')}　`}– ${msg('不生产')}</p>`;
  }

  private renderCell(variant: VariantRow | undefined) {
    if (variant === undefined) return html`<td class="none">–</td>`;
    const onHand = variant.onHand;
    const short = onHand !== null && this.safety !== null && onHand < this.safety;
    return html`<td class=${onHand !== null && onHand <= 0 ? 'gap' : short ? 'low' : ''}>${quantity(onHand)}</td>`;
  }

  private renderList() {
    return html`<ul>
      ${this.variants.map(
        (variant) =>
          html`<li><span>${variant.name}</span><span class="num">${price(variant.retailPrice)}</span><span class="num ${(variant.onHand ?? 0) < 0 ? 'neg' : ''}">${quantity(variant.onHand)}</span></li>`,
      )}
    </ul>`;
  }
}
