/** Words on a tinted ground: states, one a row. Apart from the controls, for lists that take no more rules than they need. */
import { css } from 'lit';

export const tags = css`
  .tag {
    display: inline-block;
    padding: 1px 6px;
    border-radius: 4px;
    font-size: 12px;
    line-height: 18px;
    background: var(--hc-sunken);
    color: var(--hc-text-2);
    white-space: nowrap;
  }
  .tag.warn {
    background: var(--hc-warn-soft);
    color: var(--hc-warn-text);
  }
  .tag.info {
    background: var(--hc-info-soft);
    color: var(--hc-info-text);
  }
  .tag.danger {
    background: var(--hc-danger-soft);
    color: var(--hc-danger-text);
  }
  .tag.ok {
    background: var(--hc-ok-soft);
    color: var(--hc-ok-text);
  }
  .tag.primary {
    background: var(--hc-primary-soft);
    color: var(--hc-primary-text);
  }
`;
