/**
 * Panes, bars, lists and rows: hairlines instead of boxes. The ink edge is the signature: three pixels at a row's left
 * say how far a fact has travelled, the same in list, movement and document head.
 */
import { css } from 'lit';

export const layout = css`
  .pane {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    background: var(--hc-surface);
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 10px var(--hc-pad);
    border-bottom: 1px solid var(--hc-line);
    flex-wrap: wrap;
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 12px var(--hc-pad);
    border-top: 1px solid var(--hc-line);
    background: var(--hc-surface);
  }
  @media (max-width: 599px) {
    .foot > .grow:empty {
      display: none;
    }
    .foot > button,
    .foot > .button {
      min-height: 56px;
    }
    .foot > button.primary {
      flex: 1;
      font-size: 16px;
    }
  }
  .scroll > .narrow {
    min-height: 100%;
  }
  /* A list that needs no more width is a pane of its own; beside it lies the page. */
  @media (min-width: 1200px) {
    .narrow {
      width: 100%;
      background: var(--hc-surface);
      border-right: 1px solid var(--hc-line);
    }
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .stack {
    display: grid;
    gap: 12px;
    align-content: start;
  }
  .body {
    padding: var(--hc-pad);
  }
  .two {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 12px 16px;
  }
  @container (max-width: 420px) {
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .group {
    padding: 7px var(--hc-pad);
    background: var(--hc-canvas);
    border-bottom: 1px solid var(--hc-line);
    color: var(--hc-text-2);
    font-size: 13px;
    line-height: 20px;
    font-weight: 400;
    display: flex;
    justify-content: space-between;
  }
  .row {
    position: relative;
    display: flex;
    align-items: center;
    gap: 12px;
    width: 100%;
    min-height: 64px;
    padding: 9px var(--hc-pad);
    border: 0;
    border-bottom: 1px solid var(--hc-line);
    border-radius: 0;
    background: var(--hc-surface);
    text-align: left;
    font-weight: 400;
    white-space: normal;
  }
  button.row {
    justify-content: flex-start;
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row[aria-current="true"],
  .row.selected {
    background: var(--hc-primary-soft);
  }
  .row .title {
    font-weight: 600;
    color: var(--hc-text);
  }
  .row .under {
    color: var(--hc-text-2);
    font-size: 13px;
    line-height: 20px;
  }
  .row .right {
    text-align: right;
    flex: none;
  }
  .ink-local::before,
  .ink-merged::before,
  .ink-void::before,
  .ink-waiting::before {
    content: "";
    position: absolute;
    inset: 0 auto 0 0;
    width: 3px;
  }
  .ink-local::before,
  .ink-waiting::before {
    background: repeating-linear-gradient(to bottom, var(--hc-warn-mark) 0 5px, transparent 5px 9px);
  }
  .ink-merged::before {
    background: var(--hc-info-text);
  }
  .ink-void::before {
    background: var(--hc-danger);
  }
  .loading {
    position: relative;
  }
  .loading::after {
    content: "";
    position: absolute;
    inset: 0 0 auto 0;
    height: 2px;
    background: var(--hc-primary);
    opacity: 0;
    animation: hc-late 0s 150ms forwards;
  }
  @keyframes hc-late {
    to {
      opacity: 1;
    }
  }
  .empty {
    display: grid;
    align-content: start;
    gap: 12px;
    justify-items: start;
    padding: 32px var(--hc-pad);
    color: var(--hc-text-2);
  }
  dl.facts {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 4px 16px;
  }
  dl.facts dt {
    color: var(--hc-text-2);
  }
  dl.facts dd {
    min-width: 0;
    overflow-wrap: anywhere;
  }
`;
