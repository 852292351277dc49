/**
 * The frame of every page: rail (PC, tablet) or tab bar (phone), top bar with title, context, places count and member.
 * Shows only pages that exist for this member. Slots: default, `context` (beside the title), `figures` (beside the places
 * count).
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WidthClass } from '../contexts/width-context.ts';
import { controls } from '../styles/controls.ts';
import type { PlacesView } from '../worker/engine-protocol.ts';
import './hc-places.ts';
import { HcElement } from './hc-element.ts';
import { type IconName, icon } from './icons.ts';

export interface ShellItem {
  readonly page: string;
  readonly path: string;
  readonly icon: IconName;
  readonly label: string;
  readonly badge: number;
  /** Stands at the foot of the rail. */
  readonly low?: boolean;
}

/** Fires `places-open`, `member-open`; links are ordinary `<a>`, the app hears their clicks. */
@customElement('hc-shell')
export class HcShell extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template: "rail top" auto "rail main" minmax(0, 1fr) / auto minmax(0, 1fr);
        height: 100%;
      }
      nav.rail {
        grid-area: rail;
        width: 76px;
        display: flex;
        flex-direction: column;
        gap: 2px;
        padding: 8px 6px;
        background: var(--hc-rail);
        color: var(--hc-rail-text);
        overflow-y: auto;
        scrollbar-width: none;
      }
      .mark {
        align-self: center;
        display: grid;
        place-items: center;
        width: 30px;
        height: 30px;
        margin: 1px 0 14px;
        border: 1.5px solid currentColor;
        border-radius: 4px;
        font-weight: 600;
        font-size: 16px;
        color: var(--hc-rail-active-text);
        flex: none;
      }
      a.item {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 3px;
        min-height: 56px;
        border-radius: 6px;
        color: inherit;
        font-size: 13px;
        line-height: 18px;
        font-weight: 400;
        text-decoration: none;
        flex: none;
      }
      .rail a.item[aria-current="page"] {
        background: var(--hc-rail-active);
        color: var(--hc-rail-active-text);
        font-weight: 600;
      }
      .rail a.item:focus-visible {
        outline-color: currentColor;
        outline-offset: -2px;
      }
      .space {
        flex: 1;
      }
      .badge {
        position: absolute;
        top: 4px;
        left: calc(50% + 4px);
        min-width: 18px;
        padding: 0 5px;
        border-radius: 9px;
        background: var(--hc-danger);
        color: var(--hc-on-danger);
        font-size: 12px;
        line-height: 18px;
        text-align: center;
      }
      /* Beside the three dots, not over the last. */
      .tabs .dots .badge {
        left: calc(50% + 12px);
      }
      header {
        grid-area: top;
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 48px;
        padding: 0 16px;
        border-bottom: 1px solid var(--hc-line);
        background: var(--hc-surface);
      }
      h1 {
        font-size: 18px;
        line-height: 26px;
        font-weight: 600;
        white-space: nowrap;
      }
      .context,
      ::slotted([slot="context"]) {
        color: var(--hc-text-2);
        font-size: 14px;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .grow {
        flex: 1;
      }
      .who {
        border: 0;
        background: none;
        padding: 0 4px;
        min-height: 40px;
        font-weight: 400;
      }
      main {
        grid-area: main;
        min-height: 0;
        min-width: 0;
        overflow: hidden;
        container-type: inline-size;
      }
      nav.tabs {
        grid-area: tabs;
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        height: 56px;
        border-top: 1px solid var(--hc-line);
        background: var(--hc-surface);
      }
      .tabs a.item {
        color: var(--hc-text-2);
        border-radius: 0;
        min-height: 0;
        gap: 1px;
      }
      .tabs a.item:focus-visible {
        outline-offset: -2px;
      }
      .tabs a.item[aria-current="page"] {
        color: var(--hc-primary-text);
        font-weight: 600;
      }
      :host([width="medium"]) nav.rail {
        width: 64px;
        padding-inline: 4px;
      }
      :host([width="medium"][bare]) {
        grid-template: "top" auto "main" minmax(0, 1fr) / minmax(0, 1fr);
      }
      :host([width="compact"]) {
        grid-template: "top" auto "main" minmax(0, 1fr) "tabs" auto / minmax(0, 1fr);
      }
      :host([width="compact"]) header {
        min-height: 52px;
        gap: 8px;
        padding: 0 12px 0 16px;
      }
      header.has-menu {
        padding-left: 4px;
      }
      :host([width="compact"]) h1 {
        flex: 0 1 auto;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (max-height: 479px) {
        :host([width="compact"]) nav.tabs {
          display: none;
        }
      }
    `,
  ];
  @property({ reflect: true }) width: WidthClass = 'expanded';
  @property({ attribute: false }) items: readonly ShellItem[] = [];
  @property() page = '';
  @property() heading = '';
  @property() context = '';
  @property() member = '';
  @property({ attribute: false }) places: PlacesView | undefined;
  /** The till on phones and tablets: a menu button instead of bar or rail, so that the thumb meets 收款 only. */
  @property({ type: Boolean, reflect: true }) bare = false;

  override render() {
    const compact = this.width === 'compact';
    const menu = this.bare && this.width !== 'expanded';
    return html`
      ${compact || menu ? nothing : this.renderRail()}
      <header class=${menu ? 'has-menu' : ''}>
        ${menu ? html`<a class="button" style="border:0;background:none;padding:0 10px" href="/more" aria-label=${msg('更多')}>${menuIcon}</a>` : nothing}
        <h1>${this.heading}</h1>
        ${compact ? nothing : html`<slot name="context"><span class="context">${this.context}</span></slot>`}
        <span class="grow"></span>
        ${compact ? nothing : html`<slot name="figures"></slot>`}
        <hc-places .places=${this.places}></hc-places>
        ${
          this.member === ''
            ? nothing
            : html`<button class="who" aria-label=${this.member} @click=${() => this.emit('member-open', null)}>
                <span class="avatar">${this.member.slice(0, 1)}</span>${this.width === 'expanded' ? html`<span>${this.member}</span>` : nothing}
              </button>`
        }
      </header>
      <main><slot></slot></main>
      ${compact && !this.bare ? this.renderTabs() : nothing}
    `;
  }

  private renderRail() {
    return html`<nav class="rail" aria-label=${msg('页面')}>
      <span class="mark" aria-hidden="true">合</span>
      ${this.items.filter((item) => item.low !== true).map((item) => this.renderItem(item))}
      <span class="space"></span>
      ${this.items.filter((item) => item.low === true).map((item) => this.renderItem(item))}
    </nav>`;
  }

  /** Four pages by thumb, the rest behind 更多. */
  private renderTabs() {
    const high = this.items.filter((item) => item.low !== true);
    const shown = high.slice(0, 4);
    const hidden = this.items.filter((item) => !shown.includes(item));
    const inMore = hidden.some((item) => item.page === this.page) || this.page === 'more';
    const badge = hidden.reduce((sum, item) => sum + item.badge, 0);
    return html`<nav class="tabs" aria-label=${msg('页面')}>
      ${shown.map((item) => this.renderItem(item))}
      ${this.renderItem({ page: inMore ? this.page : 'more', path: '/more', icon: 'more', label: msg('更多'), badge })}
    </nav>`;
  }

  private renderItem(item: ShellItem) {
    return html`<a class="item ${item.icon === 'more' ? 'dots' : ''}" href=${item.path} aria-current=${item.page === this.page ? 'page' : 'false'}>
      ${icon(item.icon, 20)}<span>${item.label}</span>
      ${item.badge > 0 ? html`<span class="badge">${item.badge}</span>` : nothing}
    </a>`;
  }
}

const menuIcon = html`<svg width="22" height="22" viewBox="0 0 20 20" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true"><path d="M3 5.5h14M3 10h14M3 14.5h14"></path></svg>`;
