/**
 * The till's papers with their ink edge: sales, returns, exchanges, reversals, found by number, goods, cashier, day and
 * amount, with what became of each. Void ones are struck and red, with the reason in words; they never vanish.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-ink.ts';
import { parseFen } from '../../../shared/foundation/money.ts';
import { TENDER_KINDS } from '../../../shared/schema/pos-sale.ts';
import '../export/hc-export-button.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { paperKindName, paperMarkName } from '../../i18n/paper-words.ts';
import { tenderWord } from '../../i18n/tender-words.ts';
import { fullDay, shortTime } from '../../i18n/times.ts';
import { reasonText } from '../../i18n/trade-words.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { PaperMark, PaperRow } from '../../worker/till-views.ts';
import { paneFrame } from './pane-frame.ts';

const DAY_US = 86_400_000_000;
const MOST_EXPORTED = 20_000;
const KINDS: readonly PaperRow['kind'][] = ['sale', 'return', 'exchange', 'reversal'];
const LOUD: readonly PaperMark[] = ['paid-twice', 'reversed'];

/** Fires `ticket-open` with the id, `tickets-close`, `tickets-shift`, `tickets-loose` (a return without a ticket). */
@customElement('hc-recent-tickets')
export class HcRecentTickets extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      .find {
        display: flex;
        gap: 8px;
        padding: 8px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        flex-wrap: wrap;
        align-items: center;
      }
      .find input.text {
        flex: 2 1 160px;
        width: auto;
      }
      .find input.sum {
        flex: 0 1 110px;
        width: auto;
      }
      .marks {
        display: inline-flex;
        gap: 4px;
        flex-wrap: wrap;
      }
    `,
  ];
  /** May goods come back without a ticket? */
  @property({ type: Boolean }) loose = false;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private text = '';
  @state() private day: string | null = null;
  @state() private amount: number | null = null;
  private readonly papers = new WatchController(this, 'papers', () => ({
    text: this.text,
    day: this.day,
    amount: this.amount,
    limit: 200,
  }));

  override render() {
    const rows = this.papers.view;
    const today = Date.now() * 1000;
    const days: readonly (readonly [string, string])[] = [
      [fullDay(today), msg('今天')],
      [fullDay(today - DAY_US), msg('昨天')],
    ];
    const filtered = this.text !== '' || this.day !== null || this.amount !== null;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('tickets-close', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('小票')}</h2>
        ${this.loose ? html`<button class="plain" @click=${() => this.emit('tickets-loose', null)}>${msg('无小票退货')}</button>` : nothing}
        ${this.renderExport()}
        <button class="plain" @click=${() => this.emit('tickets-shift', null)}>${msg('班次')}</button>
      </div>
      <div class="find" role="search">
        <input class="field text" type="search" autocomplete="off" aria-label=${msg('找小票')} placeholder=${msg('单号、商品、收银员')} .value=${this.text} @input=${(
          event: Event,
        ) => {
          this.text = (event.target as HTMLInputElement).value;
        }} />
        <input class="field sum num" inputmode="decimal" autocomplete="off" aria-label=${msg('金额')} placeholder=${msg('金额')} @input=${(
          event: Event,
        ) => {
          this.amount = parseFen((event.target as HTMLInputElement).value);
        }} />
        ${days.map(
          ([day, label]) =>
            html`<button class="chip" aria-pressed=${this.day === day} @click=${() => {
              this.day = this.day === day ? null : day;
            }}>${label}</button>`,
        )}
      </div>
      <div class="scroll ${this.papers.loading ? 'loading' : ''}">
        ${
          rows?.length === 0
            ? html`<p class="empty">${filtered ? msg('没有符合的小票') : msg('还没有小票')}${
                filtered ? html`<button @click=${this.clear}>${msg('清除筛选')}</button>` : nothing
              }</p>`
            : nothing
        }
        ${repeat(
          rows ?? [],
          (row) => row.id,
          (row) => this.renderRow(row),
        )}
      </div>
    `;
  }

  private renderExport() {
    if (!may(this.session, 'exportTickets') || (this.papers.view?.length ?? 0) === 0) return nothing;
    const { text, day, amount } = this;
    const words = Object.fromEntries([
      ...KINDS.map((kind) => [kind, paperKindName(kind)] as const),
      ...TENDER_KINDS.map((kind) => [kind, tenderWord(kind)] as const),
    ]);
    const list = { text, day, amount, limit: MOST_EXPORTED };
    const filter = [day ?? '', text.trim()].filter((word) => word !== '').join(' · ');
    return html`<hc-export-button
      plain
      .what=${msg('小票和明细，按现在的筛选')}
      .wish=${() => ({ what: 'tickets' as const, filter, list, words })}
    ></hc-export-button>`;
  }

  private renderRow(row: PaperRow) {
    return html`<button class="row ${inkClass(row.travel)}" @click=${() => this.emit('ticket-open', row.id)}>
      <span class="grow">
        <span class="title">${row.number}</span>
        <hc-ink .travel=${row.travel}></hc-ink>
        <span class="marks">
          ${row.kind === 'sale' ? nothing : html`<span class="tag">${paperKindName(row.kind)}</span>`}
          ${row.marks.map((mark) => html`<span class="tag ${LOUD.includes(mark) ? 'danger' : 'warn'}">${paperMarkName(mark)}</span>`)}
        </span><br />
        <span class="under">${msg(str`${row.pieces} 件`)} · ${row.who}${row.authoriser === undefined ? '' : ` · ${msg(str`${row.authoriser} 授权`)}`}${
          row.reason === null ? '' : ` · ${reasonText(row.reason, row.travel === 'waiting')}`
        }</span>
      </span>
      <span class="right">
        <span class="title ${row.travel === 'void' || row.marks.includes('reversed') ? 'struck' : ''}">${fen(row.amount)}</span><br />
        <span class="under">${shortTime(row.time)}</span>
      </span>
    </button>`;
  }

  private readonly clear = (): void => {
    this.text = '';
    this.day = null;
    this.amount = null;
    const sum = this.renderRoot.querySelector<HTMLInputElement>('input.sum');
    if (sum !== null) sum.value = '';
  };
}
