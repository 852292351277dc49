/** Face to face: take the newcomer's code, give name, role and branch, show the answer that their device reads back. */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-qr.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { canScan } from '../../components/hc-scan.ts';
import { icon } from '../../components/icons.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import { firstChoice, type RoleChoice, renderRoleChoice } from './role-choice.ts';

export function openEnrol(host: HTMLElement): void {
  const sheet = new HcEnrolSheet();
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

@customElement('hc-enrol-sheet')
export class HcEnrolSheet extends HcElement {
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
  @state() private code = '';
  @state() private name = '';
  @state() private choice: RoleChoice | null = null;
  @state() private scanning = false;
  @state() private answer = '';
  private readonly command = new CommandController(this);
  private readonly roles = new WatchController(this, 'roles', () => null);

  override render() {
    return html`<hc-sheet .heading=${msg('当面加入')} .open=${this.open} style="--sheet-width:460px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.answer === '' ? this.renderForm() : this.renderAnswer()}
      ${
        this.answer === ''
          ? html`<button slot="foot" class="primary" ?disabled=${this.command.busy || this.code.trim() === ''} @click=${this.enrol}>${msg('让他加入')}</button>`
          : html`<button slot="foot" class="primary" @click=${this.close}>${msg('完成')}</button>`
      }
    </hc-sheet>`;
  }

  private renderForm() {
    return html`
      <p class="muted">${msg('请对方选“加入店铺 › 和店里的人在一起”，出示设备码')}</p>
      ${
        this.scanning
          ? html`<hc-scan mode="qr" @scan-code=${this.onCode} @scan-refused=${() => this.stopScanning()}></hc-scan>`
          : canScan()
            ? html`<button @click=${this.scan}>${icon('scan')} ${msg('扫设备码')}</button>`
            : nothing
      }
      <label class="field-label">${msg('设备码')}<textarea class="field" rows="3" spellcheck="false" .value=${this.code} @input=${this.onPaste}></textarea></label>
      <label class="field-label">${msg('名字')}<input class="field" maxlength="40" @input=${this.onName} /></label>
      <div class="two">${renderRoleChoice(this.session, this.roles.view, this.choice ?? firstChoice(this.session), (next) => this.choose(next))}</div>
    `;
  }

  private renderAnswer() {
    return html`<p>${msg('请对方扫这个回码，或把文字发给他')}</p>
      <hc-qr .text=${this.answer} .nameText=${msg('回码')}></hc-qr>
      <p class="link">${this.answer}</p>`;
  }

  private readonly scan = (): void => {
    void import('../../components/hc-scan.ts');
    this.scanning = true;
  };
  private stopScanning(): void {
    this.scanning = false;
  }
  private onCode(event: CustomEvent<string>): void {
    this.code = event.detail;
    this.scanning = false;
  }
  private onPaste(event: Event): void {
    if (event.target instanceof HTMLTextAreaElement) this.code = event.target.value;
  }
  private onName(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.name = event.target.value;
  }
  private choose(choice: RoleChoice): void {
    this.choice = choice;
  }
  private async enrol(): Promise<void> {
    if (this.name.trim() === '') return this.command.fail({ code: 'name-required' });
    const { role, branch } = this.choice ?? firstChoice(this.session);
    const done = await this.command.run('enrol', { code: this.code.trim(), name: this.name.trim(), role, branch });
    if (done !== null) this.answer = done.code;
  }
  private readonly close = (): void => {
    this.open = false;
    this.emit('sheet-close', null);
  };
}
