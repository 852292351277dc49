/**
 * The variants of a product as colour × size (a third attribute makes tabs). Cells show what is on hand, available, the
 * price or the barcodes; prices and codes are typed, pasted from a sheet, filled to the right or down, and set for a whole
 * row or column by its head. A red frame is a gap (断码), never colour alone: the nought stands in it.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { filledCells, pastedCells } from '../../../shared/catalogue/variant-grid.ts';
import '../../components/hc-note.ts';
import { swatchOf } from '../../components/goods-colours.ts';
import { HcElement } from '../../components/hc-element.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import type { GoodsChange, ShownError, VariantRow } from '../../worker/engine-protocol.ts';
import { cellChange, cellText, type MatrixMode, type MatrixView, matrixView } from './matrix-view.ts';

interface Place {
  readonly row: number;
  readonly column: number;
}
/** The row or column whose head was pressed. */
type Head = { readonly way: 'row' | 'column'; readonly at: number };

/** Fires `matrix-edit` with the changes of one act. */
@customElement('hc-variant-matrix')
export class HcVariantMatrix extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .wide {
        overflow-x: auto;
      }
      table {
        border-collapse: separate;
        border-spacing: 3px;
        width: 100%;
      }
      th {
        font-weight: 400;
        color: var(--hc-text-2);
        padding: 2px 6px;
        white-space: nowrap;
      }
      tbody th,
      thead th:first-child {
        position: sticky;
        left: 0;
        z-index: 1;
        background: var(--hc-surface);
      }
      tbody th {
        text-align: left;
        color: var(--hc-text);
        padding-left: 0;
      }
      th i {
        display: inline-block;
        width: 10px;
        height: 10px;
        border: 1px solid var(--hc-edge);
        border-radius: 2px;
        margin-right: 6px;
      }
      td {
        text-align: center;
        font-weight: 600;
        background: var(--hc-sunken);
        border-radius: 4px;
        height: 34px;
        min-width: 44px;
        border: 1px solid transparent;
      }
      td.gap {
        background: none;
        border-color: var(--hc-danger);
        color: var(--hc-danger-text);
      }
      td.low {
        background: var(--hc-warn-soft);
        color: var(--hc-warn-text);
      }
      td.none,
      td.sum {
        background: none;
        font-weight: 400;
        color: var(--hc-text-2);
      }
      .modes {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-bottom: 8px;
      }
      .modes .space {
        flex: 1;
      }
      td.edit {
        padding: 0;
        border-color: var(--hc-edge);
        background: var(--hc-surface);
      }
      td.edit.wrong {
        border-color: var(--hc-danger);
      }
      td input {
        width: 100%;
        min-width: 64px;
        height: max(34px, var(--hc-control));
        border: 0;
        border-radius: 3px;
        background: none;
        color: var(--hc-text);
        font: inherit;
        font-weight: 600;
        text-align: center;
        padding: 0 4px;
      }
      td.code input {
        min-width: 128px;
        font-weight: 400;
      }
      td input::placeholder {
        color: var(--hc-text-3);
        font-weight: 400;
      }
      th button {
        min-height: 32px;
        padding: 0 4px;
        border: 0;
        background: none;
        font: inherit;
        font-weight: 400;
        color: inherit;
        text-decoration: underline dotted;
        text-underline-offset: 4px;
      }
      .whole {
        display: flex;
        align-items: end;
        gap: 8px;
        margin: 8px 0;
      }
      ul {
        display: grid;
      }
      li {
        display: flex;
        gap: 12px;
        padding: 7px 0;
        border-bottom: 1px solid var(--hc-line);
      }
      li span:first-child {
        flex: 1;
      }
      p {
        margin-top: 6px;
      }
      .fill {
        color: var(--hc-warn-text);
      }
      .frame {
        color: var(--hc-danger-text);
      }
    `,
  ];
  @property({ attribute: false }) variants: readonly VariantRow[] = [];
  /** Thousandths; null = none is set. */
  @property({ attribute: false }) safety: number | null = null;
  @property({ type: Boolean }) editable = false;
  /** Names of the further units: each has codes of its own. */
  @property({ attribute: false }) units: readonly string[] = [];
  @state() private unit = '';
  @state() private mode: MatrixMode = 'onHand';
  @state() private tab = 0;
  @state() private at: Place | null = null;
  @state() private head: Head | null = null;
  @state() private problem: ShownError | null = null;
  @state() private wrong: Place | null = null;
  @state() private cut = false;

  override render() {
    const view = matrixView(this.variants);
    if (this.variants.length < 2) return nothing;
    if (view === null) return this.renderList();
    const tab = Math.min(this.tab, view.tabs.length - 1);
    return html`
      ${this.renderModes(view, tab)} ${this.renderHead(view, tab)}
      ${this.problem === null ? nothing : html`<hc-note .error=${this.problem}></hc-note>`}
      ${this.cut ? html`<p class="hint" role="status">${msg('贴上的内容超出了表格，多出的没有填')}</p>` : nothing}
      <div class="wide" tabindex="0" role="region" aria-label=${msg('规格库存')}>
        ${this.renderTable(view, tab)}
      </div>
      ${this.mode === 'onHand' || this.mode === 'available' ? this.renderLegend() : nothing}
    `;
  }

  private get typing(): boolean {
    return this.editable && (this.mode === 'price' || this.mode === 'barcode');
  }

  private renderModes(view: MatrixView, tab: number): TemplateResult {
    const modes: readonly (readonly [MatrixMode, string])[] = [
      ['onHand', msg('现存')],
      ['available', msg('可用')],
      ['price', msg('价格')],
      ['barcode', msg('条码')],
    ];
    return html`
      <div class="modes" role="group" aria-label=${msg('格里显示')}>
        ${modes.map(([mode, label]) => html`<button class="chip" aria-pressed=${mode === this.mode} @click=${() => this.show(mode)}>${label}</button>`)}
        <span class="space"></span>
        ${
          this.typing
            ? html`<button class="chip" ?disabled=${this.at === null} @mousedown=${keepFocus} @click=${() => this.fill(view, tab, 'right')}>${msg('向右填')} →</button>
                <button class="chip" ?disabled=${this.at === null} @mousedown=${keepFocus} @click=${() => this.fill(view, tab, 'down')}>${msg('向下填')} ↓</button>`
            : nothing
        }
      </div>
      ${
        this.mode !== 'barcode' || this.units.length === 0
          ? nothing
          : html`<div class="modes" role="group" aria-label=${msg('单位')}>
              ${['', ...this.units].map((name) => html`<button class="chip" aria-pressed=${name === this.unit} @click=${() => this.setUnit(name)}>${name === '' ? msg('基本单位') : name}</button>`)}
            </div>`
      }
      ${
        view.tabs.length < 2
          ? nothing
          : html`<div class="modes" role="group" aria-label=${view.names[2] ?? ''}>
              ${view.tabs.map((name, at) => html`<button class="chip" aria-pressed=${at === tab} @click=${() => this.turn(at)}>${name}</button>`)}
            </div>`
      }
    `;
  }

  private renderHead(view: MatrixView, tab: number) {
    const head = this.head;
    if (head === null || !this.typing) return nothing;
    const name = (head.way === 'row' ? view.rows : view.columns)[head.at] ?? '';
    return html`<form class="whole" @submit=${(event: Event) => this.onWhole(event, view, tab, head)}>
      <label class="grow"><span class="small muted">${head.way === 'row' ? msg(str`${name} 整行`) : msg(str`${name} 整列`)}</span>
        <input name="value" class="field" autocomplete="off" inputmode=${this.mode === 'price' ? 'decimal' : 'text'} /></label>
      <button class="primary">${msg('填入')}</button>
      <button type="button" @click=${() => this.setHead(null)}>${msg('取消')}</button>
    </form>`;
  }

  private renderTable(view: MatrixView, tab: number): TemplateResult {
    const [rowName = '', columnName] = view.names;
    const sums = !this.typing && (this.mode === 'onHand' || this.mode === 'available');
    return html`<table>
      <thead>
        <tr>
          <th scope="col" style="text-align:left;padding-left:0">${rowName}</th>
          ${view.columns.map((column, at) => html`<th scope="col">${columnName === undefined ? '' : this.headOf(column, { way: 'column', at })}</th>`)}
          ${sums ? html`<th scope="col">${msg('合计')}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${view.rows.map((row, at) => {
          const swatch = swatchOf(row);
          return html`<tr>
            <th scope="row">${swatch === null ? nothing : html`<i style="background:${swatch}"></i>`}${this.headOf(row, { way: 'row', at })}</th>
            ${view.columns.map((_, column) => this.renderCell(view, tab, { row: at, column }))}
            ${sums ? html`<td class="sum">${quantity(this.sumOf(view, tab, at))}</td>` : nothing}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  private headOf(name: string, head: Head) {
    return this.typing ? html`<button @click=${() => this.setHead(head)}>${name}</button>` : name;
  }

  private renderCell(view: MatrixView, tab: number, place: Place): TemplateResult {
    const variant = view.cell(place.row, place.column, tab);
    if (variant === undefined) return html`<td class="none">–</td>`;
    if (this.typing) return this.renderEntry(view, tab, place, variant);
    if (this.mode === 'price')
      return html`<td class=${variant.priced ? '' : 'none'}>${price(variant.retailPrice)}</td>`;
    if (this.mode === 'barcode') return html`<td class="none">${cellText(variant, this.mode, this.unit) || '–'}</td>`;
    const shown = this.mode === 'onHand' ? variant.onHand : variant.available;
    const short = shown !== null && this.safety !== null && shown < this.safety;
    return html`<td class=${shown !== null && shown <= 0 ? 'gap' : short ? 'low' : ''}>${quantity(shown)}</td>`;
  }

  private renderEntry(view: MatrixView, tab: number, place: Place, variant: VariantRow): TemplateResult {
    const isWrong = this.wrong?.row === place.row && this.wrong.column === place.column;
    return html`<td class="edit ${isWrong ? 'wrong' : ''} ${this.mode === 'barcode' ? 'code' : ''}">
      <input
        .value=${cellText(variant, this.mode, this.unit)}
        data-row=${place.row}
        data-column=${place.column}
        data-scan-target=${this.mode === 'barcode' ? '' : nothing}
        aria-label=${variant.name}
        aria-invalid=${isWrong}
        autocomplete="off"
        inputmode=${this.mode === 'price' ? 'decimal' : 'text'}
        placeholder=${this.mode === 'price' ? price(variant.retailPrice) : ''}
        @focus=${() => this.enter(place)}
        @change=${(event: Event) => this.onCell(event, view, tab, place)}
        @paste=${(event: ClipboardEvent) => this.onPaste(event, view, tab, place)}
        @keydown=${(event: KeyboardEvent) => this.onCellKey(event, view, place)}
      />
    </td>`;
  }

  private renderLegend(): TemplateResult {
    return html`<p class="hint"><span class="frame">${msg('框线')}</span> ${msg('断码')}　${this.safety === null ? nothing : html`<span class="fill">${msg('底色')}</span> ${msg('低于安全库存')}　`}– ${msg('不生产')}</p>`;
  }

  private renderList() {
    return html`<ul>
      ${this.variants.map(
        (variant) =>
          html`<li><span>${variant.name}</span><span class="num">${price(variant.retailPrice)}</span><span class="num ${(variant.onHand ?? 0) < 0 ? 'neg' : ''}">${quantity(variant.onHand)}</span></li>`,
      )}
    </ul>`;
  }

  private sumOf(view: MatrixView, tab: number, row: number): number {
    return view.columns.reduce((sum, _, column) => {
      const variant = view.cell(row, column, tab);
      return sum + ((this.mode === 'onHand' ? variant?.onHand : variant?.available) ?? 0);
    }, 0);
  }

  private show(mode: MatrixMode): void {
    this.mode = mode;
    this.at = null;
    this.head = null;
    this.problem = null;
  }
  private setUnit(unit: string): void {
    this.unit = unit;
    this.at = null;
  }
  private turn(tab: number): void {
    this.tab = tab;
    this.at = null;
  }
  private enter(place: Place): void {
    this.at = place;
  }
  private setHead(head: Head | null): void {
    this.head = head;
    if (head === null) return;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('.whole input')?.focus());
  }

  private onCell(event: Event, view: MatrixView, tab: number, place: Place): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.write(view, tab, [{ ...place, text: event.currentTarget.value }]);
  }

  private onPaste(event: ClipboardEvent, view: MatrixView, tab: number, place: Place): void {
    const block = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\t\n]/.test(block.trim())) return;
    event.preventDefault();
    const { cells, cut } = pastedCells(block, place, { rows: view.rows.length, columns: view.columns.length });
    this.cut = cut;
    this.write(view, tab, cells);
  }

  private fill(view: MatrixView, tab: number, way: 'right' | 'down'): void {
    const from = this.at;
    const variant = from === null ? undefined : view.cell(from.row, from.column, tab);
    if (from === null || variant === undefined) return;
    const typed = this.renderRoot.querySelector<HTMLInputElement>(
      `input[data-row="${from.row}"][data-column="${from.column}"]`,
    );
    const text = typed?.value ?? cellText(variant, this.mode, this.unit);
    const places = filledCells(from, way, { rows: view.rows.length, columns: view.columns.length });
    this.write(
      view,
      tab,
      [from, ...places].map((place) => ({ ...place, text })),
    );
  }

  private onWhole(event: Event, view: MatrixView, tab: number, head: Head): void {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const text = String(new FormData(form).get('value') ?? '');
    const length = head.way === 'row' ? view.columns.length : view.rows.length;
    const cells = Array.from({ length }, (_, i) =>
      head.way === 'row' ? { row: head.at, column: i, text } : { row: i, column: head.at, text },
    );
    if (this.write(view, tab, cells)) this.head = null;
  }

  /** All of an act or nothing of it: what can't be kept stays as typed, with the reason. */
  private write(view: MatrixView, tab: number, cells: readonly (Place & { readonly text: string })[]): boolean {
    const changes: GoodsChange[] = [];
    for (const { row, column, text } of cells) {
      const variant = view.cell(row, column, tab);
      if (variant === undefined) continue;
      const result = cellChange(variant, this.mode, text, this.unit);
      if ('error' in result) {
        this.problem = result.error;
        this.wrong = { row, column };
        return false;
      }
      if (result.change !== null) changes.push(result.change);
    }
    this.problem = null;
    this.wrong = null;
    if (changes.length > 0) this.emit<readonly GoodsChange[]>('matrix-edit', changes);
    return true;
  }

  private onCellKey(event: KeyboardEvent, view: MatrixView, place: Place): void {
    const down = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (down === undefined || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const row = place.row + down;
    if (row < 0 || row >= view.rows.length) {
      if (event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
      return;
    }
    this.renderRoot.querySelector<HTMLInputElement>(`input[data-row="${row}"][data-column="${place.column}"]`)?.focus();
  }
}

/** A press on a button of the bar leaves the cursor in its cell. */
const keepFocus = (event: Event): void => event.preventDefault();
