/** The one state of a stock row worth a word. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { travelName } from '../../i18n/trade-words.ts';
import type { StockRow } from '../../worker/engine-protocol.ts';

export function stockTag(row: StockRow): TemplateResult | typeof nothing {
  if (row.onHand < 0) return html`<span class="tag danger">${msg('负库存')}</span>`;
  if (row.freshness === 'expired') return html`<span class="tag danger">${msg('已过期')}</span>`;
  if (row.freshness === 'near') return html`<span class="tag warn">${msg('临期')}</span>`;
  if (row.gap) return html`<span class="tag warn">${msg('断码')}</span>`;
  if (row.safety !== null && row.available < row.safety) return html`<span class="tag warn">${msg('低库存')}</span>`;
  if (row.most !== null && row.onHand > row.most) return html`<span class="tag warn">${msg('超上限')}</span>`;
  if (row.travel === 'merged') return html`<span class="tag info">${travelName(row.travel)}</span>`;
  if (row.travel !== 'listed') return html`<span class="tag warn">${travelName(row.travel)}</span>`;
  return nothing;
}
