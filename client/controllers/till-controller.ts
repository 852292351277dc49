/**
 * The till's model: the basket and what may happen to it, kept as a draft with each change so that a reload or an update
 * loses nothing; what a scan or a tap means; and selling, where one basket id gives one ticket. Draws nothing.
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import type { DeskTender } from '../../shared/pricing/tender-desk.ts';
import type { PricedTicket } from '../../shared/pricing/ticket.ts';
import { engineContext } from '../contexts/engine-context.ts';
import { sessionContext } from '../contexts/session-context.ts';
import type {
  CommandName,
  Commands,
  ScanView,
  SellableItem,
  SellInput,
  ShownError,
  Tender,
} from '../worker/engine-protocol.ts';
import type { PricingView } from '../worker/promotion-views.ts';
import { askAuthority, lentFor } from './ask-authority.ts';
import {
  addItem,
  type Basket,
  type BasketMember,
  changeLine,
  emptyBasket,
  type LineOverride,
  removeLine,
  withDiscount,
  withPercent,
} from './basket.ts';
import { readBasket, writeBasket } from './basket-draft.ts';
import { neededRights, PLAIN_PRICING, pointsFrom, priceBasket, pricingMoment, sellInput } from './price-basket.ts';
import { beep } from './sound.ts';
import { WatchController } from './watch-controller.ts';

/** What the goods pane must ask before a line can be made. */
export type TillQuestion =
  | { readonly kind: 'none' }
  | { readonly kind: 'choose'; readonly items: readonly SellableItem[] }
  | { readonly kind: 'weigh'; readonly item: SellableItem }
  | { readonly kind: 'unknown'; readonly code: string };

/** A receipt, a member's card, a badge or a customer's payment code. */
export type ScannedThing = Exclude<ScanView, { readonly kind: 'variant' | 'choose' | 'unknown' }>;

interface KnownPrice {
  readonly basket: Basket;
  readonly pricing: PricingView;
  readonly minute: string;
  readonly nonCash: number | null;
  readonly ticket: PricedTicket;
}

const draftKey = 'till';
const newBasketId = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(16)));

export class TillController implements ReactiveController {
  basket: Basket = emptyBasket(newBasketId());
  question: TillQuestion = { kind: 'none' };
  error: ShownError | null = null;
  selling = false;
  sold: Commands['sell']['output'] | null = null;
  /** Typed by the member while paying; forgotten with the sale. */
  walletPin = '';
  /** Fen paid by other means than cash so far; `null` while nobody pays. */
  nonCash: number | null = null;
  private prices: readonly KnownPrice[] = [];
  /** Prices are those of the last touch, or of the moment paying began: what the customer was shown is what is booked. */
  private asOf = Date.now();
  /** Whose right the next price by hand relies on, after somebody was asked. */
  private lent: string | null = null;
  private restored = false;
  private readonly host: ReactiveElement;
  private readonly engine: ContextConsumer<typeof engineContext, ReactiveElement>;
  private readonly session: ContextConsumer<typeof sessionContext, ReactiveElement>;
  private readonly pricing: WatchController<'pricing'>;

  constructor(host: ReactiveElement) {
    this.host = host;
    this.engine = new ContextConsumer(host, { context: engineContext, callback: () => void this.restore() });
    this.session = new ContextConsumer(host, { context: sessionContext, subscribe: true });
    this.pricing = new WatchController(host, 'pricing', () => null);
    host.addController(this);
  }

  hostConnected(): void {}

  /** A code from scanner, camera or the search field; what is not about goods is the page's to answer. */
  async scan(code: string): Promise<ScannedThing | null> {
    const view = await this.engine.value?.once('scan', { code });
    if (view === undefined) return null;
    beep(view.kind !== 'unknown');
    if (view.kind === 'variant') this.take(view.item, view.quantity, view.amount);
    else if (view.kind === 'choose') this.ask({ kind: 'choose', items: view.items });
    else if (view.kind === 'unknown') this.unknown(view.code);
    else return view;
    return null;
  }

