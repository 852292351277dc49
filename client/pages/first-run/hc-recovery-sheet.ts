/**
 * The recovery key, shown once: words and QR for paper. Whoever holds it can add or retract owner devices, so it is not
 * stored here; one goes on only after saying that it is on paper.
 */
import { msg, str } from '@lit/localize';
import { css, html, render } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-qr.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { printElement } from '../../components/print-page.ts';
import { firstRunStyles } from './first-run-styles.ts';

/** Fires `recovery-kept`. */
@customElement('hc-recovery-sheet')
export class HcRecoverySheet extends HcElement {
  static override styles = [
    ...firstRunStyles,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 6px;
        counter-reset: word;
      }
      li {
        counter-increment: word;
        display: flex;
        gap: 8px;
        padding: 6px 10px;
        border: 1px solid var(--hc-line);
        border-radius: 4px;
        font-weight: 600;
      }
      li::before {
        content: counter(word);
        color: var(--hc-text-3);
        font-weight: 400;
        font-size: 12px;
      }
      @media (max-width: 599px) {
        ol {
          grid-template-columns: repeat(2, 1fr);
        }
      }
    `,
  ];
  @property({ attribute: false }) words: readonly string[] = [];
  @property() code = '';
  @property() shop = '';
  /** Where the shop can be found again. */
  @property() address = '';
  @state() private kept = false;

  override render() {
    return html`<div class="column">
      <h2>${msg('恢复纸')}</h2>
      <p class="lead">${msg('所有店主设备都丢了，只有这张纸能找回店铺。只显示这一次，抄下或打印，放在安全的地方')}</p>
      <ol>${this.words.map((word) => html`<li>${word}</li>`)}</ol>
      <hc-qr .text=${this.code} .nameText=${msg('恢复码')}></hc-qr>
      <p class="lead">${this.wayBack()}</p>
      <button @click=${this.print}>${icon('printer')} ${msg('打印')}</button>
      <label class="check"><input type="checkbox" .checked=${this.kept} @change=${this.onKept} />${msg('已抄下或打印，收好了')}</label>
      <button class="primary big" ?disabled=${!this.kept} @click=${() => this.emit('recovery-kept', null)}>${msg('继续')}</button>
    </div>`;
  }

  private wayBack(): string {
    return msg(str`找回时打开 ${this.address}，选“用恢复词找回”`);
  }

  private onKept(event: Event): void {
    this.kept = event.target instanceof HTMLInputElement && event.target.checked;
  }

  private print(): void {
    const page = document.createElement('div');
    render(
      html`<h1 style="font-size:20px">${msg(str`${this.shop} 恢复纸`)}</h1>
        <p>${msg('所有店主设备都丢了，只有这张纸能找回店铺。不要拍照，不要给别人看')}</p>
        <ol style="columns:3;font-size:16px;line-height:28px">${this.words.map((word) => html`<li>${word}</li>`)}</ol>
        <hc-qr .text=${this.code} .nameText=${msg('恢复码')}></hc-qr>
        <p>${this.wayBack()}</p>`,
      page,
    );
    printElement(page);
  }
}
