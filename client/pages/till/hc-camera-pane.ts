/** The camera in the till's place for goods; it stays open for the next code. */
import { msg } from '@lit/localize';
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../components/hc-scan.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { payStyles } from './pay-styles.ts';

/** Fires `scan-code` (from the camera) and `camera-close`. */
@customElement('hc-camera-pane')
export class HcCameraPane extends HcElement {
  static override styles = payStyles;

  override render() {
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('camera-close', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('扫码')}</h2>
      </div>
      <div class="scroll"><div class="desk"><hc-scan></hc-scan></div></div>
      <div class="foot"><button class="primary grow" @click=${() => this.emit('camera-close', null)}>${msg('回到销售单')}</button></div>
    `;
  }
}
