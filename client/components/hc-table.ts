/**
 * A table of any length for PC: only rows in sight exist, and a row that leaves on one side comes back on the other, so
 * that scrolling writes a few words into rows that are there already. Each row is a containment of its own and stands by
 * `top`, not by a transform: nothing of the rest is laid out or layered again for it.
 *
 * One Tab stop; the keyboard's row is named by `aria-activedescendant`, since the element that shows it changes.
 */
import { css, html, nothing, render, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { tableStyles } from '../styles/table-styles.ts';
import { tags } from '../styles/tags.ts';
import { HcElement } from './hc-element.ts';

export interface TableColumn<Row> {
  readonly key: string;
  readonly label: string;
  /** Pixels; null takes what the others leave. */
  readonly width: number | null;
  readonly end?: boolean;
  /** What its heading sorts by; none: a click there does nothing. */
  readonly sort?: string;
  readonly draw: (row: Row) => TemplateResult | typeof nothing;
}

export interface TableSort {
  readonly by: string;
  readonly descending: boolean;
}

/** What a table shows. A new object draws all rows in sight anew. */
export interface TableContent<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly count: number;
  /** undefined while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Rows in sight and around, asked for before they are drawn. */
  readonly need: (first: number, last: number) => void;
  /** Classes of a row: chosen, ink. */
  readonly classOf: (row: Row) => string;
  readonly sort: TableSort | null;
}

interface Slot {
  readonly element: HTMLElement;
  index: number;
}

const OVER = 4;
const AHEAD = 60;

/** Fires `table-open` with an index, `table-pick` with one (space bar), `table-sort` with what to sort by. */
@customElement('hc-table')
export class HcTable extends HcElement {
  static override styles = [
    tags,
    tableStyles,
    css`
      :host {
        display: block;
        min-height: 0;
      }
    `,
  ];
  @property() label = '';
  @property({ attribute: false }) content: TableContent<unknown> | undefined;
  @query('.box') private box!: HTMLElement;
  @query('.rows') private rows!: HTMLElement;
  private slots: Slot[] = [];
  private active = 0;
  private rowHeight = 36;
  private height = 0;
  private readonly watcher = new ResizeObserver(() => this.measure());

  override firstUpdated(): void {
    this.watcher.observe(this.box);
    this.measure();
  }
  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.watcher.observe(this.box);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }
  override updated(): void {
    for (const slot of this.slots) slot.index = -1;
    this.draw();
  }

  override render() {
    const columns = this.content?.columns ?? [];
    const count = this.content?.count ?? 0;
    return html`<div
      class="box"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${count + 1}
      aria-activedescendant=${`row-${this.active}`}
      @scroll=${this.draw}
      @keydown=${this.onKey}
      @click=${this.onClick}
    >
      <div class="head" role="row" aria-rowindex="1">${columns.map((column) => this.heading(column))}</div>
      <div class="rows" role="rowgroup" style="height:${count * this.rowHeight}px"></div>
    </div>`;
  }

  private heading(column: TableColumn<unknown>): TemplateResult {
    const sort = this.content?.sort ?? null;
    const isSorted = sort !== null && column.sort === sort.by;
    const arrow = isSorted ? (sort.descending ? ' ↓' : ' ↑') : '';
    return html`<span
      class="cell ${column.end === true ? 'end' : ''} ${column.sort === undefined ? '' : 'sorts'}"
      role="columnheader"
      aria-sort=${isSorted ? (sort.descending ? 'descending' : 'ascending') : nothing}
      style=${widthOf(column)}
      @click=${() => column.sort !== undefined && this.emit('table-sort', column.sort)}
      >${column.label}${arrow}</span
    >`;
  }

  private measure(): void {
    const height = this.box.clientHeight;
    const rowHeight = Number.parseFloat(getComputedStyle(this).getPropertyValue('--hc-row')) || this.rowHeight;
    if (height === this.height && rowHeight === this.rowHeight) return;
    this.height = height;
    this.rowHeight = rowHeight;
    this.requestUpdate();
  }

  private readonly draw = (): void => {
    const { content } = this;
    if (content === undefined || this.height === 0) return;
    const top = Math.floor(this.box.scrollTop / this.rowHeight);
    const inSight = Math.ceil(this.height / this.rowHeight) + 1;
    const size = inSight + 2 * OVER;
    const first = Math.max(0, Math.min(top - OVER, content.count - size));
    const last = Math.min(content.count, first + size) - 1;
    if (content.count > 0) content.need(Math.max(0, first - AHEAD), Math.min(content.count - 1, last + AHEAD));
    this.fit(size);
    for (let index = first; index <= last; index++) {
      const slot = this.slots[index % size];
      if (slot !== undefined && slot.index !== index) this.show(slot, index, content);
    }
    // Fewer rows than slots: the rest is out of use.
    for (const slot of this.slots) if (slot.index < first || slot.index > last) this.hide(slot);
  };

  private show(slot: Slot, index: number, content: TableContent<unknown>): void {
    const { element } = slot;
    const row = content.rowAt(index);
    slot.index = index;
    element.hidden = false;
    element.id = `row-${index}`;
    element.ariaRowIndex = String(index + 2);
    element.style.top = `${index * this.rowHeight}px`;
    const classes = `line ${index === this.active ? 'active ' : ''}${row === undefined ? '' : content.classOf(row)}`;
    if (element.className !== classes) element.className = classes;
    render(
      content.columns.map(
        (column) =>
          html`<span class="cell ${column.end === true ? 'end' : ''}" role="gridcell" style=${widthOf(column)}
            >${row === undefined ? nothing : column.draw(row)}</span
          >`,
      ),
      element,
    );
  }

  private hide(slot: Slot): void {
    if (slot.index === -1 && slot.element.hidden) return;
    slot.index = -1;
    slot.element.hidden = true;
  }

  private fit(size: number): void {
    if (this.slots.length === size) return;
    this.rows.replaceChildren();
    this.slots = Array.from({ length: size }, () => {
      const element = document.createElement('div');
      element.role = 'row';
      element.className = 'line';
      element.hidden = true;
      element.style.height = `${this.rowHeight}px`;
      return { element, index: -1 };
    });
    this.rows.append(...this.slots.map((slot) => slot.element));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const count = this.content?.count ?? 0;
    if (count === 0) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.emit(event.key === ' ' ? 'table-pick' : 'table-open', this.active);
      return;
    }
    const page = Math.max(1, Math.floor(this.height / this.rowHeight) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.activate(Math.max(0, Math.min(count - 1, this.active + step)));
  };

  /** The keyboard's row, brought into sight below the heading. */
  private activate(index: number): void {
    this.active = index;
    const { box, rowHeight } = this;
    const top = index * rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + 2 * rowHeight > box.scrollTop + this.height) box.scrollTop = top + 2 * rowHeight - this.height;
    this.requestUpdate();
  }

  private readonly onClick = (event: MouseEvent): void => {
    const element = event.composedPath().find((node) => node instanceof HTMLElement && node.role === 'row');
    const slot = this.slots.find((one) => one.element === element);
    if (slot === undefined || slot.index < 0) return;
    this.active = slot.index;
    this.emit('table-open', slot.index);
    this.requestUpdate();
  };
}

function widthOf(column: Pick<TableColumn<never>, 'width'>): string {
  return column.width === null ? 'flex:1 1 120px' : `flex:0 0 ${column.width}px`;
}
