/** The last tickets with their ink edge: void ones struck and red, with the reason in words; they never vanish. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-ink.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { icon } from '../../components/icons.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { reasonText } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

/** Fires `ticket-open` with the id, `tickets-close`. */
@customElement('hc-recent-tickets')
export class HcRecentTickets extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
        background: var(--hc-surface);
      }
    `,
  ];
  private readonly tickets = new WatchController(this, 'tickets', () => ({ limit: 200 }));

  override render() {
    const rows = this.tickets.view;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('tickets-close', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('小票')}</h2>
      </div>
      <div class="scroll">
        ${rows?.length === 0 ? html`<p class="empty">${msg('还没有小票')}</p>` : nothing}
        ${repeat(
          rows ?? [],
          (row) => row.id,
          (row) => html`<button class="row ${inkClass(row.travel)}" @click=${() => this.emit('ticket-open', row.id)}>
            <span class="grow">
              <span class="title">${row.number}</span>
              <hc-ink .travel=${row.travel}></hc-ink><br />
              <span class="under">${msg(str`${row.pieces} 件`)} · ${row.who}${
                row.reason === null ? '' : ` · ${reasonText(row.reason, row.travel === 'waiting')}`
              }</span>
            </span>
            <span class="right">
              <span class="title ${row.travel === 'void' ? 'struck' : ''}">${fen(row.payable)}</span><br />
              <span class="under">${shortTime(row.time)}</span>
            </span>
          </button>`,
        )}
      </div>
    `;
  }
}
