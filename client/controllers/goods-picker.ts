/** Finding goods for a stream of lines: a scanned code, or the rows that a typed word brings. */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { engineContext } from '../contexts/engine-context.ts';
import type { SellableItem } from '../worker/engine-protocol.ts';
import { beep } from './sound.ts';

/** What is done with goods, each in a unit of its own. */
export type UnitAct = 'buy' | 'sell' | 'count';

/** The unit that a product proposes for the act first of its variant's; to count in, no other. */
export function inProposedUnits(items: readonly SellableItem[], act: UnitAct): readonly SellableItem[] {
  const proposed = items.filter((item) => item.proposedTo?.includes(act) === true);
  const settled = new Set(proposed.map(({ variant }) => variant));
  const others = items.filter((item) => !proposed.includes(item));
  if (act === 'count') return [...proposed, ...others.filter(({ variant }) => !settled.has(variant))];
  return items.flatMap((item, i) => {
    if (items.findIndex(({ variant }) => variant === item.variant) !== i) return [];
    const own = (one: SellableItem): boolean => one.variant === item.variant;
    return [...proposed.filter(own), ...others.filter(own)];
  });
}

export class GoodsPicker implements ReactiveController {
  /** Several things that a code or a product stands for; the page asks which. */
  choice: readonly SellableItem[] = [];
  unknown = '';
  private readonly host: ReactiveElement;
  private readonly take: (item: SellableItem, quantity: number | null) => void;
  private readonly act: UnitAct | null;
  private readonly engine: ContextConsumer<typeof engineContext, ReactiveElement>;

  /** `act`: the unit that goods propose for it stands first; counting takes it at once, since everything adds up. */
  constructor(
    host: ReactiveElement,
    take: (item: SellableItem, quantity: number | null) => void,
    act: UnitAct | null = null,
  ) {
    this.host = host;
    this.take = take;
    this.act = act;
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
    const all = (await this.engine.value?.once('sellable', { product })) ?? [];
    const items = this.act === null ? all : inProposedUnits(all, this.act);
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
