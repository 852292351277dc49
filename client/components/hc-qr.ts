/** A QR code on paper colours, so that cameras read it in dark mode too. */
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import { HcElement } from './hc-element.ts';
import { qrModules } from './qr-modules.ts';

@customElement('hc-qr')
export class HcQr extends HcElement {
  static override styles = css`
    :host {
      display: block;
      width: 240px;
      max-width: 100%;
    }
    div {
      background: var(--hc-paper);
      border-radius: 6px;
      padding: 8px;
      aspect-ratio: 1;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
  `;
  @property() text = '';
  /** What the picture is, for those who do not see it. */
  @property({ attribute: 'name-text' }) nameText = '';
  @state() private modules = '';
  @state() private size = 0;

  override async updated(changed: Map<PropertyKey, unknown>): Promise<void> {
    if (!changed.has('text') || this.text === '') return;
    try {
      const { size, path } = await qrModules(this.text);
      this.modules = path;
      this.size = size;
    } catch {
      // Offline before the app was kept whole: the code is missing, what it stands for is written beside it.
    }
  }

  override render() {
    if (this.size === 0) return html`<div></div>`;
    return html`<div role="img" aria-label=${this.nameText}>
      ${unsafeSVG(
        `<svg viewBox="0 0 ${this.size} ${this.size}" shape-rendering="crispEdges" fill="var(--hc-paper-ink)"><path d="${this.modules}"/></svg>`,
      )}
    </div>`;
  }
}
