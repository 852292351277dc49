/** How the roles page lies: the list, and one role beside it. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

export const rolesStyles = [
  controls,
  layout,
  css`
    :host {
      display: grid;
      grid-template-columns: 320px minmax(0, 1fr);
      height: 100%;
    }
    .list {
      border-right: 1px solid var(--hc-line);
    }
    .detail {
      background: var(--hc-surface);
    }
    .head {
      display: flex;
      align-items: flex-start;
      gap: 8px;
      padding: 14px var(--hc-pad) 8px;
    }
    .head .field-label {
      max-width: 320px;
    }
    .body {
      max-width: 880px;
    }
    .base {
      display: flex;
      flex-wrap: wrap;
      gap: 12px 20px;
      align-items: end;
      margin-top: 12px;
    }
    .check {
      display: flex;
      gap: 8px;
      align-items: center;
      min-height: var(--hc-control);
    }
    h3 {
      margin: 24px 0 8px;
      font-size: 14px;
      line-height: 20px;
      font-weight: 600;
    }
    .sight {
      margin: 0;
      padding: 0 0 0 20px;
      display: grid;
      gap: 4px;
      color: var(--hc-text-2);
    }
    .effect {
      flex-wrap: wrap;
    }
    .effect p {
      margin: 0;
    }
    @media (max-width: 1199px) {
      :host {
        grid-template-columns: 232px minmax(0, 1fr);
      }
    }
    @media (max-width: 599px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
      .list {
        border-right: 0;
      }
    }
  `,
];
