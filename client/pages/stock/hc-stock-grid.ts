/** Stock on PC: Vaadin's grid over the windowed query. */
import '@vaadin/grid/vaadin-grid.js';
import '@vaadin/grid/vaadin-grid-column.js';
import { msg } from '@lit/localize';
import type { Grid, GridItemModel } from '@vaadin/grid';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { PAGE_SIZE, type WindowController } from '../../controllers/window-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { gridStyles } from '../../styles/grid-styles.ts';
import type { StockRow } from '../../worker/engine-protocol.ts';
import { stockTag } from './stock-tag.ts';

/** Fires `grid-open` with the variant; hears `rows-changed`. */
@customElement('hc-stock-grid')
export class HcStockGrid extends HcElement {
  static override styles = [controls, gridStyles];
  @property({ attribute: false }) source: WindowController<'stock'> | undefined;
  @property({ attribute: false }) chosen: string | null = null;
  @query('vaadin-grid') private grid!: Grid<StockRow>;

  constructor() {
    super();
    this.addEventListener('rows-changed', () => this.grid.clearCache());
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('source'))
      this.grid.dataProvider = ({ page }, answer) => this.source?.page(page, (rows, total) => answer([...rows], total));
    if (changed.has('chosen')) this.grid.generateCellPartNames();
  }

  override render() {
    return html`<vaadin-grid
      theme="no-border compact"
      .pageSize=${PAGE_SIZE}
      .cellPartNameGenerator=${this.partOf}
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      ${this.column('name', msg('商品'), null, (row) => html`<span class="cut">${row.name}</span>`)}
      ${this.column('itemNo', msg('货号'), '104px', (row) => html`<span class="code">${row.itemNo}</span>`)}
      ${this.column('spec', msg('规格'), '112px', (row) => html`<span class="cut muted">${row.spec}</span>`)}
      ${this.figure('onHand', msg('现存'), (row) => row.onHand)}
      ${this.figure('reserved', msg('占用'), (row) => row.reserved)}
      ${this.figure('available', msg('可用'), (row) => row.available)}
      ${this.figure('inTransit', msg('在途'), (row) => row.inTransit)}
      ${this.figure('safety', msg('安全'), (row) => row.safety)}
      ${this.column('state', msg('状态'), '88px', (row) => html`${stockTag(row)}`)}
    </vaadin-grid>`;
  }

  private column(
    path: string,
    label: string,
    width: string | null,
    draw: (row: StockRow) => ReturnType<typeof html>,
    end = false,
  ) {
    return html`<vaadin-grid-column
      .path=${path}
      .header=${label}
      .width=${width ?? '140px'}
      .flexGrow=${width === null ? 1 : 0}
      .textAlign=${end ? 'end' : 'start'}
      ${columnBodyRenderer<StockRow>((row) => (row.variant === undefined ? html`` : draw(row)), [])}
    ></vaadin-grid-column>`;
  }

  private figure(path: string, label: string, read: (row: StockRow) => number | null) {
    const draw = (row: StockRow) =>
      html`<span class=${(read(row) ?? 0) < 0 ? 'neg' : ''}>${quantity(read(row))}</span>`;
    return this.column(path, label, '76px', draw, true);
  }

  private readonly partOf = (column: { path?: string | null }, model: GridItemModel<StockRow>): string => {
    const { item } = model;
    const parts = item.variant !== undefined && item.variant === this.chosen ? ['chosen'] : [];
    if (column.path === 'name' && item.travel !== undefined && item.travel !== 'listed')
      parts.push(`ink-${item.travel}`);
    return parts.join(' ');
  };
  private onClick(event: MouseEvent): void {
    const item = this.grid.getEventContext(event).item;
    if (item?.variant !== undefined) this.emit('grid-open', item.variant);
  }
  private onKey(event: KeyboardEvent): void {
    const item = event.key === 'Enter' ? this.grid.getEventContext(event).item : undefined;
    if (item?.variant !== undefined) this.emit('grid-open', item.variant);
  }
}
