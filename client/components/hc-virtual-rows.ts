/**
 * A list of any length on @tanstack/lit-virtual: only rows in sight exist. One Tab stop, arrows inside; the row under
 * the finger never moves because somebody else's change arrived (the owner of the data decides when rows are swapped).
 * Rows are drawn inside this shadow root with the shared layout styles.
 */
import { VirtualizerController } from '@tanstack/lit-virtual';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { layout } from '../styles/layout.ts';
import { HcElement } from './hc-element.ts';

export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Fires `rows-range` with the first and last index in sight. */
@customElement('hc-virtual-rows')
export class HcVirtualRows extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
        min-height: 0;
        height: 100%;
      }
      .box {
        height: 100%;
        overflow: auto;
        contain: strict;
        overscroll-behavior: contain;
      }
      .all {
        position: relative;
        width: 100%;
      }
      .line {
        position: absolute;
        inset: 0 0 auto 0;
        overflow: hidden;
      }
      .line > .row {
        height: 100%;
        min-height: 0;
        padding-block: 6px;
      }
    `,
  ];
  @property({ type: Number }) count = 0;
  @property({ type: Number, attribute: 'row-height' }) rowHeight = 64;
  @property() label = '';
  /** Draws a row; its first button gets the roving tab stop through the `tabindex` it is handed. */
  @property({ attribute: false }) renderRow: (index: number, tabindex: 0 | -1) => TemplateResult = () => html``;
  /** Anything the rows depend on; a change draws them anew. */
  @property({ attribute: false }) data: unknown;
  @state() private active = 0;
  @query('.box') private box!: HTMLElement;
  private range = '';

  private readonly virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    getScrollElement: () => this.box ?? null,
    count: 0,
    estimateSize: () => this.rowHeight,
    overscan: 6,
  });

  override willUpdate(): void {
    const virtualizer = this.virtual.getVirtualizer();
    if (virtualizer.options.count !== this.count) virtualizer.setOptions({ ...virtualizer.options, count: this.count });
    this.active = Math.min(this.active, Math.max(0, this.count - 1));
  }

  override firstUpdated(): void {
    this.requestUpdate();
  }

  override updated(): void {
    const items = this.virtual.getVirtualizer().getVirtualItems();
    const first = items[0]?.index ?? 0;
    const last = items.at(-1)?.index ?? 0;
    const range = `${first}-${last}-${this.count}`;
    if (range === this.range) return;
    this.range = range;
    this.emit<RowRange>('rows-range', { first, last });
  }

  override render() {
    const virtualizer = this.virtual.getVirtualizer();
    const items = virtualizer.getVirtualItems();
    return html`<div class="box" @keydown=${this.onKey} tabindex=${this.count === 0 ? 0 : -1}>
      <div class="all" role="list" aria-label=${this.label} style="height:${virtualizer.getTotalSize()}px">
        ${items.map(
          (item) => html`<div
            class="line"
            role="listitem"
            data-index=${item.index}
            aria-setsize=${this.count}
            aria-posinset=${item.index + 1}
            style="transform:translateY(${item.start}px);height:${item.size}px"
          >
            ${this.renderRow(item.index, item.index === this.active ? 0 : -1)}
          </div>`,
        )}
      </div>
    </div>`;
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step === undefined || this.count === 0) return;
    event.preventDefault();
    this.active = Math.max(0, Math.min(this.count - 1, this.active + step));
    this.virtual.getVirtualizer().scrollToIndex(this.active);
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(`[data-index="${this.active}"] [tabindex="0"]`)?.focus();
    });
  }
}
