/**
 * Lines of a stocktake: what was counted by whom, beside what the book said then. Where two people counted one thing the
 * line asks whether both count or the later alone; a difference beyond the limit asks for a recount.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { HcElement } from '../../components/hc-element.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen, quantity } from '../../i18n/figures.ts';
import { sheetFilterName } from '../../i18n/stocktake-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SheetCell, SheetFilter, SheetParams, SheetRow, StocktakeView } from '../../worker/stocktake-protocol.ts';

const STEP = 100;

/** Fires `count-choose` with what was decided of a line counted by two. */
@customElement('hc-count-lines')
export class HcCountLines extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .chips {
        display: flex;
        gap: 6px;
        flex-wrap: wrap;
        padding: 10px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        align-items: center;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 76px 76px 76px 104px;
        gap: 2px 10px;
        align-items: baseline;
        padding: 8px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .line.blind {
        grid-template-columns: minmax(0, 1fr) 88px;
      }
      select {
        min-height: max(32px, calc(var(--hc-control) - 4px));
        border: 1px solid var(--hc-line);
        border-radius: 6px;
        background: var(--hc-surface);
        color: var(--hc-text-2);
        font: inherit;
        padding: 0 6px;
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 10;
        background: var(--hc-sunken);
        color: var(--hc-text-2);
        font-size: 13px;
      }
      .counted {
        font-weight: 600;
      }
      .more {
        grid-column: 1 / -1;
        display: flex;
        gap: 6px;
        flex-wrap: wrap;
        align-items: center;
      }
      .ask {
        display: flex;
        gap: 6px;
        align-items: center;
        flex-wrap: wrap;
        padding: 4px 0 4px;
      }
      @container (max-width: 560px) {
        .line {
          grid-template-columns: minmax(0, 1fr) 60px 60px 60px;
        }
        .line.blind {
          grid-template-columns: minmax(0, 1fr) 72px;
        }
        .money {
          display: none;
        }
      }
    `,
  ];
  @property({ attribute: false }) sheet: StocktakeView | undefined;
  @property({ attribute: false }) filter: SheetFilter = 'all';
  @state() private by: SheetParams['by'] = 'latest';
  @state() private limit = STEP;
  private readonly lines = new WatchController(this, 'stocktakeLines', () =>
    this.sheet === undefined
      ? undefined
      : { id: this.sheet.id, filter: this.filter, by: this.by, offset: 0, limit: this.limit },
  );

  override render(): TemplateResult {
    const { sheet } = this;
    const view = this.lines.view;
    if (sheet === undefined || view === undefined) return html``;
    const blind = sheet.figures.different === undefined;
    return html`
      <div class="chips" role="group" aria-label=${msg('筛选')}>
        ${this.filters(sheet).map(([filter, count]) => html`<button class="chip" aria-pressed=${filter === this.filter} @click=${() => this.setFilter(filter)}>${sheetFilterName(filter)} ${count}</button>`)}
        <span class="grow"></span>
        ${blind ? nothing : this.renderOrder()}
      </div>
      <div class="line head ${blind ? 'blind' : ''}">
        <span>${msg('商品')}</span><span class="num">${msg('实盘')}</span>
        ${blind ? nothing : html`<span class="num">${msg('账面')}</span><span class="num">${msg('差异')}</span><span class="num money">${msg('零售额')}</span>`}
      </div>
      ${view.rows.length === 0 ? html`<p class="body muted">${this.filter === 'all' ? msg('还没有点到商品') : msg('这个筛选下没有商品')}</p>` : nothing}
      ${repeat(
        view.rows,
        (row) => row.variant,
        (row) => this.renderLine(row, blind),
      )}
      ${view.total > view.rows.length ? html`<div class="bar"><button @click=${() => this.more()}>${msg('载入更多')}</button></div>` : nothing}
    `;
  }

  /** Those that hold something, beside the ones that are always there. */
  private filters({ figures }: StocktakeView): readonly (readonly [SheetFilter, number | ''])[] {
    const { counted, uncounted, asked, different = 0, recountDue = 0, late = 0 } = figures;
    const all: readonly (readonly [SheetFilter, number | ''])[] = [
      ['all', counted],
      ['mine', ''],
      ['different', different],
      ['asked', asked],
      ['recount', recountDue],
      ['uncounted', uncounted],
      ['late', late],
    ];
    return all.filter(([filter, count]) => count === '' || count > 0 || filter === 'all' || filter === this.filter);
  }

  private renderOrder(): TemplateResult {
    const orders: readonly (readonly [SheetParams['by'], string])[] = [
      ['latest', msg('最近')],
      ['size', msg('差异大')],
      ['value', msg('金额大')],
      ['name', msg('名称')],
    ];
    return html`<select aria-label=${msg('排序')} @change=${this.onOrder}>
      ${orders.map(([by, label]) => html`<option value=${by} ?selected=${by === this.by}>${label}</option>`)}
    </select>`;
  }

  private renderLine(row: SheetRow, blind: boolean): TemplateResult {
    const { variance = null } = row;
    const sign = variance !== null && variance > 0 ? '+' : '';
    return html`<div class="line ${blind ? 'blind' : ''}" data-variant=${row.variant}>
      <span><span>${row.name}</span> <span class="small muted">${row.spec} ${row.itemNo}</span></span>
      <span class="num counted">${row.counted === null ? html`<span class="muted">${msg('未点')}</span>` : quantity(row.counted)}</span>
      ${
        blind
          ? nothing
          : html`<span class="num muted">${quantity(row.book ?? 0)}</span>
            <span class="num ${variance !== null && variance < 0 ? 'neg' : ''}">${variance === null ? '–' : variance === 0 ? '0' : `${sign}${quantity(variance)}`}</span>
            <span class="num money muted">${variance === null || variance === 0 ? '' : fen(row.value ?? 0)}</span>`
      }
      ${this.renderMore(row)}
    </div>`;
  }

  private renderMore(row: SheetRow): TemplateResult | typeof nothing {
    const tags: TemplateResult[] = row.cells.flatMap((cell) =>
      cell.counters.map(
        (one) =>
          html`<span class="tag ${one.mine ? 'primary' : ''}">${[cell.bin, cell.batch, one.who].filter((part) => part !== '').join(' ')} ${quantity(one.quantity)}${cell.round > 1 ? ` · ${msg('复盘')}` : ''}</span>`,
      ),
    );
    if (row.recount === 'due') tags.push(html`<span class="tag warn">${msg('要换人复盘')}</span>`);
    if (row.recount === 'done') tags.push(html`<span class="tag ok">${msg('已复盘')}</span>`);
    for (const bin of row.missing) tags.push(html`<span class="tag warn">${msg(str`${bin} 也放着，点了才算`)}</span>`);
    if (row.late > 0) tags.push(html`<span class="tag info">${msg(str`盘点后补到 ${row.late} 笔，只改差异`)}</span>`);
    if (row.posted !== null && row.posted !== row.counted)
      tags.push(html`<span class="tag warn">${msg(str`已按 ${quantity(row.posted)} 过账`)}</span>`);
    const asked = row.cells.filter((cell) => cell.asked);
    if (tags.length === 0 && asked.length === 0) return nothing;
    return html`<div class="more">${tags}</div>
      ${asked.map((cell) => html`<div class="more">${this.renderAsk(row, cell)}</div>`)}`;
  }

  private renderAsk(row: SheetRow, cell: SheetCell): TemplateResult {
    const dropped = cell.counters.slice(0, -1);
    const last = cell.counters.at(-1);
    const sum = cell.counters.reduce((total, one) => total + one.quantity, 0);
    const may = this.sheet?.may.choose === true || dropped.every(({ mine }) => mine);
    return html`<div class="ask">
      <span class="small">${msg(str`${cell.counters.map(({ who }) => who).join('、')}都点了这件`)}</span>
      <button @click=${() => this.choose(row, cell, 'add', dropped.map(({ counter }) => counter).slice(0, 1))}>${msg(str`相加 ${quantity(sum)}`)}</button>
      ${
        may
          ? html`<button @click=${() =>
              this.choose(
                row,
                cell,
                'drop',
                dropped.map(({ counter }) => counter),
              )}>${msg(str`取后者 ${quantity(last?.quantity ?? 0)}`)}</button>`
          : nothing
      }
    </div>`;
  }

  private choose(row: SheetRow, cell: SheetCell, choice: 'add' | 'drop', counters: readonly string[]): void {
    for (const counter of counters) this.emit('count-choose', { variant: row.variant, bin: cell.bin, choice, counter });
  }
  private setFilter(filter: SheetFilter): void {
    this.filter = this.filter === filter ? 'all' : filter;
    this.limit = STEP;
  }
  private onOrder(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const { value } = event.target;
    if (value === 'latest' || value === 'size' || value === 'value' || value === 'name') this.by = value;
  }
  private more(): void {
    this.limit += STEP;
  }
}
