/**
 * Quota of strict products: what is on hand, what of it each till may sell alone, and what nobody holds. Handing out and
 * taking back are for whoever keeps the warehouse, in reach of the relay; a till passes its own on by itself, offline too.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-amount.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { quotaCauseText, quotaTaskText } from '../../i18n/quota-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { QuotaRow, QuotaTill, QuotaView } from '../../worker/quota-views.ts';

@customElement('hc-quota-page')
export class HcQuotaPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 448px;
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
      }
      .pane + .pane {
        border-left: 1px solid var(--hc-line);
      }
      .tills {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
      }
      .till {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 72px;
        gap: 8px 12px;
        align-items: center;
        padding: 12px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .till strong {
        text-align: right;
        font-size: 20px;
        line-height: 28px;
      }
      .figures {
        display: grid;
        grid-template-columns: 1fr 1fr;
        padding: 14px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .figures strong {
        display: block;
        font-size: 28px;
        line-height: 34px;
      }
      .act {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 12px var(--hc-pad);
        border-top: 1px solid var(--hc-line);
        flex-wrap: wrap;
      }
      .act hc-amount {
        width: 112px;
      }
      button.row:disabled {
        cursor: default;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      @media (max-width: 1199px) {
        :host {
          grid-template-columns: 352px minmax(0, 1fr);
        }
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  @state() private chosen: string | null = null;
  @state() private register = '';
  @state() private amount = 1000;
  @state() private losing = '';
  private readonly quota = new WatchController(this, 'quota', () => null);
  private readonly tasks = new WatchController(this, 'quotaTasks', () => null);
  private readonly command = new CommandController(this);

  override render(): TemplateResult {
    const view = this.quota.view;
    if (view === undefined) return html`<div class="scroll loading"></div>`;
    const compact = this.width === 'compact';
    const row = view.rows.find(({ variant }) => variant === this.chosen) ?? (compact ? null : (view.rows[0] ?? null));
    if (compact && row !== null) return this.renderDetail(view, row);
    return html`${this.renderList(view, row)}${compact ? nothing : this.renderDetail(view, row)}`;
  }

  private renderList(view: QuotaView, chosen: QuotaRow | null): TemplateResult {
    const tasks = this.tasks.view ?? [];
    return html`<div class="pane"><div class="scroll">
      ${tasks.map(
        (task) =>
          html`<div class="body"><hc-note kind="error">${task.title}：${quotaTaskText(task)}${task.causes.map((cause) => html`<br />${quotaCauseText(cause)}`)}${task.who.length === 0 ? nothing : html`<br />${task.who.join(' · ')}`}</hc-note></div>`,
      )}
      ${view.asks.length === 0 ? nothing : html`<h2 class="group"><span>${msg('要额度')}</span><span>${view.asks.length}</span></h2>${view.asks.map((ask) => this.renderAsk(view, ask))}`}
      <h2 class="group"><span>${msg('不许超卖的商品')}</span><span>${view.rows.length}</span></h2>
      ${view.rows.length === 0 ? html`<p class="body muted">${msg('还没有不许超卖的商品。在商品资料里把库存规则改成“不许超卖”')}</p>` : nothing}
      ${view.rows.map(
        (
          row,
        ) => html`<button class="row" aria-current=${row.variant === chosen?.variant ? 'true' : nothing} @click=${() => this.choose(row.variant)}>
          <span class="grow"><span class="title">${row.name}</span> <span class="under">${row.spec} ${row.itemNo}</span>
            <span class="tills under">${row.tills.filter((till) => till.quantity !== 0).map((till) => html`<span class=${till.quantity < 0 ? 'neg' : ''}>${till.name} ${quantity(till.quantity)}</span>`)}</span></span>
          <span class="right"><span class="title ${row.pool < 0 ? 'neg' : ''}">${quantity(row.pool)}</span><br /><span class="hint">${msg(str`现存 ${quantity(row.onHand)}`)}</span></span>
        </button>`,
      )}
      ${this.renderTills(view)}
    </div></div>`;
  }

  private renderAsk(view: QuotaView, ask: QuotaView['asks'][number]): TemplateResult {
    const give = Math.min(ask.quantity, ask.left);
    return html`<div class="row"><span class="grow">
        <span class="title">${ask.toHere ? msg(str`${ask.till} 要 ${quantity(ask.quantity)} ${ask.unit}`) : msg(str`已向 ${ask.from} 要 ${quantity(ask.quantity)} ${ask.unit}`)}</span>
        <span class="under" style="display:block">${ask.title} · ${shortTime(ask.time)}</span></span>
      ${
        ask.toHere && view.may.passOn
          ? html`<button ?disabled=${this.command.busy} @click=${() => this.command.does('answerQuota', { ask: ask.id, quantity: 0 })}>${msg('不给')}</button>
            <button class="primary" ?disabled=${this.command.busy || give <= 0} @click=${() => this.command.does('answerQuota', { ask: ask.id, quantity: give })}>${msg(str`给 ${quantity(give)}`)}</button>`
          : nothing
      }</div>`;
  }

  /** A lost till: everything it holds, in one press and a second one that says what it means. */
  private renderTills(view: QuotaView): TemplateResult | typeof nothing {
    if (!view.may.handOut || view.tills.every(({ held, here }) => held === 0 || here)) return nothing;
    return html`<h2 class="group"><span>${msg('找不到的收银机')}</span></h2>
      ${view.tills
        .filter(({ held, here }) => held > 0 && !here)
        .map(
          ({ register, name, held }) => html`<div class="row"><span class="grow"><span class="title">${name}</span>
              <span class="under" style="display:block">${this.losing === register ? msg('它要是还在卖，会超卖，并记在待复核里') : msg(str`占着 ${held} 种的额度`)}</span></span>
            ${
              this.losing === register
                ? html`<button @click=${() => this.lose('')}>${msg('不了')}</button>
                  <button class="danger" ?disabled=${this.command.busy || !view.online} @click=${() => this.reclaim(register)}>${msg(str`收回 ${name} 的额度`)}</button>`
                : html`<button @click=${() => this.lose(register)}>${msg('全部收回')}</button>`
            }</div>`,
        )}`;
  }

  private renderDetail(view: QuotaView, row: QuotaRow | null): TemplateResult {
    if (row === null) return html`<div class="pane"></div>`;
    const own = row.tills.find(({ here }) => here);
    return html`<div class="pane">
      <div class="bar">
        ${this.width === 'compact' ? html`<button @click=${() => this.choose(null)}>${msg('返回')}</button>` : nothing}
        <h2 class="grow cut">${row.name} <span class="hint">${row.spec}</span></h2>
      </div>
      <div class="scroll">
        <div class="figures"><span><span class="muted">${msg('现存')}</span><strong>${quantity(row.onHand)}</strong></span>
          <span><span class="muted">${msg('没分出去')}</span><strong class=${row.pool < 0 ? 'neg' : ''}>${quantity(row.pool)}</strong></span></div>
        ${row.tills.map(
          (
            till,
          ) => html`<div class="till"><span>${till.name} ${till.here ? html`<span class="tag info">${msg('本机')}</span>` : nothing}</span>
            <strong class=${till.quantity < 0 ? 'neg' : ''}>${quantity(till.quantity)}</strong></div>`,
        )}
      </div>
      ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}
      ${view.may.passOn || view.may.handOut ? this.renderActs(view, row, own) : nothing}
    </div>`;
  }

  private renderActs(view: QuotaView, row: QuotaRow, own: QuotaTill | undefined): TemplateResult {
    const till = row.tills.find(({ register }) => register === this.register) ?? row.tills[0];
    if (till === undefined) return html``;
    const { variant } = row;
    const input = { variant, register: till.register };
    return html`<div class="act">
      <span class="chips" role="group" aria-label=${msg('收银机')}>${row.tills.map((one) => html`<button class="chip" aria-pressed=${one.register === till.register} @click=${() => this.pick(one.register)}>${one.name}</button>`)}</span>
    </div>
    <div class="act">
      <hc-amount .nameText=${msg('数量')} .scale=${3} .value=${this.amount} .suffix=${row.unit} @amount-change=${this.onAmount}></hc-amount>
      <span class="grow hint">${view.online || !view.may.handOut ? nothing : msg('分和收回，联网后可用')}</span>
      ${view.may.passOn && !till.here && till.quantity > 0 ? html`<button ?disabled=${this.command.busy} @click=${() => this.command.does('askQuota', { variant, from: till.register, quantity: this.amount })}>${msg('向它要')}</button>` : nothing}
      ${view.may.passOn && !till.here && (own?.quantity ?? 0) > 0 ? html`<button ?disabled=${this.command.busy} @click=${() => this.command.does('passQuota', { variant, to: till.register, quantity: this.amount })}>${msg('从本机转给它')}</button>` : nothing}
      ${view.may.handOut && till.quantity > 0 ? html`<button ?disabled=${this.command.busy || !view.online} @click=${() => this.command.does('grantEscrow', { ...input, quantity: -this.amount })}>${msg('收回')}</button>` : nothing}
      ${view.may.handOut ? html`<button class="primary" ?disabled=${this.command.busy || !view.online} @click=${() => this.command.does('grantEscrow', { ...input, quantity: this.amount })}>${msg(str`分给 ${till.name}`)}</button>` : nothing}
    </div>`;
  }

  private choose(variant: string | null): void {
    this.chosen = variant;
    this.command.fail(null);
  }
  private pick(register: string): void {
    this.register = register;
  }
  private lose(register: string): void {
    this.losing = register;
  }
  private onAmount(event: CustomEvent<number | null>): void {
    this.amount = Math.max(1, event.detail ?? 1000);
  }
  private async reclaim(register: string): Promise<void> {
    const done = await this.command.run('reclaimTill', { register });
    if (done !== null) this.losing = '';
  }
}
