/** Line drawings, 20 × 20, drawn with the text's colour. Always beside a word or under an aria-label. */
import { html, type TemplateResult } from 'lit';

const paths = {
  till: 'M3 7h14v9H3zM5 7V4h10v3M6.5 11h7',
  goods: 'M10 2.5 16.5 6v8L10 17.5 3.5 14V6zM3.8 6.2 10 9.6l6.2-3.4M10 9.6v7.7',
  stock: 'M3.5 17V7.5L10 3l6.5 4.5V17M7 17v-6h6v6M7 14h6',
  receive:
    'M2 5h9v9H2zM11 8h4l3 3v3h-7M5.5 16a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM14.5 16a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  today: 'M3 4.5h14V17H3zM3 8.5h14M7 3v3M13 3v3M6.5 12h3',
  transfer: 'M3 7h12M12 4l3 3-3 3M17 13H5M8 10l-3 3 3 3',
  review: 'M3 4h14v10H9l-4 3v-3H3zM7 9h6',
  people: 'M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.6-3.4 3-5 6.5-5s5.9 1.6 6.5 5',
  card: 'M2.5 5h15v10.5h-15zM2.5 8.5h15M5.5 12.5h4',
  more: 'M4 10h.01M10 10h.01M16 10h.01',
  settings: 'M3 6h7M14 6h3M12 4v4M3 14h3M10 14h7M8 12v4',
  search: 'M8.7 14.4a5.7 5.7 0 1 0 0-11.4 5.7 5.7 0 0 0 0 11.4zM13 13l4 4',
  scan: 'M3 6.5V3h3.5M13.5 3H17v3.5M17 13.5V17h-3.5M6.5 17H3v-3.5M7 7v6M10 7v6M13 7v6',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12 4 6 10l6 6',
  check: 'M4 10.5 8 14.5 16 5.5',
  printer: 'M5.5 7V3h9v4M4 7h12v7h-2.5M6.5 14H4M6.5 12h7v5h-7z',
  history: 'M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7M3.5 3.5V7H7M10 6.5V10l2.5 2',
  upload: 'M10 13V4M6.5 7.5 10 4l3.5 3.5M4 13v3.5h12V13',
  download: 'M10 4v9M6.5 9.5 10 13l3.5-3.5M4 13v3.5h12V13',
  warning: 'M10 3 18 16.5H2zM10 8v4M10 14.2h.01',
  sync: 'M4 8a6.2 6.2 0 0 1 11-2l1.5 1.5M16.5 4v3.5H13M16 12a6.2 6.2 0 0 1-11 2l-1.5-1.5M3.5 16v-3.5H7',
  wipe: 'M7.5 4h9v12h-9L2.5 10zM10 8l4 4M14 8l-4 4',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName, size = 20): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width=${name === 'more' ? 2.2 : 1.5}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    style="flex:none"
  >
    <path d=${paths[name]}></path>
  </svg>`;
}
