/** The tree of categories: made, renamed, moved, put in order, taken away; goods follow without being written. */
import '@vaadin/text-field';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { showUndo } from '../../components/undo-notice.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { count } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { CategoryRow } from '../../worker/engine-protocol.ts';

/** Opens inside `host`'s shadow root. */
export function openCategorySheet(host: HTMLElement): void {
  const sheet = new HcCategorySheet();
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

@customElement('hc-category-sheet')
export class HcCategorySheet extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      .node {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: max(40px, var(--hc-control));
        border-bottom: 1px solid var(--hc-line);
        padding-left: calc(var(--depth) * 20px);
      }
      .node button.name {
        flex: 1;
        justify-content: flex-start;
        border: 0;
        background: none;
        font-weight: 400;
        padding: 0;
        min-width: 0;
      }
      .node button.name[aria-expanded="true"] {
        font-weight: 600;
      }
      .edit {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 8px;
        align-items: end;
        padding: 8px 0 12px;
        border-bottom: 1px solid var(--hc-line);
      }
      .edit .acts {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      label {
        display: grid;
        gap: 2px;
        color: var(--hc-text-2);
        font-size: 13px;
      }
      select {
        width: 100%;
      }
    `,
  ];
  @state() private open: string | null = null;
  @state() private fresh = '';
  private readonly command = new CommandController(this);
  private readonly categories = new WatchController(this, 'categories', () => null);

  override render() {
    const rows = this.categories.view ?? [];
    return html`<hc-sheet .heading=${msg('类别')} .open=${true}>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <form class="edit" @submit=${this.onNew}>
        <vaadin-text-field .label=${msg('新类别')} .value=${this.fresh} autocomplete="off" @input=${this.onFresh}></vaadin-text-field>
        <button class="primary" ?disabled=${this.fresh.trim() === '' || this.command.busy}>${icon('plus', 16)} ${msg('新建')}</button>
      </form>
      <div role="list">
        ${repeat(
          rows,
          (row) => row.name,
          (row) => this.renderNode(rows, row),
        )}
      </div>
      ${rows.length === 0 ? html`<p class="muted">${msg('还没有类别')}</p>` : nothing}
    </hc-sheet>`;
  }

  private renderNode(rows: readonly CategoryRow[], row: CategoryRow): TemplateResult {
    const isOpen = this.open === row.name;
    return html`<div role="listitem">
      <div class="node" style="--depth:${row.name.split('/').length - 1}">
        <button class="name" aria-expanded=${isOpen} @click=${() => this.toggle(row.name)}><span class="cut">${row.label}</span></button>
        ${row.unmoved ? html`<span class="tag info">${msg('两人同时移动，后一次没有生效')}</span>` : nothing}
        <span class="muted small">${count(row.count)}</span>
        <button class="icon" aria-label=${msg(str`${row.label} 上移`)} @click=${() => void this.shift(rows, row, -1)}>↑</button>
        <button class="icon" aria-label=${msg(str`${row.label} 下移`)} @click=${() => void this.shift(rows, row, 1)}>↓</button>
      </div>
      ${isOpen ? this.renderEdit(rows, row) : nothing}
    </div>`;
  }

  private renderEdit(rows: readonly CategoryRow[], row: CategoryRow): TemplateResult {
    const inside = (one: CategoryRow): boolean => one.name === row.name || one.name.startsWith(`${row.name}/`);
    return html`<div class="edit">
      <vaadin-text-field .label=${msg('名称')} .value=${row.label} autocomplete="off" @change=${(event: Event) => void this.rename(row, textOf(event))}></vaadin-text-field>
      <label>${msg('放在')}
        <select @change=${(event: Event) => void this.move(row, textOf(event))}>
          <option value="">${msg('最上层')}</option>
          ${rows.filter((one) => !inside(one)).map((one) => html`<option value=${one.key} ?selected=${one.name === row.parent}>${one.name}</option>`)}
        </select></label>
      <span class="acts"><button class="plain danger" @click=${() => void this.takeAway(row)}>${msg('删除')}</button></span>
    </div>`;
  }

  private toggle(name: string): void {
    this.open = this.open === name ? null : name;
  }
  private readonly onFresh = (event: Event): void => {
    this.fresh = textOf(event);
  };
  private readonly onNew = async (event: Event): Promise<void> => {
    event.preventDefault();
    const made = await this.command.run('saveCategory', { key: null, name: this.fresh.trim(), parent: null });
    if (made !== null) this.fresh = '';
  };

  private async rename(row: CategoryRow, name: string): Promise<void> {
    if (name === row.label || name === '') return;
    if ((await this.command.run('saveCategory', { key: row.key, name })) !== null) this.open = null;
  }
  private async move(row: CategoryRow, parent: string): Promise<void> {
    const wanted = parent === '' ? null : parent;
    if ((await this.command.run('saveCategory', { key: row.key, parent: wanted })) !== null) this.open = null;
  }
  /** Places among its siblings; all of them get one, so that the order holds on every device. */
  private async shift(rows: readonly CategoryRow[], row: CategoryRow, by: -1 | 1): Promise<void> {
    const siblings = rows.filter((one) => one.parent === row.parent);
    const at = siblings.indexOf(row);
    const other = siblings[at + by];
    if (other === undefined) return;
    const order = siblings.map((one) => (one === row ? other : one === other ? row : one));
    for (const [position, one] of order.entries()) {
      if ((await this.command.run('saveCategory', { key: one.key, position })) === null) return;
    }
  }
  private async takeAway(row: CategoryRow): Promise<void> {
    const removed = await this.command.run('removeCategory', { key: row.key });
    if (removed === null) return;
    const engine = this.categories.engine;
    await showUndo(msg('已删除'), () => void engine?.run('removeCategory', { key: removed.key, restore: true }));
  }
}

const textOf = (event: Event): string =>
  event.currentTarget instanceof HTMLElement && 'value' in event.currentTarget
    ? String(event.currentTarget.value).trim()
    : '';
