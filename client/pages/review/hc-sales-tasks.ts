/**
 * What the till's papers leave to look at: goods returned beyond the sold, a cart sold twice, figures that don't agree.
 * Nothing was undone; whoever has looked says so, with a word, and it leaves the list everywhere.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity, yuan } from '../../i18n/figures.ts';
import { salesTaskName } from '../../i18n/paper-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SalesTaskRow } from '../../worker/till-views.ts';

@customElement('hc-sales-tasks')
export class HcSalesTasks extends HcElement {
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
  private readonly tasks = new WatchController(this, 'salesTasks', () => null);
  private readonly command = new CommandController(this);

  override render() {
    const rows = this.tasks.view ?? [];
    if (rows.length === 0) return nothing;
    return html`<h2 class="group"><span>${msg('收银待看')}</span><span>${rows.length}</span></h2>
      ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}
      ${repeat(
        rows,
        (row) => `${row.kind} ${row.commit}`,
        (row) => this.renderRow(row),
      )}`;
  }

  private renderRow(row: SalesTaskRow) {
    return html`<div class="row">
      <span class="grow">
        <span class="title">${salesTaskName(row.kind)}</span><br />
        <span class="under">${[row.number, row.againstNumber].filter((one) => one !== '').join(' ↔ ')}
          ${row.kind === 'over-returned' ? msg(str`多退 ${quantity(row.excess)}`) : yuan(row.excess)} · ${row.who} · ${shortTime(row.time)}</span>
      </span>
      <button ?disabled=${this.command.busy} @click=${() => this.settle(row)}>${msg('看过了')}</button>
    </div>`;
  }

  private settle(row: SalesTaskRow): void {
    void this.command.does('declineReview', { commit: row.commit, note: salesTaskName(row.kind) });
  }
}
