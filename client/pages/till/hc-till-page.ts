/**
 * The till: goods left, cart right; on phones the cart is the page and goods come by 点选. This page only decides which
 * pane stands where and hands events to the model; keys and scanner are heard here because they belong to all panes.
 */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { walletOf } from '../../../shared/sales/wallet-code.ts';
import './hc-cart.ts';
import './hc-goods-pane.ts';
import './hc-till-notice.ts';
import './hc-till-quota.ts';
import type { DeskTender } from '../../../shared/pricing/tender-desk.ts';
import { HcElement } from '../../components/hc-element.ts';
import { canScan } from '../../components/hc-scan.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { heldInput, recalledBasket } from '../../controllers/held-cart.ts';
import { preferences } from '../../controllers/preferences.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { TillController } from '../../controllers/till-controller.ts';
import { keyFacts, type TillAction, tillAction } from '../../controllers/till-keys.ts';
import { TillMember } from '../../controllers/till-member.ts';
import { TypedTimes } from '../../controllers/typed-times.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { DisplaySender } from '../../hardware/customer-display.ts';
import type { SellableItem, SessionView, Tender } from '../../worker/engine-protocol.ts';
import type { LoyaltyMemberView } from '../../worker/loyalty-views.ts';
import type { RecalledCart } from '../../worker/till-views.ts';
import { displayOf } from './display-of.ts';
import type { DiscountAnswer } from './hc-cart-discount.ts';
import type { LineChange, LineEdit } from './hc-cart-line.ts';
import type { DeskStep, HcDeskPane } from './hc-desk-pane.ts';
import type { HcGoodsPane } from './hc-goods-pane.ts';
import type { HcPayPane, PayAction } from './hc-pay-pane.ts';
import { tillPageStyles } from './till-page-styles.ts';

type Pane =
  | { readonly name: 'goods' | 'pay' | 'discount' | 'camera' | 'tiles' }
  | { readonly name: 'member'; readonly id: string }
  | { readonly name: 'desk'; readonly step: DeskStep };

@customElement('hc-till-page')
export class HcTillPage extends HcElement {
  static override styles = tillPageStyles;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  @state() private pane: Pane = { name: 'goods' };
  @state() private edit: LineEdit | null = null;
  @state() private payAction: PayAction | null = null;
  @query('hc-goods-pane') private goods: HcGoodsPane | null | undefined;
  @state() private recalled: RecalledCart | null = null;
  /** A form for new goods lies over the till: what is scanned then is its bar code. */
  private making = false;
  private readonly typedTimes = new TypedTimes();
  @query('hc-desk-pane') private desk: HcDeskPane | null | undefined;
  @query('hc-pay-pane') private pay: HcPayPane | null | undefined;

  private readonly till = new TillController(this);
  private readonly shift = new WatchController(this, 'shift', () => null);
  private readonly papers = new WatchController(this, 'till', () => null);
  private readonly settings = new WatchController(this, 'shopSettings', () => null);
  private readonly member = new TillMember(this, this.till);
  private readonly display = new DisplaySender(this, () =>
    displayOf({
      shop: this.session?.shop?.name ?? '',
      basket: this.till.basket,
      priced: this.till.priced,
      paying: this.pane.name === 'pay',
      sold: this.till.sold,
      picture: this.settings.view?.collectionPicture ?? '',
    }),
  );
  private readonly scanner = new ScannerController(
    this,
    (code) => void this.onCode(code),
    () => !this.making,
  );

