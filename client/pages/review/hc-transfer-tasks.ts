/**
 * What transfers leave to settle, in the review list: what differs, and decisions that came to nothing; each opens its
 * transfer. Beneath, quota of strict products that was overdrawn, with its causes.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { HcElement } from '../../components/hc-element.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quotaCauseText, quotaTaskText } from '../../i18n/quota-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { transferTaskText } from '../../i18n/transfer-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { TransferTaskView } from '../../worker/transfer-views.ts';

@customElement('hc-transfer-tasks')
export class HcTransferTasks extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
      }
      .row {
        align-items: flex-start;
      }
    `,
  ];
  private readonly tasks = new WatchController(this, 'transferTasks', () => null);
  private readonly quota = new WatchController(this, 'quotaTasks', () => null);

  override render() {
    const rows = this.tasks.view ?? [];
    return html`${rows.length === 0 ? nothing : this.renderTransfers(rows)}${this.renderQuota()}`;
  }

  private renderTransfers(rows: readonly TransferTaskView[]) {
    return html`<h2 class="group"><span>${msg('调拨待处理')}</span><span>${rows.length}</span></h2>
      ${repeat(
        rows,
        (row) => `${row.kind} ${row.transfer} ${row.time}`,
        (row) => this.renderRow(row),
      )}`;
  }

  private renderQuota() {
    const rows = this.quota.view ?? [];
    if (rows.length === 0) return nothing;
    return html`<h2 class="group"><span>${msg('额度待看')}</span><span>${rows.length}</span></h2>
      ${rows.map(
        (
          row,
        ) => html`<div class="row"><span class="grow"><span class="title">${row.title} · ${quotaTaskText(row)}</span><br />
          <span class="under">${[...row.causes.map(quotaCauseText), ...row.who].join(' · ')}</span></span>
          <a class="button" href="/quota">${msg('看额度')}</a></div>`,
      )}`;
  }

  private renderRow(row: TransferTaskView) {
    return html`<div class="row">
      <span class="grow">
        <span class="title">${transferTaskText(row)}</span><br />
        <span class="under">${row.title} · ${row.to === '' ? row.from : `${row.from} → ${row.to}`} · ${row.number} · ${row.who} · ${shortTime(row.time)}</span>
      </span>
      ${row.transfer === '' ? nothing : html`<a class="button" href="/transfers/${encodeURIComponent(row.transfer)}">${msg('去处理')}</a>`}
    </div>`;
  }
}
