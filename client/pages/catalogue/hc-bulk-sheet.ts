/** One change to the chosen goods: category, a price set or moved, on sale or discontinued. One undo takes all of it back. */
import '@vaadin/text-field';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type BulkPrice, parsePercent } from '../../../shared/catalogue/bulk-edit.ts';
import '../../components/hc-amount.ts';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { showUndo } from '../../components/undo-notice.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { count } from '../../i18n/figures.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { BulkChange } from '../../worker/engine-protocol.ts';

type What = 'category' | 'price' | 'status';
const PRICES: readonly BulkPrice[] = ['retailPrice', 'memberPrice', 'wholesalePrice', 'floorPrice'];

/** Opens inside `host`'s shadow root; `done` when something was changed. */
export function openBulkSheet(host: HTMLElement, ids: readonly string[], done: () => void): void {
  const sheet = new HcBulkSheet();
  sheet.ids = ids;
  sheet.addEventListener('bulk-done', done);
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

/** Fires `bulk-done`. */
@customElement('hc-bulk-sheet')
export class HcBulkSheet extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      vaadin-text-field,
      hc-amount {
        width: 100%;
      }
    `,
  ];
  @property({ attribute: false }) ids: readonly string[] = [];
  @state() private what: What = 'price';
  @state() private field: BulkPrice = 'retailPrice';
  @state() private way: 'percent' | 'add' | 'set' = 'percent';
  @state() private percent = '';
  @state() private amount: number | null = null;
  @state() private category = '';
  @state() private status: 'active' | 'discontinued' = 'discontinued';
  private readonly command = new CommandController(this);
  private readonly categories = new WatchController(this, 'categories', () => null);

  override render() {
    const operation = this.operation();
    return html`<hc-sheet .heading=${msg(str`批量改 ${count(this.ids.length)} 个商品`)} .open=${true}>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.choose(
        msg('改什么'),
        [
          ['price', msg('价格')],
          ['category', msg('类别')],
          ['status', msg('上架状态')],
        ],
        this.what,
        (what) => this.setWhat(what),
      )}
      ${this.what === 'price' ? this.renderPrice() : this.what === 'category' ? this.renderCategory() : this.renderStatus()}
      <button slot="foot" @click=${this.close}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${operation === null || this.command.busy} @click=${() => void this.apply(operation)}>${msg(str`改 ${count(this.ids.length)} 个`)}</button>
    </hc-sheet>`;
  }

  private choose<Value extends string>(
    label: string,
    options: readonly (readonly [Value, string])[],
    chosen: Value,
    set: (value: Value) => void,
  ): TemplateResult {
    return html`<div class="choices" role="group" aria-label=${label}>
      ${options.map(([value, text]) => html`<button class="chip" aria-pressed=${value === chosen} @click=${() => set(value)}>${text}</button>`)}
    </div>`;
  }

  private renderPrice(): TemplateResult {
    return html`
      ${this.choose(
        msg('哪种价格'),
        PRICES.map((field) => [field, fieldName(field)] as const),
        this.field,
        (field) => this.setField(field),
      )}
      ${this.choose(
        msg('怎么改'),
        [
          ['percent', msg('按百分比')],
          ['add', msg('加减金额')],
          ['set', msg('改成')],
        ],
        this.way,
        (way) => this.setWay(way),
      )}
      ${
        this.way === 'percent'
          ? html`<vaadin-text-field .label=${msg('涨跌，如 10 或 -5')} .value=${this.percent} autocomplete="off" .invalid=${this.percent !== '' && parsePercent(this.percent) === null} .errorMessage=${msg('填 10 或 -5 这样的数')} @input=${this.onPercent}><span slot="suffix">%</span></vaadin-text-field>`
          : html`<hc-amount .label=${this.way === 'add' ? msg('加减金额') : msg('改成')} .scale=${4} .least=${2} .value=${this.amount} @amount-change=${(event: CustomEvent<number | null>) => this.setAmount(event.detail)}></hc-amount>`
      }
      <p class="hint">${msg('没有这种价格的不改；结果四舍五入到分')}</p>
    `;
  }

  private renderCategory(): TemplateResult {
    return html`<vaadin-text-field .label=${msg('类别，层级用斜杠')} .value=${this.category} autocomplete="off" @input=${this.onCategory}></vaadin-text-field>
      <div class="choices" role="group" aria-label=${msg('现有类别')}>
        ${(this.categories.view ?? []).slice(0, 24).map((one) => html`<button class="chip" aria-pressed=${one.name === this.category} @click=${() => this.setCategory(one.name)}>${one.name}</button>`)}
      </div>`;
  }

  private renderStatus(): TemplateResult {
    return this.choose(
      msg('上架状态'),
      [
        ['active', msg('在售')],
        ['discontinued', msg('停售')],
      ],
      this.status,
      (status) => this.setStatus(status),
    );
  }

  private operation(): BulkChange | null {
    if (this.what === 'status') return { kind: 'set', field: 'status', value: this.status };
    if (this.what === 'category')
      return this.category.trim() === '' ? null : { kind: 'set', field: 'category', value: this.category.trim() };
    const { field, way, amount } = this;
    if (way === 'percent') {
      const basisPoints = parsePercent(this.percent);
      return basisPoints === null || basisPoints === 0 ? null : { kind: 'percent', field, basisPoints };
    }
    if (amount === null) return null;
    return way === 'add' ? { kind: 'add', field, amount } : amount < 0 ? null : { kind: 'set', field, value: amount };
  }

  private async apply(operation: BulkChange | null): Promise<void> {
    if (operation === null) return;
    const done = await this.command.run('bulkEdit', { ids: this.ids, operation });
    if (done === null) return;
    const engine = this.categories.engine;
    this.emit('bulk-done', null);
    this.close();
    await showUndo(
      msg(str`已改 ${count(done.changed)} 个商品`),
      () => void engine?.run('editGoods', { changes: done.undo }),
    );
  }

  private setWhat(what: What): void {
    this.what = what;
  }
  private setField(field: BulkPrice): void {
    this.field = field;
  }
  private setWay(way: 'percent' | 'add' | 'set'): void {
    this.way = way;
    this.amount = null;
  }
  private setAmount(amount: number | null): void {
    this.amount = amount;
  }
  private setCategory(category: string): void {
    this.category = category;
  }
  private setStatus(status: 'active' | 'discontinued'): void {
    this.status = status;
  }
  private readonly onPercent = (event: Event): void => {
    this.percent = textOf(event);
  };
  private readonly onCategory = (event: Event): void => {
    this.category = textOf(event);
  };
  private readonly close = (): void => {
    this.emit('sheet-close', null);
  };
}

const textOf = (event: Event): string =>
  event.currentTarget instanceof HTMLElement && 'value' in event.currentTarget ? String(event.currentTarget.value) : '';
