/**
 * Paying takes the goods pane; the cart stays. Cash needs a sum that somebody typed or tapped, mobile pay a look at the
 * phone (`已到账`): a double tap on 收款 can therefore never pay. Amount + Enter adds a tender line, never completes.
 *
 * A phone that says nothing leaves its payment unknown: it stands here, asked about, and is never charged again nor
 * booked until somebody has looked. A wallet that took too much is entered as taken, and given back in cash, by a button
 * of its own.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parseFen } from '../../../shared/foundation/money.ts';
import {
  askOther,
  bookedTenders,
  type DeskTender,
  deskSums,
  giveBackInCash,
  settleUnknown,
  takeCash,
  takeOther,
  tookTooMuch,
} from '../../../shared/pricing/tender-desk.ts';
import '../../components/hc-keypad.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type KeypadKey, typeKey } from '../../components/hc-keypad.ts';
import { icon } from '../../components/icons.ts';
import { quickSums } from '../../controllers/payment.ts';
import { keyFacts } from '../../controllers/till-keys.ts';
import { fen } from '../../i18n/figures.ts';
import { tenderName, tenderWord } from '../../i18n/tender-words.ts';
import type { ShownError, Tender } from '../../worker/engine-protocol.ts';
import { payStyles } from './pay-styles.ts';

const KINDS: readonly Tender['kind'][] = ['cash', 'wechat', 'alipay', 'card'];

/** What the primary button does now: its words, and whether it may be pressed. It stands in the cart where 收款 stood. */
export interface PayAction {
  readonly label: string;
  readonly ready: boolean;
}

/**
 * Fires `pay-confirm` with the tenders, `pay-tenders` DeskTender[] (to keep), `pay-non-cash` fen or null (what the cart
 * rounds by), `pay-pin` what the member typed, `pay-action` PayAction, `pay-cancel`, `pay-round` with a step in fen.
 */
