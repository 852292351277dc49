/** A product as a two-line row, the same on phone and tablet and in pickers. */
import '../../components/hc-picture.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { inkClass } from '../../components/hc-ink.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { travelName } from '../../i18n/trade-words.ts';
import type { ProductRow } from '../../worker/engine-protocol.ts';

export function productLine(row: ProductRow, tabindex: 0 | -1, current: boolean, open: () => void): TemplateResult {
  return html`<button class="row ${inkClass(row.travel)}" tabindex=${tabindex} aria-current=${current} @click=${open}>
 ${row.picture === undefined ? nothing : html`<hc-picture style="width:40px;height:40px;flex:none" .blob=${row.picture}></hc-picture>`}
    <span class="grow">
      <span class="title cut" style="display:block">${row.name}</span>
      <span class="under cut" style="display:block">${row.itemNo}${row.category === '' ? '' : ` · ${row.category}`} ${productTag(row)}</span>
    </span>
    <span class="right">
      <span class="title">${row.retailPrice === null ? msg('未定价') : price(row.retailPrice)}</span><br />
      <span class="under ${(row.available ?? 0) < 0 ? 'neg' : ''}">${row.onHand === null ? nothing : msg(str`余 ${quantity(row.onHand)}`)}</span>
    </span>
  </button>`;
}

/** The one state worth a word: removed, open conflict, negative stock, else how far the last change has travelled. */
export function productTag(row: ProductRow): TemplateResult | typeof nothing {
  if (row.removed) return html`<span class="tag">${msg('已删除')}</span>`;
  if (row.discontinued) return html`<span class="tag">${msg('停售')}</span>`;
  if (row.conflicts > 0) return html`<span class="tag warn">${msg(str`待选 ${row.conflicts}`)}</span>`;
  if ((row.available ?? 0) < 0) return html`<span class="tag danger">${msg('超卖')}</span>`;
  if (row.travel === 'local' || row.travel === 'waiting')
    return html`<span class="tag warn">${travelName(row.travel)}</span>`;
  if (row.travel === 'merged') return html`<span class="tag info">${travelName(row.travel)}</span>`;
  if (row.travel === 'void') return html`<span class="tag danger">${travelName(row.travel)}</span>`;
  if (row.retailPrice === null) return html`<span class="tag">${msg('未定价')}</span>`;
  return nothing;
}
