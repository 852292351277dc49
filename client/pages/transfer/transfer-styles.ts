/** How transfers look: lines with figures at the right, steps beneath each other, one primary at the foot. */
import { css } from 'lit';

export const transferStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    text-align: right;
    font-weight: 400;
    font-size: 13px;
    line-height: 20px;
    color: var(--hc-text-2);
    background: var(--hc-sunken);
    padding: 6px 8px;
  }
  td {
    text-align: right;
    padding: 8px;
    border-bottom: 1px solid var(--hc-line);
    vertical-align: top;
  }
  th:first-child,
  td:first-child {
    text-align: left;
    padding-left: var(--hc-pad);
  }
  th:last-child,
  td:last-child {
    padding-right: var(--hc-pad);
  }
  td .name {
    font-weight: 600;
  }
  .way {
    display: flex;
    align-items: center;
    gap: 8px;
    flex-wrap: wrap;
  }
  .way strong {
    font-size: 16px;
    line-height: 24px;
  }
  .way .arrow {
    color: var(--hc-text-3);
  }
  .log {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr) max-content;
    gap: 4px 12px;
    font-size: 13px;
    line-height: 20px;
  }
  .log .kind {
    font-weight: 600;
  }
  .log time {
    color: var(--hc-text-2);
  }
  .task {
    display: flex;
    align-items: center;
    gap: 8px 12px;
    flex-wrap: wrap;
    padding: 10px 14px;
    border-left: 3px solid var(--hc-danger);
    border-radius: 6px;
    background: var(--hc-danger-soft);
  }
  .task .grow {
    min-width: 200px;
  }
  @media (max-width: 599px) {
    .task .grow {
      min-width: 100%;
    }
  }
`;