  constructor() {
    super();
    void this.scanner;
    void this.display;
    this.addEventListener('line-select', (event) => this.onSelect(event as CustomEvent<string>));
    this.addEventListener('line-edit', (event) => {
      this.edit = (event as CustomEvent<LineEdit | null>).detail;
    });
    this.addEventListener('line-change', (event) => this.onChange(event as CustomEvent<LineChange>));
    this.addEventListener('line-delete', (event) => void this.onDelete((event as CustomEvent<string>).detail));
    this.addEventListener('line-wrong', () => this.till.fail({ code: 'number-invalid' }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
    // Paying must not hang on a fetch: its panes come while the cashier looks for the first goods.
    void import('./till-panes.ts');
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  override firstUpdated(): void {
    if (this.width !== 'compact' && matchMedia('(pointer: fine)').matches)
      void this.goods?.updateComplete.then(() => this.goods?.focusSearch());
  }

  override willUpdate(): void {
    this.member.refresh(this.pane.name === 'pay');
    this.toggleAttribute('left-hand', preferences().hand === 'left' && this.width !== 'compact');
    this.toggleAttribute('whole', this.width === 'compact' && this.leftPane() !== 'field');
  }

  override render() {
    const compact = this.width === 'compact';
    const left = this.leftPane();
    const cart = html`<hc-cart
      .basket=${this.till.basket}
      .number=${this.shift.view?.nextNumber ?? ''}
      .edit=${this.edit}
      .error=${left === 'pay' || left === 'discount' ? null : this.till.error}
      .priced=${this.till.priced}
      .promotionName=${this.till.promotionName}
      .priceable=${(this.session?.discountLimit ?? 0) > 0}
      .overridable=${this.mayOverride()}
      .compact=${compact}
      .paying=${left === 'pay'}
      .action=${this.payAction}
      @cart-pay=${() => this.act('pay')}
      @cart-discount=${() => this.act('discount')}
      @cart-gift=${(event: CustomEvent<string>) => void this.onPick(event.detail)}
      @cart-clear=${this.onClear}
      .memberable=${this.member.mayView}
      .pointsWorth=${this.till.pointsOffer?.fen ?? 0}
      @cart-member=${this.showMember}
      @cart-member-drop=${() => this.till.setMember(null)}
      @cart-points=${(event: CustomEvent<boolean>) => this.till.setUsePoints(event.detail)}
      .holds=${this.papers.view?.holds ?? 0}
      @cart-hold=${() => void this.hold()}
      @cart-tickets=${() => this.show({ name: 'desk', step: { name: 'papers' } })}
      @cart-goods=${() => this.show({ name: 'tiles' })}
    ><hc-till-notice
      slot="notice"
      .basket=${this.till.basket.lines.length === 0 ? '' : this.till.basket.id}
      .recalled=${this.recalled}
      @notice-open-shift=${() => this.show({ name: 'desk', step: { name: 'open-shift' } })}
      @notice-read=${() => {
        this.recalled = null;
      }}
    ></hc-till-notice><hc-till-quota slot="notice" .variant=${this.strictOut()}></hc-till-quota></hc-cart>`;
    if (!compact) return html`${this.renderLeft(left)}${cart}`;
    if (left === 'field') return html`${this.renderLeft(left)}${cart}`;
    return this.renderLeft(left);
  }

  /** The strict product that was refused last: who else holds some of it is asked beside. */
  private strictOut(): string {
    const { error } = this.till;
    return error?.code === 'escrow-empty' ? String(error.values?.variant ?? '') : '';
  }

  /** What stands in the goods pane: a question of the model goes first. */
  private leftPane(): string {
    const { question, sold } = this.till;
    if (question.kind !== 'none') return question.kind;
    if (sold !== null) return 'sold';
    if (this.pane.name === 'goods') return this.width === 'compact' ? 'field' : 'goods';
    return this.pane.name;
  }

  private renderLeft(left: string) {
    const { question, sold, basket } = this.till;
    if (question.kind === 'choose')
      return html`<hc-variant-picker
        .items=${question.items}
        @item-pick=${(event: CustomEvent<SellableItem>) => this.till.take(event.detail, null, null)}
        @picker-close=${() => this.till.answer()}
      ></hc-variant-picker>`;
    if (question.kind === 'weigh')
      return html`<hc-ask-pane
        .heading=${question.item.name}
        .under=${question.item.itemNo}
        .label=${`${msg('重量')} ${question.item.unit}`}
        .unit=${question.item.unit}
        @ask-answer=${(event: CustomEvent<number>) => event.detail > 0 && this.till.take(question.item, event.detail, null)}
        @ask-close=${() => this.till.answer()}
      ></hc-ask-pane>`;
    if (question.kind === 'unknown')
      return html`<hc-unknown-code
        .code=${question.code}
        @unknown-close=${({ detail }: CustomEvent<string | null>) => (detail === null ? this.till.answer() : this.onPick(detail))}
        @unknown-new=${(event: CustomEvent<string>) => this.makeGoods(event.detail)}
      ></hc-unknown-code>`;
    if (sold !== null)
      return html`<hc-receipt-pane
        .ticket=${sold.id}
        .number=${sold.number}
        .change=${sold.change}
        @receipt-next=${this.next}
      ></hc-receipt-pane>`;
    if (left === 'pay')
      return html`<hc-pay-pane
        .dueWith=${this.dueWith}
        .stored=${basket.member?.stored ?? null}
        .pinOver=${this.member.pinOver}
        @pay-pin=${(event: CustomEvent<string>) => this.member.typed(event.detail)}
        .tenders=${basket.tenders ?? []}
        .busy=${this.till.selling}
        .error=${this.till.error}
        .roundable=${(this.session?.discountLimit ?? 0) > 0}
        .collection=${this.settings.view?.collectionPicture ?? ''}
        ?whole=${this.width === 'compact'}
        @pay-action=${(event: CustomEvent<PayAction>) => this.setAction(event.detail)}
        @pay-tenders=${(event: CustomEvent<readonly DeskTender[]>) => this.till.setTenders(event.detail)}
        @pay-non-cash=${(event: CustomEvent<number>) => this.till.payingWith(event.detail)}
        @pay-confirm=${this.onPay}
        @pay-cancel=${() => this.show({ name: 'goods' })}
        @pay-round=${(event: CustomEvent<number>) => this.till.roundDown(event.detail)}
      ></hc-pay-pane>`;
    if (left === 'discount')
      return html`<hc-cart-discount
        .due=${this.till.beforeDiscount}
        .limit=${this.session?.discountLimit ?? 0}
        .error=${this.till.error}
        @discount-set=${this.onDiscount}
        @discount-close=${() => this.show({ name: 'goods' })}
      ></hc-cart-discount>`;
    if (this.pane.name === 'desk')
      return html`<hc-desk-pane
        .start=${this.pane.step}
        .basket=${basket}
        .payable=${this.till.priced.payable}
        .sale=${(tenders: readonly Tender[]) => this.till.saleInput(tenders)}
        .error=${this.till.error}
        @desk-step=${(event: CustomEvent<DeskStep>) => {
          this.pane = { name: 'desk', step: event.detail };
        }}
        @desk-close=${() => this.show({ name: 'goods' })}
        @desk-recall=${(event: CustomEvent<string>) => void this.recall(event.detail)}
        @desk-sold=${() => {
          this.till.startNext();
          this.show({ name: 'goods' });
        }}
      ></hc-desk-pane>`;
    if (this.pane.name === 'member')
      return html`<hc-member-pane
        .chosen=${this.pane.id}
        @member-take=${(event: CustomEvent<LoyaltyMemberView>) => {
          this.member.take(event.detail);
          this.show({ name: 'goods' });
        }}
        @member-close=${() => this.show({ name: 'goods' })}
      ></hc-member-pane>`;
    if (left === 'camera')
      return html`<hc-camera-pane
        @scan-code=${(event: CustomEvent<string>) => void this.onCode(event.detail)}
        @camera-close=${() => this.show({ name: 'goods' })}
      ></hc-camera-pane>`;
    return html`<hc-goods-pane
        ?field-only=${left === 'field'}
        .camera=${this.width === 'compact' && canScan()}
        @goods-pick=${(event: CustomEvent<string>) => void this.onPick(event.detail)}
        @goods-code=${(event: CustomEvent<string>) => void this.onCode(event.detail)}
        @goods-camera=${() => this.show({ name: 'camera' })}
        @goods-new=${() => this.makeGoods('')}
        @goods-times=${(event: CustomEvent<number>) => this.times(event.detail)}
      ></hc-goods-pane>${
        left === 'tiles'
          ? html`<div class="foot"><button class="primary grow big" @click=${() => this.show({ name: 'goods' })}>${msg('回到销售单')}</button></div>`
          : nothing
      }`;
  }

  private setAction(action: PayAction): void {
    this.payAction = action;
  }

  private show(pane: Pane): void {
    if (pane.name !== 'goods' && pane.name !== 'tiles') void import('./till-panes.ts');
    this.edit = null;
    this.till.answer();
    if (pane.name !== 'pay') this.till.payingWith(null);
    this.pane = pane;
  }

  private readonly next = (): void => {
    this.till.sold = null;
    this.show({ name: 'goods' });
    void this.updateComplete.then(() => this.width !== 'compact' && this.goods?.focusSearch());
  };

  private async onCode(code: string): Promise<void> {
    void import('./till-panes.ts');
    this.edit = null;
    const paying = this.pane.name === 'pay' && walletOf(code) !== null;
    if (this.pane.name !== 'camera' && !paying) this.pane = { name: 'goods' };
    this.till.sold = null;
    const found = await this.till.scan(code);
    if (found?.kind === 'ticket') this.show({ name: 'desk', step: { name: 'paper', id: found.id } });
    else if (found?.kind === 'payment') this.onPaymentCode(found.wallet);
    else if (found !== null) this.onCard(found.kind, found.id, code);
  }

  /** A customer holds out the phone: to the wallet's part of paying, where the cashier says what arrived. */
  private onPaymentCode(wallet: 'wechat' | 'alipay'): void {
    if (this.till.basket.lines.length === 0) {
      this.till.fail({ code: 'basket-empty' });
      return;
    }
    if (this.pane.name !== 'pay') this.show({ name: 'pay' });
    void import('./till-panes.ts').then(() => this.updateComplete).then(() => this.pay?.offer(wallet));
  }

  /** Members and badges are answered by whoever is there for them; a card that nobody knows is an unknown code. */
  private onCard(kind: 'member' | 'badge', id: string, code: string): void {
    const asked = new CustomEvent(`${kind}-card`, { detail: id, bubbles: true, composed: true, cancelable: true });
    if (!this.dispatchEvent(asked)) return;
    if (kind === 'member' && this.member.mayView) this.show({ name: 'member', id });
    else this.till.unknown(code);
  }

  private async onPick(product: string): Promise<void> {
    void import('./till-panes.ts');
    this.edit = null;
    await this.till.pick(product);
  }

  /** New goods without leaving the sale; those that a scan asked for go into it. */
  private makeGoods(barcode: string): void {
    this.making = true;
    void import('../catalogue/hc-product-form.ts').then(({ openProductForm }) =>
      openProductForm(
        this,
        barcode,
        (id) => void (barcode !== '' && this.onPick(id)),
        () => {
          this.making = false;
        },
      ),
    );
  }

  private onSelect(event: CustomEvent<string>): void {
    this.edit = null;
    this.till.select(this.till.basket.selected === event.detail ? null : event.detail);
  }

  private onChange(event: CustomEvent<LineChange>): void {
    const { key, quantity, price, override } = event.detail;
    if (quantity !== undefined) this.till.setQuantity(key, quantity);
    if (override === null) this.till.resetPrice(key);
    else if (price !== undefined && !this.till.setPrice(key, price, override)) return;
    this.edit = null;
  }

  private onDiscount(event: CustomEvent<DiscountAnswer>): void {
    const answer = event.detail;
    const done = 'fen' in answer ? this.till.setDiscount(answer.fen) : this.till.setPercent(answer.payBp);
    if (done) this.show({ name: 'goods' });
  }

  private readonly dueWith = (nonCash: number | null): number => this.till.dueWith(nonCash);
  private mayOverride(): boolean {
    return this.session?.can.includes('sales.override') === true;
  }

  private readonly showMember = (): void => this.show({ name: 'member', id: this.till.basket.member?.id ?? '' });

  private async onDelete(key: string): Promise<void> {
    const before = this.till.basket;
    this.edit = null;
    this.till.remove(key);
    const { showUndo } = await import('../../components/undo-notice.ts');
    await showUndo(msg('已删除'), () => this.till.put(before));
  }

  private async onClear(): Promise<void> {
    const before = this.till.basket;
    this.till.clear();
    const { showUndo } = await import('../../components/undo-notice.ts');
    await showUndo(msg('已清空'), () => this.till.put(before));
  }

  private async onPay(event: CustomEvent<readonly Tender[]>): Promise<void> {
    if (await this.till.sell(event.detail)) this.pane = { name: 'goods' };
  }

  private act(action: TillAction): void {
    const { basket } = this.till;
    const line = basket.lines.find((one) => one.key === basket.selected);
    if (action === 'search') this.goods?.focusSearch();
    if (action === 'back') this.back();
    if (action === 'pay') this.pressPay();
    if (action === 'discount' && basket.lines.length > 0 && (this.session?.discountLimit ?? 0) > 0)
      this.show({ name: 'discount' });
    if (action === 'hold') void this.hold();
    if (action === 'member' && this.member.mayView) this.showMember();
    if (action === 'return') this.show({ name: 'desk', step: { name: 'papers' } });
    if (action === 'keys') void import('./till-panes.ts').then(({ showKeys }) => showKeys());
    if (action === 'up' || action === 'down') this.move(action === 'up' ? -1 : 1);
    if (line === undefined) return;
    if (action === 'more') this.till.setQuantity(line.key, line.quantity + 1000);
    if (action === 'less') this.till.setQuantity(line.key, line.quantity - 1000);
    if (action === 'delete') void this.onDelete(line.key);
    if (action === 'times') this.edit = 'quantity';
    if (action === 'price') {
      if (this.mayOverride()) this.edit = 'price';
      else
        this.till.askOverride(() => {
          this.edit = 'price';
        });
    }
  }

  private times(quantity: number): void {
    const { selected } = this.till.basket;
    if (selected !== null) this.till.setQuantity(selected, quantity);
  }

  private pressPay(): void {
    if (this.till.sold !== null) {
      this.next();
      return;
    }
    if (this.pane.name === 'pay') this.pay?.confirm();
    else if (this.till.basket.lines.length > 0) this.show({ name: 'pay' });
  }

  private back(): void {
    if (this.till.question.kind !== 'none') {
      this.till.answer();
      return;
    }
    if (this.till.sold !== null) {
      this.next();
      return;
    }
    if (this.edit !== null) {
      this.edit = null;
      return;
    }
    if (this.pane.name === 'desk' && this.desk?.back() === true) return;
    if (this.pane.name !== 'goods') {
      this.show({ name: 'goods' });
      return;
    }
    if (this.goods?.clearSearch() === false) this.goods.focusSearch();
  }

  /** Holds what is on the screen, asking nothing; with nothing there, shows what is held. */
  private async hold(): Promise<void> {
    const { basket, priced } = this.till;
    if (basket.lines.length === 0) {
      this.show({ name: 'desk', step: { name: 'holds' } });
      return;
    }
    const done = await this.till.run('holdCart', heldInput(basket, priced.payable, ''));
    if (done === null) return;
    this.till.startNext();
    this.recalled = null;
    this.show({ name: 'goods' });
  }

  /** What is on the screen is held first: nothing is lost by taking up another. */
  private async recall(id: string): Promise<void> {
    const { basket, priced } = this.till;
    if (basket.lines.length > 0 && (await this.till.run('holdCart', heldInput(basket, priced.payable, ''))) === null)
      return;
    const cart = await this.till.run('recallHold', { id });
    if (cart === null) return;
    this.till.put(recalledBasket(cart));
    this.recalled = cart;
    this.show({ name: 'goods' });
  }

  private move(step: number): void {
    const { lines, selected } = this.till.basket;
    const index = lines.findIndex((line) => line.key === selected);
    const next = lines[Math.max(0, Math.min(lines.length - 1, index + step))];
    if (next !== undefined) this.till.select(next.key);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    const action = tillAction(facts);
    const many = this.typedTimes.hear(facts);
    // What lies over the till has the keys to itself, Esc first of all.
    if (this.making || event.composedPath().some((node) => node instanceof HTMLDialogElement)) return;
    if (action === null || (this.pane.name === 'pay' && !['pay', 'back'].includes(action))) return;
    event.preventDefault();
    if (action === 'times' && many !== null) this.times(many);
    else this.act(action);
  };
}
