/**
 * Stocktakes: the list, and beside it the one that is looked at, with what to count and what came of it. On phones one
 * after the other. Whoever may count opens one; several count at once, each on their own device.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import './hc-count-detail.ts';
import '../../components/hc-ink.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { count, quantity } from '../../i18n/figures.ts';
import { stocktakeStatus, stocktakeTone } from '../../i18n/stocktake-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { StocktakeRow } from '../../worker/stocktake-protocol.ts';

@customElement('hc-count-page')
export class HcCountPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        grid-template-columns: 352px minmax(0, 1fr);
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
      }
      .pane + .pane {
        border-left: 1px solid var(--hc-line);
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  @property() record: string | null = null;
  private readonly rows = new WatchController(this, 'stocktakes', () => ({ limit: 200 }));

  override render(): TemplateResult {
    const compact = this.width === 'compact';
    const chosen = this.record ?? (compact ? null : (this.rows.view?.[0]?.id ?? null));
    if (compact && chosen !== null) return this.renderDetail(chosen, true);
    return html`${this.renderList(chosen)}${compact ? nothing : this.renderDetail(chosen, false)}`;
  }

  private renderDetail(id: string | null, back: boolean): TemplateResult {
    if (id === null) return html`<div class="pane"></div>`;
    return html`<hc-count-detail class="pane" .stocktake=${id} ?back=${back} @count-back=${() => go('count')}></hc-count-detail>`;
  }

  private renderList(chosen: string | null): TemplateResult {
    const rows = this.rows.view ?? [];
    const allowed = may(this.session, 'count');
    return html`<div class="pane">
      <div class="bar">
        <button class="icon" aria-label=${msg('返回库存')} @click=${() => go('stock')}>${icon('back')}</button>
        <h2 class="grow">${msg('盘点')}</h2>
        ${allowed && rows.length > 0 ? html`<button @click=${this.start}>${msg('开始盘点')}</button>` : nothing}
      </div>
      <div class="scroll">
        ${
          this.rows.view !== undefined && rows.length === 0
            ? html`<div class="empty"><p>${msg('还没有盘点。几个人可以各用一台设备同时点')}</p>
                ${allowed ? html`<button class="primary" @click=${this.start}>${msg('开始盘点')}</button>` : nothing}</div>`
            : nothing
        }
        ${repeat(
          rows,
          (row) => row.id,
          (row) => this.renderRow(row, chosen),
        )}
      </div>
    </div>`;
  }

  private renderRow(row: StocktakeRow, chosen: string | null): TemplateResult {
    return html`<button class="row ${inkClass(row.travel)}" aria-current=${row.id === chosen} @click=${() => go('count', row.id, this.width !== 'compact')}>
      <span class="grow">
        <span class="title ${row.status === 'void' ? 'struck' : ''}">${row.number}</span> <span class="tag ${stocktakeTone(row.status)}">${stocktakeStatus(row.status)}</span> <hc-ink .travel=${row.travel}></hc-ink>
        <span class="under cut" style="display:block">${[row.place, row.scope === '' ? msg('全部商品') : row.scope].join(' · ')}</span>
        <span class="hint cut" style="display:block">${row.counters.length === 0 ? row.who : row.counters.join('、')} · ${shortTime(row.time)}</span>
      </span>
      <span class="right"><span class="title">${quantity(row.pieces)}</span><br /><span class="under">${msg(str`${count(row.counted)} 种`)}</span></span>
    </button>`;
  }

  private readonly start = (): void => {
    void import('./hc-count-start.ts').then(({ openCountStart }) => openCountStart(this, (id) => go('count', id)));
  };
}
