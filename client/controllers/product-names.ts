/** Names of products by id, asked once each when somebody first shows them; the host draws again when they come. */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { engineContext } from '../contexts/engine-context.ts';

export class ProductNames implements ReactiveController {
  private readonly host: ReactiveElement;
  private readonly engine: ContextConsumer<typeof engineContext, ReactiveElement>;
  private readonly names = new Map<string, string>();

  constructor(host: ReactiveElement) {
    this.host = host;
    this.engine = new ContextConsumer(host, { context: engineContext, callback: () => host.requestUpdate() });
    host.addController(this);
  }

  hostConnected(): void {}

  /** '' until it is known. */
  readonly nameOf = (id: string): string => {
    const known = this.names.get(id);
    const engine = this.engine.value;
    if (known !== undefined || engine === undefined) return known ?? '';
    this.names.set(id, '');
    void engine.once('product', { id }).then((product) => {
      const name = product?.fields.name;
      this.names.set(id, typeof name === 'string' ? name : '');
      this.host.requestUpdate();
    });
    return '';
  };
}