  /** A code that nothing here answers to. */
  unknown(code: string): void {
    this.ask({ kind: 'unknown', code });
  }

  /** A tapped product: one thing to sell becomes a line at once, several are asked about. */
  async pick(product: string): Promise<void> {
    const items = await this.engine.value?.once('sellable', { product });
    const [first, ...more] = items ?? [];
    if (first === undefined) return this.fail({ code: 'product-unknown' });
    if (more.length === 0) this.take(first, null, null);
    else this.ask({ kind: 'choose', items: items ?? [] });
  }

  take(item: SellableItem, quantity: number | null, amount: number | null): void {
    if (item.price === null) {
      this.fail({ code: 'unpriced' });
      return;
    }
    if (item.byWeight && quantity === null) {
      this.ask({ kind: 'weigh', item });
      return;
    }
    if (item.strict && item.escrow !== null && this.held(item) + (quantity ?? 1000) > item.escrow) {
      const { variant } = item;
      this.fail({ code: 'escrow-empty', values: { left: `${item.escrow / 1000} ${item.unit}`, variant } });
      return;
    }
    this.sold = null;
    this.change(addItem(this.basket, item, quantity ?? 1000, amount));
  }

  setQuantity(key: string, quantity: number): void {
    this.change(changeLine(this.basket, key, { quantity }));
  }

  /** A price by hand: typed, a percentage off, or nothing at all. */
  setPrice(key: string, price: number, kind: LineOverride['kind'] = 'price'): boolean {
    const line = this.basket.lines.find((one) => one.key === key);
    if (line === undefined) return false;
    const set = (override: LineOverride): Basket => changeLine(this.basket, key, { price, override });
    return this.guarded(set({ kind }), (authoriser) => set({ kind, authoriser }));
  }

  /** Back to the price that the line has by itself. */
  resetPrice(key: string): void {
    const line = this.basket.lines.find((one) => one.key === key);
    if (line?.item.price === undefined || line.item.price === null) return;
    this.change(changeLine(this.basket, key, { price: line.item.price, override: null }));
  }

  setDiscount(discount: number): boolean {
    const next = withDiscount(this.basket, discount);
    return this.guarded(next, () => next);
  }
  /** The ticket at `payBp` of its sum. */
  setPercent(payBp: number): boolean {
    const next = withPercent(this.basket, payBp);
    return this.guarded(next, () => next);
  }

  /** The customer as a member; `null` for nobody. Prices follow. */
  setMember(member: BasketMember | null): void {
    if (JSON.stringify(member) === JSON.stringify(this.basket.member ?? null)) return;
    const { usePoints: _, ...basket } = this.basket;
    const same = member !== null && member.id === basket.member?.id && this.basket.usePoints === true;
    this.change({ ...basket, member, ...(same ? { usePoints: true } : {}) });
  }
  setUsePoints(usePoints: boolean): void {
    this.change({ ...this.basket, usePoints });
  }
  /** What points could pay of this basket: `null` for nothing. */
  get pointsOffer() {
    const { usePoints: _, ...plain } = this.basket;
    return pointsFrom(plain, this.priceWith(this.basket, null), this.pricing.view ?? PLAIN_PRICING);
  }
  private get pointsPerYuan(): number {
    return this.pricing.view?.pointsPerYuan ?? 0;
  }

  /** What the basket costs now; the same object while nothing that prices depend on has changed. */
  get priced(): PricedTicket {
    return this.priceWith(this.basket, this.nonCash);
  }

  /** Fen due when so much is paid by other means than cash: rounding may be for cash alone. */
  dueWith(nonCash: number | null): number {
    return this.priceWith(this.basket, nonCash).payable;
  }

