/**
 * A live query bound to a component's life: subscribes when the host is connected and the engine known, subscribes anew
 * when the parameters change, keeps the old view until the new one comes (old rows stay on screen, nothing flashes).
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { engineContext } from '../contexts/engine-context.ts';
import type { Engine, Queries, QueryName } from '../worker/engine-protocol.ts';

export class WatchController<Name extends QueryName> implements ReactiveController {
  /** Last view, or undefined until the first one. */
  view: Queries[Name]['view'] | undefined;
  /** True between a change of parameters and its first view: lists show a thin bar after 150 ms. */
  loading = false;
  private readonly host: ReactiveElement;
  private readonly name: Name;
  private readonly params: () => Queries[Name]['params'] | undefined;
  private readonly consumer: ContextConsumer<typeof engineContext, ReactiveElement>;
  private shown = '';
  private stop: (() => void) | null = null;

  /** `params` is read at each update of the host; undefined = nothing to ask now (the view becomes undefined). */
  constructor(host: ReactiveElement, name: Name, params: () => Queries[Name]['params'] | undefined) {
    this.host = host;
    this.name = name;
    this.params = params;
    this.consumer = new ContextConsumer(host, { context: engineContext, callback: () => host.requestUpdate() });
    host.addController(this);
  }

  get engine(): Engine | undefined {
    return this.consumer.value;
  }

  hostUpdate(): void {
    const engine = this.engine;
    if (engine === undefined || !this.host.isConnected) return;
    const params = this.params();
    const key = params === undefined ? '' : JSON.stringify([params]);
    if (key === this.shown) return;
    this.stop?.();
    this.stop = null;
    this.shown = key;
    if (params === undefined) {
      this.view = undefined;
      return;
    }
    this.loading = true;
    this.stop = engine.watch(this.name, params, (view) => {
      if (this.shown !== key) return;
      this.view = view;
      this.loading = false;
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.stop?.();
    this.stop = null;
    this.shown = '';
  }
}
