/** Stock on PC: a table over the windowed query. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/hc-table.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import type { TableColumn, TableContent } from '../../components/hc-table.ts';
import type { WindowController } from '../../controllers/window-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import type { StockRow } from '../../worker/engine-protocol.ts';
import { stockTag } from './stock-tag.ts';

/** Fires `grid-open` with the variant. */
@customElement('hc-stock-grid')
export class HcStockGrid extends HcElement {
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
  @property({ attribute: false }) source: WindowController<'stock'> | undefined;
  /** Of the source: another one with each page that comes or changes. */
  @property({ attribute: false }) view: unknown;
  @property({ attribute: false }) chosen: string | null = null;

  override render() {
    const { source } = this;
    const content: TableContent<StockRow> = {
      columns: columns(),
      count: source?.total ?? 0,
      rowAt: (index) => source?.row(index),
      need: (first, last) => source?.need(first, last),
      classOf: (row) => `${row.variant === this.chosen ? 'chosen ' : ''}${inkClass(row.travel)}`,
      sort: null,
    };
    return html`<hc-table
      .label=${msg('库存')}
      .content=${content}
      @table-open=${(event: CustomEvent<number>) => this.open(event.detail)}
    ></hc-table>`;
  }

  private open(index: number): void {
    const variant = this.source?.row(index)?.variant;
    if (variant !== undefined) this.emit('grid-open', variant);
  }
}

function columns(): readonly TableColumn<StockRow>[] {
  return [
    { key: 'name', label: msg('商品'), width: null, draw: (row) => html`${row.name}` },
    { key: 'itemNo', label: msg('货号'), width: 104, draw: (row) => html`<span class="code">${row.itemNo}</span>` },
    { key: 'spec', label: msg('规格'), width: 112, draw: (row) => html`<span class="muted">${row.spec}</span>` },
    figure('onHand', msg('现存'), (row) => row.onHand),
    figure('reserved', msg('占用'), (row) => row.reserved),
    figure('available', msg('可用'), (row) => row.available),
    figure('inTransit', msg('在途'), (row) => row.inTransit),
    figure('safety', msg('安全'), (row) => row.safety),
    { key: 'state', label: msg('状态'), width: 88, draw: (row) => html`${stockTag(row)}` },
  ];
}

function figure(key: string, label: string, read: (row: StockRow) => number | null): TableColumn<StockRow> {
  const draw = (row: StockRow) => html`<span class=${(read(row) ?? 0) < 0 ? 'neg' : ''}>${quantity(read(row))}</span>`;
  return { key, label, width: 76, end: true, draw };
}
