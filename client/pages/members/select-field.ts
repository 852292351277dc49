/** A native select that looks like the fields beside it. */
import { css } from 'lit';

export const selectField = css`
  select.field {
    width: 100%;
    min-height: var(--hc-control);
    padding: 6px 10px;
    border: 1px solid var(--hc-edge);
    border-radius: 6px;
    background: var(--hc-surface);
    color: var(--hc-text);
    font: inherit;
  }
`;
