/** A ticket as it stands on this device's paper: the same blocks that the printer gets. */
import { css, html, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Paper } from '../../shared/printing/paper.ts';
import { hardwareChoice } from '../hardware/hardware-choice.ts';
import { PRINTED, paperPage, paperStyles, type QrPictures, qrPictures } from '../printing/paper-page.ts';
import { paperOfTicket } from '../printing/receipt-of-ticket.ts';
import type { ReceiptFacts, ShopSettingsView, TicketView } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';

@customElement('hc-receipt')
export class HcReceipt extends HcElement {
  static override styles = [
    unsafeCSS(paperStyles),
    css`
      :host {
        display: block;
        width: max-content;
        padding: 0 3mm;
        background: var(--hc-paper);
      }
    `,
  ];
  @property({ attribute: false }) ticket: TicketView | undefined;
  @property({ attribute: false }) facts: ReceiptFacts | undefined;
  @property({ attribute: false }) settings: ShopSettingsView | undefined;
  @state() private pictures: QrPictures = new Map();

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('ticket') || changed.has('settings') || changed.has('facts')) void this.draw();
  }

  override render() {
    const paper = this.paper();
    if (paper === null) return html``;
    const { width } = hardwareChoice();
    return html`<div style="width:${PRINTED[width]}mm">${paperPage(paper, width, this.pictures)}</div>`;
  }

  private paper(): Paper | null {
    const { ticket, facts, settings } = this;
    if (ticket === undefined || facts === undefined || settings === undefined) return null;
    return paperOfTicket(ticket, facts, settings, Math.max(1, facts.copies));
  }

  private async draw(): Promise<void> {
    const { ticket } = this;
    const paper = this.paper();
    if (ticket === undefined || paper === null) return;
    const pictures = await qrPictures(paper);
    if (this.ticket === ticket) this.pictures = pictures;
  }
}
