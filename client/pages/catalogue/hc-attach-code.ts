/**
 * 关联到商品: a code that nobody has becomes one more code of goods that are there already, for the unit that is chosen. Two
 * taps from an unknown scan: find the goods, choose what the code sells.
 */
import { ContextConsumer } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { engineContext } from '../../contexts/engine-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import { searchField } from '../../styles/search-field.ts';
import type { GoodsChange, ProductRow, ProductView, SellableItem } from '../../worker/engine-protocol.ts';

const MOST_ROWS = 20;

/** Opens inside `host`'s shadow root; `attached` gets the product's id once the code is its own. */
export function openAttachCode(host: HTMLElement, code: string, attached: (product: string) => void): void {
  const sheet = new HcAttachCode();
  sheet.code = code;
  sheet.addEventListener('code-attached', (event) => attached((event as CustomEvent<string>).detail));
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

/** Fires `code-attached` with the product, `sheet-close`. */
@customElement('hc-attach-code')
export class HcAttachCode extends HcElement {
  static override styles = [
    controls,
    layout,
    searchField,
    css`
      :host {
        display: contents;
      }
      .found {
        min-height: 240px;
        margin-top: 8px;
      }
      .found button {
        display: flex;
        gap: 12px;
        width: 100%;
        justify-content: flex-start;
        text-align: left;
        border: 0;
        border-bottom: 1px solid var(--hc-line);
        border-radius: 0;
        font-weight: 400;
        min-height: 44px;
        white-space: normal;
      }
      .found span:first-child {
        flex: 1;
      }
    `,
  ];
  @property() code = '';
  @state() private rows: readonly ProductRow[] = [];
  @state() private items: readonly SellableItem[] = [];
  @query('.search input') private input!: HTMLInputElement;
  private readonly command = new CommandController(this);
  private readonly engine = new ContextConsumer(this, { context: engineContext });

  override firstUpdated(): void {
    this.input.focus();
    void this.find();
  }

  override render(): TemplateResult {
    return html`<hc-sheet .heading=${msg('关联到商品')} open style="--sheet-width:560px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <p class="muted" style="overflow-wrap:anywhere">${msg(str`条码 ${this.code} 以后就是选中的商品`)}</p>
      <div class="search">
        ${icon('search', 16)}
        <input type="search" autocomplete="off" spellcheck="false" aria-label=${msg('搜索商品')} placeholder=${msg('搜货号、名称、拼音')} @input=${() => this.find()} />
      </div>
      <div class="found scroll" aria-live="polite">${this.items.length > 0 ? this.renderItems() : this.renderRows()}</div>
      <button slot="foot" @click=${this.close}>${msg('取消')}</button>
    </hc-sheet>`;
  }

  private renderRows() {
    return repeat(
      this.rows,
      (row) => row.id,
      (row) =>
        html`<button ?disabled=${this.command.busy} @click=${() => this.choose(row)}><span>${row.name} <span class="muted">${row.itemNo}</span></span><span class="muted">${row.unit}</span></button>`,
    );
  }

  /** Which variant and which unit the code sells. */
  private renderItems() {
    return repeat(
      this.items,
      (item) => `${item.variant} ${item.unit}`,
      (item) =>
        html`<button ?disabled=${this.command.busy} @click=${() => this.attach(item)}><span>${item.name} <span class="muted">${item.spec}</span></span><span>${item.unit}</span></button>`,
    );
  }

  private async find(): Promise<void> {
    this.items = [];
    const search = this.input.value.trim();
    const found = await this.engine.value?.once('products', {
      search,
      category: null,
      filter: 'all',
      sort: { by: 'name', descending: false },
      offset: 0,
      limit: MOST_ROWS,
    });
    // An answer that a later key has overtaken is not what is asked for now.
    if (search === this.input.value.trim()) this.rows = found?.rows ?? [];
  }

  private async choose(row: ProductRow): Promise<void> {
    const items = (await this.engine.value?.once('sellable', { product: row.id })) ?? [];
    const [only] = items;
    if (items.length === 1 && only !== undefined) await this.attach(only);
    else this.items = items;
  }

  private async attach(item: SellableItem): Promise<void> {
    const product = await this.engine.value?.once('product', { id: item.product });
    const change = product === undefined || product === null ? null : addedCode(product, item, this.code);
    if (change === null) return this.command.fail({ code: 'unknown-product' });
    if ((await this.command.run('editGoods', { changes: [change] })) === null) return;
    this.emit('code-attached', item.product);
    this.close();
  }

  private readonly close = (): void => {
    this.emit('sheet-close', null);
  };
}

/** The code behind those that sell this variant in this unit now. */
export function addedCode(product: ProductView, item: SellableItem, code: string): GoodsChange | null {
  const { variant, unit } = item;
  const own = product.variants.find((one) => one.id === variant);
  const isProduct = variant === product.id;
  if (!isProduct && own === undefined) return null;
  const isBase = product.fields.unit === unit || (item.unitNumerator === 1 && item.unitDenominator === 1);
  if (isBase) {
    const codes = isProduct ? textsOf(product.fields.barcodes) : (own?.barcodes ?? []);
    return { id: variant, field: 'barcodes', value: [...new Set([...codes, code])] };
  }
  const codes = isProduct ? byUnit(product.fields.unitBarcodes) : (own?.unitBarcodes ?? {});
  return {
    id: variant,
    field: 'unitBarcodes',
    value: { ...codes, [unit]: [...new Set([...(codes[unit] ?? []), code])] },
  };
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function byUnit(value: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([unit, codes]) => [unit, textsOf(codes)]));
}
