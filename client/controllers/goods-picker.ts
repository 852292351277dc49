/** Finding goods for a stream of lines: a scanned code, or the rows that a typed word brings. */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { engineContext } from '../contexts/engine-context.ts';
import type { SellableItem } from '../worker/engine-protocol.ts';
import { beep } from './sound.ts';

export class GoodsPicker implements ReactiveController {
  /** Several things that a code or a product stands for; the page asks which. */
  choice: readonly SellableItem[] = [];
  unknown = '';
  private readonly host: ReactiveElement;
  private readonly take: (item: SellableItem, quantity: number | null) => void;
  private readonly engine: ContextConsumer<typeof engineContext, ReactiveElement>;

  constructor(host: ReactiveElement, take: (item: SellableItem, quantity: number | null) => void) {
    this.host = host;
    this.take = take;
    this.engine = new ContextConsumer(host, { context: engineContext });
    host.addController(this);
  }
  hostConnected(): void {}

  async scan(code: string): Promise<void> {
    const view = await this.engine.value?.once('scan', { code });
    if (view === undefined) return;
    beep(view.kind === 'variant' || view.kind === 'choose');
    this.unknown = view.kind === 'variant' || view.kind === 'choose' ? '' : code;
    if (view.kind === 'variant') this.choose(view.item, view.quantity);
    else this.ask(view.kind === 'choose' ? view.items : []);
  }

  async pick(product: string): Promise<void> {
    const items = (await this.engine.value?.once('sellable', { product })) ?? [];
    this.unknown = '';
    const [only, ...more] = items;
    if (only !== undefined && more.length === 0) this.choose(only, null);
    else this.ask(items);
  }

  choose(item: SellableItem, quantity: number | null = null): void {
    this.ask([]);
    this.take(item, quantity);
  }
  ask(items: readonly SellableItem[]): void {
    this.choice = items;
    this.host.requestUpdate();
  }
}
