/**
 * After paying, or when an old ticket is looked at: the change at 40 px, the number, how far the ticket has travelled,
 * print and print again. The next scan begins the next sale; nothing here waits for a printer.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/hc-ink.ts';
import '../../components/hc-note.ts';
import '../../components/hc-receipt.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { PrintState } from '../../controllers/print-state.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { reasonText } from '../../i18n/trade-words.ts';
import { printReceipt } from '../../printing/print-receipt.ts';
import type { TicketView } from '../../worker/engine-protocol.ts';
import { payStyles } from './pay-styles.ts';

/** Fires `receipt-next`. */
@customElement('hc-receipt-pane')
export class HcReceiptPane extends HcElement {
  static override styles = payStyles;
  @property() ticket = '';
  @property() number = '';
  /** Change just to be handed out, in fen; null when an old ticket is looked at. */
  @property({ attribute: false }) change: number | null = null;

  private readonly view = new WatchController(this, 'ticket', () =>
    this.ticket === '' ? undefined : { id: this.ticket },
  );

  private readonly settings = new WatchController(this, 'shopSettings', () => null);
  private readonly facts = new WatchController(this, 'receiptFacts', () =>
    this.ticket === '' ? undefined : { id: this.ticket },
  );
  private readonly printing = new PrintState(this);

  override render() {
    const ticket = this.view.view ?? null;
    const fault = this.printing.error(this.ticket);
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('receipt-next', null)}>${icon('back')}</button>
        <h2 class="grow">${this.change === null ? msg('小票') : msg('已收款')}</h2>
        ${ticket === null ? nothing : html`<hc-ink .travel=${ticket.travel}></hc-ink>`}
      </div>
      <slot></slot>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('小票')}>
        <div class="desk">
          ${
            this.change === null
              ? nothing
              : html`<div class="paid" role="status">
                  <span class="muted">${msg('找零')}</span>
                  <span class="big-figure">¥${fen(this.change)}</span>
                  <span class="muted">${msg(str`单号 ${this.number}`)}</span>
                </div>`
          }
          ${this.renderReason(ticket)}
          ${fault === null ? nothing : html`<hc-note .error=${fault}></hc-note>`}
          <div class="paper">${
            ticket === null
              ? nothing
              : html`<hc-receipt .ticket=${ticket} .facts=${this.facts.view} .settings=${this.settings.view}></hc-receipt>`
          }</div>
        </div>
      </div>
      <div class="foot">
        <button class="side" ?disabled=${ticket === null || this.printing.busy(this.ticket)} @click=${this.print}>${icon('printer')} ${
          fault === null ? msg('打印') : msg('再印')
        }</button>
        <button class="primary grow" @click=${() => this.emit('receipt-next', null)}>
          ${this.change === null ? msg('回到收银') : msg('下一单')}
        </button>
      </div>
    `;
  }

  private renderReason(ticket: TicketView | null) {
    if (ticket?.reason === null || ticket === null) return nothing;
    const waiting = ticket.travel === 'waiting';
    return html`<hc-note kind=${waiting ? 'warn' : 'error'}>
      ${reasonText(ticket.reason, waiting)}。${waiting ? msg('登记后自动生效') : msg('到待复核请人认可')}
    </hc-note>`;
  }

  private print(): void {
    const { engine } = this.view;
    if (engine !== undefined) void printReceipt(engine, this.ticket);
  }
}
