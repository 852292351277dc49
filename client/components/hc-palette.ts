/**
 * Ctrl K: go to anything by typing a little of it: pages by name or initials, goods by item number, name, pinyin or bar
 * code. One field and one list; the arrows move the mark while the field keeps the focus (combobox pattern), Enter goes,
 * Esc closes and the focus is back where it was.
 */
import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { pathOf } from '../controllers/router.ts';
import { WatchController } from '../controllers/watch-controller.ts';
import { price } from '../i18n/figures.ts';
import { controls } from '../styles/controls.ts';
import { searchField } from '../styles/search-field.ts';
import { HcElement } from './hc-element.ts';
import type { ShellItem } from './hc-shell.ts';
import { type IconName, icon } from './icons.ts';

interface Target {
  readonly path: string;
  readonly icon: IconName;
  readonly title: string;
  readonly note: string;
  readonly figure: string;
}

const MOST_GOODS = 8;

@customElement('hc-palette')
export class HcPalette extends HcElement {
  static override styles = [
    controls,
    searchField,
    css`
      dialog {
        width: min(560px, calc(100vw - 32px));
        max-height: min(520px, calc(100dvh - 96px));
        margin: 72px auto auto;
        padding: 0;
        border: 0;
        border-radius: 10px;
        overflow: hidden;
        background: var(--hc-surface);
        color: var(--hc-text);
        box-shadow: var(--hc-shadow), var(--hc-ring);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: var(--hc-scrim);
      }
      .search {
        flex: none;
        border-width: 0 0 1px;
        border-color: var(--hc-line);
        border-radius: 0;
      }
      .search:focus-within {
        box-shadow: none;
        border-color: var(--hc-line);
      }
      ul {
        margin: 0;
        padding: 4px 0;
        list-style: none;
        overflow: auto;
      }
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        padding: 0 16px;
        cursor: default;
      }
      li[aria-selected='true'] {
        background: var(--hc-primary-soft);
      }
      li .title {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      li .note {
        flex: 1;
        color: var(--hc-text-2);
        font-size: 13px;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      p {
        margin: 0;
        padding: 16px;
        color: var(--hc-text-2);
      }
    `,
  ];
  /** The pages this member has. */
  @property({ attribute: false }) pages: readonly ShellItem[] = [];
  @state() private text = '';
  @state() private marked = 0;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement;
  private readonly goods = new WatchController(this, 'products', () =>
    this.text === ''
      ? undefined
      : {
          search: this.text,
          category: null,
          filter: 'all' as const,
          sort: { by: 'name' as const, descending: false },
          offset: 0,
          limit: MOST_GOODS,
        },
  );

  /** At once where it has been shown before: the next letter belongs here, not to the page beneath. */
  async show(): Promise<void> {
    if (!this.hasUpdated) await this.updateComplete;
    if (this.dialog.open) return;
    this.text = '';
    this.marked = 0;
    this.input.value = '';
    this.dialog.showModal();
    this.input.focus();
  }

  override render(): TemplateResult {
    const targets = this.targets();
    const marked = Math.min(this.marked, targets.length - 1);
    return html`<dialog aria-label=${msg('去哪里')} @click=${this.onBackdrop}>
      <div class="search">
        ${icon('search')}
        <input data-scan-target type="text" inputmode="search" role="combobox" autocomplete="off" spellcheck="false" aria-expanded="true"
          aria-controls="targets" aria-activedescendant=${marked < 0 ? nothing : `target-${marked}`}
          aria-label=${msg('去哪里')} placeholder=${msg('页面、货号、名称、条码')}
          @input=${this.onInput} @keydown=${this.onKey} />
      </div>
      ${
        targets.length === 0 && this.text !== '' && !this.goods.loading
          ? html`<p role="status">${msg('没有找到')}</p>`
          : html`<ul id="targets" role="listbox" aria-label=${msg('去哪里')}>
              ${targets.map((target, at) => this.renderTarget(target, at, at === marked))}
            </ul>`
      }
    </dialog>`;
  }

  private renderTarget(target: Target, at: number, marked: boolean): TemplateResult {
    return html`<li id="target-${at}" role="option" aria-selected=${marked} @click=${() => this.goTo(target)}>
      ${icon(target.icon)}<span class="title">${target.title}</span><span class="note">${target.note}</span>
      <span>${target.figure}</span>
    </li>`;
  }

  private targets(): readonly Target[] {
    const needle = this.text.toLowerCase();
    const pages = this.pages
      .filter((page) => page.label.toLowerCase().includes(needle) || page.page.startsWith(needle))
      .map((page) => ({ path: page.path, icon: page.icon, title: page.label, note: '', figure: '' }));
    const goods = (this.text === '' ? [] : (this.goods.view?.rows ?? [])).map((row) => ({
      path: pathOf('catalogue', row.id),
      icon: 'goods' as const,
      title: row.name,
      note: row.itemNo,
      figure: price(row.retailPrice),
    }));
    return [...pages, ...goods];
  }

  private goTo(target: Target): void {
    this.dialog.close();
    if (target.path === location.pathname) return;
    history.pushState(null, '', target.path);
    dispatchEvent(new PopStateEvent('popstate'));
  }

  private readonly onInput = (): void => {
    this.text = this.input.value.trim();
    this.marked = 0;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const targets = this.targets();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && targets.length > 0) {
      this.marked = (Math.min(this.marked, targets.length - 1) + step + targets.length) % targets.length;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(`#target-${this.marked}`)?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') {
      const target = targets[Math.min(this.marked, targets.length - 1)];
      if (target !== undefined) this.goTo(target);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onBackdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}
