/**
 * Where one works now, and the switch to elsewhere: a menu of branches, with their warehouses where there are several.
 * Only places that some right reaches; with one of them there is nothing to switch and it is a word.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { CommandController } from '../controllers/command-controller.ts';
import { WatchController } from '../controllers/watch-controller.ts';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';
import { icon } from './icons.ts';

@customElement('hc-workplace')
export class HcWorkplace extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      .now {
        border: 0;
        background: none;
        padding: 0 8px;
        margin-left: -8px;
        min-height: 40px;
        min-width: 0;
        font-weight: 400;
        color: var(--hc-text-2);
        font-size: 14px;
        anchor-name: --workplace;
      }
      .now span,
      .text {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .text {
        color: var(--hc-text-2);
        font-size: 14px;
      }
      .menu {
        position: fixed;
        inset: 48px auto auto 88px;
        margin: 0;
        padding: 6px;
        border: 0;
        border-radius: 10px;
        min-width: 220px;
        max-height: min(480px, calc(100dvh - 72px));
        overflow: auto;
        color: var(--hc-text);
        background: var(--hc-surface);
        box-shadow: var(--hc-shadow), 0 0 0 1px var(--hc-line);
      }
      .menu button {
        display: flex;
        width: 100%;
        justify-content: flex-start;
        border: 0;
        font-weight: 400;
        min-height: 44px;
      }
      .menu .inner {
        padding-left: 32px;
        min-height: 40px;
        color: var(--hc-text-2);
      }
      .menu [aria-checked="true"] {
        background: var(--hc-primary-soft);
        color: var(--hc-primary-text);
        font-weight: 600;
      }
      @media (max-width: 599px) {
        .menu {
          inset: auto 0 0 0;
          width: 100vw;
          max-width: 100vw;
          border-radius: 10px 10px 0 0;
        }
      }
    `,
  ];
  /** What stands there: branch, and on the till the register. */
  @property() text = '';
  @property() branch = '';
  @property() warehouse = '';
  private readonly places = new WatchController(this, 'workplaces', () => null);
  private readonly command = new CommandController(this);
  @query('.menu') private menu!: HTMLElement;

  override render() {
    const branches = this.places.view?.branches ?? [];
    const choices = branches.reduce((sum, { warehouses }) => sum + warehouses.length, 0);
    if (choices < 2) return html`<span class="text">${this.text}</span>`;
    return html`<button class="now" aria-haspopup="menu" aria-label=${`${msg('换门店')} ${this.text}`} @click=${this.open}><span>${this.text}</span>${icon('sync', 16)}</button>
      <div class="menu" popover role="menu" aria-label=${msg('换门店')}>
        ${branches.map(
          ({
            id,
            name,
            warehouses,
          }) => html`<button role="menuitemradio" aria-checked=${id === this.branch && warehouses.length < 2} @click=${() => this.go(id)}>${name}</button>
            ${
              warehouses.length < 2
                ? nothing
                : warehouses.map(
                    (one) =>
                      html`<button class="inner" role="menuitemradio" aria-checked=${id === this.branch && one.id === this.warehouse} @click=${() => this.go(id, one.id)}>${one.name}</button>`,
                  )
            }`,
        )}
      </div>`;
  }

  private readonly open = (): void => {
    const now = this.renderRoot.querySelector('.now')?.getBoundingClientRect();
    if (now !== undefined && innerWidth >= 600) this.menu.style.insetInlineStart = `${now.left}px`;
    this.menu.showPopover();
  };
  private go(branch: string, warehouse?: string): void {
    this.menu.hidePopover();
    void this.command.does('chooseBranch', { branch, ...(warehouse === undefined ? {} : { warehouse }) });
  }
}
