/**
 * One stocktake: what it is about and how far it is, the scanning on top while it is open, its lines beneath, and the one
 * thing to do next: hand it in, approve it. Selling goes on all the while; the differences move with it.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import './hc-count-lines.ts';
import './hc-count-scan.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { count, quantity, yuan } from '../../i18n/figures.ts';
import { stocktakeStatus, stocktakeTone } from '../../i18n/stocktake-words.ts';
import { shortTime } from '../../i18n/times.ts';
import type { StocktakeCommands, StocktakeView } from '../../worker/stocktake-protocol.ts';
import { detailStyles } from '../catalogue/detail-styles.ts';
import type { HcCountScan } from './hc-count-scan.ts';

type Step = StocktakeCommands['stepStocktake']['input']['step'];

/** Fires `count-back`. */
@customElement('hc-count-detail')
export class HcCountDetail extends HcElement {
  static override styles = [
    ...detailStyles,
    css`
      .figures {
        display: flex;
        border-block: 1px solid var(--hc-line);
        overflow-x: auto;
        scrollbar-width: none;
        flex: none;
      }
      .figures > div {
        padding: 8px 16px;
        border-right: 1px solid var(--hc-line);
        flex: none;
        min-width: 88px;
      }
      .figures span {
        display: block;
        color: var(--hc-text-2);
        font-size: 13px;
        line-height: 20px;
      }
      .figures strong {
        font-size: 20px;
        line-height: 28px;
        font-weight: 600;
      }
      .notes {
        padding: 8px var(--hc-pad);
        display: grid;
        gap: 8px;
      }
      .own {
        padding: 8px var(--hc-pad) 0;
        text-align: right;
      }
      .zero {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 8px var(--hc-pad);
        border-top: 1px solid var(--hc-line);
      }
      .reject {
        display: flex;
        gap: 8px;
        padding: 8px var(--hc-pad);
        border-top: 1px solid var(--hc-line);
      }
    `,
  ];
  @property() stocktake = '';
  @property({ type: Boolean }) back = false;
  @state() private recounting = false;
  @state() private zero = false;
  @state() private rejecting = false;
  @state() private reason = '';
  @query('hc-count-scan') private scan!: HcCountScan | null;
  private readonly command = new CommandController(this);
  private readonly view = new WatchController(this, 'stocktake', () => ({ id: this.stocktake }));

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('stocktake')) return;
    this.recounting = false;
    this.zero = false;
    this.rejecting = false;
  }

  override render(): TemplateResult {
    const view = this.view.view;
    if (view === undefined || view === null || view.id !== this.stocktake) return html``;
    const open = view.status === 'counting' || view.status === 'rejected';
    const counts = view.may.count && (open || (this.recounting && view.status === 'submitted'));
    return html`
      <div class="head">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('count-back', null)}>${icon('back')}</button>` : nothing}
        <div class="grow">
          <h2 class="cut">${view.number}</h2>
          <p class="muted small cut">${[view.place, view.scope === '' ? msg('全部商品') : view.scope, view.blind ? msg('盲盘') : '', view.remark, `${view.who} ${shortTime(view.time)}`].filter((part) => part !== '').join(' · ')}</p>
        </div>
        <span class="tag ${stocktakeTone(view.status)}">${stocktakeStatus(view.status)}</span>
        <button class="icon" aria-label=${msg('打印盘点表')} title=${msg('打印盘点表')} @click=${this.print}>${icon('printer')}</button>
      </div>
      ${this.renderFigures(view)}
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('盘点')}>
        ${counts ? html`<hc-count-scan .stocktake=${view.id} .bins=${view.bins} .round=${this.recounting ? 2 : 1}></hc-count-scan>` : nothing}
        ${this.renderNotes(view)}
        <hc-count-lines .sheet=${view} .filter=${open || view.status === 'void' ? 'all' : 'different'} @count-choose=${this.onChoose}></hc-count-lines>
      </div>
      ${this.renderFoot(view, open)}
    `;
  }

  private renderFigures({ figures }: StocktakeView): TemplateResult {
    const { counted, pieces, uncounted, different, gain = 0, loss = 0, value = 0, cost, accuracy } = figures;
    const shown: (readonly [string, string])[] = [
      [msg('已点'), `${count(counted)} / ${count(counted + uncounted)}`],
      [msg('件数'), quantity(pieces)],
    ];
    if (different !== undefined) {
      shown.push([msg('有差异'), count(different)]);
      shown.push([msg('盘盈'), quantity(gain)], [msg('盘亏'), quantity(loss)]);
      shown.push([msg('差异零售额'), yuan(value)]);
      if (cost !== undefined) shown.push([msg('差异进价额'), yuan(cost)]);
      if (accuracy !== undefined && accuracy !== null) shown.push([msg('准确率'), `${(accuracy / 100).toFixed(1)} %`]);
    }
    return html`<div class="figures" tabindex="0" role="group" aria-label=${msg('盘点')}>${shown.map(([label, figure]) => html`<div><span>${label}</span><strong>${figure}</strong></div>`)}</div>`;
  }

  private renderNotes(view: StocktakeView): TemplateResult | typeof nothing {
    const { said, posted, figures } = view;
    const late = figures.afterPosting ?? 0;
    const notes: TemplateResult[] = [];
    if (this.command.error !== null) notes.push(html`<hc-note .error=${this.command.error}></hc-note>`);
    if (view.status === 'rejected' && said !== null)
      notes.push(html`<hc-note kind="warn">${msg(str`${said.who} 驳回：${said.reason}`)}</hc-note>`);
    if (view.status === 'submitted' && said !== null)
      notes.push(html`<p class="small muted">${msg(str`${said.who} ${shortTime(said.time)} 提交，等待审核`)}</p>`);
    if (posted !== null)
      notes.push(
        html`<p class="small muted">${msg(str`${posted.who} ${shortTime(posted.time)} 审核过账`)} ${posted.selfApproved ? html`<span class="tag warn">${msg('自批')}</span>` : nothing}</p>`,
      );
    if (view.partlyPosted)
      notes.push(html`<hc-note kind="warn">${msg('过账还没写完。再点一次过账，会接着写')}</hc-note>`);
    if (late > 0)
      notes.push(html`<hc-note kind="warn">${msg(str`过账后又到了 ${count(late)} 种的点数，还没算进去`)}</hc-note>`);
    return notes.length === 0 ? nothing : html`<div class="notes">${notes}</div>`;
  }

  private renderFoot(view: StocktakeView, open: boolean): TemplateResult | typeof nothing {
    const { may, figures } = view;
    const busy = this.command.busy;
    const empty = figures.counted === 0;
    const again = view.status === 'posted' && ((figures.afterPosting ?? 0) > 0 || view.partlyPosted);
    const approves = may.approve && (open || view.status === 'submitted' || again);
    if (view.status === 'void' || (view.status === 'posted' && !(again && may.approve))) return nothing;
    const full = view.mode === 'full' && figures.uncounted > 0;
    return html`
      ${
        approves && full && !may.ownCount
          ? html`<label class="zero"><input type="checkbox" .checked=${this.zero} @change=${this.onZero} />
              <span>${msg(str`没点到的 ${count(figures.uncounted)} 种按 0 过账`)}</span></label>`
          : nothing
      }
      ${
        this.rejecting
          ? html`<div class="reject"><input class="field grow" maxlength="200" aria-label=${msg('驳回原因')} placeholder=${msg('驳回原因')} .value=${this.reason} @input=${this.onReason} />
              <button @click=${() => this.setRejecting(false)}>${msg('取消')}</button>
              <button class="danger" ?disabled=${busy} @click=${() => void this.step('reject')}>${msg('驳回')}</button></div>`
          : nothing
      }
      ${approves && may.ownCount ? html`<p class="own small muted">${msg('你点过这张，请别人审核')}</p>` : nothing}
      <div class="foot">
        ${open && may.void ? html`<button class="plain danger" ?disabled=${busy} @click=${() => void this.step('void')}>${msg('作废')}</button>` : nothing}
        <span class="grow"></span>
        ${view.status === 'submitted' && may.count && (figures.recountDue ?? 0) > 0 ? html`<button aria-pressed=${this.recounting} @click=${this.recount}>${msg(str`复盘 ${count(figures.recountDue ?? 0)} 种`)}</button>` : nothing}
        ${view.status === 'submitted' && may.count ? html`<button ?disabled=${busy} @click=${() => void this.step('withdraw')}>${msg('撤回')}</button>` : nothing}
        ${view.status === 'submitted' && may.approve && !this.rejecting ? html`<button class="danger" @click=${() => this.setRejecting(true)}>${msg('驳回')}</button>` : nothing}
        ${open && may.count ? html`<button class=${approves && !may.ownCount ? '' : 'primary'} ?disabled=${busy || empty} @click=${() => void this.step('submit')}>${msg('提交盘点')}</button>` : nothing}
        ${approves && !may.ownCount ? html`<button class="primary" ?disabled=${busy || empty} @click=${this.post}>${again ? msg('补过账') : msg('审核过账')}</button>` : nothing}
      </div>
    `;
  }

  private onZero(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.zero = event.target.checked;
  }
  private onReason(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.reason = event.target.value;
  }
  private setRejecting(rejecting: boolean): void {
    this.rejecting = rejecting;
  }
  private readonly recount = (): void => {
    this.recounting = !this.recounting;
  };
  private async onChoose(
    event: CustomEvent<Omit<StocktakeCommands['chooseTally']['input'], 'stocktake'>>,
  ): Promise<void> {
    await this.command.does('chooseTally', { stocktake: this.stocktake, ...event.detail });
  }
  /** What is scanned and still waits goes first. */
  private async step(step: Step): Promise<void> {
    if (this.scan !== null && !(await this.scan.flush())) return;
    const done = await this.command.does('stepStocktake', { stocktake: this.stocktake, step, reason: this.reason });
    if (!done) return;
    this.rejecting = false;
    this.reason = '';
    if (step === 'submit') this.recounting = false;
  }
  private readonly post = async (): Promise<void> => {
    if (this.scan !== null && !(await this.scan.flush())) return;
    await this.command.does('postStocktake', { stocktake: this.stocktake, uncountedZero: this.zero });
  };
  private readonly print = async (): Promise<void> => {
    const { engine } = this.view;
    const view = this.view.view;
    if (engine === undefined || view === undefined || view === null) return;
    const [rows, { printCountSheet }] = await Promise.all([
      engine.once('countSheet', { id: view.id }),
      import('./count-paper.ts'),
    ]);
    const printed = await printCountSheet(view, rows);
    if (!printed.ok) this.command.fail(printed.error);
  };
}
