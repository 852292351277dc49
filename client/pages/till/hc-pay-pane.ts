/**
 * Paying takes the goods pane; the cart stays. Cash needs a sum that somebody typed or tapped, mobile pay a look at the
 * phone (`已到账`): a double tap on 收款 can therefore never pay. Amount + Enter adds a tender line, never completes.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parseFen } from '../../../shared/foundation/money.ts';
import '../../components/hc-keypad.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type KeypadKey, typeKey } from '../../components/hc-keypad.ts';
import { icon } from '../../components/icons.ts';
import { addTender, paymentState, quickSums } from '../../controllers/payment.ts';
import { keyFacts } from '../../controllers/till-keys.ts';
import { fen } from '../../i18n/figures.ts';
import { tenderName } from '../../i18n/tender-words.ts';
import type { ShownError, Tender } from '../../worker/engine-protocol.ts';
import { payStyles } from './pay-styles.ts';

const kinds: readonly Tender['kind'][] = ['cash', 'wechat', 'alipay', 'card'];

/** What the primary button does now: its words, and whether it may be pressed. It stands in the cart where 收款 stood. */
export interface PayAction {
  readonly label: string;
  readonly ready: boolean;
}

/** Fires `pay-confirm` with the tenders, `pay-action` PayAction, `pay-cancel`, `pay-round` with a step in fen. */
@customElement('hc-pay-pane')
export class HcPayPane extends HcElement {
  static override styles = payStyles;
  /** What is due, in fen. */
  @property({ type: Number }) payable = 0;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) error: ShownError | null = null;
  @property({ type: Boolean }) roundable = false;
  /** Phones have no cart beside the pane: the action is in its foot. */
  @property({ type: Boolean }) whole = false;
  @state() private kind: Tender['kind'] = 'cash';
  @state() private entry = '';
  @state() private tenders: readonly Tender[] = [];
  private told = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('payable')) this.tenders = [];
  }

  override updated(): void {
    const { label, ready } = this.action();
    if (`${label}${ready}` === this.told) return;
    this.told = `${label}${ready}`;
    this.emit<PayAction>('pay-action', { label, ready });
  }

  /** What the primary button does, also by F8: confirms what is covered, or books what was seen to arrive. */
  confirm(): void {
    if (!this.action().ready) return;
    if (this.arriving()) {
      this.arrived();
      return;
    }
    this.emit('pay-confirm', this.withEntry());
  }

  /** A customer's payment code was scanned: the rest is that wallet's. Confirming stays the cashier's. */
  offer(kind: Tender['kind']): void {
    this.choose(kind);
  }

  /** A wallet or card part is still to be seen on the phone. */
  private arriving(): boolean {
    return this.kind !== 'cash' && (this.entered() > 0 || !paymentState(this.payable, this.tenders).covered);
  }

  private action(): PayAction {
    if (this.busy) return { label: msg('确认收款'), ready: false };
    if (this.arriving())
      return { label: msg(str`已到账 ¥${fen(this.entered() > 0 ? this.entered() : this.left())}`), ready: true };
    return { label: msg('确认收款'), ready: paymentState(this.payable, this.withEntry()).covered };
  }

  override render() {
    const wallet = this.kind !== 'cash';
    const pay = paymentState(this.payable, this.withEntry());
    // A wallet's part is all that is left, unless another sum was typed.
    const after = wallet && this.entered() === 0 ? 0 : pay.left;
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
          <div class="methods" role="group" aria-label=${msg('支付方式')}>
            ${kinds.map(
              (
                kind,
                index,
              ) => html`<button class="chip" aria-pressed=${kind === this.kind} @click=${() => this.choose(kind)}>
                ${tenderName(kind)} <kbd>Alt ${index + 1}</kbd>
              </button>`,
            )}
          </div>
          ${this.tenders.map(
            (tender) => html`<div class="tender">
              <span>${tenderName(tender.kind)}</span><strong class="num">${fen(tender.amount)}</strong>
              <button class="icon" aria-label=${msg(str`删除${tenderName(tender.kind)}`)} @click=${() => this.drop(tender.kind)}>${icon('close')}</button>
            </div>`,
          )}
          <dl class="sum">
            <dt>${msg('应收')}</dt>
            <dd>${fen(this.payable)}</dd>
            <dt>${wallet ? msg('本笔') : msg('实收')}</dt>
            <dd class="entry" aria-live="polite">${this.entry === '' ? fen(wallet ? this.left() : pay.received) : this.entry}</dd>
            ${
              pay.covered
                ? html`<dt>${msg('找零')}</dt><dd class="change">${fen(pay.change)}</dd>`
                : html`<dt>${msg('还差')}</dt><dd>${fen(after)}</dd>`
            }
          </dl>
          ${
            wallet
              ? html`<p class="look">${msg('请看手机到账')}</p>`
              : html`<div class="quick">
                  ${quickSums(this.left()).map(
                    (sum) =>
                      html`<button @click=${() => this.setEntry(sum)}>${sum === this.left() ? msg('刚好') : fen(sum).replace(/\.00$/, '')}</button>`,
                  )}
                </div>`
          }
          <hc-keypad @keypad=${this.onKeypad}></hc-keypad>
          <button ?disabled=${this.entered() <= 0 || pay.covered} @click=${this.add}>${msg('再加一种')}</button>
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

  private left(): number {
    return paymentState(this.payable, this.tenders).left;
  }
  private entered(): number {
    return parseFen(this.entry) ?? 0;
  }
  private withEntry(): readonly Tender[] {
    const amount = this.entered();
    return amount > 0 ? addTender(this.tenders, { kind: this.kind, amount }) : this.tenders;
  }
  private setEntry(sum: number): void {
    this.entry = `${Math.floor(sum / 100)}${sum % 100 === 0 ? '' : `.${String(sum % 100).padStart(2, '0')}`}`;
  }
  private choose(kind: Tender['kind']): void {
    this.kind = kind;
    this.entry = '';
  }
  private drop(kind: Tender['kind']): void {
    this.tenders = this.tenders.filter((tender) => tender.kind !== kind);
  }
  private onKeypad(event: CustomEvent<KeypadKey>): void {
    this.entry = typeKey(this.entry, event.detail, 2);
  }

  private add(): void {
    const amount = this.entered() > 0 ? this.entered() : this.kind === 'cash' ? 0 : this.left();
    if (amount <= 0) return;
    this.tenders = addTender(this.tenders, {
      kind: this.kind,
      amount: this.kind === 'cash' ? amount : Math.min(amount, this.left()),
    });
    this.entry = '';
  }

  /** The cashier saw the money arrive: adds it, and is done when that covers all. */
  private arrived(): void {
    this.add();
    if (paymentState(this.payable, this.tenders).covered) this.emit('pay-confirm', this.tenders);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    if (facts.inField || facts.composing || facts.ctrl) return;
    const chosen = facts.alt ? kinds[Number(facts.key) - 1] : undefined;
    if (chosen !== undefined) this.choose(chosen);
    else if (/^[0-9.]$/.test(facts.key)) this.entry = typeKey(this.entry, facts.key as KeypadKey, 2);
    else if (facts.key === 'Backspace') this.entry = typeKey(this.entry, 'back', 2);
    else if (facts.key === 'Enter' && this.entered() > 0 && event.composedPath()[0] === document.body) this.add();
    else return;
    event.preventDefault();
  };
}
