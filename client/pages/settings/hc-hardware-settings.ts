/** Settings → 打印与硬件: what is plugged into this register, each with its test, and what the shop prints on paper. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import './hc-display-settings.ts';
import './hc-paper-settings.ts';
import './hc-printer-settings.ts';
import './hc-scale-test.ts';
import './hc-scanner-test.ts';
import { HcElement } from '../../components/hc-element.ts';
import { controls } from '../../styles/controls.ts';

@customElement('hc-hardware-settings')
export class HcHardwareSettings extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 20px;
      }
    `,
  ];

  override render() {
    return html`<h2>${msg('打印与硬件')}</h2>
      <hc-printer-settings></hc-printer-settings>
      <hc-paper-settings></hc-paper-settings>
      <hc-scanner-test></hc-scanner-test>
      <hc-scale-test></hc-scale-test>
      <hc-display-settings></hc-display-settings>`;
  }
}
