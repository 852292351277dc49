/**
 * Tables of PC pages: hairlines, 36 px rows, the chosen row soft teal, the ink edge on the left. Complete in itself: the
 * rules for all elements that the controls bring would be weighed for each cell of each frame.
 */
import { css } from 'lit';

export const tableStyles = css`
  .box,
  .head,
  .line,
  .cell {
    box-sizing: border-box;
  }
  .box {
    position: relative;
    height: 100%;
    overflow: auto;
    contain: strict;
    overscroll-behavior: contain;
    background: var(--hc-surface);
    font-size: 14px;
    line-height: 20px;
  }
  .box:focus-visible {
    outline: 2px solid var(--hc-primary);
    outline-offset: -2px;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    height: var(--hc-row);
    background: var(--hc-sunken);
    color: var(--hc-text-2);
    font-size: 13px;
    border-bottom: 1px solid var(--hc-line);
  }
  .rows {
    position: relative;
  }
  .line {
    position: absolute;
    left: 0;
    right: 0;
    display: flex;
    contain: strict;
    border-bottom: 1px solid var(--hc-line);
    cursor: default;
  }
  .line[hidden] {
    display: none;
  }
  .cell {
    align-self: center;
    min-width: 0;
    padding: 0 10px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .end {
    text-align: end;
  }
  .sorts {
    cursor: pointer;
  }
  .chosen {
    background: var(--hc-primary-soft);
  }
  .box:focus-visible .active {
    outline: 2px solid var(--hc-primary);
    outline-offset: -2px;
  }
  .ink-local,
  .ink-waiting,
  .ink-merged,
  .ink-void {
    background-size: 3px 100%;
    background-repeat: no-repeat;
  }
  .ink-local,
  .ink-waiting {
    background-image: repeating-linear-gradient(to bottom, var(--hc-warn-mark) 0 5px, transparent 5px 9px);
  }
  .ink-merged {
    background-image: linear-gradient(var(--hc-info-text), var(--hc-info-text));
  }
  .ink-void {
    background-image: linear-gradient(var(--hc-danger), var(--hc-danger));
  }
  .muted {
    color: var(--hc-text-2);
  }
  .neg {
    color: var(--hc-danger-text);
    font-weight: 600;
  }
  .code {
    color: var(--hc-text-2);
    letter-spacing: 0.3px;
  }
`;
