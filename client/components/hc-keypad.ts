/** Digits for a thumb. Says which key was pressed; what the text becomes is up to `typeKey`, so it can be tested. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';
import { icon } from './icons.ts';

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'back' | 'clear';

/** The text after a key: no second point, at most `decimals` after it, no leading zeros. */
export function typeKey(text: string, key: KeypadKey, decimals: number): string {
  if (key === 'clear') return '';
  if (key === 'back') return text.slice(0, -1);
  if (key === '.') return decimals === 0 || text.includes('.') ? text : text === '' ? '0.' : `${text}.`;
  const fraction = text.split('.')[1];
  if (fraction !== undefined && fraction.length + key.length > decimals) return text;
  if (text.replace('.', '').length + key.length > 12) return text;
  return text === '0' ? String(Number(key)) : text === '' && key === '00' ? '0' : text + key;
}

/** Fires `keypad` with the key. */
@customElement('hc-keypad')
export class HcKeypad extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 8px;
      }
      button {
        min-height: var(--hc-key, 56px);
        font-size: 20px;
        background: var(--hc-sunken);
        border-color: transparent;
        transition: none;
      }
      button:hover:not(:disabled) {
        background: var(--hc-line);
      }
    `,
  ];

  /** Without decimals the point gives way to a double zero. */
  @property({ type: Boolean }) whole = false;

  override render() {
    const keys: readonly KeypadKey[] = [
      '7',
      '8',
      '9',
      '4',
      '5',
      '6',
      '1',
      '2',
      '3',
      this.whole ? '00' : '.',
      '0',
      'back',
    ];
    return keys.map(
      (key) => html`<button
        aria-label=${key === 'back' ? msg('退一格') : key}
        @click=${() => this.emit('keypad', key)}
      >
        ${key === 'back' ? icon('wipe', 24) : key}
      </button>`,
    );
  }
}