  /** Fen before the discount by hand: what it is taken off. */
  get beforeDiscount(): number {
    return this.priceWith({ ...this.basket, discount: 0, payBp: null, roundOff: 0 }, null).payable;
  }

  /** Name of a promotion, '' for one that is not here any more. */
  readonly promotionName = (id: string): string =>
    this.pricing.view?.promotions.find((one) => one.id === id)?.name ?? '';

  payingWith(nonCash: number | null): void {
    if (nonCash === this.nonCash) return;
    if (this.nonCash === null) this.asOf = Date.now();
    this.nonCash = nonCash;
    this.host.requestUpdate();
  }

  setTenders(tenders: readonly DeskTender[]): void {
    this.change({ ...this.basket, tenders });
  }

  private priceWith(basket: Basket, nonCash: number | null): PricedTicket {
    const pricing = this.pricing.view ?? PLAIN_PRICING;
    const moment = pricingMoment(this.asOf, pricing, this.session.value?.branch?.id ?? '');
    const minute = `${moment.date} ${moment.minute} ${moment.branch}`;
    const known = this.prices.find(
      (one) => one.basket === basket && one.pricing === pricing && one.minute === minute && one.nonCash === nonCash,
    );
    if (known !== undefined) return known.ticket;
    const ticket = priceBasket(basket, pricing, moment, nonCash);
    this.prices = [{ basket, pricing, minute, nonCash, ticket }, ...this.prices.slice(0, 3)];
    return ticket;
  }

  /** Asks for the right to set a price by hand, then lets it be typed; without anybody to ask it says who could. */
  askOverride(begin: () => void): void {
    const allow = (authoriser: string): void => {
      this.lent = authoriser;
      begin();
    };
    this.authorise(['sales.override'], allow, { code: 'override-needed' });
  }

  /** For this basket; when nobody takes it up, or nobody says yes, the till says what is missing. */
  private authorise(uses: readonly string[], allow: (authoriser: string) => void, missing: ShownError): void {
    const refuse = (): void => this.fail(missing);
    if (!askAuthority(this.host, { uses, document: this.basket.id, allow, refuse })) refuse();
  }

  /**
   * Takes the change, if it needs no more than the member may do or the basket was allowed before. Else `authorise` asks
   * whether somebody with the right is at hand; when nobody takes it up, the till says what is missing.
   */
  private guarded(next: Basket, allowedBy: (authoriser: string) => Basket): boolean {
    const { lent } = this;
    if (lent !== null) {
      this.lent = null;
      this.change(allowedBy(lent));
      return true;
    }
    const now = neededRights(this.basket, this.priced);
    const wanted = neededRights(next, this.priceWith(next, this.nonCash));
    const limit = Math.max(this.session.value?.discountLimit ?? 0, now.discount);
    const mayOverride = now.override || this.session.value?.can.includes('sales.override') === true;
    const uses = [
      ...(wanted.discount > limit ? [`sales.discount\u2264${wanted.discount}`] : []),
      ...(wanted.override && !mayOverride ? ['sales.override'] : []),
    ];
    if (uses.length === 0) {
      this.change(next);
      return true;
    }
    const missing =
      wanted.discount > limit ? { code: 'discount-limit', values: { limit } } : { code: 'override-needed' };
    this.authorise(uses, (authoriser) => this.change(allowedBy(authoriser)), missing);
    return false;
  }

  roundDown(step: number): void {
    const plain = { ...this.basket, roundOff: 0 };
    const { payable, roundOff } = this.priceWith(plain, null);
    this.change({ ...plain, roundOff: (payable + roundOff) % step });
  }
  remove(key: string): void {
    this.change(removeLine(this.basket, key));
  }
  select(key: string | null): void {
    this.change({ ...this.basket, selected: key });
  }
  /** Puts back a basket taken off the screen: undo of removing and clearing. */
  put(basket: Basket): void {
    this.change(basket);
  }
  /** Empties the till; the id goes on, for nothing was sold under it. */
  clear(): void {
    // A wallet may have paid for these goods: what nobody has looked at must not be forgotten.
    if (this.basket.tenders?.some((one) => one.state === 'unknown') === true) {
      this.fail({ code: 'payment-unknown' });
      return;
    }
    this.change({ ...emptyBasket(this.basket.id), made: this.basket.made });
  }
  answer(): void {
    this.question = { kind: 'none' };
    this.fail(null);
  }

