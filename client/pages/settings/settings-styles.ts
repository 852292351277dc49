/** Rows of settings: what is set on the left, how on the right, what came of it beneath. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

export const settingsStyles = [
  controls,
  layout,
  css`
    :host {
      display: grid;
      gap: 10px;
    }
    .setting {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      flex-wrap: wrap;
      min-height: 44px;
    }
    .choices {
      display: flex;
      gap: 8px;
      flex-wrap: wrap;
      align-items: center;
    }
    input.line,
    select.line,
    textarea.line {
      min-height: var(--hc-control);
      padding: 6px 10px;
      border: 1px solid var(--hc-edge);
      border-radius: 6px;
      background: var(--hc-surface);
      color: var(--hc-text);
      font: inherit;
    }
    textarea.line {
      width: 100%;
      min-height: 72px;
      resize: vertical;
    }
    label.above {
      display: grid;
      gap: 4px;
      color: var(--hc-text-2);
    }
    .big {
      font-size: 28px;
      line-height: 34px;
      font-weight: 600;
    }
    .trial {
      min-height: 56px;
      width: 100%;
      font-size: 20px;
    }
    dl.facts {
      min-height: 24px;
    }
  `,
];
