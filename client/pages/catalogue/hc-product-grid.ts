/**
 * The PC table: Vaadin's grid over the windowed query, 50,000 rows by pages of a hundred. One Tab stop, arrows inside;
 * the ink edge is a cell part on the first column.
 */
import '@vaadin/grid/vaadin-grid.js';
import '@vaadin/grid/vaadin-grid-column.js';
import { msg } from '@lit/localize';
import type { Grid, GridItemModel } from '@vaadin/grid';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../components/hc-spark.ts';
import { HcElement } from '../../components/hc-element.ts';
import type { WindowController } from '../../controllers/window-controller.ts';
import { PAGE_SIZE } from '../../controllers/window-controller.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { gridStyles } from '../../styles/grid-styles.ts';
import type { ProductRow, ProductsParams } from '../../worker/engine-protocol.ts';
import { productTag } from './product-line.ts';

type Sort = ProductsParams['sort'];

/** Fires `grid-open` with the id, `grid-sort` with the sort; hears `rows-changed`. */
@customElement('hc-product-grid')
export class HcProductGrid extends HcElement {
  static override styles = [controls, gridStyles];
  @property({ attribute: false }) source: WindowController<'products'> | undefined;
  @property({ attribute: false }) chosen: string | null = null;
  @property({ attribute: false }) sort: Sort = { by: 'itemNo', descending: false };
  @property({ type: Boolean }) daily = false;
  @query('vaadin-grid') private grid!: Grid<ProductRow>;
  private shown: unknown;

  constructor() {
    super();
    this.addEventListener('rows-changed', () => this.grid.clearCache());
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('source') || this.shown === undefined) {
      this.shown = this.source;
      this.grid.dataProvider = ({ page }, answer) => this.source?.page(page, (rows, total) => answer([...rows], total));
    }
    if (changed.has('sort')) this.grid.clearCache();
    if (changed.has('chosen')) this.grid.generateCellPartNames();
  }

  override render() {
    return html`<vaadin-grid
      theme="no-border compact row-stripes-none"
      .pageSize=${PAGE_SIZE}
      .cellPartNameGenerator=${this.partOf}
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      ${this.column('itemNo', msg('货号'), '104px', (row) => html`<span class="code">${row.itemNo}</span>`, 'itemNo')}
      ${this.column('name', msg('商品'), null, (row) => html`<span class="cut">${row.name}</span>`, 'name')}
      ${this.column('category', msg('类别'), '96px', (row) => html`<span class="cut muted">${row.category}</span>`, 'category')}
      ${this.column('variants', msg('规格'), '76px', (row) => html`<span class="figure">${row.variants}</span>`)}
      ${this.column('retailPrice', msg('零售价'), '96px', (row) => html`<span class="figure">${price(row.retailPrice)}</span>`, 'retailPrice')}
      ${this.column('onHand', msg('现存'), '84px', (row) => html`<span class="figure">${quantity(row.onHand)}</span>`, 'onHand')}
      ${this.column('available', msg('可用'), '72px', (row) => html`<span class="figure ${(row.available ?? 0) < 0 ? 'neg' : ''}">${quantity(row.available)}</span>`)}
      ${this.daily ? this.column('daily', msg('近 30 天'), '84px', (row) => html`<hc-spark .values=${row.daily ?? []}></hc-spark>`) : ''}
      ${this.column('state', msg('状态'), '108px', (row) => html`${productTag(row)}`)}
    </vaadin-grid>`;
  }

  private column(
    path: string,
    label: string,
    width: string | null,
    draw: (row: ProductRow) => ReturnType<typeof html>,
    sort?: Sort['by'],
  ) {
    const end = ['variants', 'retailPrice', 'onHand', 'available'].includes(path);
    return html`<vaadin-grid-column
      .path=${path}
      .width=${width ?? '120px'}
      .flexGrow=${width === null ? 1 : 0}
      .textAlign=${end ? 'end' : 'start'}
      .headerRenderer=${(root: HTMLElement) => this.head(root, label, sort)}
      ${columnBodyRenderer<ProductRow>((row) => (row.id === undefined ? html`` : draw(row)), [this.chosen])}
    ></vaadin-grid-column>`;
  }

  private head(root: HTMLElement, label: string, by: Sort['by'] | undefined): void {
    const arrow = by === this.sort.by ? (this.sort.descending ? ' ↓' : ' ↑') : '';
    root.textContent = label + arrow;
    root.dataset.sort = by ?? '';
    root.style.cursor = by === undefined ? '' : 'pointer';
  }

  private readonly partOf = (column: { path?: string | null }, model: GridItemModel<ProductRow>): string => {
    const { item } = model;
    const parts = item.id !== undefined && item.id === this.chosen ? ['chosen'] : [];
    if (column.path === 'itemNo' && item.travel !== undefined && item.travel !== 'listed')
      parts.push(`ink-${item.travel}`);
    return parts.join(' ');
  };

  private onClick(event: MouseEvent): void {
    const context = this.grid.getEventContext(event);
    if (context.section === 'header') {
      const sortable = ['itemNo', 'name', 'category', 'retailPrice', 'onHand'] as const;
      const by = sortable.find((name) => name === context.column?.path);
      if (by !== undefined)
        this.emit<Sort>('grid-sort', { by, descending: this.sort.by === by && !this.sort.descending });
      return;
    }
    if (context.item?.id !== undefined) this.emit('grid-open', context.item.id);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    const item = this.grid.getEventContext(event).item;
    if (item?.id !== undefined) this.emit('grid-open', item.id);
  }
}