  async sell(tenders: readonly Tender[]): Promise<boolean> {
    const engine = this.engine.value;
    if (engine === undefined || this.selling) return false;
    this.selling = true;
    this.fail(null);
    try {
      const nonCash = tenders.reduce((sum, one) => sum + (one.kind === 'cash' ? 0 : one.amount), 0);
      const priced = this.priceWith(this.basket, nonCash);
      const by = this.session.value?.member?.id ?? '';
      const input = this.told(sellInput(this.basket, priced, tenders, by, this.pointsPerYuan));
      let result = await engine.run('sell', input);
      if (!result.ok && (await lentFor(this.host, result.error))) result = await engine.run('sell', input);
      if (!result.ok) {
        // Paid in another tab: this basket is done, the next one gets its own id.
        if (result.error.code === 'basket-sold' || result.error.code === 'paid-already') this.begin();
        this.fail(result.error);
        return false;
      }
      this.begin();
      this.sold = result.value;
      // Beside the next sale, never before it.
      const { id } = result.value;
      void import('../printing/print-receipt.ts').then(({ receiptAfterSale }) => receiptAfterSale(engine, id));
      return true;
    } finally {
      this.selling = false;
      this.host.requestUpdate();
    }
  }

  /** The basket on the screen as a sale paid so. */
  saleInput(tenders: readonly Tender[]): SellInput {
    const by = this.session.value?.member?.id ?? '';
    return this.told(sellInput(this.basket, this.priced, tenders, by, this.pointsPerYuan));
  }
  private told(input: SellInput): SellInput {
    return this.walletPin === '' ? input : { ...input, walletPin: this.walletPin };
  }

  /** The basket went elsewhere (held, or part of a return): the next one begins. */
  startNext(): void {
    this.begin();
  }

  /** A command beside the sale; `null` when it was not done, and why stands as the till's error. */
  async run<Name extends CommandName>(
    name: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output'] | null> {
    let result = await this.engine.value?.run(name, input);
    if (result === undefined) return null;
    if (!result.ok && (await lentFor(this.host, result.error))) result = await this.engine.value?.run(name, input);
    if (result === undefined) return null;
    this.fail(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  }

  fail(error: ShownError | null): void {
    this.error = error;
    this.host.requestUpdate();
  }

  private begin(): void {
    this.sold = null;
    this.walletPin = '';
    this.nonCash = null;
    this.change(emptyBasket(newBasketId()));
  }

  private held(item: SellableItem): number {
    return this.basket.lines
      .filter((line) => line.item.variant === item.variant)
      .reduce((sum, line) => sum + line.quantity, 0);
  }

  private ask(question: TillQuestion): void {
    this.question = question;
    this.fail(null);
  }

  private change(basket: Basket): void {
    this.asOf = Date.now();
    this.basket = basket;
    this.question = { kind: 'none' };
    this.error = null;
    void this.engine.value?.run('saveDraft', { key: draftKey, text: writeBasket(basket) });
    this.host.requestUpdate();
  }

  private async restore(): Promise<void> {
    if (this.restored || this.engine.value === undefined) return;
    this.restored = true;
    const kept = readBasket(await this.engine.value.once('draft', { key: draftKey }));
    // Goods scanned before the draft was read win over it: they are what the customer is holding out.
    if (kept === null || this.basket.lines.length > 0) return;
    this.basket = kept;
    this.host.requestUpdate();
  }
}