@customElement('hc-pay-pane')
export class HcPayPane extends HcElement {
  static override styles = payStyles;
  /** Fen due when so much is paid by other means than cash: rounding may be for cash alone. */
  @property({ attribute: false }) dueWith: (nonCash: number | null) => number = () => 0;
  /** Kept with the basket: what was taken so far, or asked for without an answer. */
  @property({ attribute: false }) tenders: readonly DeskTender[] = [];
  /** Stored value of the member in fen; null without a member who has any. */
  @property({ attribute: false }) stored: number | null = null;
  /** Stored value beyond this asks for the member's PIN; null when the member has none. */
  @property({ attribute: false }) pinOver: number | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) error: ShownError | null = null;
  /** The shop's own collection code as a `data:` address, for customers who scan it here; '' = none. */
  @property() collection = '';
  @property({ type: Boolean }) roundable = false;
  /** Phones have no cart beside the pane: the action is in its foot. */
  @property({ type: Boolean }) whole = false;
  @state() private kind: Tender['kind'] = 'cash';
  @state() private entry = '';
  private told = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  override updated(): void {
    const { label, ready } = this.action();
    const nonCash = this.rounded();
    const told = `${label}${ready}${nonCash}`;
    if (told === this.told) return;
    this.told = told;
    this.emit<PayAction>('pay-action', { label, ready });
    this.emit<number>('pay-non-cash', nonCash);
  }

  /** What the primary button does, also by F8: confirms what is covered, or books what was seen to arrive. */
  confirm(): void {
    if (!this.action().ready) return;
    if (this.arriving()) {
      this.arrived();
      return;
    }
    this.emit('pay-confirm', bookedTenders(this.withCash()));
  }

  /** A customer's payment code was scanned: the rest is that wallet's. Confirming stays the cashier's. */
  offer(kind: Tender['kind']): void {
    this.choose(kind);
  }

  /** Other means than cash as they will be when this payment is through: a wallet takes all that is left. */
  private rounded(): number {
    const { nonCash } = deskSums(0, this.tenders);
    if (!this.arriving()) return nonCash + (this.unknown()?.amount ?? 0);
    const due = this.dueWith(Number.MAX_SAFE_INTEGER) - nonCash;
    const whole = this.kind === 'storedValue' ? Math.min(due, this.storedLeft()) : due;
    return nonCash + Math.max(0, this.entered() > 0 ? this.entered() : whole);
  }
  private payable(): number {
    return this.dueWith(this.rounded());
  }

  /** A wallet or card part is still to be seen on the phone. */
  private arriving(): boolean {
    if (this.kind === 'cash' || this.unknown() !== undefined) return false;
    if (this.kind === 'storedValue' && this.storedLeft() <= 0) return false;
    const { nonCash, received } = deskSums(0, this.tenders);
    return this.entered() > 0 || received < this.dueWith(nonCash);
  }
  private unknown(): DeskTender | undefined {
    return this.tenders.find((one) => one.state === 'unknown');
  }

  private action(): PayAction {
    if (this.busy || this.unknown() !== undefined) return { label: msg('确认收款'), ready: false };
    if (this.arriving()) {
      const amount = this.asked();
      if (this.kind === 'storedValue') {
        return {
          label: msg(str`扣储值 ¥${fen(amount)}`),
          ready: amount > 0 && amount <= Math.min(this.left(), this.storedLeft()),
        };
      }
      return { label: msg(str`已到账 ¥${fen(amount)}`), ready: amount <= this.left() };
    }
    return { label: msg('确认收款'), ready: deskSums(this.payable(), this.withCash()).complete };
  }

  override render() {
    const wallet = this.kind !== 'cash';
    const payable = this.payable();
    const pay = deskSums(payable, this.withCash());
    // A wallet's part is all that is left, unless another sum was typed.
    const after = wallet && this.entered() === 0 ? pay.left - this.asked() : pay.left;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('pay-cancel', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('收款')}</h2>
        ${
          this.roundable
            ? html`<button class="plain" @click=${() => this.emit('pay-round', 10)}>${msg('抹分')}</button>
                <button class="plain" @click=${() => this.emit('pay-round', 100)}>${msg('抹角')}</button>`
            : nothing
        }
      </div>
      <div class="scroll thumb">
        <div class="desk">
          <div class="methods ${this.kinds().length > 4 ? 'five' : ''}" role="group" aria-label=${msg('支付方式')}>
            ${this.kinds().map(
              (
                kind,
                index,
              ) => html`<button class="chip" aria-pressed=${kind === this.kind} @click=${() => this.choose(kind)}>
                ${tenderName(kind)} <kbd>Alt ${index + 1}</kbd>
              </button>`,
            )}
          </div>
          ${this.tenders.map((tender) => this.renderTender(tender))}
          <dl class="sum">
            <dt>${msg('应收')}</dt>
            <dd>${fen(payable)}</dd>
            <dt>${wallet ? msg('本笔') : msg('实收')}</dt>
            <dd class="entry" aria-live="polite">${this.entry === '' ? fen(wallet ? this.asked() : pay.received) : this.entry}</dd>
            ${
              pay.left === 0
                ? html`<dt>${msg('找零')}</dt><dd class="change">${fen(pay.change)}</dd>`
                : html`<dt>${msg('还差')}</dt><dd>${fen(after)}</dd>`
            }
          </dl>
          ${
            wallet
              ? this.renderWallet()
              : html`<div class="quick">
                  ${quickSums(this.left()).map(
                    (sum) =>
                      html`<button @click=${() => this.setEntry(sum)}>${sum === this.left() ? msg('刚好') : fen(sum).replace(/\.00$/, '')}</button>`,
                  )}
                </div>`
          }
          <hc-keypad @keypad=${this.onKeypad}></hc-keypad>
          <button ?disabled=${this.entered() <= 0 || pay.left === 0} @click=${this.add}>${msg('再加一种')}</button>
          ${this.error === null ? nothing : html`<hc-note .error=${this.error}></hc-note>`}
        </div>
      </div>
      ${
        this.whole
          ? html`<div class="foot">
              <button class="primary grow" ?disabled=${!this.action().ready} @click=${() => this.confirm()}>${this.action().label}</button>
            </div>`
          : nothing
      }
    `;
  }

  private renderTender(tender: DeskTender) {
    const name = tenderWord(tender.kind);
    if (tender.state === 'unknown')
      return html`<div class="tender" role="alert">
        <span>${name}</span><strong class="num">${fen(tender.amount)}</strong><span class="tag warn">${msg('没有回音')}</span>
        <button class="plain" @click=${() => this.settle(tender, true)}>${msg('到账了')}</button>
        <button class="plain danger" @click=${() => this.settle(tender, false)}>${msg('没到账')}</button>
      </div>`;
    return html`<div class="tender">
      <span>${name}</span><strong class="num">${fen(tender.amount)}</strong>
      <button class="icon" aria-label=${msg(str`删除${name}`)} @click=${() => this.drop(tender)}>${icon('close')}</button>
    </div>`;
  }

  private renderWallet() {
    if (this.unknown() !== undefined) return html`<p class="look">${msg('先看清上一笔到没到账，再收')}</p>`;
    if (this.kind === 'storedValue') return this.renderStored();
    const over = this.entered() - this.left();
    if (over > 0)
      return html`<button class="danger" @click=${this.tookTooMuch}>
        ${msg(str`已收 ¥${fen(this.entered())}，退现金 ¥${fen(over)}`)}
      </button>`;
    const own = this.collection !== '' && (this.kind === 'wechat' || this.kind === 'alipay');
    return html`${own ? html`<img class="collection" src=${this.collection} alt=${msg('收款码')} />` : nothing}
      <p class="look">${msg('请看手机到账')}</p>
      <button ?disabled=${this.left() <= 0} @click=${this.askLater}>${msg('没有回音，稍后再看')}</button>`;
  }

  /** Still to be paid before what is being typed. */
  private left(): number {
    return deskSums(this.payable(), this.tenders).left;
  }
  private entered(): number {
    return parseFen(this.entry) ?? 0;
  }
  private renderStored() {
    const asks = this.pinOver !== null && this.storedTaken() + this.asked() > this.pinOver;
    return html`<p class="look">${msg(str`储值余额 ¥${fen(this.storedLeft())}`)}</p>
      ${
        asks
          ? html`<label class="field-label">${msg('请会员输入支付密码')}
              <input class="field" type="password" inputmode="numeric" autocomplete="off" maxlength="6" @input=${(
                event: InputEvent,
              ) => this.emit('pay-pin', event.target instanceof HTMLInputElement ? event.target.value : '')} />
            </label>`
          : nothing
      }`;
  }

  private kinds(): readonly Tender['kind'][] {
    return this.stored !== null && this.stored > 0 ? [...KINDS, 'storedValue'] : KINDS;
  }
  private storedTaken(): number {
    return this.tenders.reduce((sum, one) => sum + (one.kind === 'storedValue' ? one.amount : 0), 0);
  }
  /** What the member has beyond what is tendered already. */
  private storedLeft(): number {
    return Math.max(0, (this.stored ?? 0) - this.storedTaken());
  }

  /** What the chosen wallet is to pay. */
  private asked(): number {
    if (this.entered() > 0) return this.entered();
    return this.kind === 'storedValue' ? Math.min(this.left(), this.storedLeft()) : this.left();
  }
  /** With the cash being typed. */
  private withCash(): readonly DeskTender[] {
    if (this.kind !== 'cash') return this.tenders;
    const taken = takeCash(this.tenders, this.entered());
    return taken.ok ? taken.value : this.tenders;
  }
  private keep(tenders: readonly DeskTender[]): void {
    this.tenders = tenders;
    this.entry = '';
    this.emit('pay-tenders', tenders);
  }
  private settle({ kind }: DeskTender, arrived: boolean): void {
    this.keep(settleUnknown(this.tenders, kind, arrived));
  }
  private askLater(): void {
    if (this.kind === 'cash') return;
    const asked = askOther(this.payable(), this.tenders, this.kind, this.asked());
    if (asked.ok) this.keep(asked.value);
  }
  private tookTooMuch(): void {
    if (this.kind === 'cash') return;
    const taken = tookTooMuch(this.tenders, this.kind, this.entered());
    if (!taken.ok) return;
    const { nonCash } = deskSums(0, taken.value);
    this.keep(giveBackInCash(this.dueWith(nonCash), taken.value));
  }
  private setEntry(sum: number): void {
    this.entry = `${Math.floor(sum / 100)}${sum % 100 === 0 ? '' : `.${String(sum % 100).padStart(2, '0')}`}`;
  }
  private choose(kind: Tender['kind']): void {
    this.kind = kind;
    this.entry = '';
  }
  private drop(tender: DeskTender): void {
    this.keep(this.tenders.filter((one) => one !== tender));
  }
  private onKeypad(event: CustomEvent<KeypadKey>): void {
    this.entry = typeKey(this.entry, event.detail, 2);
  }

  private add(): void {
    const { kind } = this;
    const amount = kind === 'cash' ? this.entered() : this.asked();
    const next =
      kind === 'cash' ? takeCash(this.tenders, amount) : takeOther(this.payable(), this.tenders, kind, amount);
    if (next.ok) this.keep(next.value);
  }

  /** The cashier saw the money arrive: adds it, and is done when that covers all. */
  private arrived(): void {
    this.add();
    const { nonCash } = deskSums(0, this.tenders);
    if (deskSums(this.dueWith(nonCash), this.tenders).complete) this.emit('pay-confirm', bookedTenders(this.tenders));
    else if (this.kind === 'storedValue') this.choose('cash');
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    if (facts.inField || facts.composing || facts.ctrl) return;
    const chosen = facts.alt ? this.kinds()[Number(facts.key) - 1] : undefined;
    if (chosen !== undefined) this.choose(chosen);
    else if (/^[0-9.]$/.test(facts.key)) this.entry = typeKey(this.entry, facts.key as KeypadKey, 2);
    else if (facts.key === 'Backspace') this.entry = typeKey(this.entry, 'back', 2);
    else if (facts.key === 'Enter' && this.entered() > 0 && event.composedPath()[0] === document.body) this.add();
    else return;
    event.preventDefault();
  };
}
