/** A QR code on paper colours, so that cameras read it in dark mode too. The maker is fetched when first needed. */
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import { HcElement } from './hc-element.ts';

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
    const { create } = await import('qrcode');
    const { modules } = create(this.text, { errorCorrectionLevel: this.text.length > 400 ? 'L' : 'M' });
    let path = '';
    for (let row = 0; row < modules.size; row += 1)
      for (let column = 0; column < modules.size; column += 1)
        if (modules.get(row, column) !== 0) path += `M${column + 2} ${row + 2}h1v1h-1z`;
    this.modules = path;
    this.size = modules.size + 4;
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
