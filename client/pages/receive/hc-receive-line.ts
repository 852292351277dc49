/** One line of a receipt: what came, what was sent back and why, and its amount for those who may see costs. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { addDays } from '../../../shared/stock/batch-book.ts';
import '../../components/hc-amount.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import type { ReceivedLine } from '../../controllers/receipt-draft.ts';
import { controls } from '../../styles/controls.ts';

/** Fires `receive-change` with the key and what changed. */
@customElement('hc-receive-line')
export class HcReceiveLine extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--hc-line);
      }
      :host([newest]) {
        background: var(--hc-primary-soft);
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 128px 112px 160px 128px auto;
        gap: 4px 12px;
        align-items: start;
        padding: 10px 16px;
      }
      .name {
        font-weight: 600;
        padding-top: 4px;
      }
      .spec {
        color: var(--hc-text-2);
        font-size: 13px;
        font-weight: 400;
      }
      .none {
        visibility: hidden;
      }
      .batch {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
        padding: 0 16px 10px;
        align-items: end;
      }
      .batch .field {
        width: 168px;
      }
      hc-amount {
        width: 100%;
      }
      @media (max-width: 1199px) {
        .line {
          grid-template-columns: minmax(0, 1fr) 104px 92px 110px 104px auto;
          gap: 4px 8px;
        }
      }
      @media (max-width: 599px) {
        .line {
          grid-template-columns: 1fr 1fr 1fr;
          padding: 10px 12px;
          gap: 6px 8px;
          position: relative;
        }
        .name {
          grid-column: 1 / -1;
          padding-right: 44px;
        }
        .why {
          grid-column: 1 / -1;
          order: 9;
        }
        .none {
          display: none;
        }
        .line hc-amount {
          min-width: 0;
        }
        .remove {
          position: absolute;
          top: 2px;
          right: 4px;
        }
      }
    `,
  ];
  @property({ attribute: false }) line: ReceivedLine | undefined;
  @property({ type: Boolean }) priced = false;
  @property({ type: Boolean, reflect: true }) newest = false;

  override render() {
    const line = this.line;
    if (line === undefined) return html``;
    const change = (part: Partial<ReceivedLine>): void => this.emit('receive-change', { key: line.key, ...part });
    const rejects = line.rejected > 0;
    return html`<div class="line">
      <div class="name">${line.name}<br /><span class="spec">${line.spec} ${line.itemNo}</span></div>
      <hc-amount .nameText=${msg('实收')} .scale=${3} .value=${line.quantity} .suffix=${line.unit}
        @amount-change=${(event: CustomEvent<number | null>) => change({ quantity: event.detail ?? 0 })}></hc-amount>
      <hc-amount .nameText=${msg('拒收')} .scale=${3} .value=${rejects ? line.rejected : null} .suffix=${msg('拒收')}
        @amount-change=${(event: CustomEvent<number | null>) => change({ rejected: Math.max(0, event.detail ?? 0) })}></hc-amount>
      <input class="field why ${rejects ? '' : 'none'}" aria-label=${msg('拒收原因')} placeholder=${msg('拒收原因')} maxlength="100" .value=${line.rejectedReason}
        @change=${(event: Event) => event.target instanceof HTMLInputElement && change({ rejectedReason: event.target.value.trim() })} />
      ${
        this.priced
          ? html`<hc-amount class="money" .nameText=${msg('金额')} .scale=${2} .least=${2} .value=${line.amount} .suffix=${'¥'}
              @amount-change=${(event: CustomEvent<number | null>) => change({ amount: event.detail })}></hc-amount>`
          : html`<span></span>`
      }
      <button class="icon remove" aria-label=${msg('删除')} @click=${() => change({ quantity: 0 })}>${icon('close')}</button>
    </div>
    ${line.tracking === 'batch' ? this.renderBatch(line, change) : nothing}`;
  }

  /** Asked only of products with batches. From the day it was made and the shelf life follows when it expires. */
  private renderBatch(line: ReceivedLine, change: (part: Partial<ReceivedLine>) => void) {
    const { shelfLifeDays } = line;
    const read = (event: Event, use: (text: string) => void): void => {
      if (event.target instanceof HTMLInputElement) use(event.target.value.trim());
    };
    const made = (day: string): void => {
      if (day !== '' && shelfLifeDays !== undefined) change({ expiry: addDays(day, shelfLifeDays) });
    };
    return html`<div class="batch">
      <label class="field-label">${msg('批号')}<input class="field" maxlength="40" autocomplete="off" .value=${line.batch ?? ''} @change=${(event: Event) => read(event, (batch) => change({ batch }))} /></label>
      ${shelfLifeDays === undefined ? nothing : html`<label class="field-label">${msg('生产日期')}<input class="field" type="date" @change=${(event: Event) => read(event, made)} /></label>`}
      <label class="field-label">${msg('有效期至')}<input class="field" type="date" .value=${line.expiry ?? ''} @change=${(event: Event) => read(event, (expiry) => change({ expiry }))} /></label>
    </div>`;
  }
}
