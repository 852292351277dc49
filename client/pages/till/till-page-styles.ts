/** How the till's panes stand: goods left and cart right; on phones one above the other, or the whole page for one. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

export const tillPageStyles = [
  controls,
  layout,
  css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 468px;
    grid-template-rows: minmax(0, 1fr);
    height: 100%;
  }
  :host > :last-child {
    border-left: 1px solid var(--hc-line);
  }
  /* The cart under the other hand. */
  :host([left-hand]) {
    grid-template-columns: 468px minmax(0, 1fr);
  }
  :host([left-hand]) > :last-child {
    order: -1;
    border-left: 0;
    border-right: 1px solid var(--hc-line);
  }
  @media (max-width: 1199px) {
    :host {
      grid-template-columns: minmax(0, 1fr) 436px;
    }
    :host([left-hand]) {
      grid-template-columns: 436px minmax(0, 1fr);
    }
  }
  @media (max-width: 599px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
    }
    :host([whole]) {
      grid-template-rows: minmax(0, 1fr);
    }
    :host > :last-child {
      border-left: 0;
      border-top: 1px solid var(--hc-line);
    }
  }
`,
];
