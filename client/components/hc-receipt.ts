/**
 * A ticket on 80 mm paper: 48 columns, black on white. The same component is the preview and, moved into the print
 * root, what the browser prints.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fen, price, quantity } from '../i18n/figures.ts';
import { tenderName } from '../i18n/tender-words.ts';
import { clockTime, fullDay } from '../i18n/times.ts';
import type { TicketView } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';

@customElement('hc-receipt')
export class HcReceipt extends HcElement {
  static override styles = css`
    :host {
      display: block;
      width: 72mm;
      padding: 4mm 2mm;
      background: var(--hc-paper);
      color: var(--hc-paper-ink);
      font: 400 12px / 18px var(--hc-font);
      font-variant-numeric: tabular-nums;
    }
    h2 {
      margin: 0;
      font-size: 16px;
      line-height: 24px;
      text-align: center;
    }
    p {
      margin: 0;
    }
    .centre {
      text-align: center;
    }
    .pair {
      display: flex;
      justify-content: space-between;
      gap: 8px;
    }
    hr {
      border: 0;
      border-top: 1px dashed currentColor;
      margin: 6px 0;
    }
    .due {
      font-size: 16px;
      line-height: 24px;
      font-weight: 600;
    }
  `;
  @property({ attribute: false }) ticket: TicketView | undefined;

  override render() {
    const ticket = this.ticket;
    if (ticket === undefined) return html``;
    return html`
      <h2>${ticket.shop}</h2>
      <p class="centre">${ticket.branch}</p>
      <hr />
      <p class="pair"><span>${ticket.number}</span><span>${fullDay(ticket.time)} ${clockTime(ticket.time)}</span></p>
      <p class="pair"><span>${msg(str`收银 ${ticket.who}`)}</span><span>${ticket.register}</span></p>
      <hr />
      ${ticket.lines.map(
        (line) => html`<p>${line.name}${line.spec === '' ? '' : ` ${line.spec}`}</p>
          <p class="pair"><span>${quantity(line.quantity)} ${line.unit} × ${price(line.price)}</span><span>${fen(line.paid)}</span></p>`,
      )}
      <hr />
      <p class="pair"><span>${msg('件数')}</span><span>${ticket.pieces}</span></p>
      ${ticket.discount === 0 ? nothing : html`<p class="pair"><span>${msg('优惠')}</span><span>${fen(-ticket.discount)}</span></p>`}
      ${ticket.roundOff === 0 ? nothing : html`<p class="pair"><span>${msg('抹零')}</span><span>${fen(-ticket.roundOff)}</span></p>`}
      <p class="pair due"><span>${msg('应收')}</span><span>¥${fen(ticket.payable)}</span></p>
      ${ticket.tenders.map((tender) => html`<p class="pair"><span>${tenderName(tender.kind)}</span><span>${fen(tender.amount)}</span></p>`)}
      ${ticket.change === 0 ? nothing : html`<p class="pair"><span>${msg('找零')}</span><span>${fen(ticket.change)}</span></p>`}
      <hr />
      <p class="centre">${msg('谢谢光临')}</p>
    `;
  }
}
