/** The last receipts beside the one being made, with their ink edge. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-ink.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { count } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

@customElement('hc-recent-receipts')
export class HcRecentReceipts extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--hc-surface);
      }
      .row {
        padding-inline: 16px;
      }
      .group {
        padding-inline: 16px;
      }
    `,
  ];
  private readonly receipts = new WatchController(this, 'receipts', () => ({ limit: 100 }));

  override render() {
    const rows = this.receipts.view ?? [];
    return html`<h2 class="group">${msg('最近入库')}</h2>
      <div class="scroll">
        ${rows.length === 0 ? html`<p class="body muted">${msg('还没有入库单')}</p>` : nothing}
        ${repeat(
          rows,
          (row) => row.id,
          (row) => html`<div class="row ${inkClass(row.travel)}">
            <span class="grow"><span class="title ${row.travel === 'void' ? 'struck' : ''}">${row.number}</span> <hc-ink .travel=${row.travel}></hc-ink><br />
              <span class="under">${[row.supplier, row.who].filter((part) => part !== '').join(' · ')}</span></span>
            <span class="right"><span class="title">${msg(str`${count(row.pieces)} 件`)}</span><br /><span class="under">${shortTime(row.time)}</span></span>
          </div>`,
        )}
      </div>`;
  }
}
