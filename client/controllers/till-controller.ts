/**
 * The till's model: the basket and what may happen to it, kept as a draft with each change so that a reload or an update
 * loses nothing; what a scan or a tap means; and selling, where one basket id gives one ticket. Draws nothing.
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { engineContext } from '../contexts/engine-context.ts';
import { sessionContext } from '../contexts/session-context.ts';
import type { Commands, SellableItem, SellInput, ShownError, Tender } from '../worker/engine-protocol.ts';
import {
  addItem,
  type Basket,
  changeLine,
  emptyBasket,
  percentOff,
  removeLine,
  totalsOf,
  withDiscount,
  withRoundOff,
} from './basket.ts';
import { readBasket, writeBasket } from './basket-draft.ts';
import { beep } from './sound.ts';

/** What the goods pane must ask before a line can be made. */
export type TillQuestion =
  | { readonly kind: 'none' }
  | { readonly kind: 'choose'; readonly items: readonly SellableItem[] }
  | { readonly kind: 'weigh'; readonly item: SellableItem }
  | { readonly kind: 'unknown'; readonly code: string };

const draftKey = 'till';
const newBasketId = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(16)));

export class TillController implements ReactiveController {
  basket: Basket = emptyBasket(newBasketId());
  question: TillQuestion = { kind: 'none' };
  error: ShownError | null = null;
  selling = false;
  sold: Commands['sell']['output'] | null = null;
  private restored = false;
  private readonly host: ReactiveElement;
  private readonly engine: ContextConsumer<typeof engineContext, ReactiveElement>;
  private readonly session: ContextConsumer<typeof sessionContext, ReactiveElement>;

  constructor(host: ReactiveElement) {
    this.host = host;
    this.engine = new ContextConsumer(host, { context: engineContext, callback: () => void this.restore() });
    this.session = new ContextConsumer(host, { context: sessionContext, subscribe: true });
    host.addController(this);
  }

  hostConnected(): void {}

  /** A code from scanner, camera or the search field: ticket ids are answered with the id. */
  async scan(code: string): Promise<string | null> {
    const view = await this.engine.value?.once('scan', { code });
    if (view === undefined) return null;
    beep(view.kind !== 'unknown');
    if (view.kind === 'ticket') return view.id;
    if (view.kind === 'variant') this.take(view.item, view.quantity, view.amount);
    else if (view.kind === 'choose') this.ask({ kind: 'choose', items: view.items });
    else this.ask({ kind: 'unknown', code: view.code });
    return null;
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
      this.fail({ code: 'escrow-empty', values: { left: `${item.escrow / 1000} ${item.unit}` } });
      return;
    }
    this.sold = null;
    this.change(addItem(this.basket, item, quantity ?? 1000, amount));
  }

  setQuantity(key: string, quantity: number): void {
    this.change(changeLine(this.basket, key, { quantity }));
  }

  /** Refuses below the floor and beyond the discount limit, naming what stands in the way. */
  setPrice(key: string, price: number): boolean {
    const item = this.basket.lines.find((line) => line.key === key)?.item;
    if (item === undefined) return false;
    const list = item.price ?? price;
    if (item.floorPrice !== null && price < item.floorPrice) {
      this.fail({ code: 'below-floor', values: { floor: Math.round(item.floorPrice / 100) } });
      return false;
    }
    const limit = this.session.value?.discountLimit ?? 0;
    if (percentOff(list, price) > limit) {
      this.fail({ code: 'discount-limit', values: { limit } });
      return false;
    }
    this.change(changeLine(this.basket, key, { price }));
    return true;
  }

  setDiscount(discount: number): boolean {
    const limit = this.session.value?.discountLimit ?? 0;
    const { list } = totalsOf(this.basket);
    const { payable } = totalsOf(withDiscount(this.basket, discount));
    if (percentOff(list, payable) > limit) {
      this.fail({ code: 'discount-limit', values: { limit } });
      return false;
    }
    this.change(withDiscount(this.basket, discount));
    return true;
  }

  roundDown(step: number): void {
    this.change(withRoundOff(this.basket, step));
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
      const result = await engine.run('sell', sellInput(this.basket, tenders));
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

  fail(error: ShownError | null): void {
    this.error = error;
    this.host.requestUpdate();
  }

  private begin(): void {
    this.sold = null;
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

export function sellInput(basket: Basket, tenders: readonly Tender[]): SellInput {
  return {
    basket: basket.id,
    lines: basket.lines.map((line) => ({
      variant: line.item.variant,
      unit: line.item.unit,
      numerator: line.item.unitNumerator,
      denominator: line.item.unitDenominator,
      quantity: line.quantity,
      listPrice: line.item.price ?? line.price,
      price: line.price,
      amount: line.amount,
    })),
    roundOff: basket.roundOff,
    discount: basket.discount,
    tenders,
  };
}
