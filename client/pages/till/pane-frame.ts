/** What every pane beside the cart has: a bar on top, the rest beneath it, the surface behind. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

export const paneFrame = [
  controls,
  layout,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      height: 100%;
      background: var(--hc-surface);
    }
    .bar {
      min-height: 56px;
      padding-block: 6px;
    }
  `,
];
