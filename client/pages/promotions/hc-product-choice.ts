/** Products chosen one after another, by search or scanner, shown as chips that come off again. */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-goods-search.ts';
import { HcElement } from '../../components/hc-element.ts';
import type { HcGoodsSearch } from '../../components/hc-goods-search.ts';
import { icon } from '../../components/icons.ts';
import { engineContext } from '../../contexts/engine-context.ts';
import { ProductNames } from '../../controllers/product-names.ts';
import { controls } from '../../styles/controls.ts';
import type { Engine, ProductRow } from '../../worker/engine-protocol.ts';

/** Fires `products-change` with the ids. */
@customElement('hc-product-choice')
export class HcProductChoice extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine: Engine | undefined;
  @property({ attribute: false }) ids: readonly string[] = [];
  /** One only: the next one takes its place. */
  @property({ type: Boolean }) single = false;
  @property({ type: Boolean }) disabled = false;
  @state() private rows: readonly ProductRow[] = [];
  @query('hc-goods-search') private search: HcGoodsSearch | null | undefined;
  private readonly names = new ProductNames(this);

  override render() {
    return html`
      ${
        this.ids.length === 0
          ? nothing
          : html`<div class="chips">${this.ids.map(
              (id) => html`<button
                class="chip"
                aria-pressed="true"
                ?disabled=${this.disabled}
                aria-label=${msg(str`去掉 ${this.names.nameOf(id)}`)}
                @click=${() => this.change(this.ids.filter((one) => one !== id))}
              >${this.names.nameOf(id) || '…'} ${icon('close')}</button>`,
            )}</div>`
      }
      ${
        this.disabled
          ? nothing
          : html`<hc-goods-search
              .rows=${this.rows}
              @goods-search=${(event: CustomEvent<string>) => void this.find(event.detail)}
              @goods-product=${(event: CustomEvent<string>) => this.add(event.detail)}
              @goods-code=${(event: CustomEvent<string>) => void this.scan(event.detail)}
            ></hc-goods-search>`
      }
    `;
  }

  private async find(search: string): Promise<void> {
    const sort = { by: 'name', descending: false } as const;
    const params = { search, category: null, filter: 'all', sort, offset: 0, limit: 8 } as const;
    this.rows = search.trim() === '' ? [] : ((await this.engine?.once('products', params))?.rows ?? []);
  }
  private async scan(code: string): Promise<void> {
    const found = await this.engine?.once('scan', { code });
    if (found?.kind === 'variant') this.add(found.item.product);
    else if (found?.kind === 'choose' && found.items[0] !== undefined) this.add(found.items[0].product);
  }
  private add(id: string): void {
    this.search?.clear();
    this.rows = [];
    if (!this.ids.includes(id)) this.change(this.single ? [id] : [...this.ids, id]);
  }
  private change(ids: readonly string[]): void {
    this.emit('products-change', ids);
  }
}
