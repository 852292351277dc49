/** One thing by warehouse: beneath its figures, where there is more than one place to tell apart. Another branch's are there when the shop says so. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';

@customElement('hc-stock-places')
export class HcStockPlaces extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) max-content max-content;
        gap: 12px;
        padding: 6px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        font-size: 13px;
        line-height: 20px;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      strong {
        min-width: 48px;
        text-align: right;
      }
    `,
  ];
  @property() variant = '';
  private readonly rows = new WatchController(this, 'stockByPlace', () => ({ variant: this.variant }));

  override render() {
    const rows = this.rows.view ?? [];
    if (rows.length < 2) return nothing;
    return html`<ul aria-label=${msg('各仓库存')}>
      ${rows.map(
        (
          row,
        ) => html`<li><span class="name">${row.name} ${row.here ? html`<span class="tag info">${msg('在这里')}</span>` : nothing}</span>
          <span class="hint">${row.inTransit === 0 ? msg(str`可用 ${quantity(row.available)}`) : msg(str`可用 ${quantity(row.available)} · 在途 ${quantity(row.inTransit)}`)}</span>
          <strong class=${row.onHand < 0 ? 'neg' : ''}>${quantity(row.onHand)}</strong></li>`,
      )}
    </ul>`;
  }
}
