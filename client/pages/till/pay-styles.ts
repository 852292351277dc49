/** How the pay and receipt panes look: figures large and right-aligned, the pad by the thumb on tablets. */
import { css } from 'lit';
import { paneFrame } from './pane-frame.ts';

export const payStyles = [
  ...paneFrame,
  css`
    .desk {
      display: grid;
      gap: 14px;
      max-width: 520px;
      margin: 0 auto;
      padding: 16px;
    }
    .methods {
      display: grid;
      grid-template-columns: repeat(4, 1fr);
      gap: 8px;
    }
    .methods button {
      min-height: 48px;
      border-radius: 6px;
      padding: 0 6px;
    }
    .methods.five {
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
    .methods.five kbd {
      display: none;
    }
    .quick {
      display: grid;
      grid-template-columns: repeat(4, 1fr);
      gap: 8px;
    }
    .quick button {
      min-height: 44px;
      padding: 0 6px;
    }
    dl.sum {
      display: grid;
      grid-template-columns: auto 1fr;
      align-items: baseline;
      gap: 2px 16px;
    }
    dl.sum dt {
      color: var(--hc-text-2);
    }
    dl.sum dd {
      text-align: right;
      font-size: 20px;
      line-height: 28px;
      font-weight: 600;
    }
    dl.sum .entry {
      font-size: 28px;
      line-height: 34px;
    }
    dl.sum .change {
      font-size: 28px;
      line-height: 34px;
      color: var(--hc-primary-text);
    }
    .tender {
      display: flex;
      align-items: center;
      gap: 8px;
      padding-left: 12px;
      border: 1px solid var(--hc-line);
      border-radius: 6px;
    }
    .tender strong {
      flex: 1;
    }
    .collection {
      width: min(220px, 60%);
      aspect-ratio: 1;
      object-fit: contain;
      margin: 0 auto;
      border-radius: 6px;
      background: var(--hc-paper);
    }
    .look {
      text-align: center;
      font-size: 16px;
      line-height: 24px;
      padding: 10px;
      background: var(--hc-primary-soft);
      border-radius: 6px;
    }
    .foot button,
    .foot .button {
      min-height: 64px;
      font-size: 16px;
    }
    .foot .primary {
      font-size: 20px;
    }
    hc-keypad {
      --hc-key: 56px;
    }
    @media (min-width: 1200px) and (min-height: 860px) {
      hc-keypad {
        --hc-key: 68px;
      }
    }
    @media (min-width: 600px) and (max-width: 1199px) {
      .thumb {
        display: grid;
        align-items: end;
      }
      .thumb .desk {
        width: 100%;
      }
    }
    @media (max-width: 599px) {
      .desk {
        padding: 12px;
        gap: 10px;
      }
      .foot button,
      .foot .button {
        min-height: 56px;
      }
    }
    .paid {
      display: grid;
      gap: 4px;
      justify-items: center;
      text-align: center;
      padding: 24px 0 8px;
    }
    .paid .big-figure {
      font-size: 40px;
      line-height: 46px;
      font-weight: 600;
    }
    .paper {
      display: grid;
      justify-content: center;
    }
    .paper hc-receipt {
      border: 1px solid var(--hc-line);
    }
  `,
];
