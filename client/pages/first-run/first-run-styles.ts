/** One step a page on phones, a column of 480 elsewhere; the primary action below, full width. */
import { css } from 'lit';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

export const firstRunStyles = [
  controls,
  layout,
  css`
    :host {
      display: block;
    }
    .column {
      display: grid;
      gap: 16px;
      align-content: start;
    }
    .column > button,
    .column > .button {
      width: 100%;
    }
    .lead {
      color: var(--hc-text-2);
    }
    .head {
      display: flex;
      align-items: center;
      gap: 4px;
      margin-left: -10px;
    }
    dl.facts {
      padding: 12px 14px;
      border: 1px solid var(--hc-line);
      border-radius: 6px;
    }
    hc-qr {
      justify-self: center;
    }
    .code {
      font-size: 12px;
      line-height: 18px;
      overflow-wrap: anywhere;
      user-select: all;
      color: var(--hc-text-2);
      max-height: 72px;
      overflow: auto;
    }
    label.check {
      display: flex;
      gap: 10px;
      align-items: center;
      min-height: 44px;
    }
    label.check input {
      width: 20px;
      height: 20px;
      accent-color: var(--hc-primary);
      flex: none;
    }
  `,
];
