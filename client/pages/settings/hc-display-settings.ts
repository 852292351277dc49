/** The customer's screen: opens its window, which is then dragged to the second monitor. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { openCustomerDisplay } from '../../hardware/customer-display.ts';
import { settingsStyles } from './settings-styles.ts';

@customElement('hc-display-settings')
export class HcDisplaySettings extends HcElement {
  static override styles = settingsStyles;
  @state() private blocked = false;

  override render() {
    return html`<h3>${msg('客显')}</h3>
      <div class="setting">
        <span class="muted">${msg('打开后拖到面向顾客的屏幕，按 F11 全屏')}</span>
        <button @click=${this.onOpen}>${msg('打开客显窗口')}</button>
      </div>
      ${this.blocked ? html`<hc-note kind="error">${msg('浏览器拦住了新窗口。允许弹出窗口后再打开')}</hc-note>` : nothing}`;
  }

  private onOpen(): void {
    this.blocked = !openCustomerDisplay();
  }
}
