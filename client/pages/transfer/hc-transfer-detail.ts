/**
 * One transfer: where from, where to, how far; its lines with what was asked, shipped and received; what is to be settled;
 * who did what. One primary action, that of the next step, where this member may do it.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-amount.ts';
import '../../components/hc-note.ts';
import './hc-transfer-move.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { stageName, stageTone, stepName, transferTaskText } from '../../i18n/transfer-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { TransferLineView, TransferTaskView, TransferView } from '../../worker/transfer-views.ts';
import { transferStyles } from './transfer-styles.ts';

/** What a reason is asked for, before it is done. */
type Asking = 'reject' | 'cancel' | 'lose' | 'correct' | null;

/** Fires `transfer-close`. */
@customElement('hc-transfer-detail')
export class HcTransferDetail extends HcElement {
  static override styles = [
    controls,
    layout,
    transferStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .why {
        display: flex;
        gap: 8px;
        align-items: end;
        padding: 12px var(--hc-pad);
        border-top: 1px solid var(--hc-line);
        background: var(--hc-canvas);
        flex-wrap: wrap;
      }
      .why label {
        flex: 1;
        min-width: 200px;
      }
      td hc-amount {
        width: 104px;
        margin-left: auto;
      }
      .scroll > .body {
        padding-block: 14px;
      }
    `,
  ];
  @property() record = '';
  @property({ type: Boolean }) back = false;
  @state() private moving: 'ship' | 'receive' | null = null;
  /** Quantities being changed, by line; null = none are. */
  @state() private edited: ReadonlyMap<number, number> | null = null;
  @state() private asking: Asking = null;
  @state() private reason = '';
  private readonly shown = new WatchController(this, 'transfer', () => ({ id: this.record }));
  private readonly command = new CommandController(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('record')) return;
    this.moving = null;
    this.edited = null;
    this.ask(null);
  }

  override render(): TemplateResult {
    const { view } = this.shown;
    if (view === undefined) return html`<div class="scroll loading"></div>`;
    if (view === null) return html`<div class="body muted">${msg('找不到这张调拨单。它可能还没到这台设备')}</div>`;
    if (this.moving !== null)
      return html`<hc-transfer-move .transfer=${view} .type=${this.moving} @move-done=${this.onMoved} @move-close=${this.onMoved}></hc-transfer-move>`;
    return html`
      <div class="bar">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('transfer-close', null)}>${icon('back')}</button>` : nothing}
        <h2 class="grow cut">${view.number}</h2>
        <span class="tag ${stageTone(view.stage)}">${stageName(view.stage)}</span>
        ${view.travel === 'local' ? html`<span class="tag warn">${msg('只在本机')}</span>` : nothing}
      </div>
      <div class="scroll">
        <div class="body stack">
          <div class="way"><strong>${view.from.name}</strong><span class="arrow">→</span><strong>${view.to.name}</strong></div>
          ${view.remark === '' ? nothing : html`<p class="muted">${view.remark}</p>`}
          ${view.tasks.map((task) => this.renderTask(task, view))}
          ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
        </div>
        ${this.renderLines(view)}
        <div class="body"><div class="log">${view.log.map(
          (row) => html`<span class="kind">${stepName(row.kind)}</span>
            <span>${row.who}${row.pieces === 0 ? nothing : html` · ${quantity(row.pieces)}`}${row.reason === '' || row.kind === 'request' ? nothing : html` · ${row.reason}`}
              ${row.travel === 'local' ? html`<span class="tag warn">${msg('只在本机')}</span>` : row.travel === 'void' ? html`<span class="tag danger">${msg('未生效')}</span>` : nothing}</span>
            <time>${shortTime(row.time)}</time>`,
        )}</div></div>
      </div>
      ${this.asking === null ? this.renderFoot(view) : this.renderWhy(view, this.asking)}
    `;
  }

  private renderLines(view: TransferView): TemplateResult {
    const lost = view.detail.some(({ lost: amount, back }) => amount > 0 || back > 0);
    return html`<table>
      <thead><tr>
        <th scope="col">${msg('商品')}</th><th scope="col">${msg('要')}</th><th scope="col">${msg('发')}</th><th scope="col">${msg('收')}</th>
        ${lost ? html`<th scope="col">${msg('损耗退回')}</th>` : nothing}<th scope="col">${msg('在途')}</th>
      </tr></thead>
      <tbody>${view.detail.map((line) => this.renderLine(line, lost))}</tbody>
    </table>`;
  }

  private renderLine(line: TransferLineView, lost: boolean): TemplateResult {
    return html`<tr>
      <td><span class="name">${line.name}</span> ${line.spec}<br /><span class="hint">${line.itemNo} ${line.onHand === null ? nothing : msg(str`发货仓现存 ${quantity(line.onHand)}`)}</span></td>
      <td>${this.edited === null ? quantity(line.asked) : this.renderAmount(line, this.edited)}</td><td>${quantity(line.shipped)}</td><td>${quantity(line.received)}</td>
      ${lost ? html`<td>${quantity(line.lost + line.back)}</td>` : nothing}
      <td class=${line.underWay < 0 ? 'neg' : ''}>${quantity(line.underWay)}</td>
    </tr>`;
  }

  private renderAmount(line: TransferLineView, edited: ReadonlyMap<number, number>): TemplateResult {
    return html`<hc-amount .nameText=${`${msg('数量')} ${line.name}`} .scale=${3} .value=${edited.get(line.line) ?? line.asked} .suffix=${line.unit}
      @amount-change=${(event: CustomEvent<number | null>) => this.setAmount(line.line, Math.max(0, event.detail ?? 0))}></hc-amount>`;
  }

  private renderTask(task: TransferTaskView, view: TransferView): TemplateResult {
    const { may } = view;
    return html`<div class="task" role="status">
      <span class="grow">${transferTaskText(task)}<br /><span class="hint">${task.who} · ${shortTime(task.time)}</span></span>
      ${task.kind === 'short' && may.bringBack ? html`<button ?disabled=${this.command.busy} @click=${() => this.settle(view, 'back')}>${msg('货还在，退回')}</button>` : nothing}
      ${task.kind === 'short' && may.lose ? html`<button class="danger" @click=${() => this.ask('lose')}>${msg('记为损耗')}</button>` : nothing}
      ${task.kind === 'over' && may.confirmShipped ? html`<button ?disabled=${this.command.busy} @click=${() => this.settle(view, 'ship')}>${msg('确实多发了')}</button>` : nothing}
      ${task.kind === 'over' && may.correct ? html`<button class="danger" @click=${() => this.ask('correct')}>${msg('更正多收')}</button>` : nothing}
      ${task.kind === 'voided' && may.bringBack ? html`<button ?disabled=${this.command.busy} @click=${() => this.settle(view, 'back')}>${msg('货还在，退回')}</button>` : nothing}
    </div>`;
  }

  private renderFoot(view: TransferView): TemplateResult | typeof nothing {
    const { may } = view;
    if (this.edited !== null)
      return html`<div class="foot"><span class="grow"></span><button @click=${() => this.edit(null)}>${msg('不了')}</button>
        <button class="primary" ?disabled=${this.command.busy || this.edited.size === 0} @click=${this.saveEdit}>${msg('保存')}</button></div>`;
    const primary = may.approve
      ? html`<button class="primary" ?disabled=${this.command.busy} @click=${() => this.decide('approve')}>${msg('通过')}</button>`
      : may.receive
        ? html`<button class="primary" @click=${() => this.move('receive')}>${msg('收货')}</button>`
        : may.ship
          ? html`<button class="primary" @click=${() => this.move('ship')}>${msg('发货')}</button>`
          : may.resubmit
            ? html`<button class="primary" ?disabled=${this.command.busy} @click=${() => this.decide('submit')}>${msg('重新提交')}</button>`
            : nothing;
    const second =
      may.receive && may.ship ? html`<button @click=${() => this.move('ship')}>${msg('再发货')}</button>` : nothing;
    const cancel = may.cancel
      ? html`<button class="plain danger" @click=${() => this.ask('cancel')}>${view.log.some(({ kind }) => kind === 'ship') ? msg('取消并退回') : msg('取消')}</button>`
      : nothing;
    const edit = may.edit ? html`<button @click=${() => this.edit(new Map())}>${msg('改数量')}</button>` : nothing;
    if (primary === nothing && cancel === nothing && edit === nothing && !may.unapprove) return nothing;
    return html`<div class="foot">
      ${cancel}
      ${may.unapprove ? html`<button class="plain" ?disabled=${this.command.busy} @click=${() => this.decide('unapprove')}>${msg('反审核')}</button>` : nothing}
      <span class="grow"></span>
      ${edit}
      ${may.reject ? html`<button class="danger" @click=${() => this.ask('reject')}>${msg('驳回')}</button>` : nothing}
      ${second}${primary}
    </div>`;
  }

  private renderWhy(view: TransferView, asking: Exclude<Asking, null>): TemplateResult {
    const label = { reject: msg('驳回'), cancel: msg('取消'), lose: msg('记为损耗'), correct: msg('更正多收') }[asking];
    return html`<div class="why">
      <label class="field-label">${msg('原因')}<input class="field" maxlength="200" .value=${this.reason} @input=${this.onReason} /></label>
      <button @click=${() => this.ask(null)}>${msg('不了')}</button>
      <button class="danger" ?disabled=${this.command.busy || this.reason.trim() === ''} @click=${() => this.because(view, asking)}>${label}</button>
    </div>`;
  }

  private move(type: 'ship' | 'receive'): void {
    this.moving = type;
  }
  private readonly onMoved = (): void => {
    this.moving = null;
  };
  private ask(asking: Asking): void {
    this.asking = asking;
    this.reason = '';
    this.command.fail(null);
  }
  private onReason(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.reason = event.target.value;
  }
  private edit(edited: ReadonlyMap<number, number> | null): void {
    this.edited = edited;
  }
  private setAmount(line: number, value: number): void {
    this.edited = new Map([...(this.edited ?? []), [line, value]]);
  }
  private readonly saveEdit = async (): Promise<void> => {
    const lines = [...(this.edited ?? [])].map(([line, amount]) => ({ line, quantity: amount }));
    if (await this.command.does('editTransfer', { id: this.record, lines })) this.edit(null);
  };
  private decide(event: 'approve' | 'unapprove' | 'submit'): void {
    void this.command.does('decideTransfer', { id: this.record, event, reason: '' });
  }

  private async because(view: TransferView, asking: Exclude<Asking, null>): Promise<void> {
    const { record: id, reason } = this;
    const done =
      asking === 'reject'
        ? await this.command.does('decideTransfer', { id, event: 'reject', reason })
        : asking === 'cancel'
          ? await this.command.does('cancelTransfer', { id, reason })
          : await this.settle(view, asking);
    if (done) this.ask(null);
  }

  /** All that differs at once: lines rarely differ for different reasons. */
  private settle(view: TransferView, type: 'lose' | 'back' | 'correct' | 'ship'): Promise<boolean> {
    const sign = type === 'lose' || type === 'back' ? 1 : -1;
    const lines = view.detail.flatMap(({ line, underWay }) => {
      const amount = sign * underWay;
      return amount > 0 ? [{ line, quantity: amount }] : [];
    });
    return this.command.does('moveTransfer', { id: this.record, type, complete: false, reason: this.reason, lines });
  }
}
