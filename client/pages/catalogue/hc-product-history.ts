/** Every change of a product, its variants and its cost: who, on what device, when, before → after. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-diff.ts';
import '../../components/hc-ink.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { fieldText } from '../../controllers/product-fields.ts';
import { shortTime } from '../../i18n/times.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { ProductView } from '../../worker/engine-protocol.ts';

const STEP = 60;

@customElement('hc-product-history')
export class HcProductHistory extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      ul {
        display: grid;
      }
      li {
        position: relative;
        display: grid;
        gap: 2px;
        padding: 8px 0 8px 10px;
        border-bottom: 1px solid var(--hc-line);
      }
    `,
  ];
  @property({ attribute: false }) history: ProductView['history'] = [];
  @state() private shown = STEP;

  override render() {
    if (this.history.length === 0) return html`<p class="muted">${msg('还没有改动')}</p>`;
    return html`<ul>
        ${this.history.slice(0, this.shown).map(
          (change) => html`<li class=${inkClass(change.travel)}>
            <span class=${change.travel === 'void' ? 'struck' : ''}>
              ${change.of === null ? nothing : html`<span class="tag">${change.of}</span>`}
              ${
                change.kind === 'remove'
                  ? msg('删除')
                  : html`${fieldName(change.field)} <hc-diff .old=${fieldText(change.field, change.before)} .now=${fieldText(change.field, change.after)}></hc-diff>`
              }</span>
            <span class="small muted">${change.by}${change.device === '' ? nothing : html` · ${change.device}`} · ${shortTime(change.time)} <hc-ink .travel=${change.travel}></hc-ink></span>
          </li>`,
        )}
      </ul>
      ${this.history.length > this.shown ? html`<button class="plain" @click=${() => this.more()}>${msg('载入更早的')}</button>` : nothing}`;
  }

  private more(): void {
    this.shown += STEP;
  }
}
