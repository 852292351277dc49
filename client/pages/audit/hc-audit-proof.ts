/**
 * 验证全部: a replica that has seen nothing takes every commit on this device by its seals, and must come to the verdicts
 * that are shown. Says how far it is, what it proved, and what nobody can prove.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { count } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { AuditProof } from '../../worker/audit-protocol.ts';

/** Begins when it is shown. Fires `proof-close`. */
@customElement('hc-audit-proof')
export class HcAuditProof extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      progress {
        width: 100%;
        accent-color: var(--hc-primary);
      }
      p {
        margin: 0 0 8px;
      }
    `,
  ];
  @state() private done = 0;
  @state() private total = 0;
  @state() private proof: AuditProof | null = null;
  private stopped = false;
  private readonly command = new CommandController(this);

  override firstUpdated(): void {
    void this.prove();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopped = true;
  }

  override render(): TemplateResult {
    return html`<hc-sheet .heading=${msg('验证全部')} .open=${true} @sheet-close=${this.close}>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.proof === null ? this.renderProgress() : this.renderProof(this.proof)}
      <button slot="foot" class="primary" @click=${this.close}>${this.proof === null ? msg('停下') : msg('好')}</button>
    </hc-sheet>`;
  }

  private renderProgress(): TemplateResult | typeof nothing {
    if (this.command.error !== null) return nothing;
    return html`<p role="status">${msg(str`已验证 ${count(this.done)} / ${count(this.total)} 笔`)}</p>
      <progress max=${Math.max(1, this.total)} value=${this.done} aria-label=${msg('验证全部')}></progress>`;
  }

  private renderProof({ commits, devices, trouble }: AuditProof): TemplateResult {
    if (trouble !== null)
      return html`<p role="status"><span class="tag danger">${msg('没有通过')}</span> ${msg(str`这条签名链第 ${trouble.seq} 笔对不上。导出证据，交给店主`)}</p>
        <p class="hint"><code>${trouble.feed}</code> ${trouble.code}</p>`;
    return html`<p role="status"><span class="tag ok">${msg('通过')}</span> ${msg(str`${count(commits)} 笔，${devices} 台设备`)}</p>
      <p>${msg('每笔都由其设备签名，一字未改，前后相连，权限按当时的规定逐笔判过')}</p>
      <p class="hint">${msg('不能证明：某台设备此后没有更多记录；设备自称的时间是真的')}</p>`;
  }

  private async prove(): Promise<void> {
    this.proof = await this.command.run('checkAudit', {
      onProgress: (done, total) => {
        this.done = done;
        this.total = total;
      },
      cancelled: () => this.stopped,
    });
  }
  private readonly close = (): void => {
    this.stopped = true;
    this.emit('proof-close', null);
  };
}
