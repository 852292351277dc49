/**
 * Transfers: a list with a tab for each stage, and beside it the chosen one, or a new one being asked for. Whoever has to
 * do the next step sees it marked. On phones the list is a page and the transfer another.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './hc-transfer-detail.ts';
import './hc-transfer-new.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { count, quantity } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { stageName, stageTone, TRANSFER_TABS, tabName } from '../../i18n/transfer-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import { searchField } from '../../styles/search-field.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { TransferRow, TransferTab } from '../../worker/transfer-views.ts';

const PAGE = 200;

@customElement('hc-transfers-page')
export class HcTransfersPage extends HcElement {
  static override styles = [
    controls,
    layout,
    searchField,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 560px;
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
      }
      .pane + * {
        border-left: 1px solid var(--hc-line);
      }
      .tabs {
        display: flex;
        gap: 8px;
        padding: 10px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        overflow-x: auto;
        scrollbar-width: none;
        flex: none;
      }
      .search {
        flex: 1;
        min-width: 120px;
        max-width: 320px;
      }
      a.row {
        color: inherit;
        text-decoration: none;
      }
      @media (max-width: 1199px) {
        :host {
          grid-template-columns: 352px minmax(0, 1fr);
        }
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .search {
          max-width: none;
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
  /** Id in the path; `new` for one that is being asked for. */
  @property() record: string | null = null;
  @state() private tab: TransferTab = 'all';
  @state() private text = '';
  @state() private limit = PAGE;
  private readonly list = new WatchController(this, 'transfers', () => ({
    tab: this.tab,
    search: this.text.trim(),
    limit: this.limit,
  }));

  override render(): TemplateResult {
    const compact = this.width === 'compact';
    if (compact && this.record !== null) return this.renderRecord();
    return html`${this.renderList(compact)}${compact ? nothing : this.renderRecord()}`;
  }

  private renderList(compact: boolean): TemplateResult {
    const view = this.list.view;
    const asks = may(this.session, 'transfer')
      ? html`<button class="primary" @click=${() => go('transfers', 'new')}>${icon('plus')} ${msg('新调拨')}</button>`
      : nothing;
    return html`<div class="pane">
      <div class="bar">
        <div class="search small">${icon('search', 16)}
          <input type="search" autocomplete="off" spellcheck="false" aria-label=${msg('搜调拨单')} placeholder=${msg('搜单号、门店、商品')} @input=${this.onInput} />
        </div>
        ${compact ? nothing : html`<span class="grow"></span>${asks}`}
      </div>
      <div class="tabs" role="group" aria-label=${msg('状态')}>
        ${TRANSFER_TABS.map(
          (tab) =>
            html`<button class="chip" aria-pressed=${tab === this.tab} @click=${() => this.show(tab)}>${tabName(tab)}${tab === 'all' || (view?.counts[tab] ?? 0) === 0 ? nothing : html` <span>${count(view?.counts[tab] ?? 0)}</span>`}</button>`,
        )}
      </div>
      <div class="scroll ${view === undefined ? 'loading' : ''}">
        ${view !== undefined && view.rows.length === 0 ? this.renderEmpty() : view?.rows.map((row) => this.renderRow(row))}
        ${view !== undefined && view.total > view.rows.length ? html`<button class="row" @click=${this.more}><span class="grow">${msg(str`${count(view.total)} 中的 ${count(view.rows.length)}，再看一些`)}</span></button>` : nothing}
      </div>
      ${compact ? html`<div class="foot">${asks}</div>` : nothing}
    </div>`;
  }

  private renderEmpty(): TemplateResult {
    const filtered = this.text.trim() !== '' || this.tab !== 'all';
    return html`<div class="empty" role="status">
      <p>${filtered ? msg('这里没有调拨单') : msg('还没有调拨。缺货时向别的门店要，或把多的发过去')}</p>
      ${filtered ? html`<button @click=${() => this.show('all')}>${msg('看全部')}</button>` : nothing}
    </div>`;
  }

  private renderRow(row: TransferRow): TemplateResult {
    return html`<a class="row ink-${row.travel}" href="/transfers/${encodeURIComponent(row.id)}" aria-current=${this.record === row.id ? 'true' : nothing}>
      <span class="grow">
        <span class="title cut" style="display:block">${row.from.name} → ${row.to.name}</span>
        <span class="under cut" style="display:block">${row.lines > 1 ? msg(str`${row.title} 等 ${row.lines} 种`) : row.title}</span>
        <span class="hint cut" style="display:block">${row.number} · ${row.who} · ${shortTime(row.time)}</span>
      </span>
      <span class="right">
        <span class="title">${quantity(row.asked)}</span><br />
        <span class="tag ${stageTone(row.stage)}">${stageName(row.stage)}</span>
        ${row.mine ? html`<span class="tag info">${msg('等你')}</span>` : nothing}
      </span>
    </a>`;
  }

  private renderRecord(): TemplateResult {
    const back = this.width === 'compact';
    if (this.record === 'new')
      return html`<hc-transfer-new class="pane" ?back=${back}
        @transfer-asked=${(event: CustomEvent<string>) => go('transfers', event.detail, true)}
        @transfer-close=${() => go('transfers')}></hc-transfer-new>`;
    if (this.record === null)
      return html`<div class="pane"><div class="body muted">${msg('选一张调拨单看它走到哪一步')}</div></div>`;
    return html`<hc-transfer-detail class="pane" .record=${this.record} ?back=${back}
      @transfer-close=${() => go('transfers')}></hc-transfer-detail>`;
  }

  private show(tab: TransferTab): void {
    this.tab = tab;
    this.limit = PAGE;
    if (tab === 'all') this.clear();
  }
  private clear(): void {
    this.text = '';
    const input = this.renderRoot.querySelector<HTMLInputElement>('.search input');
    if (input !== null) input.value = '';
  }
  private readonly more = (): void => {
    this.limit += PAGE;
  };
  private onInput(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.text = event.target.value;
  }
}
