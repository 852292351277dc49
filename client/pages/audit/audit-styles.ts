/** How the audit log lies on the page: the list, and one entry beside it where there is room. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import { searchField } from '../../styles/search-field.ts';

export const auditStyles = [
  controls,
  layout,
  searchField,
  css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 448px;
      height: 100%;
    }
    .detail {
      border-left: 1px solid var(--hc-line);
      min-width: 0;
      min-height: 0;
    }
    .search {
      flex: 1;
      min-width: 160px;
    }
    .chips {
      display: flex;
      gap: 8px;
      overflow-x: auto;
      padding: 3px;
      margin: -3px;
      scrollbar-width: none;
      min-width: 0;
    }
    .chips > button {
      flex: none;
    }
    .bar {
      padding: 10px var(--hc-pad);
    }
    @media (min-width: 1200px) {
      .chips {
        flex-wrap: wrap;
      }
    }
    select {
      max-width: 148px;
    }
    .sheet select {
      max-width: none;
      width: 100%;
    }
    hc-virtual-rows {
      flex: 1;
      min-height: 0;
    }
    .status {
      display: flex;
      gap: 4px;
      align-items: center;
      padding: 4px calc(var(--hc-pad) - 8px) 4px var(--hc-pad);
      border-bottom: 1px solid var(--hc-line);
      font-size: 13px;
      color: var(--hc-text-2);
    }
    .status button {
      padding: 0 8px;
      border: 0;
      background: none;
      color: var(--hc-primary-text);
      font-size: 13px;
    }
    @media (max-width: 1199px) {
      :host {
        grid-template-columns: 400px minmax(0, 1fr);
      }
    }
    @media (max-width: 599px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
      .detail {
        border-left: 0;
      }
    }
  `,
];
