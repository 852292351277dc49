/**
 * A dialog on the browser's own top layer: centred on wide screens, from below on phones. Esc and the backdrop close
 * it; focus comes back to where it was. Used for things that are not over the cart.
 */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';
import { icon } from './icons.ts';

/** Fires `sheet-close`. Slots: default, `foot`. */
@customElement('hc-sheet')
export class HcSheet extends HcElement {
  static override styles = [
    controls,
    css`
      /* Takes no place in the page it was opened from. */
      :host {
        display: contents;
      }
      dialog {
        width: min(var(--sheet-width, 520px), calc(100vw - 32px));
        max-height: calc(100dvh - 64px);
        padding: 0;
        border: 0;
        border-radius: 10px;
        background: var(--hc-surface);
        color: var(--hc-text);
        box-shadow: var(--hc-shadow), var(--hc-ring);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: var(--hc-scrim);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 10px 8px 10px 20px;
        border-bottom: 1px solid var(--hc-line);
      }
      header h2 {
        flex: 1;
        font-size: 16px;
        line-height: 24px;
      }
      .content {
        padding: 16px 20px;
        overflow: auto;
        display: grid;
        gap: 12px;
        container-type: inline-size;
      }
      footer {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
        padding: 12px 20px;
        border-top: 1px solid var(--hc-line);
      }
      footer:not(.filled) {
        display: none;
      }
      @media (max-width: 599px) {
        dialog {
          width: 100vw;
          max-width: 100vw;
          margin: auto 0 0;
          border-radius: 10px 10px 0 0;
        }
        .content {
          padding: 12px;
        }
        footer {
          padding: 12px;
        }
        footer ::slotted(*) {
          flex: 1;
        }
      }
    `,
  ];

  @property() heading = '';
  @property({ type: Boolean }) open = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('footer') private foot!: HTMLElement;

  override updated(): void {
    if (this.open && !this.dialog.open) this.dialog.showModal();
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  override render() {
    return html`<dialog
      aria-labelledby="heading"
      @close=${this.onClose}
      @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
    >
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="icon" aria-label=${msg('关闭')} @click=${() => this.dialog.close()}>${icon('close')}</button>
      </header>
      <div class="content" tabindex="-1"><slot></slot></div>
      <footer>
        <slot name="foot" @slotchange=${this.onFoot}></slot>
      </footer>
    </dialog>`;
  }

  private onClose(): void {
    if (!this.open) return;
    this.open = false;
    this.emit('sheet-close', null);
  }

  private onFoot(event: Event): void {
    const slot = event.target;
    if (slot instanceof HTMLSlotElement) this.foot.classList.toggle('filled', slot.assignedElements().length > 0);
  }
}
