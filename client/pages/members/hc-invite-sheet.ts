/** An invitation: role, branch, expiry, uses → a link and its QR code. Whoever holds it can join once. */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-qr.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import { firstChoice, type RoleChoice, renderRoleChoice } from './role-choice.ts';

export function openInvite(host: HTMLElement): void {
  const sheet = new HcInviteSheet();
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

@customElement('hc-invite-sheet')
export class HcInviteSheet extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      hc-qr {
        justify-self: center;
      }
      .link {
        font-size: 12px;
        line-height: 18px;
        overflow-wrap: anywhere;
        user-select: all;
        color: var(--hc-text-2);
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private open = true;
  @state() private choice: RoleChoice | null = null;
  @state() private hours = 24;
  @state() private uses = 1;
  @state() private link = '';
  @state() private copied = false;
  private readonly command = new CommandController(this);
  private readonly roles = new WatchController(this, 'roles', () => null);

  override render() {
    return html`<hc-sheet .heading=${msg('邀请')} .open=${this.open} style="--sheet-width:460px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.link === '' ? this.renderForm() : this.renderLink()}
      ${
        this.link === ''
          ? html`<button slot="foot" class="primary" ?disabled=${this.command.busy} @click=${this.make}>${msg('生成邀请')}</button>`
          : html`<button slot="foot" class="primary" @click=${this.copy}>${this.copied ? msg('已复制') : msg('复制链接')}</button>`
      }
    </hc-sheet>`;
  }

  private renderForm() {
    const choice = this.choice ?? firstChoice(this.session);
    return html`<div class="two">
      ${renderRoleChoice(this.session, this.roles.view, choice, (next) => this.choose(next))}
      <label class="field-label">${msg('有效期')}
        <select class="field" @change=${this.onHours}>
          <option value="1">${msg('1 小时')}</option><option value="24" selected>${msg('1 天')}</option><option value="168">${msg('7 天')}</option>
        </select>
      </label>
      <label class="field-label">${msg('可用次数')}
        <select class="field" @change=${this.onUses}><option>1</option><option>5</option><option>20</option></select>
      </label>
    </div>`;
  }

  private renderLink() {
    return html`<p>${msg('请对方用手机扫码，或打开链接。拿到的人都能加入，不要公开发')}</p>
      <hc-qr .text=${this.link} .nameText=${msg('邀请码')}></hc-qr>
      <p class="link">${this.link}</p>`;
  }

  private choose(choice: RoleChoice): void {
    this.choice = choice;
  }
  private onHours(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.hours = Number(event.target.value);
  }
  private onUses(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.uses = Number(event.target.value);
  }
  private async make(): Promise<void> {
    const { role, branch } = this.choice ?? firstChoice(this.session);
    const made = await this.command.run('invite', { role, branch, hours: this.hours, uses: this.uses });
    if (made !== null) this.link = made.link;
  }
  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.link);
    this.copied = true;
  }
}
