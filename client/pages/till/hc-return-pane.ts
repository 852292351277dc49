/**
 * Goods come back: lines of a ticket with what is left to return, how many, into which bin; the reason; what is given
 * back and how. Without a ticket the goods in the cart come back; with goods in the cart a return may be an exchange for
 * them, one difference paid or given. The figures are those that the command books.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-stepper.ts';
import { lineAmount } from '../../../shared/foundation/money.ts';
import { lineRefund, type ReturnBin } from '../../../shared/schema/pos-return.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import type { Basket } from '../../controllers/basket.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { PrintState } from '../../controllers/print-state.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen, quantity, yuan } from '../../i18n/figures.ts';
import { tenderWord } from '../../i18n/tender-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { printReturn } from '../../printing/print-return.ts';
import type { SellInput, Tender } from '../../worker/engine-protocol.ts';
import type { MoneyBy, ReturnableView, TillCommands } from '../../worker/till-views.ts';
import { paneFrame } from './pane-frame.ts';

const REFUND_ORDER = ['storedValue', 'wechat', 'alipay', 'card', 'credit', 'voucher', 'cash'];
const PAY_WITH: readonly Tender['kind'][] = ['cash', 'wechat', 'alipay', 'card'];

/** Fires `return-done` with the command's output, `return-close`. */
@customElement('hc-return-pane')
export class HcReturnPane extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      :host {
        container-type: inline-size;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 4px 12px;
        padding: 10px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .line .refund {
        min-width: 72px;
        text-align: right;
        font-weight: 600;
      }
      /* Beside the cart of a tablet there is no room for name and stepper in one row. */
      @container (max-width: 479px) {
        .line {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .line > :first-child {
          grid-column: 1 / -1;
        }
        .line > hc-stepper {
          justify-self: start;
        }
      }
      .line .more {
        grid-column: 1 / -1;
        margin-top: 4px;
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      .form {
        display: grid;
        gap: 12px;
        padding: 14px var(--hc-pad);
        max-width: 640px;
      }
      .chips {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      .sums {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 16px;
        padding: 10px var(--hc-pad);
        border-top: 1px solid var(--hc-line);
      }
      .sums dt {
        color: var(--hc-text-2);
      }
      .sums dd {
        text-align: right;
      }
      .foot button {
        min-height: 64px;
        font-size: 16px;
      }
      .foot .grow {
        font-size: 20px;
      }
      .done {
        display: grid;
        justify-items: center;
        gap: 4px;
        padding: 32px 16px;
        text-align: center;
      }
      .done strong {
        font-size: 40px;
        line-height: 46px;
      }
      @media (max-width: 599px) {
        .foot button {
          min-height: 56px;
        }
      }
    `,
  ];
  /** `''`: the cart's goods come back without a ticket. */
  @property() ticket = '';
  @property({ attribute: false }) basket: Basket | null = null;
  /** What the cart costs, and how it would be sold: for an exchange. */
  @property({ type: Number }) payable = 0;
  @property({ attribute: false }) sale: ((tenders: readonly Tender[]) => SellInput) | null = null;
  @state() private chosen: Readonly<Record<number, number>> = {};
  @state() private bins: Readonly<Record<number, ReturnBin>> = {};
  @state() private reason = '';
  @state() private exchanging = false;
  @state() private payWith: Tender['kind'] = 'cash';
  @state() private done: TillCommands['returnGoods']['output'] | null = null;
  /** Without a ticket: price of each of the cart's lines, ten-thousandths of one unit. */
  @state() private loosePrices: readonly (number | null)[] = [];
  private readonly command = new CommandController(this);
  private readonly printing = new PrintState(this);
  private readonly view = new WatchController(this, 'returnable', () =>
    this.ticket === '' ? undefined : { ticket: this.ticket },
  );

  override willUpdate(changed: PropertyValues): void {
    if (this.ticket === '' && (changed.has('basket') || changed.has('ticket'))) void this.askPrices();
  }

  override updated(): void {
    if (this.command.error !== null) this.renderRoot.querySelector('hc-note')?.scrollIntoView({ block: 'nearest' });
  }

  private async askPrices(): Promise<void> {
    const { engine } = this.view;
    const lines = this.basket?.lines ?? [];
    if (engine === undefined) return;
    const found = await Promise.all(
      lines.map(({ item }) => engine.once('returnPrice', { variant: item.variant, unit: item.unit })),
    );
    this.loosePrices = found.map((one) => one?.price ?? null);
  }

  private looseRefund(line: number): number {
    const price = this.loosePrices[line] ?? null;
    return price === null ? 0 : lineAmount(this.basket?.lines[line]?.quantity ?? 0, price);
  }

  override render() {
    const { done } = this;
    if (done !== null) return this.renderDone(done);
    const ticket = this.view.view ?? null;
    const isLoose = this.ticket === '';
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('return-close', null)}>${icon('back')}</button>
        <div class="grow"><h2>${isLoose ? msg('无小票退货') : this.exchanging ? msg('换货') : msg('退货')}</h2>${
          ticket === null
            ? nothing
            : html`<p class="muted small">${ticket.number} · ${shortTime(ticket.time)} · ${ticket.who}</p>`
        }</div>
        ${
          isLoose || ticket === null
            ? nothing
            : html`<button class="plain" @click=${() => this.all(ticket)}>${msg('全退')}</button>`
        }
      </div>
      <div class="scroll">
        ${isLoose ? this.renderLoose() : ticket === null ? nothing : this.renderLines(ticket)}
        ${this.renderForm()}
      </div>
      ${this.renderSums(ticket)}
    `;
  }

  private renderLines(ticket: ReturnableView) {
    if (ticket.reversed) return html`<p class="empty">${msg('这张小票已红冲，不能再退')}</p>`;
    return ticket.lines.map((line) => {
      const left = line.sold - line.returned;
      const now = this.chosen[line.line] ?? 0;
      return html`<div class="line">
        <span>
          <strong class="cut">${line.name}</strong><br />
          <span class="muted small">${msg(str`实付 ${fen(line.paid)} · 可退 ${quantity(Math.max(0, left))} / ${quantity(line.sold)} ${line.unit}`)}</span>
        </span>
        ${
          left <= 0
            ? html`<span class="tag">${msg('已退完')}</span>`
            : html`<hc-stepper .value=${now} @step=${(event: CustomEvent<number>) => this.choose(line.line, event.detail, left)} @step-edit=${() => this.choose(line.line, left, left)}></hc-stepper>`
        }
        <span class="refund num">${now === 0 ? '' : fen(lineRefund(line, now))}</span>
        ${now === 0 ? nothing : this.renderBin(line.line)}
      </div>`;
    });
  }

  private renderLoose() {
    const lines = this.basket?.lines ?? [];
    if (lines.length === 0) return html`<p class="empty">${msg('先把退回的商品扫进销售单')}</p>`;
    return lines.map(
      (line, i) => html`<div class="line">
        <span><strong class="cut">${line.item.name} ${line.item.spec}</strong><br />
          <span class="muted small">${msg('按 30 天内最低价退')}</span></span>
        <span>${quantity(line.quantity)} ${line.item.unit}</span><span class="refund num">${fen(this.looseRefund(i))}</span>
        ${this.renderBin(i)}
      </div>`,
    );
  }

  private renderBin(line: number) {
    const bin = this.bins[line] ?? 'sellable';
    const put = (next: ReturnBin) => () => {
      this.bins = { ...this.bins, [line]: next };
    };
    return html`<span class="more" role="group" aria-label=${msg('放回哪里')}>
      <button class="chip" aria-pressed=${bin === 'sellable'} @click=${put('sellable')}>${msg('可再卖')}</button>
      <button class="chip" aria-pressed=${bin === 'defective'} @click=${put('defective')}>${msg('次品')}</button>
    </span>`;
  }

  private renderForm() {
    const reasons = [msg('不想要了'), msg('尺码不合适'), msg('质量问题'), msg('拿错了'), msg('收银输错')];
    const canExchange = this.ticket !== '' && (this.basket?.lines.length ?? 0) > 0;
    return html`<div class="form">
      ${
        canExchange
          ? html`<div class="chips" role="group" aria-label=${msg('退还是换')}>
              <button class="chip" aria-pressed=${!this.exchanging} @click=${() => this.setExchange(false)}>${msg('只退货')}</button>
              <button class="chip" aria-pressed=${this.exchanging} @click=${() => this.setExchange(true)}>${msg(str`换销售单里的商品 ${yuan(this.payable)}`)}</button>
            </div>`
          : nothing
      }
      <label class="field-label">${msg('原因')}
        <input class="field" maxlength="60" .value=${this.reason} @input=${(event: Event) => {
          this.reason = (event.target as HTMLInputElement).value;
        }} />
      </label>
      <div class="chips">${reasons.map(
        (one) =>
          html`<button class="chip" aria-pressed=${this.reason === one} @click=${() => {
            this.reason = one;
          }}>${one}</button>`,
      )}</div>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
    </div>`;
  }

  private renderSums(ticket: ReturnableView | null) {
    const refund = this.refundOf(ticket);
    const difference = this.exchanging ? this.payable - refund : -refund;
    const isReady =
      !this.command.busy &&
      this.reason.trim() !== '' &&
      (this.ticket === '' ? (this.basket?.lines.length ?? 0) > 0 : Object.keys(this.chosen).length > 0);
    const label =
      difference > 0
        ? msg(str`补差价 ${yuan(difference)}`)
        : difference === 0 && this.exchanging
          ? msg('换货，不补不退')
          : msg(str`退款 ${yuan(-difference || 0)}`);
    return html`
      ${
        ticket === null
          ? nothing
          : html`<dl class="sums">
              ${
                this.exchanging
                  ? html`<dt>${msg('新商品')}</dt><dd>${fen(this.payable)}</dd><dt>${msg('退回商品')}</dt><dd>${fen(-refund)}</dd>`
                  : nothing
              }
              ${
                difference > 0
                  ? html`<dt>${msg('差价用')}</dt><dd class="chips" role="group" aria-label=${msg('支付方式')}>${PAY_WITH.map(
                      (kind) =>
                        html`<button class="chip" aria-pressed=${kind === this.payWith} @click=${() => {
                          this.payWith = kind;
                        }}>${tenderWord(kind)}</button>`,
                    )}</dd>`
                  : refundParts(ticket.room, -difference).map(
                      ({ kind, amount }) =>
                        html`<dt>${msg(str`原路退 ${tenderWord(kind)}`)}</dt><dd>${fen(amount)}</dd>`,
                    )
              }
            </dl>`
      }
      <div class="foot">
        <button @click=${() => this.emit('return-close', null)}>${msg('取消')}</button>
        <button class=${difference > 0 ? 'primary grow' : 'danger grow'} ?disabled=${!isReady} @click=${() => void this.confirm(difference)}>${label}</button>
      </div>
    `;
  }

  private renderDone(done: TillCommands['returnGoods']['output']) {
    const fault = this.printing.error(done.id);
    return html`
      <div class="bar"><h2 class="grow">${done.sale === null ? msg('已退款') : msg('已换货')}</h2></div>
      <div class="scroll">
        <div class="done" role="status">
          <span class="muted">${done.refunds.length === 0 ? msg('退回抵新商品') : msg('退给顾客')}</span>
          <strong>${yuan(done.refunds.length === 0 ? done.refund : done.refunds.reduce((sum, one) => sum + one.amount, 0))}</strong>
          ${done.refunds.map(({ kind, amount }) => html`<span>${tenderWord(kind)} ${yuan(amount)}</span>`)}
          <span class="muted">${msg(str`单号 ${done.number}`)}</span>
        </div>
      </div>
      ${fault === null ? nothing : html`<hc-note .error=${fault}></hc-note>`}
      <div class="foot">
        <button ?disabled=${this.printing.busy(done.id)} @click=${() => this.print(done.id)}>${icon('printer')} ${
          fault === null ? msg('打印') : msg('再印')
        }</button>
        <button class="primary grow" @click=${() => this.emit('return-done', done)}>${msg('下一单')}</button>
      </div>
    `;
  }

  private print(id: string): void {
    const { engine } = this.view;
    if (engine !== undefined) void printReturn(engine, id, true);
  }

  private choose(line: number, wanted: number, left: number): void {
    const amount = Math.max(0, Math.min(wanted, left));
    const { [line]: _, ...rest } = this.chosen;
    this.chosen = amount === 0 ? rest : { ...rest, [line]: amount };
  }

  private all(ticket: ReturnableView): void {
    const left = ticket.lines.filter((line) => line.sold > line.returned);
    this.chosen = Object.fromEntries(left.map((line) => [line.line, line.sold - line.returned]));
  }

  private setExchange(exchanging: boolean): void {
    this.exchanging = exchanging;
    this.command.fail(null);
  }

  private refundOf(ticket: ReturnableView | null): number {
    if (this.ticket === '') return this.loosePrices.reduce<number>((sum, _, i) => sum + this.looseRefund(i), 0);
    return (ticket?.lines ?? []).reduce((sum, line) => {
      const now = this.chosen[line.line] ?? 0;
      return now === 0 ? sum : sum + lineRefund(line, now);
    }, 0);
  }

  private async confirm(difference: number): Promise<void> {
    const lines =
      this.ticket === ''
        ? (this.basket?.lines ?? []).map(({ item, quantity: amount }, i) => ({
            line: 0,
            variant: item.variant,
            unit: item.unit,
            quantity: amount,
            bin: this.bins[i] ?? ('sellable' as const),
          }))
        : Object.entries(this.chosen).map(([line, amount]) => ({
            line: Number(line),
            quantity: amount,
            bin: this.bins[Number(line)] ?? ('sellable' as const),
          }));
    const tenders = difference > 0 ? [{ kind: this.payWith, amount: difference }] : [];
    const exchange = this.exchanging && this.sale !== null ? this.sale(tenders) : null;
    const ticket = this.ticket === '' ? null : this.ticket;
    const done = await this.command.run('returnGoods', { ticket, lines, reason: this.reason, exchange });
    if (done !== null) this.done = done;
  }
}

/** As the command splits a refund: in this order, each what it may still give back, cash the rest. */
function refundParts(
  room: readonly MoneyBy[],
  amount: number,
): readonly { readonly kind: string; readonly amount: number }[] {
  let left = amount;
  return REFUND_ORDER.flatMap((kind) => {
    const most = kind === 'cash' ? left : (room.find((one) => one.kind === kind)?.amount ?? 0);
    const part = Math.min(left, most);
    left -= part;
    return part > 0 ? [{ kind, amount: part }] : [];
  });
}
