/** Goods on PC: a table over the windowed query, 50,000 rows by pages of a hundred. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/hc-picture.ts';
import '../../components/hc-spark.ts';
import '../../components/hc-table.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import type { TableColumn, TableContent } from '../../components/hc-table.ts';
import type { WindowController } from '../../controllers/window-controller.ts';
import { price, quantity } from '../../i18n/figures.ts';
import type { ProductRow, ProductsParams } from '../../worker/engine-protocol.ts';
import { productTag } from './product-line.ts';

type Sort = ProductsParams['sort'];

/** Fires `grid-open` and `grid-pick` with the id, `grid-sort` with the sort. */
@customElement('hc-product-grid')
export class HcProductGrid extends HcElement {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    hc-table {
      flex: 1;
      min-height: 120px;
    }
  `;
  @property({ attribute: false }) source: WindowController<'products'> | undefined;
  /** Of the source: another one with each page that comes or changes. */
  @property({ attribute: false }) view: unknown;
  @property({ attribute: false }) chosen: string | null = null;
  @property({ attribute: false }) sort: Sort = { by: 'itemNo', descending: false };
  @property({ type: Boolean }) daily = false;
  /** Ids chosen for a bulk edit; null: nothing may be chosen. */
  @property({ attribute: false }) picked: ReadonlySet<string> | null = null;

  override render() {
    const { source } = this;
    const content: TableContent<ProductRow> = {
      columns: this.columns(),
      count: source?.total ?? 0,
      rowAt: (index) => source?.row(index),
      need: (first, last) => source?.need(first, last),
      classOf: (row) => `${row.id === this.chosen ? 'chosen ' : ''}${inkClass(row.travel)}`,
      sort: this.sort,
    };
    return html`<hc-table
      .label=${msg('商品')}
      .content=${content}
      @table-pick=${(event: CustomEvent<number>) => this.pick(this.source?.row(event.detail)?.id)}
      @table-open=${(event: CustomEvent<number>) => this.open(event.detail)}
      @table-sort=${(event: CustomEvent<Sort['by']>) => this.sortBy(event.detail)}
    ></hc-table>`;
  }

  private columns(): readonly TableColumn<ProductRow>[] {
    const columns: TableColumn<ProductRow>[] = [
      ...this.pickColumn(),
      {
        key: 'itemNo',
        label: msg('货号'),
        width: 104,
        sort: 'itemNo',
        draw: (row) => html`<span class="code">${row.itemNo}</span>`,
      },
      { key: 'name', label: msg('商品'), width: null, sort: 'name', draw: nameCell },
      {
        key: 'category',
        label: msg('类别'),
        width: 96,
        sort: 'category',
        draw: (row) => html`<span class="muted">${row.category}</span>`,
      },
      { key: 'variants', label: msg('规格'), width: 76, end: true, draw: (row) => html`${row.variants}` },
      {
        key: 'retailPrice',
        label: msg('零售价'),
        width: 96,
        end: true,
        sort: 'retailPrice',
        draw: (row) => html`${price(row.retailPrice)}`,
      },
      {
        key: 'onHand',
        label: msg('现存'),
        width: 84,
        end: true,
        sort: 'onHand',
        draw: (row) => html`${quantity(row.onHand)}`,
      },
      {
        key: 'available',
        label: msg('可用'),
        width: 72,
        end: true,
        draw: (row) => html`<span class=${(row.available ?? 0) < 0 ? 'neg' : ''}>${quantity(row.available)}</span>`,
      },
    ];
    if (this.daily) {
      const draw = (row: ProductRow) => html`<hc-spark .values=${row.daily ?? []}></hc-spark>`;
      columns.push({ key: 'daily', label: msg('近 30 天'), width: 84, draw });
    }
    columns.push({ key: 'state', label: msg('状态'), width: 108, draw: productTag });
    return columns;
  }

  private pickColumn(): readonly TableColumn<ProductRow>[] {
    const { picked } = this;
    if (picked === null) return [];
    const draw = (row: ProductRow) =>
      html`<input
        type="checkbox"
        style="display:block;margin:0;width:16px;height:16px;accent-color:var(--hc-primary)"
        tabindex="-1"
        aria-label=${msg(str`选 ${row.name}`)}
        .checked=${picked.has(row.id)}
        @click=${(event: Event) => event.stopPropagation()}
        @change=${() => this.pick(row.id)}
      />`;
    return [{ key: 'pick', label: '', width: 40, draw }];
  }

  private pick(id: string | undefined): void {
    if (id !== undefined && this.picked !== null) this.emit('grid-pick', id);
  }

  private open(index: number): void {
    const id = this.source?.row(index)?.id;
    if (id !== undefined) this.emit('grid-open', id);
  }

  private sortBy(by: Sort['by']): void {
    this.emit<Sort>('grid-sort', { by, descending: this.sort.by === by && !this.sort.descending });
  }
}

const nameCell = (row: ProductRow) =>
  row.picture === undefined
    ? html`${row.name}`
    : html`<hc-picture style="width:24px;height:24px;flex:none;display:inline-block;vertical-align:-7px;margin-right:8px" .blob=${row.picture}></hc-picture>${row.name}`;
