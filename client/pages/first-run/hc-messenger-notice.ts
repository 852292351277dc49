/**
 * In a messenger's own browser nothing is started: an invitation redeemed there would bind the shop to keys that vanish.
 * Says how to get to a real browser and hands over the link whole, invitation included.
 */
import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { firstRunStyles } from './first-run-styles.ts';

@customElement('hc-messenger-notice')
export class HcMessengerNotice extends HcElement {
  static override styles = [
    ...firstRunStyles,
    css`
      :host {
        display: grid;
        align-content: center;
        min-height: 100%;
        padding: 24px 16px;
        background: var(--hc-canvas);
      }
      section {
        display: grid;
        gap: 16px;
        width: min(480px, 100%);
        margin: 0 auto;
      }
      input {
        font: inherit;
        width: 100%;
        box-sizing: border-box;
        padding: 10px 12px;
        border: 1px solid var(--hc-edge);
        border-radius: 6px;
        background: var(--hc-surface);
        color: var(--hc-text-2);
      }
    `,
  ];
  @state() private copied = false;

  override render(): TemplateResult {
    return html`<section>
      <h1>${msg('请在浏览器里打开')}</h1>
      <p>${msg('聊天软件自带的浏览器不能保存数据。点右上角 ···，选「在浏览器打开」。')}</p>
      <p>${msg('找不到的话，复制这个链接，粘贴到手机的浏览器里。')}</p>
      <input readonly aria-label=${msg('链接')} .value=${location.href} @focus=${this.select} />
      <button class="primary big" @click=${this.copy}>${this.copied ? msg('已复制') : msg('复制链接')}</button>
    </section>`;
  }

  private select(event: FocusEvent): void {
    if (event.target instanceof HTMLInputElement) event.target.select();
  }

  /** Some of these browsers refuse the clipboard: then the link stands selected, to copy by hand. */
  private readonly copy = async (): Promise<void> => {
    const field = this.renderRoot.querySelector('input');
    try {
      await navigator.clipboard.writeText(location.href);
      this.copied = true;
    } catch {
      field?.focus();
      field?.select();
      this.copied = document.execCommand('copy');
    }
  };
}
