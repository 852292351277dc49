/**
 * Something to know, in place: an error beside what it is about, a merged note, a warning. One sentence of what
 * happened, one of what to do; the code in small type, selectable. An error announces itself.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { errorText } from '../i18n/error-texts.ts';
import { controls } from '../styles/controls.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';

export type NoteKind = 'error' | 'warn' | 'info' | 'ok';

@customElement('hc-note')
export class HcNote extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      div {
        padding: 10px 14px;
        border-radius: 6px;
        border-left: 3px solid transparent;
        background: var(--hc-warn-soft);
        color: var(--hc-text);
        overflow-wrap: anywhere;
      }
      .error {
        background: var(--hc-danger-soft);
        border-color: var(--hc-danger);
      }
      .info {
        background: var(--hc-info-soft);
        border-color: var(--hc-info-text);
      }
      .ok {
        background: var(--hc-ok-soft);
      }
      code {
        display: block;
        margin-top: 4px;
        font: inherit;
        font-size: 12px;
        line-height: 16px;
        color: var(--hc-text-2);
        user-select: all;
      }
    `,
  ];

  @property() kind: NoteKind = 'warn';
  /** An engine error; its sentence is shown instead of the slot. */
  @property({ attribute: false }) error: ShownError | null = null;

  override render() {
    if (this.error !== null) {
      const { text, detail } = errorText(this.error);
      return html`<div class="error" role="alert">${text}${detail === '' ? nothing : html`<code>${detail}</code>`}</div>`;
    }
    return html`<div class=${this.kind} role=${this.kind === 'error' ? 'alert' : 'note'}><slot></slot></div>`;
  }
}
