/**
 * What is on hand: figures that filter, a grid or rows, and beside it the movements of one thing, which is the answer to
 * 对不上. Thin forms for other in and out, and a count of one thing, open from here.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-virtual-rows.ts';
import './hc-movements.ts';
import '../export/hc-export-button.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import type { RowRange } from '../../components/hc-virtual-rows.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { go } from '../../controllers/router.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { keyFacts } from '../../controllers/till-keys.ts';
import { WindowController } from '../../controllers/window-controller.ts';
import { count, quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import { searchField } from '../../styles/search-field.ts';
import type { SessionView, StockParams, StockRow } from '../../worker/engine-protocol.ts';
import { stockTag } from './stock-tag.ts';

@customElement('hc-stock-page')
export class HcStockPage extends HcElement {
  static override styles = [
    controls,
    layout,
    searchField,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 448px;
        height: 100%;
      }
      .detail {
        border-left: 1px solid var(--hc-line);
        min-width: 0;
        min-height: 0;
      }
      .kpis {
        display: flex;
        border-bottom: 1px solid var(--hc-line);
        overflow-x: auto;
        scrollbar-width: none;
        flex: none;
      }
      .kpis button {
        display: grid;
        gap: 0;
        justify-items: start;
        border: 0;
        border-radius: 0;
        border-right: 1px solid var(--hc-line);
        padding: 8px 16px;
        min-width: 92px;
        font-weight: 400;
        color: var(--hc-text-2);
        font-size: 13px;
        flex: none;
      }
      .kpis button:disabled {
        color: var(--hc-text-2);
      }
      .kpis strong {
        font-size: 20px;
        line-height: 28px;
        font-weight: 600;
        color: var(--hc-text);
      }
      .kpis [aria-pressed="true"] {
        background: var(--hc-primary-soft);
        color: var(--hc-primary-text);
      }
      .kpis button:focus-visible {
        outline-offset: -2px;
      }
      .search {
        flex: 1;
        min-width: 160px;
        max-width: 320px;
      }
      .bar {
        padding: 10px 16px;
      }
      select {
        max-width: 160px;
      }
      hc-stock-grid {
        flex: 1;
        min-height: 0;
      }
      @media (max-width: 1199px) {
        :host {
          grid-template-columns: 352px minmax(0, 1fr);
        }
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .detail {
          border-left: 0;
        }
        .bar {
          padding: 10px 12px;
        }
        .search {
          max-width: none;
        }
        .grow-phone {
          flex: 1;
        }
        select {
          max-width: 116px;
        }
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  @property() record: string | null = null;
  @state() private warehouse: string | null = null;
  @state() private text = '';
  @state() private filter: StockParams['filter'] = 'all';
  @query('.search input') private input!: HTMLInputElement;
  private readonly rows = new WindowController(this, 'stock', () => ({
    warehouse: this.warehouse,
    search: this.text.trim(),
    filter: this.filter,
  }));
  private readonly scanner = new ScannerController(this, (code) => this.onCode(code));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.scanner;
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  override willUpdate(): void {
    if (this.width === 'expanded') void import('./hc-stock-grid.ts');
    const first = this.rows.row(0);
    if (this.record === null && this.width !== 'compact' && first !== undefined) this.record = first.variant;
  }

  override render(): TemplateResult {
    const compact = this.width === 'compact';
    if (compact && this.record !== null) return html`<div class="detail">${this.renderDetail(this.record)}</div>`;
    return html`
      <div class="pane">${this.renderFigures()} ${this.renderBar()} ${this.renderList()}
        ${compact && (may(this.session, 'adjust') || may(this.session, 'count')) ? html`<div class="foot">${this.renderOther()}${this.renderCount()}</div>` : nothing}</div>
      ${compact ? nothing : html`<div class="detail pane">${this.record === null ? nothing : this.renderDetail(this.record)}</div>`}
    `;
  }

  private renderFigures(): TemplateResult {
    const figures = this.rows.view?.figures;
    if (figures === undefined) return html`<div class="kpis" style="min-height:67px"></div>`;
    const shown: readonly (readonly [StockParams['filter'], string, string, boolean])[] = [
      ['all', msg('规格'), count(figures.items), true],
      ['nonzero', msg('在库'), quantity(figures.onHand), true],
      ['reserved', msg('占用'), quantity(figures.reserved), figures.reserved !== 0],
      ['transit', msg('在途'), quantity(figures.inTransit), figures.inTransit !== 0],
      ['negative', msg('负库存'), count(figures.negative), true],
      ['low', msg('低库存'), count(figures.low), true],
      ['over', msg('超上限'), count(figures.over), figures.over > 0],
      ['gaps', msg('断码'), count(figures.gaps), figures.gaps > 0],
      ['expiring', msg('临期过期'), count(figures.expiring), figures.expiring > 0],
    ];
    return html`<div class="kpis" role="group" aria-label=${msg('筛选')}>
      ${shown
        .filter(([filter, , , filled]) => filled || filter === this.filter || this.width === 'expanded')
        .map(
          ([filter, label, figure]) =>
            html`<button aria-pressed=${filter === this.filter} @click=${() => this.setFilter(filter)}>${label}<strong>${figure}</strong></button>`,
        )}
    </div>`;
  }

  private renderBar(): TemplateResult {
    const warehouses = this.session?.warehouses ?? [];
    return html`<div class="bar">
      <div class="search small">
        ${icon('search', 16)}
        <input data-scan-target type="search" autocomplete="off" spellcheck="false" aria-label=${msg('搜索商品')} placeholder=${msg('搜货号、名称、条码')} @input=${this.onInput} />
      </div>
      ${
        warehouses.length < 2
          ? nothing
          : html`<select aria-label=${msg('仓库')} @change=${this.onWarehouse}>
              <option value="">${msg('全部仓库')}</option>
              ${warehouses.map((one) => html`<option value=${one.id}>${one.name}</option>`)}
            </select>`
      }
      ${this.width === 'compact' ? nothing : html`<span class="grow"></span>${this.renderExport()}${this.renderOther()}${this.renderCount()}`}
    </div>`;
  }

  private renderCount(): TemplateResult | typeof nothing {
    return may(this.session, 'count')
      ? html`<button class="primary" @click=${() => go('count')}>${msg('盘点')}</button>`
      : nothing;
  }

  private renderExport(): TemplateResult | typeof nothing {
    if (!may(this.session, 'exportStock') || this.rows.total === 0) return nothing;
    const { warehouse, filter, text } = this;
    const list = { warehouse, filter, search: text.trim() };
    const place = this.session?.warehouses.find((one) => one.id === warehouse)?.name ?? '';
    const words = [place, filter === 'all' ? '' : filter, text.trim()].filter((word) => word !== '');
    return html`<hc-export-button
      .what=${msg(str`${count(this.rows.total)} 行库存`)}
      .wish=${() => ({ what: 'stock' as const, filter: words.join(' · '), list })}
    ></hc-export-button>`;
  }

  private renderOther(): TemplateResult | typeof nothing {
    return may(this.session, 'adjust')
      ? html`<button class="grow-phone" @click=${this.openMovement}>${msg('其他出入库')}</button>`
      : nothing;
  }

  private renderList(): TemplateResult {
    if (this.rows.ready && this.rows.total === 0)
      return html`<div class="scroll empty" role="status">
        ${
          this.text === '' && this.filter === 'all'
            ? html`<p>${msg('还没有库存。入库后这里就有')}</p>`
            : html`<p>${this.text === '' ? msg('这个筛选下没有商品') : msg(str`没有找到“${this.text.trim()}”`)}</p>
                <button @click=${this.clear}>${msg('清除筛选')}</button>`
        }
      </div>`;
    if (!this.rows.ready) return html`<div class="scroll loading"></div>`;
    if (this.width === 'expanded')
      return html`<hc-stock-grid .source=${this.rows} .view=${this.rows.view} .chosen=${this.record} @grid-open=${(event: CustomEvent<string>) => this.open(event.detail)}></hc-stock-grid>`;
    return html`<hc-virtual-rows
      style="flex:1"
      .label=${msg('库存')}
      .count=${this.rows.total}
      .data=${[this.rows.view, this.record]}
      .renderRow=${this.renderRow}
      @rows-range=${(event: CustomEvent<RowRange>) => this.rows.need(event.detail.first, event.detail.last)}
    ></hc-virtual-rows>`;
  }

  private readonly renderRow = (index: number, tabindex: 0 | -1): TemplateResult => {
    const row: StockRow | undefined = this.rows.row(index);
    if (row === undefined) return html`<div class="row"></div>`;
    return html`<button class="row ${inkClass(row.travel)}" tabindex=${tabindex} aria-current=${row.variant === this.record} @click=${() => this.open(row.variant)}>
      <span class="grow"><span class="title cut" style="display:block">${row.name}</span>
        <span class="under cut" style="display:block">${row.spec} ${row.itemNo} ${stockTag(row)}</span></span>
      <span class="right"><span class="title ${row.onHand < 0 ? 'neg' : ''}">${quantity(row.onHand)}</span> <span class="under">${row.unit}</span><br />
        <span class="under">${msg(str`可用 ${quantity(row.available)}`)}</span></span>
    </button>`;
  };

  private renderDetail(variant: string): TemplateResult {
    let row: StockRow | null = null;
    for (let index = 0; index < this.rows.total && row === null; index += 1) {
      const one = this.rows.row(index);
      if (one === undefined) break;
      if (one.variant === variant) row = one;
    }
    return html`<hc-movements
      .variant=${variant}
      .warehouse=${this.warehouse}
      .stock=${row}
      ?back=${this.width === 'compact'}
      @detail-back=${() => go('stock')}
    ></hc-movements>`;
  }

  private open(variant: string): void {
    go('stock', variant, this.width !== 'compact');
    this.record = variant;
  }
  private readonly openMovement = (): void => {
    void import('./hc-movement-form.ts').then(({ openMovementForm }) => openMovementForm(this));
  };
  private onCode(code: string): void {
    this.text = code;
    this.input.value = code;
  }
  private onInput(): void {
    this.text = this.input.value;
  }
  private onWarehouse(event: Event): void {
    if (event.target instanceof HTMLSelectElement)
      this.warehouse = event.target.value === '' ? null : event.target.value;
  }
  private setFilter(filter: StockParams['filter']): void {
    this.filter = this.filter === filter ? 'all' : filter;
  }
  private readonly clear = (): void => {
    this.text = '';
    this.input.value = '';
    this.filter = 'all';
  };
  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    if (facts.inField || facts.composing || facts.ctrl || facts.alt || facts.key !== '/') return;
    event.preventDefault();
    this.input.focus();
  };
}
