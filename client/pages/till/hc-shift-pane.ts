/**
 * The shift of this till: open it with a counted float, put money in and take it out, close it with a blind count, look
 * at the report; and the shifts before it, those of others for whoever may see them. What was expected is shown only
 * once the count is signed.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import './hc-cash-count.ts';
import './hc-shift-report.ts';
import { parseFen } from '../../../shared/foundation/money.ts';
import { type CashCount, countedSum } from '../../../shared/schema/shift.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen, yuan } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import type { ShiftRow, TillCommands } from '../../worker/till-views.ts';
import { paneFrame } from './pane-frame.ts';

type View =
  | { readonly name: 'list' | 'open' | 'money' }
  | { readonly name: 'close'; readonly shift: string; readonly who: string }
  | { readonly name: 'closed'; readonly shift: string; readonly figures: TillCommands['closeShift']['output'] }
  | { readonly name: 'report'; readonly shift: string };
type ByHand = 'paidIn' | 'paidOut' | 'drawer';

/** Fires `shift-pane-close` (one level back), `shift-pane-done` (back to selling). */
@customElement('hc-shift-pane')
export class HcShiftPane extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      .desk {
        display: grid;
        gap: 14px;
        max-width: 560px;
        margin: 0 auto;
        padding: 16px;
      }
      .now {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        align-items: center;
      }
      .figure {
        display: grid;
        justify-items: center;
        gap: 4px;
        padding: 16px 0;
      }
      .figure strong {
        font-size: 40px;
        line-height: 46px;
      }
      .foot button {
        min-height: 56px;
        font-size: 16px;
      }
      .chips {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      dl.facts dd {
        text-align: right;
      }
    `,
  ];
  /** Opened at a certain step: the notice above the cart asks for `open`. */
  @property() start: 'list' | 'open' = 'list';
  @state() private view: View = { name: 'list' };
  @state() private count: CashCount = [];
  @state() private nextFloat: string | null = null;
  @state() private reason = '';
  @state() private byHand: ByHand = 'paidOut';
  @state() private amount = '';
  private readonly command = new CommandController(this);
  private readonly till = new WatchController(this, 'till', () => null);
  private readonly shifts = new WatchController(this, 'shifts', () => ({ limit: 60 }));

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.start === 'open') this.go({ name: 'open' });
  }

  /** On phones the reason stands below the fold: what is wrong comes into view by itself. */
  override updated(): void {
    if (this.command.error !== null) this.renderRoot.querySelector('hc-note')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const { view } = this;
    if (view.name === 'open') return this.renderOpen();
    if (view.name === 'close') return this.renderClose(view.who);
    if (view.name === 'closed') return this.renderClosed(view.figures, view.shift);
    if (view.name === 'money') return this.renderMoney();
    if (view.name === 'report')
      return html`<hc-shift-report .shift=${view.shift} @report-close=${() => this.go({ name: 'list' })}></hc-shift-report>`;
    return this.renderList();
  }

  private bar(heading: string, back: () => void) {
    return html`<div class="bar">
      <button class="icon" aria-label=${msg('返回')} @click=${back}>${icon('back')}</button>
      <h2 class="grow">${heading}</h2>
    </div>`;
  }

  private go(view: View): void {
    this.view = view;
    this.count = [];
    this.nextFloat = null;
    this.reason = '';
    this.amount = '';
    this.command.fail(null);
  }

  // ------------------------------------------------------------ list

  private renderList() {
    const till = this.till.view;
    const shift = till?.shift ?? null;
    return html`
      ${this.bar(msg('班次'), () => this.emit('shift-pane-close', null))}
      <div class="now">
        <span class="grow">${
          shift === null
            ? msg('还没有开班')
            : msg(str`${shift.who} ${shortTime(shift.since)} 开班，备用金 ${yuan(shift.float)}`)
        }</span>
        ${
          till?.may.drawer === true
            ? html`<button @click=${() => this.go({ name: 'money' })}>${msg('存取现金')}</button>`
            : nothing
        }
        ${
          shift === null
            ? html`<button class="primary" ?disabled=${till?.may.sell !== true} @click=${() => this.go({ name: 'open' })}>${msg('开班')}</button>`
            : html`<button class="primary" @click=${() => this.go({ name: 'close', shift: shift.id, who: shift.who })}>${msg('交班')}</button>`
        }
      </div>
      <div class="scroll">
        ${repeat(
          this.shifts.view ?? [],
          (row) => row.id,
          (row) => this.renderRow(row),
        )}
      </div>
    `;
  }

  private renderRow(row: ShiftRow) {
    const { closed } = row;
    return html`<button class="row" @click=${() => this.go({ name: 'report', shift: row.id })}>
      <span class="grow">
        <span class="title">${row.who}</span> <span class="muted">${row.register}</span><br />
        <span class="under">${shortTime(row.since)} – ${closed === null ? msg('未收班') : shortTime(closed.at)}${
          closed !== null && closed.late !== 0
            ? html` <span class="tag warn">${msg(str`收班后 ${signed(closed.late)}`)}</span>`
            : nothing
        }</span>
      </span>
      <span class="right">${
        closed === null
          ? html`<span class="tag info">${msg('进行中')}</span>`
          : html`<span class="title ${closed.overShort < 0 ? 'neg' : ''}">${closed.overShort === 0 ? msg('平') : signed(closed.overShort)}</span><br /><span class="under">${msg('长短款')}</span>`
      }</span>
    </button>`;
  }

  // ------------------------------------------------------------ open and close

  private renderOpen() {
    return html`
      ${this.bar(msg('开班'), () => this.go({ name: 'list' }))}
      <div class="scroll"><div class="desk">
        <p class="muted">${msg('数一数钱箱里的备用金')}</p>
        <hc-cash-count .label=${msg('备用金')} .count=${this.count} @cash-count=${this.onCount}></hc-cash-count>
        ${this.renderError()}
      </div></div>
      <div class="foot">
        <button @click=${() => this.go({ name: 'list' })}>${msg('取消')}</button>
        <button class="primary grow" ?disabled=${this.command.busy} @click=${this.open}>${msg(str`开班 ${yuan(countedSum(this.count))}`)}</button>
      </div>
    `;
  }

  private renderClose(who: string) {
    const asks = this.command.error?.code === 'shift-reason';
    return html`
      ${this.bar(msg('交班'), () => this.go({ name: 'list' }))}
      <div class="scroll"><div class="desk">
        <p class="muted">${msg(str`${who} 的班。清点全部现金，不看账面`)}</p>
        <hc-cash-count .label=${msg('实点现金')} .count=${this.count} @cash-count=${this.onCount}></hc-cash-count>
        <label class="field-label">${msg('留作下一班备用金 ¥')}
          <input class="field num" inputmode="decimal" autocomplete="off" .value=${this.floatText()} @input=${(
            event: Event,
          ) => {
            this.nextFloat = (event.target as HTMLInputElement).value;
          }} />
        </label>
        ${
          asks || this.reason !== ''
            ? html`<label class="field-label">${msg('差异原因')}
                <input class="field" maxlength="200" .value=${this.reason} @input=${(event: Event) => {
                  this.reason = (event.target as HTMLInputElement).value;
                }} />
              </label>`
            : nothing
        }
        ${this.renderError()}
      </div></div>
      <div class="foot">
        <button @click=${() => this.go({ name: 'list' })}>${msg('取消')}</button>
        <button class="primary grow" ?disabled=${this.command.busy} @click=${this.close}>${msg(str`交班 ${yuan(countedSum(this.count))}`)}</button>
      </div>
    `;
  }

  private floatText(): string {
    if (this.nextFloat !== null) return this.nextFloat;
    const kept = Math.min(this.till.view?.openingFloat ?? 0, countedSum(this.count));
    return kept === 0 ? '' : fen(kept).replaceAll(',', '');
  }

  private renderClosed(
    { expected, counted, overShort, handedIn }: TillCommands['closeShift']['output'],
    shift: string,
  ) {
    return html`
      ${this.bar(msg('已交班'), () => this.go({ name: 'list' }))}
      <div class="scroll"><div class="desk">
        <div class="figure" role="status">
          <span class="muted">${overShort === 0 ? msg('账实相符') : overShort > 0 ? msg('长款') : msg('短款')}</span>
          <strong class=${overShort < 0 ? 'neg' : ''}>${overShort === 0 ? yuan(0) : signed(overShort)}</strong>
        </div>
        <dl class="facts">
          <dt>${msg('应有现金')}</dt><dd>${fen(expected)}</dd>
          <dt>${msg('实点现金')}</dt><dd>${fen(counted)}</dd>
          <dt>${msg('上交')}</dt><dd>${fen(handedIn)}</dd>
        </dl>
      </div></div>
      <div class="foot">
        <button class="grow" @click=${() => this.go({ name: 'report', shift })}>${msg('看班次报表')}</button>
        <button class="primary grow" @click=${() => this.emit('shift-pane-done', null)}>${msg('回到收银')}</button>
      </div>
    `;
  }

  // ------------------------------------------------------------ money by hand

  private renderMoney() {
    const kinds: readonly (readonly [ByHand, string])[] = [
      ['paidOut', msg('取出')],
      ['paidIn', msg('存入')],
      ['drawer', msg('只开钱箱')],
    ];
    const reasons =
      this.byHand === 'paidIn' ? [msg('补备用金'), msg('换零钱')] : [msg('运费'), msg('买办公用品'), msg('换零钱')];
    return html`
      ${this.bar(msg('存取现金'), () => this.go({ name: 'list' }))}
      <div class="scroll"><div class="desk">
        <div class="chips" role="group" aria-label=${msg('方向')}>
          ${kinds.map(
            ([kind, label]) =>
              html`<button class="chip" aria-pressed=${kind === this.byHand} @click=${() => {
                this.byHand = kind;
              }}>${label}</button>`,
          )}
        </div>
        ${
          this.byHand === 'drawer'
            ? nothing
            : html`<label class="field-label">${msg('金额 ¥')}
                <input class="field num" inputmode="decimal" autocomplete="off" .value=${this.amount} @input=${(
                  event: Event,
                ) => {
                  this.amount = (event.target as HTMLInputElement).value;
                }} />
              </label>`
        }
        <label class="field-label">${msg('原因')}
          <input class="field" maxlength="60" .value=${this.reason} @input=${(event: Event) => {
            this.reason = (event.target as HTMLInputElement).value;
          }} />
        </label>
        <div class="chips">${reasons.map(
          (one) =>
            html`<button class="chip" @click=${() => {
              this.reason = one;
            }}>${one}</button>`,
        )}</div>
        ${this.renderError()}
      </div></div>
      <div class="foot">
        <button @click=${() => this.go({ name: 'list' })}>${msg('取消')}</button>
        <button class="primary grow" ?disabled=${this.command.busy} @click=${this.moveMoney}>${msg('确定')}</button>
      </div>
    `;
  }

  private renderError() {
    return this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`;
  }

  private readonly onCount = (event: CustomEvent<CashCount>): void => {
    this.count = event.detail;
  };

  private readonly open = async (): Promise<void> => {
    if (await this.command.does('openShift', { counts: this.count })) this.emit('shift-pane-done', null);
  };

  private readonly close = async (): Promise<void> => {
    if (this.view.name !== 'close') return;
    const { shift } = this.view;
    const nextFloat = this.floatText() === '' ? 0 : parseFen(this.floatText());
    if (nextFloat === null) {
      this.command.fail({ code: 'number-invalid' });
      return;
    }
    const figures = await this.command.run('closeShift', { shift, counts: this.count, nextFloat, reason: this.reason });
    if (figures !== null) this.go({ name: 'closed', shift, figures });
  };

  private readonly moveMoney = async (): Promise<void> => {
    const { reason, byHand } = this;
    const amount = parseFen(this.amount);
    if (byHand !== 'drawer' && (amount === null || amount <= 0)) {
      this.command.fail({ code: 'number-invalid' });
      return;
    }
    const done =
      byHand === 'drawer'
        ? await this.command.does('openDrawer', { reason })
        : await this.command.does('moveCash', { kind: byHand, amount: amount ?? 0, reason });
    if (done) this.go({ name: 'list' });
  };
}

const signed = (amount: number): string => (amount > 0 ? `+${fen(amount)}` : fen(amount));
