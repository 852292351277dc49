/**
 * Review list: everything that did not take effect, or waits, with who, when and why in plain words. Nothing vanishes;
 * recognising (认可) shows the exact change and what it does to goods and cash first, and stands under its author's name.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import './hc-sales-tasks.ts';
import './hc-transfer-tasks.ts';
import './hc-wallet-tasks.ts';
import { HcElement } from '../../components/hc-element.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity, yuan } from '../../i18n/figures.ts';
import { inOneLine } from '../../i18n/locale.ts';
import { shortTime } from '../../i18n/times.ts';
import { commandName, reasonText, roleName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { OversoldTask, ReviewRow, SessionView } from '../../worker/engine-protocol.ts';
import { reviewLine } from './review-line.ts';

type Filter = 'all' | 'void' | 'waiting' | 'settled';

@customElement('hc-review-page')
export class HcReviewPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        background: var(--hc-canvas);
      }
      .narrow {
        max-width: 880px;
        background: var(--hc-surface);
      }
      .row {
        align-items: flex-start;
      }
      .lines {
        display: grid;
        margin-top: 4px;
      }
      .row .actions {
        display: flex;
        gap: 8px;
        margin-top: 8px;
        flex-wrap: wrap;
      }
      .chips {
        display: flex;
        gap: 8px;
        overflow-x: auto;
        padding: 3px;
        margin: -3px;
      }
      textarea {
        resize: vertical;
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  /** Commit named in the address: shown first. */
  @property() record: string | null = null;
  @state() private filter: Filter = 'all';
  @state() private asking: { readonly row: ReviewRow; readonly what: 'ratify' | 'decline' } | null = null;
  @state() private note = '';
  private readonly command = new CommandController(this);
  private readonly review = new WatchController(this, 'review', () => null);
  private readonly tasks = new WatchController(this, 'openTasks', () => null);
  private readonly salesTasks = new WatchController(this, 'salesTasks', () => null);
  private readonly walletTasks = new WatchController(this, 'walletTasks', () => null);
  private readonly transferTasks = new WatchController(this, 'transferTasks', () => null);
  private readonly quotaTasks = new WatchController(this, 'quotaTasks', () => null);

  override render(): TemplateResult {
    const rows = this.review.view ?? [];
    const open = rows.filter((row) => !row.ratified && !row.declined);
    const groups = {
      void: open.filter((row) => row.verdict === 'void'),
      waiting: open.filter((row) => row.verdict === 'waiting'),
      settled: rows.filter((row) => row.ratified || row.declined),
    };
    const tasks = this.tasks.view?.rows ?? [];
    const chips: readonly (readonly [Filter, string])[] = [
      ['all', msg('全部')],
      ['void', msg(str`未生效 ${groups.void.length}`)],
      ['waiting', msg(str`待确认 ${groups.waiting.length}`)],
      ['settled', msg(str`已处理 ${groups.settled.length}`)],
    ];
    const show = (filter: Filter): boolean => this.filter === 'all' || this.filter === filter;
    return html`
      <div class="bar narrow"><div class="chips" role="group" aria-label=${msg('筛选')}>
        ${chips.map(([filter, label]) => html`<button class="chip" aria-pressed=${filter === this.filter} @click=${() => this.setFilter(filter)}>${label}</button>`)}
      </div></div>
      <div class="scroll">
        <div class="narrow">
          ${this.command.error !== null && this.asking === null ? html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>` : nothing}
          ${rows.length === 0 && tasks.length === 0 && (this.salesTasks.view ?? []).length === 0 && (this.walletTasks.view ?? []).length === 0 && (this.transferTasks.view ?? []).length === 0 && (this.quotaTasks.view ?? []).length === 0 && this.review.view !== undefined ? html`<p class="empty">${msg('没有要复核的')}</p>` : nothing}
          ${show('void') ? this.group(msg('未生效'), groups.void) : nothing}
          ${this.filter === 'all' ? html`<hc-sales-tasks></hc-sales-tasks><hc-wallet-tasks></hc-wallet-tasks><hc-transfer-tasks></hc-transfer-tasks>${this.renderTasks(tasks)}` : nothing}
          ${show('waiting') ? this.group(msg('待确认'), groups.waiting) : nothing}
          ${show('settled') ? this.group(msg('已处理'), groups.settled) : nothing}
        </div>
      </div>
      ${this.renderAsk()}
    `;
  }

  private group(label: string, rows: readonly ReviewRow[]): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    return html`<h2 class="group"><span>${label}</span><span>${rows.length}</span></h2>
      ${repeat(
        rows,
        (row) => row.commit,
        (row) => this.renderRow(row),
      )}`;
  }

  private renderRow(row: ReviewRow): TemplateResult {
    const settled = row.ratified || row.declined;
    const struck = row.verdict === 'void' && !row.ratified;
    return html`<div class="row ${row.ratified ? '' : row.verdict === 'void' ? 'ink-void' : 'ink-waiting'} ${row.commit === this.record ? 'selected' : ''}">
      <div class="grow">
        <span class="title">${row.verdict === 'void' ? msg(str`${commandName(row.command)}未生效`) : msg(str`${commandName(row.command)}待确认`)}</span>
        ${row.ratified ? html`<span class="tag ok">${msg('已认可')}</span>` : nothing}
        ${row.declined ? html`<span class="tag">${msg('不认可')}</span>` : nothing}
        <p class="under">${msg(str`${row.own ? msg('你') : row.who} ${shortTime(row.time)} 提交。${reasonText(row.reason, row.verdict === 'waiting')}`)}</p>
        ${
          row.lines === null
            ? html`<p class="hint">${msg('这台设备没有内容，只有记录头')}</p>`
            : html`<div class="lines small ${struck ? 'struck' : ''}">${row.lines.map((line) => html`<span>${reviewLine(line)}</span>`)}</div>`
        }
        <p class="hint">${row.device} · <code>${row.reason}</code></p>
        ${settled ? nothing : this.renderActions(row)}
      </div>
      <div class="right">
        ${row.cash === 0 ? nothing : html`<span class="title ${struck ? 'struck' : ''}">${yuan(row.cash)}</span><br />`}
        ${row.goods === 0 ? nothing : html`<span class="under">${msg(str`${quantity(row.goods)} 件`)}</span>`}
      </div>
    </div>`;
  }

  private renderActions(row: ReviewRow): TemplateResult {
    if (row.verdict === 'waiting') return html`<p class="hint">${msg('登记后自动定下，不用处理')}</p>`;
    if (!row.mayRatify)
      return html`<p class="hint">${row.needs === null ? msg('要由别人认可') : msg(str`需要${roleName(row.needs)}认可`)}</p>`;
    return html`<div class="actions">
      <button class="primary" @click=${() => this.ask(row, 'ratify')}>${msg('认可')}</button>
      <button @click=${() => this.ask(row, 'decline')}>${msg('不认可')}</button>
    </div>`;
  }

  private renderTasks(tasks: readonly OversoldTask[]): TemplateResult | typeof nothing {
    if (tasks.length === 0) return nothing;
    return html`<h2 class="group"><span>${msg('超卖')}</span><span>${this.tasks.view?.total ?? 0}</span></h2>
      ${tasks.map(
        (
          task,
        ) => html`<a class="row" style="color:inherit;text-decoration:none;font-weight:400" href="/stock/${encodeURIComponent(task.variant)}">
          <span class="grow"><span class="title">${msg(str`${task.name} 现存 ${quantity(task.onHand)}`)}</span><br />
            <span class="under">${this.warehouseName(task.warehouse)} · ${ticketsText(task.tickets)}</span></span>
        </a>`,
      )}`;
  }

  private warehouseName(id: string): string {
    return this.session?.warehouses.find((one) => one.id === id)?.name ?? id;
  }

  private renderAsk(): TemplateResult {
    const asking = this.asking;
    const ratify = asking?.what === 'ratify';
    return html`<hc-sheet .heading=${ratify ? msg('认可') : msg('不认可')} .open=${asking !== null} @sheet-close=${this.closeAsk}>
      ${
        asking === null
          ? nothing
          : html`
              ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
              <p>${
                ratify
                  ? msg(str`认可后按 ${asking.row.who} 自己的名义生效`)
                  : msg(str`不认可：${asking.row.who} 的这一笔仍不生效，记录保留`)
              }</p>
              <div class="lines">${(asking.row.lines ?? []).map((line) => html`<span>${reviewLine(line)}</span>`)}</div>
              <dl class="facts">
                <dt>${msg('货')}</dt><dd>${asking.row.goods === 0 ? msg('不变') : msg(str`${quantity(asking.row.goods)} 件`)}</dd>
                <dt>${msg('钱')}</dt><dd>${asking.row.cash === 0 ? msg('不变') : yuan(asking.row.cash)}</dd>
              </dl>
              ${ratify ? nothing : html`<label class="field-label">${msg('原因')}<textarea class="field" rows="2" maxlength="200" @input=${this.onNote}></textarea></label>`}
            `
      }
      <button slot="foot" @click=${this.closeAsk}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${this.command.busy} @click=${this.decide}>${ratify ? msg('认可') : msg('不认可')}</button>
    </hc-sheet>`;
  }

  private setFilter(filter: Filter): void {
    this.filter = filter;
  }
  private ask(row: ReviewRow, what: 'ratify' | 'decline'): void {
    this.note = '';
    this.command.fail(null);
    this.asking = { row, what };
  }
  private readonly closeAsk = (): void => {
    this.asking = null;
    this.command.fail(null);
  };
  private onNote(event: Event): void {
    if (event.target instanceof HTMLTextAreaElement) this.note = event.target.value;
  }
  private async decide(): Promise<void> {
    const asking = this.asking;
    if (asking === null) return;
    const { row, what } = asking;
    if (what === 'decline' && this.note.trim() === '') return this.command.fail({ code: 'note-required' });
    const done =
      what === 'ratify'
        ? await this.command.does('ratify', { feed: row.feed, from: row.seq, to: row.seq })
        : await this.command.does('declineReview', { commit: row.commit, note: this.note.trim() });
    if (done) this.asking = null;
  }
}

/** The last three by number, and how many there are. */
function ticketsText(tickets: readonly string[]): string {
  if (tickets.length <= 3) return inOneLine(tickets);
  return msg(str`${inOneLine(tickets.slice(-3))} 等 ${tickets.length} 单`);
}
