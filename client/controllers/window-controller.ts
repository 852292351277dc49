/**
 * A long list seen through a window: only the pages under the eye are watched, each live, old ones let go. Rows are
 * read by index, by the virtual rows of phones and the tables of PCs alike.
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { engineContext } from '../contexts/engine-context.ts';
import type { Engine, Queries } from '../worker/engine-protocol.ts';

type WindowedName = 'products' | 'stock' | 'audit';
type WindowParams<Name extends WindowedName> = Omit<Queries[Name]['params'], 'offset' | 'limit'>;
type RowOf<Name extends WindowedName> = Queries[Name]['view']['rows'][number];

export const PAGE_SIZE = 100;
const KEPT_PAGES = 6;

interface Page<Row> {
  rows: readonly Row[] | null;
  stop: () => void;
}

export class WindowController<Name extends WindowedName> implements ReactiveController {
  /** The newest view whatever page it came from: totals and figures are those of the whole list. */
  view: Queries[Name]['view'] | undefined;
  private readonly host: ReactiveElement;
  private readonly name: Name;
  private readonly params: () => WindowParams<Name>;
  private readonly consumer: ContextConsumer<typeof engineContext, ReactiveElement>;
  private pages = new Map<number, Page<RowOf<Name>>>();
  private shown = '';

  constructor(host: ReactiveElement, name: Name, params: () => WindowParams<Name>) {
    this.host = host;
    this.name = name;
    this.params = params;
    this.consumer = new ContextConsumer(host, { context: engineContext, callback: () => host.requestUpdate() });
    host.addController(this);
  }

  get total(): number {
    return this.view?.total ?? 0;
  }
  get ready(): boolean {
    return this.view !== undefined;
  }

  row(index: number): RowOf<Name> | undefined {
    const page = this.pages.get(Math.floor(index / PAGE_SIZE));
    return page?.rows?.[index % PAGE_SIZE];
  }

  get engine(): Engine | undefined {
    return this.consumer.value;
  }

  /** Index of the first row that is here and fits; -1 for none. */
  indexOf(fits: (row: RowOf<Name>) => boolean): number {
    for (const [page, { rows }] of this.pages) {
      const at = rows?.findIndex(fits) ?? -1;
      if (at >= 0) return page * PAGE_SIZE + at;
    }
    return -1;
  }

  /** Called by lists while they draw: watches the pages of this range. */
  need(first: number, last: number): void {
    for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(Math.max(first, last) / PAGE_SIZE); page += 1)
      this.watchPage(page);
  }

  hostUpdate(): void {
    if (this.consumer.value === undefined || !this.host.isConnected) return;
    const key = JSON.stringify(this.params());
    if (key === this.shown) return;
    this.shown = key;
    this.letGo();
    this.watchPage(0);
  }

  hostDisconnected(): void {
    this.letGo();
    this.shown = '';
  }

  private watchPage(index: number): void {
    const engine = this.consumer.value;
    const known = this.pages.get(index);
    if (known !== undefined) {
      this.pages.delete(index);
      this.pages.set(index, known);
      return;
    }
    if (engine === undefined) return;
    const key = this.shown;
    const page: Page<RowOf<Name>> = { rows: null, stop: () => {} };
    this.pages.set(index, page);
    const params = { ...this.params(), offset: index * PAGE_SIZE, limit: PAGE_SIZE } as Queries[Name]['params'];
    page.stop = engine.watch(this.name, params, (view) => {
      if (this.shown !== key || this.pages.get(index) !== page) return;
      this.view = view;
      page.rows = view.rows;
      this.host.requestUpdate();
    });
    this.trim();
  }

  private trim(): void {
    for (const [index, page] of this.pages) {
      if (this.pages.size <= KEPT_PAGES) return;
      if (index === 0) continue;
      page.stop();
      this.pages.delete(index);
    }
  }

  private letGo(): void {
    for (const page of this.pages.values()) page.stop();
    this.pages = new Map();
  }
}
