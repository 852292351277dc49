/**
 * Left of the till: the search field that scanners aim at, categories as tabs, tiles. Results replace tiles in the same
 * grid, so a thumb finds them where it looked. More tiles come as one scrolls; never a spinner for what is here.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-tile.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import { searchField } from '../../styles/search-field.ts';
import type { ProductRow, SessionView } from '../../worker/engine-protocol.ts';

// A screenful and a half: what is drawn first decides how soon a till can be used.
const step = 60;

/**
 * Fires `goods-pick` {product}, `goods-code` (text + Enter), `goods-camera`, `goods-times` (`3*`: thousandths for the chosen
 * line), and `goods-new` where there is nothing to sell.
 */
@customElement('hc-goods-pane')
export class HcGoodsPane extends HcElement {
  static override styles = [
    controls,
    layout,
    searchField,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        min-width: 0;
        height: 100%;
        background: var(--hc-canvas);
      }
      .top {
        padding: 16px 16px 0;
      }
      .tabs {
        display: flex;
        gap: 4px;
        margin: 10px 16px 0;
        border-bottom: 1px solid var(--hc-line);
        overflow-x: auto;
        scrollbar-width: none;
        flex: none;
      }
      .tabs button {
        border: 0;
        border-radius: 0;
        background: none;
        min-height: 44px;
        padding: 0 10px;
        font-size: 15px;
        font-weight: 400;
        color: var(--hc-text-2);
        box-shadow: none;
        flex: none;
      }
      .tabs button[aria-pressed='true'] {
        color: var(--hc-text);
        font-weight: 600;
        box-shadow: inset 0 -2px var(--hc-primary);
      }
      .tabs button:focus-visible {
        outline-offset: -2px;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(152px, 1fr));
        gap: 10px;
        padding: 14px 16px 16px;
        align-content: start;
      }
      hc-tile {
        content-visibility: auto;
        contain-intrinsic-size: auto 86px;
      }
      @media (max-width: 599px) {
        .top {
          padding: 10px 12px;
          background: var(--hc-canvas);
        }
        .tabs {
          margin: 0 12px;
        }
        .grid {
          grid-template-columns: 1fr 1fr;
          padding: 10px 12px;
          gap: 8px;
        }
      }
    `,
  ];

  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  /** Only the field, for the phone whose page is the cart. */
  @property({ type: Boolean, attribute: 'field-only' }) fieldOnly = false;
  @property({ type: Boolean }) camera = false;
  @state() private text = '';
  @state() private category: string | null = null;
  @state() private limit = step;
  @query('input') private input!: HTMLInputElement;

  private readonly categories = new WatchController(this, 'categories', () => null);
  private readonly products = new WatchController(this, 'products', () =>
    this.fieldOnly && this.text.trim() === ''
      ? undefined
      : {
          search: this.text.trim(),
          category: this.text.trim() === '' ? this.category : null,
          filter: this.text.trim() === '' ? ('sellable' as const) : ('all' as const),
          sort: { by: 'itemNo' as const, descending: false },
          offset: 0,
          limit: this.limit,
        },
  );

  focusSearch(): void {
    this.input.focus();
    this.input.select();
  }

  clearSearch(): boolean {
    const had = this.text !== '';
    this.text = '';
    this.input.value = '';
    return had;
  }

  override render() {
    const searching = this.text.trim() !== '';
    return html`
      <div class="top">
        <div class="search">
          ${icon('search')}
          <input
            data-scan-target
            type="search"
            autocomplete="off"
            spellcheck="false"
            enterkeyhint="search"
            aria-label=${msg('搜索商品')}
            placeholder=${this.camera ? msg('扫码或搜索商品') : msg('扫码，或输入货号 / 名称 / 拼音首字母')}
            @input=${this.onInput}
            @keydown=${this.onKey}
          />
          ${
            this.camera
              ? html`<button class="icon" aria-label=${msg('用相机扫码')} @click=${() => this.emit('goods-camera', null)}>${icon('scan')}</button>`
              : html`<kbd>/</kbd>`
          }
        </div>
      </div>
      ${this.fieldOnly || searching ? nothing : this.renderTabs()}
      ${this.fieldOnly && !searching ? nothing : this.renderGrid(searching)}
    `;
  }

  private renderTabs() {
    const names = [null, ...(this.categories.view ?? []).map((category) => category.name)];
    return html`<div class="tabs" role="group" aria-label=${msg('类别')}>
      ${names.map(
        (name) =>
          html`<button aria-pressed=${this.category === name} @click=${() => this.choose(name)}>${name ?? msg('全部')}</button>`,
      )}
    </div>`;
  }

  private renderGrid(searching: boolean) {
    const view = this.products.view;
    if (view === undefined) return html`<div class="scroll loading"></div>`;
    if (view.rows.length === 0)
      return html`<div class="scroll empty" role="status">
        ${
          searching
            ? html`<p>${msg(str`没有找到“${this.text.trim()}”`)}</p>
                <button @click=${() => this.clearSearch()}>${msg('清除筛选')}</button>`
            : html`<p>${msg('还没有可卖的商品')}</p>
                ${
                  may(this.session, 'addGoods')
                    ? html`<button class="primary" @click=${() => this.emit('goods-new', null)}>${icon('plus', 16)} ${msg('新建商品')}</button>
                        <a class="button plain" href="/catalogue/import">${msg('导入商品')}</a>`
                    : html`<a class="button primary" href="/catalogue">${msg('去商品')}</a>`
                }`
        }
      </div>`;
    // Not keyed: another search writes into the tiles that are there instead of making sixty new ones.
    return html`<div class="scroll" @scroll=${this.onScroll} @tile-pick=${this.onPick} tabindex="-1">
      <div class="grid">
        ${view.rows.map((row) => html`<hc-tile .product=${row}></hc-tile>`)}
      </div>
    </div>`;
  }

  private choose(category: string | null): void {
    this.category = category;
    this.limit = step;
  }

  private onInput(): void {
    const times = /^(\d{1,4}(?:\.\d{1,3})?)[*×]$/.exec(this.input.value.trim())?.[1];
    if (times !== undefined && Number(times) > 0) {
      this.emit('goods-times', Math.round(Number(times) * 1000));
      this.clearSearch();
      return;
    }
    this.text = this.input.value;
    this.limit = step;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing || this.text.trim() === '') return;
    event.preventDefault();
    const rows = this.products.view?.rows ?? [];
    const only = rows.length === 1 ? rows[0] : undefined;
    if (only !== undefined && !/^\d{6,}$/.test(this.text.trim())) this.emit('goods-pick', only.id);
    else this.emit('goods-code', this.text.trim());
    this.clearSearch();
  }

  private onScroll(event: Event): void {
    const box = event.currentTarget;
    const view = this.products.view;
    if (!(box instanceof HTMLElement) || view === undefined || view.rows.length >= view.total) return;
    if (box.scrollTop + box.clientHeight > box.scrollHeight - 600) this.limit = view.rows.length + step;
  }

  private onPick(event: CustomEvent<ProductRow>): void {
    event.stopPropagation();
    this.emit('goods-pick', event.detail.id);
    this.clearSearch();
  }
}
