/**
 * One thing in one place: four figures, then every movement with its balance. A count is an anchor row across the whole
 * width; a late fact stands at its own time and says when it arrived; what is void stays, struck.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-anchor.ts';
import '../../components/hc-amount.ts';
import '../../components/hc-ink.ts';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import '../places/hc-stock-places.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { clockTime, dayText, isToday, shortTime } from '../../i18n/times.ts';
import { movementName } from '../../i18n/trade-words.ts';
import type { MovementRow, MovementsView, SessionView, StockRow } from '../../worker/engine-protocol.ts';
import { detailStyles } from '../catalogue/detail-styles.ts';

const step = 200;

/** Fires `detail-back`. */
@customElement('hc-movements')
export class HcMovements extends HcElement {
  static override styles = [
    ...detailStyles,
    css`
      .four {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        border-block: 1px solid var(--hc-line);
        margin-top: 8px;
      }
      .four > div {
        padding: 8px 0 8px var(--hc-pad);
      }
      .four > div + div {
        border-left: 1px solid var(--hc-line);
        padding-left: 12px;
      }
      .four span {
        display: block;
        color: var(--hc-text-2);
        font-size: 13px;
      }
      .four strong {
        font-size: 20px;
        line-height: 28px;
        font-weight: 600;
      }
      .batches li {
        display: flex;
        gap: 10px;
        align-items: baseline;
        padding: 6px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .batches .num {
        min-width: 56px;
        font-weight: 600;
      }
      .move {
        position: relative;
        display: grid;
        grid-template-columns: 48px minmax(0, 1fr) 64px 60px;
        gap: 0 10px;
        align-items: center;
        padding: 7px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .in {
        color: var(--hc-ok-text);
      }
      .move .num {
        font-weight: 600;
      }
      .move .balance {
        font-weight: 400;
        color: var(--hc-text-2);
      }
      .headline {
        font-size: 13px;
        color: var(--hc-text-2);
        background: var(--hc-sunken);
        position: sticky;
        top: 0;
        z-index: 10;
      }
      .headline .num {
        font-weight: 400;
      }
      @media (max-width: 599px) {
        .move {
          grid-template-columns: 48px minmax(0, 1fr) 60px 56px;
        }
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @property() variant = '';
  @property() warehouse: string | null = null;
  @property({ attribute: false }) stock: StockRow | null = null;
  @property({ type: Boolean }) back = false;
  @state() private limit = step;
  @state() private counting = false;
  @state() private counted: number | null = null;
  private readonly command = new CommandController(this);
  private readonly movements = new WatchController(this, 'movements', () => ({
    variant: this.variant,
    warehouse: this.warehouse,
    limit: this.limit,
  }));

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('variant')) this.limit = step;
  }

  override render(): TemplateResult {
    const view = this.movements.view;
    if (view === undefined) return html``;
    return html`
      <div class="head">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('detail-back', null)}>${icon('back')}</button>` : nothing}
        <div class="grow">
          <h2 class="cut">${this.stock?.name ?? msg('库存流水')}</h2>
          <p class="muted small">${this.stock === null ? '' : [this.stock.spec, this.stock.itemNo].filter((part) => part !== '').join(' · ')}</p>
        </div>
      </div>
      <div class="four">
        ${this.figure(msg('现存'), view.onHand)} ${this.figure(msg('占用'), view.reserved)} ${this.figure(msg('可用'), view.available)} ${this.figure(msg('在途'), view.inTransit)}
      </div>
      <hc-stock-places .variant=${this.variant}></hc-stock-places>
      ${view.batches.length === 0 ? nothing : this.renderBatches(view.batches)}
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('库存流水')}>
        <div class="move headline"><span>${msg('时间')}</span><span>${msg('单据')}</span><span class="num">±</span><span class="num">${msg('结存')}</span></div>
        ${view.rows.length === 0 ? html`<p class="empty">${msg('还没有进出')}</p>` : nothing}
        ${repeat(
          view.rows,
          (row) => row.key,
          (row) => (row.count === null ? this.renderMove(row) : html`<hc-anchor .movement=${row}></hc-anchor>`),
        )}
        ${
          view.rows.length >= this.limit
            ? html`<div class="bar"><button @click=${() => this.more()}>${msg('载入更早的')}</button></div>`
            : nothing
        }
      </div>
      ${
        may(this.session, 'count')
          ? html`<div class="foot"><span class="grow"></span><button class="primary" @click=${() => this.openCount()}>${msg('盘这一件')}</button></div>`
          : nothing
      }
      ${this.renderCount(view.onHand)}
    `;
  }

  private figure(label: string, value: number) {
    return html`<div><span>${label}</span><strong class=${value < 0 ? 'neg' : ''}>${quantity(value)}</strong></div>`;
  }

  /** In the order in which they go out. */
  private renderBatches(batches: MovementsView['batches']): TemplateResult {
    return html`<ul class="batches" aria-label=${msg('批次')}>${batches.map(
      ({ batch, expiry, quantity: held, freshness }) => html`<li>
        <span class="grow">${batch}</span>
        ${expiry === null ? nothing : html`<span class="small muted">${msg(str`有效期至 ${expiry}`)}</span>`}
        ${freshness === 'expired' ? html`<span class="tag danger">${msg('已过期')}</span>` : freshness === 'near' ? html`<span class="tag warn">${msg('临期')}</span>` : nothing}
        <span class="num ${held < 0 ? 'neg' : ''}">${quantity(held)}</span>
      </li>`,
    )}</ul>`;
  }

  private renderMove(row: MovementRow): TemplateResult {
    const gone = row.travel === 'void';
    const sign = row.quantity > 0 ? '+' : '';
    return html`<div class="move ${inkClass(row.travel)}">
      <span class="small muted">${isToday(row.at) ? nothing : html`${dayText(row.at)}<br />`}${clockTime(row.at)}</span>
      <span class="grow">
        <span>${movementName(row.kind)}</span> ${row.who === '' ? nothing : html`<span class="small muted">· ${row.who}</span>`} <hc-ink .travel=${row.travel}></hc-ink>
        ${row.arrived === null ? nothing : html`<span class="tag info">${msg(str`${shortTime(row.arrived)} 到达`)}</span>`}<br />
        <span class="small muted">${row.number}</span>
      </span>
      <span class="num ${gone ? 'struck' : row.quantity > 0 ? 'in' : ''}">${sign}${quantity(row.quantity)}</span>
      <span class="num balance">${quantity(row.balance)}</span>
    </div>`;
  }

  private renderCount(book: number): TemplateResult {
    return html`<hc-sheet .heading=${msg('盘这一件')} .open=${this.counting} @sheet-close=${this.closeCount} style="--sheet-width:420px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <p>${this.stock?.name ?? ''} ${this.stock?.spec ?? ''}</p>
      <hc-amount .label=${msg('实盘数量')} .scale=${3} .value=${this.counted} .suffix=${this.stock?.unit ?? ''} @amount-change=${(event: CustomEvent<number | null>) => this.setCounted(event.detail)}></hc-amount>
      <p class="muted" role="status">${
        this.counted === null
          ? msg(str`账面 ${quantity(book)}`)
          : this.counted === book
            ? msg(str`账面 ${quantity(book)}，无差异`)
            : msg(str`账面 ${quantity(book)}，差 ${quantity(this.counted - book)}`)
      }</p>
      <button slot="foot" @click=${this.closeCount}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${this.counted === null || this.command.busy} @click=${this.onCount}>${msg('提交盘点')}</button>
    </hc-sheet>`;
  }

  private more(): void {
    this.limit += step;
  }
  private openCount(): void {
    this.counted = null;
    this.counting = true;
  }
  private readonly closeCount = (): void => {
    this.counting = false;
    this.command.fail(null);
  };
  private setCounted(value: number | null): void {
    this.counted = value;
  }
  private async onCount(): Promise<void> {
    if (this.counted === null) return;
    const lines = [{ variant: this.variant, counted: this.counted, at: null }];
    if ((await this.command.run('countStock', { lines })) !== null) this.counting = false;
  }
}
