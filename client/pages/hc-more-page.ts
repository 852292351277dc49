/** Phones: all pages that are not in the tab bar, as rows. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HcElement } from '../components/hc-element.ts';
import type { ShellItem } from '../components/hc-shell.ts';
import { icon } from '../components/icons.ts';
import { controls } from '../styles/controls.ts';
import { layout } from '../styles/layout.ts';

@customElement('hc-more-page')
export class HcMorePage extends HcElement {
  static override styles = [controls, layout];
  @property({ attribute: false }) items: readonly ShellItem[] = [];

  override render() {
    const status: ShellItem = { page: 'status', path: '/status', icon: 'sync', label: msg('存在哪里'), badge: 0 };
    return html`<div class="scroll pane" style="height:100%">
      ${[...this.items, status].map(
        (item) => html`<a class="row" style="color:inherit;text-decoration:none;min-height:56px" href=${item.path}>
          ${icon(item.icon)}<span class="grow title">${item.label}</span>
          ${item.badge > 0 ? html`<span class="tag danger">${item.badge}</span>` : nothing}
        </a>`,
      )}
    </div>`;
  }
}
