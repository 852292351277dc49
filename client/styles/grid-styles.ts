/** Vaadin's grid in our lines and inks: hairlines, 36 px rows, the chosen row soft teal, the ink edge on the first cell. */
import { css } from 'lit';

export const gridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  vaadin-grid {
    flex: 1;
    min-height: 120px;
    height: 100%;
    background: var(--hc-surface);
    font-size: 14px;
    --vaadin-grid-cell-padding: 6px 10px;
  }
  vaadin-grid::part(cell) {
    min-height: var(--hc-row);
    border-color: var(--hc-line);
  }
  vaadin-grid::part(header-cell) {
    background: var(--hc-sunken);
    color: var(--hc-text-2);
    font-size: 13px;
    font-weight: 400;
  }
  vaadin-grid::part(chosen) {
    background: var(--hc-primary-soft);
  }
  vaadin-grid::part(ink-local),
  vaadin-grid::part(ink-waiting) {
    background-image: repeating-linear-gradient(to bottom, var(--hc-warn-mark) 0 5px, transparent 5px 9px);
    background-size: 3px 100%;
    background-repeat: no-repeat;
  }
  vaadin-grid::part(ink-merged) {
    background-image: linear-gradient(var(--hc-info-text), var(--hc-info-text));
    background-size: 3px 100%;
    background-repeat: no-repeat;
  }
  vaadin-grid::part(ink-void) {
    background-image: linear-gradient(var(--hc-danger), var(--hc-danger));
    background-size: 3px 100%;
    background-repeat: no-repeat;
  }
  .code {
    color: var(--hc-text-2);
    letter-spacing: 0.3px;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
