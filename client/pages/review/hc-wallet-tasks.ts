/** What members' wallets leave to look at: overspent balances, figures that don't agree. Whoever has looked says so. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { yuan } from '../../i18n/figures.ts';
import { isPointsTask, walletTaskName } from '../../i18n/loyalty-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { WalletTaskRow } from '../../worker/loyalty-views.ts';

@customElement('hc-wallet-tasks')
export class HcWalletTasks extends HcElement {
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
  private readonly tasks = new WatchController(this, 'walletTasks', () => null);
  private readonly command = new CommandController(this);

  override render() {
    const rows = this.tasks.view ?? [];
    if (rows.length === 0) return nothing;
    return html`<h2 class="group"><span>${msg('会员待看')}</span><span>${rows.length}</span></h2>
      ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}
      ${repeat(
        rows,
        (row) => `${row.kind} ${row.commit} ${row.member}`,
        (row) => this.renderRow(row),
      )}`;
  }

  private renderRow(row: WalletTaskRow) {
    const excess = isPointsTask(row.kind) ? msg(str`积分 ${row.excess}`) : yuan(row.excess);
    return html`<div class="row">
      <span class="grow">
        <span class="title">${walletTaskName(row.kind)}</span><br />
        <span class="under"><a href="/customers/${encodeURIComponent(row.member)}">${row.name}</a>
          ${[row.number, excess, row.who, shortTime(row.time)].filter((one) => one !== '').join(' · ')}</span>
      </span>
      <button ?disabled=${this.command.busy} @click=${() => this.settle(row)}>${msg('看过了')}</button>
    </div>`;
  }

  private settle(row: WalletTaskRow): void {
    void this.command.does('declineReview', { commit: row.commit, note: walletTaskName(row.kind) });
  }
}
