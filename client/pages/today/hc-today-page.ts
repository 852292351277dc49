/**
 * Today, for whoever looks: takings and how they came in, own sales, open shifts, what waits, what runs short, and what
 * is only here. A figure that needs a document which this member may not view is absent; each one leads to where it is
 * worked on.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { TenderKind } from '../../../shared/schema/pos-sale.ts';
import { HcElement } from '../../components/hc-element.ts';
import { placesText } from '../../components/hc-places.ts';
import { placesContext } from '../../contexts/places-context.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { tenderWord } from '../../i18n/tender-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { PlacesView, SessionView } from '../../worker/engine-protocol.ts';
import type { TakingsView, TodayView } from '../../worker/today-protocol.ts';

interface Task {
  readonly label: string;
  readonly count: number;
  readonly path: string;
}

@customElement('hc-today-page')
export class HcTodayPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
        height: 100%;
        overflow: auto;
        background: var(--hc-canvas);
      }
      .sheet {
        display: grid;
        grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr);
        max-width: 1080px;
        min-height: 100%;
        align-content: start;
        background: var(--hc-surface);
      }
      section {
        display: grid;
        gap: 6px;
        align-content: start;
        padding: 20px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .left {
        border-right: 1px solid var(--hc-line);
      }
      h2 {
        font-size: 14px;
        line-height: 22px;
        color: var(--hc-text-2);
      }
      .sum {
        font-size: 40px;
        line-height: 46px;
        font-weight: 600;
      }
      .sum small {
        font-size: 55%;
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        color: var(--hc-text-2);
      }
      .figures strong {
        color: var(--hc-text);
        font-weight: 600;
      }
      a.line,
      .line {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        border-top: 1px solid var(--hc-line);
        color: inherit;
        font-weight: 400;
        text-decoration: none;
      }
      .line .grow {
        flex: 1;
        min-width: 0;
      }
      .line .num {
        font-weight: 600;
      }
      .track {
        flex: 1;
        height: 6px;
        border-radius: 3px;
        background: var(--hc-sunken);
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: 3px;
        background: var(--hc-primary);
      }
      .kind {
        width: 72px;
      }
      .amount {
        width: 96px;
      }
      @media (max-width: 899px) {
        .sheet {
          grid-template-columns: minmax(0, 1fr);
        }
        .left {
          border-right: 0;
        }
        .sum {
          font-size: 32px;
          line-height: 38px;
        }
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: PlacesView | undefined;
  private readonly today = new WatchController(this, 'today', () => null);
  private readonly review = new WatchController(this, 'review', () => null);
  private readonly oversold = new WatchController(this, 'openTasks', () => null);
  private readonly sales = new WatchController(this, 'salesTasks', () => null);
  private readonly transfers = new WatchController(this, 'transferTasks', () => null);

  override render() {
    const view = this.today.view;
    if (view === undefined) return nothing;
    return html`<div class="sheet">
      <div class="left">
        ${view.branch === null ? nothing : this.renderTakings(view.branch)}
        ${view.mine === null ? nothing : this.renderMine(view.mine)}
        ${this.renderShifts(view)}
      </div>
      <div>
        ${this.renderTasks(view)}
        ${this.renderOnlyHere()}
      </div>
    </div>`;
  }

  private renderTakings({ net, tickets, returns, tenders, gross }: TakingsView): TemplateResult {
    const most = Math.max(1, ...tenders.map((one) => one.amount));
    return html`<section>
      <h2>${msg(str`今天 ${this.session?.branch?.name ?? ''}`)}</h2>
      <p class="sum"><small>¥</small>${fen(net)}</p>
      <p class="figures">
        <span>${msg('单数')} <strong>${tickets}</strong></span>
        ${tickets === 0 ? nothing : html`<span>${msg('客单价')} <strong>${fen(Math.round(net / tickets))}</strong></span>`}
        ${returns === 0 ? nothing : html`<span>${msg('退货')} <strong>${returns}</strong></span>`}
        ${gross === null ? nothing : html`<span>${msg('毛利（按进价估）')} <strong>${fen(gross.amount)}</strong></span>`}
      </p>
      ${gross === null || gross.unpriced === 0 ? nothing : html`<p class="hint">${msg(str`有 ${gross.unpriced} 行没有进价，没算在毛利里`)}</p>`}
      ${tenders.map(
        ({ kind, amount }) => html`<div class="line">
          <span class="kind">${tenderWord(kind as TenderKind)}</span>
          <span class="track" aria-hidden="true"><i style="width:${Math.max(0, Math.round((amount / most) * 100))}%"></i></span>
          <span class="num amount">${fen(amount)}</span>
        </div>`,
      )}
      ${tickets === 0 ? html`<p class="muted">${msg('今天还没有卖出')}</p>` : nothing}
    </section>`;
  }

  private renderMine({ net, tickets }: NonNullable<TodayView['mine']>): TemplateResult {
    return html`<section>
      <h2>${msg('我今天')}</h2>
      <p class="figures"><span>${msg('卖出')} <strong>¥${fen(net)}</strong></span><span>${msg('单数')} <strong>${tickets}</strong></span></p>
      <a class="line" href="/till"><span class="grow">${msg('去收银')}</span></a>
    </section>`;
  }

  private renderShifts({ openShifts }: TodayView) {
    if (openShifts.length === 0) return nothing;
    return html`<section>
      <h2>${msg('开着的班')}</h2>
      ${openShifts.map(
        (shift) =>
          html`<div class="line"><span class="grow">${shift.register}</span><span>${shift.who}</span><span class="muted">${shortTime(shift.since)}</span></div>`,
      )}
    </section>`;
  }

  private renderTasks({ stock }: TodayView) {
    const mine = (this.review.view ?? []).filter((row) => !row.ratified && !row.declined).length;
    const all: readonly Task[] = [
      { label: msg('待复核'), count: mine, path: '/review' },
      { label: msg('超卖'), count: this.oversold.view?.total ?? 0, path: '/review' },
      { label: msg('小票要看的'), count: (this.sales.view ?? []).length, path: '/review' },
      { label: msg('调拨要看的'), count: (this.transfers.view ?? []).length, path: '/review' },
      ...(stock === null || !may(this.session, 'viewStock')
        ? []
        : [
            { label: msg('低库存'), count: stock.low, path: '/stock' },
            { label: msg('负库存'), count: stock.negative, path: '/stock' },
          ]),
    ];
    const open = all.filter((task) => task.count > 0);
    return html`<section>
      <h2>${msg('要办的')}</h2>
      ${open.length === 0 ? html`<p class="muted">${msg('都办完了')}</p>` : nothing}
      ${open.map((task) => html`<a class="line" href=${task.path}><span class="grow">${task.label}</span><span class="num">${task.count}</span></a>`)}
    </section>`;
  }

  private renderOnlyHere() {
    if (this.places === undefined) return nothing;
    return html`<section>
      <h2>${msg('存在哪里')}</h2>
      <a class="line" href="/status"><span class="grow">${placesText(this.places)}</span></a>
    </section>`;
  }
}
