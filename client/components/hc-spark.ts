/** Thirty small bars; the last one is today. The figures are in the text beside it, so it hides from readers. */
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HcElement } from './hc-element.ts';

@customElement('hc-spark')
export class HcSpark extends HcElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 48px;
      height: 18px;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
    rect {
      fill: var(--hc-primary);
      opacity: 0.75;
    }
    rect:last-of-type {
      opacity: 1;
    }
  `;
  @property({ attribute: false }) values: readonly number[] = [];

  override render() {
    const most = Math.max(1, ...this.values);
    return html`<svg viewBox="0 0 ${this.values.length * 4} 24" preserveAspectRatio="none" aria-hidden="true">
      ${this.values.map((value, index) => {
        const height = Math.max(1, (Math.max(0, value) / most) * 24);
        return svg`<rect x=${index * 4} y=${24 - height} width="3" height=${height}></rect>`;
      })}
    </svg>`;
  }
}
