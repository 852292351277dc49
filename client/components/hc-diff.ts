/** A value before and after, in one line. The old one is struck and read out as such. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';

@customElement('hc-diff')
export class HcDiff extends HcElement {
  static override styles = [
    controls,
    css`
      del {
        color: var(--hc-text-3);
      }
      ins {
        text-decoration: none;
        font-weight: 600;
      }
    `,
  ];
  @property() old = '';
  @property() now = '';

  override render() {
    return html`<del>${this.old === '' ? msg('空') : this.old}</del> → <ins>${this.now === '' ? msg('空') : this.now}</ins>`;
  }
}
