/** How the promotion form looks: one column of groups, figures in short fields beside their words. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

export const promotionStyles = [
  controls,
  layout,
  css`
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .line input.field {
      width: 104px;
      text-align: right;
    }
    .line input[type="date"].field,
    .line input[type="time"].field {
      width: auto;
      text-align: left;
    }
    .check {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 44px;
    }
    .check input {
      width: 20px;
      height: 20px;
      accent-color: var(--hc-primary);
    }
    fieldset {
      border: 0;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 10px;
      min-width: 0;
    }
    legend {
      padding: 0 0 8px;
      font-weight: 600;
    }
    .part {
      display: grid;
      gap: 8px;
      padding: 10px;
      border: 1px solid var(--hc-line);
      border-radius: 6px;
    }
    .wrong {
      outline: 2px solid var(--hc-danger);
      outline-offset: 4px;
      border-radius: 6px;
    }
  `,
];
