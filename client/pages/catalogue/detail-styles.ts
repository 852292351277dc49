/** How a record's detail pane looks; shared by goods and stock. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

export const detailStyles = [
  controls,
  layout,
  css`
    :host {
      display: flex;
      flex-direction: column;
      height: 100%;
      min-height: 0;
      background: var(--hc-surface);
      container-type: inline-size;
    }
    .head {
      position: relative;
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 14px var(--hc-pad) 8px;
    }
    .tabs {
      display: flex;
      gap: 4px;
      margin: 0 calc(var(--hc-pad) - 10px);
      border-bottom: 1px solid var(--hc-line);
    }
    .tabs button {
      border: 0;
      border-radius: 0;
      background: none;
      padding: 0 10px;
      font-weight: 400;
      color: var(--hc-text-2);
      min-height: 40px;
    }
    .tabs button[aria-selected="true"] {
      color: var(--hc-text);
      font-weight: 600;
      box-shadow: inset 0 -2px var(--hc-primary);
    }
    .tabs button:focus-visible,
    .scroll:focus-visible {
      outline-offset: -2px;
    }
    dl.figures {
      display: grid;
      grid-template-columns: max-content 1fr max-content 1fr;
      gap: 6px 14px;
    }
    dl.figures dt {
      color: var(--hc-text-2);
    }
    dl.figures dd {
      font-weight: 600;
    }
    .history {
      display: grid;
    }
    .history li {
      position: relative;
      display: grid;
      gap: 2px;
      padding: 8px 0 8px 10px;
      border-bottom: 1px solid var(--hc-line);
    }
    .stack > .two {
      gap: 4px 16px;
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    .wide {
      grid-column: 1 / -1;
    }
    .stack {
      gap: 16px;
      grid-template-columns: minmax(0, 1fr);
    }
    @container (max-width: 400px) {
      dl.figures {
        grid-template-columns: max-content 1fr;
      }
    }
  `,
];
