/**
 * Goods: a grid with a detail pane on PC, two-line rows beside the detail on tablets, rows or detail on phones. The
 * chosen record is in the address, so Back works and a link leads there.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-virtual-rows.ts';
import './hc-product-detail.ts';
import '../export/hc-export-button.ts';
import { HcElement } from '../../components/hc-element.ts';
import type { RowRange } from '../../components/hc-virtual-rows.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { go } from '../../controllers/router.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { keyFacts } from '../../controllers/till-keys.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { WindowController } from '../../controllers/window-controller.ts';
import { count } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import { searchField } from '../../styles/search-field.ts';
import type { ProductRow, ProductsParams, SessionView } from '../../worker/engine-protocol.ts';
import { productLine } from './product-line.ts';

type Filter = ProductsParams['filter'];
/** No path: opens the tree. */
const EDIT_CATEGORIES = '/';

@customElement('hc-catalogue-page')
export class HcCataloguePage extends HcElement {
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
        min-height: 0;
        min-width: 0;
      }
      .search {
        width: 224px;
      }
      .chips {
        display: flex;
        gap: 8px;
        overflow-x: auto;
        scrollbar-width: none;
        flex: 1 1 auto;
        min-width: 0;
        padding: 3px;
        margin: -3px;
      }
      .chips button,
      .chips select {
        flex: none;
      }
      select.chip {
        border-radius: 999px;
        border: 1px solid var(--hc-line);
        background: var(--hc-surface);
        color: var(--hc-text-2);
        font: inherit;
        min-height: max(32px, calc(var(--hc-control) - 4px));
        padding: 0 12px;
        max-width: 112px;
        text-overflow: ellipsis;
      }
      .main {
        position: relative;
      }
      .under {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        padding: 2px 16px;
        border-top: 1px solid var(--hc-line);
        color: var(--hc-text-2);
        font-size: 13px;
        line-height: 20px;
      }
      .picked {
        align-items: center;
        background: var(--hc-primary-soft);
      }
      .picked .grow {
        flex: 1;
      }
      hc-product-grid {
        flex: 1;
        min-height: 0;
      }
      .bar {
        padding: 10px 16px;
      }
      @media (min-width: 1200px) {
        .bar {
          flex-wrap: nowrap;
        }
        .bar .search {
          flex: 0 1 224px;
          min-width: 132px;
        }
        .bar > button,
        .bar > a {
          flex: none;
        }
      }
      @media (max-width: 1199px) {
        :host {
          grid-template-columns: 352px minmax(0, 1fr);
        }
        .search {
          width: 100%;
        }
        .bar {
          padding: 10px 12px;
        }
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .detail {
          border-left: 0;
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
  @state() private text = '';
  @state() private category: string | null = null;
  @state() private filter: Filter = 'sellable';
  @state() private sort: ProductsParams['sort'] = { by: 'itemNo', descending: false };
  @state() private picked: ReadonlySet<string> = new Set();
  @query('.search input') private input!: HTMLInputElement;

  private readonly categories = new WatchController(this, 'categories', () => null);
  private readonly rows = new WindowController(this, 'products', () => ({
    search: this.text.trim(),
    category: this.category,
    filter: this.filter,
    sort: this.sort,
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
    if (this.width === 'expanded') void import('./hc-product-grid.ts');
    const first = this.rows.row(0);
    if (this.record === null && this.width !== 'compact' && first !== undefined) this.record = first.id;
  }

  override render(): TemplateResult {
    const compact = this.width === 'compact';
    if (compact && this.record !== null) return html`<div class="detail">${this.renderDetail(this.record)}</div>`;
    return html`
      <div class="pane main">
        ${this.renderBar()}
        ${this.renderList()}
        ${this.renderFoot()}
      </div>
      ${compact ? nothing : html`<div class="detail pane">${this.record === null ? nothing : this.renderDetail(this.record)}</div>`}
    `;
  }

  private renderBar(): TemplateResult {
    const may_add = may(this.session, 'addGoods');
    const actions = may_add
      ? html`<a class="button" href="/catalogue/import">${msg('导入')}</a>
          <button class="primary" @click=${() => this.openForm('')}>${icon('plus', 16)} ${msg('新建')}</button>`
      : nothing;
    return html`<div class="bar">
      <div class="search small ${this.width === 'expanded' ? '' : 'grow'}">
        ${icon('search', 16)}
        <input
          data-scan-target
          type="search"
          autocomplete="off"
          spellcheck="false"
          aria-label=${msg('搜索商品')}
          placeholder=${msg('搜货号、名称、拼音、条码')}
          @input=${this.onInput}
        />
      </div>
      ${this.width === 'expanded' ? nothing : actions}
      <div class="chips" role="group" aria-label=${msg('筛选')}>
        ${this.renderFilters(0, 1)}
        <select class="chip" aria-label=${msg('类别')} @change=${this.onCategory} .value=${this.category ?? ''}>
          <option value="">${msg('全部类别')}</option>
          ${(this.categories.view ?? []).map((one) => html`<option value=${one.name} ?selected=${one.name === this.category}>${one.name} ${one.count}</option>`)}
          ${may(this.session, 'editGoods') ? html`<option value=${EDIT_CATEGORIES}>${msg('管理类别')}…</option>` : nothing}
        </select>
        ${this.renderFilters(1)}
      </div>
      ${this.width === 'expanded' ? actions : nothing}
    </div>`;
  }

  private renderFilters(from: number, to?: number) {
    return this.filters()
      .slice(from, to)
      .map(
        ([filter, label]) =>
          html`<button class="chip" aria-pressed=${this.filter === filter} @click=${() => this.setFilter(filter)}>${label}</button>`,
      );
  }

  private filters(): readonly (readonly [Filter, string])[] {
    return [
      ['sellable', msg('在售')],
      ['gaps', msg('断码')],
      ['unpriced', msg('未定价')],
      ['conflict', msg('待选')],
      ['discontinued', msg('停售')],
      ['all', msg('全部')],
      ['removed', msg('已删除')],
    ];
  }

  private renderList(): TemplateResult {
    if (this.rows.ready && this.rows.total === 0) return this.renderEmpty();
    if (!this.rows.ready) return html`<div class="scroll loading"></div>`;
    if (this.width === 'expanded')
      return html`<hc-product-grid
        .source=${this.rows}
        .view=${this.rows.view}
        .chosen=${this.record}
        .sort=${this.sort}
        .daily=${(this.rows.view?.rows ?? []).some((row) => row.daily !== undefined)}
        .picked=${may(this.session, 'editGoods') ? this.picked : null}
        @grid-pick=${(event: CustomEvent<string>) => this.pick(event.detail)}
        @grid-open=${(event: CustomEvent<string>) => this.open(event.detail)}
        @grid-sort=${(event: CustomEvent<ProductsParams['sort']>) => this.setSort(event.detail)}
      ></hc-product-grid>`;
    return html`<hc-virtual-rows
      style="flex:1"
      .label=${msg('商品')}
      .count=${this.rows.total}
      .data=${[this.rows.view, this.record]}
      .renderRow=${this.renderRow}
      @rows-range=${(event: CustomEvent<RowRange>) => this.rows.need(event.detail.first, event.detail.last)}
    ></hc-virtual-rows>`;
  }

  private readonly renderRow = (index: number, tabindex: 0 | -1): TemplateResult => {
    const row: ProductRow | undefined = this.rows.row(index);
    if (row === undefined) return html`<div class="row"></div>`;
    return productLine(row, tabindex, row.id === this.record, () => this.open(row.id));
  };

  private renderEmpty(): TemplateResult {
    const filtered = this.text !== '' || this.category !== null || this.filter !== 'sellable';
    return html`<div class="scroll empty" role="status">
      ${
        filtered
          ? html`<p>${this.text === '' ? msg('这个筛选下没有商品') : msg(str`没有找到“${this.text.trim()}”`)}</p>
              <button @click=${this.clear}>${msg('清除筛选')}</button>`
          : html`<p>${msg('还没有商品')}</p>
              ${may(this.session, 'addGoods') ? html`<a class="button primary" href="/catalogue/import">${msg('导入商品')}</a>` : nothing}`
      }
    </div>`;
  }

  private renderFoot(): TemplateResult {
    const view = this.rows.view;
    if (view === undefined) return html``;
    if (this.picked.size > 0) return this.renderPicked(view.total);
    const text =
      view.total === view.all
        ? msg(str`${count(view.all)} 个商品`)
        : msg(str`${count(view.all)} 中的 ${count(view.total)}`);
    return html`<div class="under"><span role="status">${text}</span>${
      this.width === 'expanded' ? html`<span>${msg('↑↓ 移动　Enter 打开　空格 选　/ 搜索　N 新建')}</span>` : nothing
    }${this.renderExport(null, view.total)}</div>`;
  }

  /** Of the chosen goods, or of all that the list shows. */
  private renderExport(ids: readonly string[] | null, total: number): TemplateResult | typeof nothing {
    if (!may(this.session, 'exportGoods') || total === 0) return nothing;
    const { category, filter, sort, text } = this;
    const params = { search: text.trim(), category, filter, sort };
    const label = this.filters().find(([name]) => name === filter)?.[1] ?? '';
    const words = [ids === null ? label : msg('已选'), category ?? '', text.trim()].filter((word) => word !== '');
    return html`<hc-export-button
      plain
      .what=${msg(str`${count(total)} 个商品`)}
      .wish=${() => ({ what: 'products' as const, filter: words.join(' · '), list: { ids, params } })}
    ></hc-export-button>`;
  }

  private renderPicked(total: number): TemplateResult {
    return html`<div class="under picked" role="status">
      <span>${msg(str`已选 ${count(this.picked.size)} 个`)}</span>
      <span class="grow"></span>
      ${this.picked.size < total ? html`<button class="plain" @click=${() => void this.pickAll()}>${msg(str`全选 ${count(total)} 个`)}</button>` : nothing}
      <button class="plain" @click=${this.unpick}>${msg('不选')}</button>
      ${this.renderExport([...this.picked], this.picked.size)}
      <button @click=${this.openLabels}>${msg('打印标签')}</button>
      <button class="primary" @click=${this.openBulk}>${msg('批量改')}</button>
    </div>`;
  }

  private renderDetail(id: string): TemplateResult {
    return html`<hc-product-detail .record=${id} ?back=${this.width === 'compact'} @detail-back=${() => go('catalogue')} @detail-next=${(event: CustomEvent<1 | -1>) => this.next(event.detail)} @product-made=${(event: CustomEvent<string>) => this.open(event.detail)}></hc-product-detail>`;
  }

  private open(id: string): void {
    go('catalogue', id, this.width !== 'compact');
    this.record = id;
  }

  private openForm(barcode: string): void {
    void import('./hc-product-form.ts').then(({ openProductForm }) =>
      openProductForm(this, barcode, (id) => this.open(id)),
    );
  }

  /** A code opens what it stands for; one that nobody has begins a new product with it. */
  private onCode(code: string): void {
    void this.rows.engine?.once('scan', { code }).then((scan) => {
      if (scan.kind === 'variant') {
        this.open(scan.item.product);
        return;
      }
      const known = scan.kind === 'choose';
      this.text = code;
      if (this.input !== null) this.input.value = code;
      this.filter = 'all';
      if (!known && scan.kind === 'unknown' && may(this.session, 'addGoods')) this.openForm(code);
    });
  }

  private next(by: 1 | -1): void {
    const at = this.rows.indexOf((row) => row.id === this.record);
    const row = at < 0 ? undefined : this.rows.row(at + by);
    if (row !== undefined) this.open(row.id);
  }

  private pick(id: string): void {
    const picked = new Set(this.picked);
    if (!picked.delete(id)) picked.add(id);
    this.picked = picked;
  }
  private async pickAll(): Promise<void> {
    const { category, filter, sort } = this;
    const ids = await this.rows.engine?.once('productIds', { search: this.text.trim(), category, filter, sort });
    if (ids !== undefined) this.picked = new Set(ids);
  }
  private readonly unpick = (): void => {
    this.picked = new Set();
  };
  private readonly openLabels = (): void => {
    const ids = [...this.picked];
    void import('../../printing/label-request.ts').then(({ openLabels }) => openLabels(ids));
  };
  private readonly openBulk = (): void => {
    const ids = [...this.picked];
    void import('./hc-bulk-sheet.ts').then(({ openBulkSheet }) => openBulkSheet(this, ids, this.unpick));
  };

  private onInput(): void {
    this.text = this.input.value;
  }
  private onCategory(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    if (event.target.value === EDIT_CATEGORIES) {
      event.target.value = this.category ?? '';
      void import('./hc-category-sheet.ts').then(({ openCategorySheet }) => openCategorySheet(this));
      return;
    }
    this.category = event.target.value === '' ? null : event.target.value;
  }
  private setFilter(filter: Filter): void {
    this.filter = filter;
  }
  private setSort(sort: ProductsParams['sort']): void {
    this.sort = sort;
  }
  private readonly clear = (): void => {
    this.text = '';
    this.input.value = '';
    this.category = null;
    this.filter = 'sellable';
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    if (facts.inField || facts.composing || facts.ctrl || facts.alt) return;
    if (facts.key === '/') this.input.focus();
    else if (facts.key.toLowerCase() === 'n' && may(this.session, 'addGoods')) this.openForm('');
    else return;
    event.preventDefault();
  };
}
