/**
 * Joining by invitation: camera or pasted link, then shop, inviter, role and branch before anything is signed. Without
 * an invitation there is the way face to face.
 */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { canScan } from '../../components/hc-scan.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { guessDeviceName } from '../../controllers/device-name.ts';
import { shortTime } from '../../i18n/times.ts';
import { roleName } from '../../i18n/trade-words.ts';
import type { Commands } from '../../worker/engine-protocol.ts';
import { firstRunStyles } from './first-run-styles.ts';

type Invitation = Commands['readInvitation']['output'];

/** Fires `step-back`, `step-key`. */
@customElement('hc-join-shop')
export class HcJoinShop extends HcElement {
  static override styles = firstRunStyles;
  @property() link = '';
  @state() private invitation: Invitation | null = null;
  @state() private scanning = false;
  @state() private problem = '';
  @query('form') private form!: HTMLFormElement;
  private readonly command = new CommandController(this);
  private read = '';

  override updated(): void {
    if (this.link !== '' && this.read !== this.link) void this.open(this.link);
  }

  override render() {
    return html`<form class="column" @submit=${this.onSubmit} novalidate>
      <div class="head">
        <button type="button" class="icon" aria-label=${msg('返回')} @click=${this.back}>${icon('back')}</button>
        <h2>${msg('加入店铺')}</h2>
      </div>
      ${this.problem === '' ? nothing : html`<hc-note kind="error">${this.problem}</hc-note>`}
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.invitation === null ? this.renderAsk() : this.renderInvitation(this.invitation)}
    </form>`;
  }

  private renderAsk() {
    return html`
      ${
        this.scanning
          ? html`<hc-scan mode="qr" @scan-code=${(event: CustomEvent<string>) => void this.open(event.detail)} @scan-refused=${() => this.stopScanning()}></hc-scan>`
          : canScan()
            ? html`<button type="button" class="big" @click=${this.scan}>${icon('scan')} ${msg('扫邀请码')}</button>`
            : nothing
      }
      <label class="field-label">${msg('邀请链接')}
        <textarea class="field" name="link" rows="3" autocomplete="off" spellcheck="false" placeholder=${msg('把收到的链接粘贴在这里')}></textarea>
      </label>
      <button class="primary big" type="submit" ?disabled=${this.command.busy}>${msg('看邀请')}</button>
      <button type="button" class="plain" @click=${() => this.emit('step-key', null)}>${msg('没有邀请，和店里的人在一起')}</button>
    `;
  }

  private renderInvitation(invitation: Invitation) {
    return html`
      <dl class="facts">
        <dt>${msg('店铺')}</dt><dd>${invitation.shop}</dd>
        <dt>${msg('邀请人')}</dt><dd>${invitation.inviter}</dd>
        <dt>${msg('角色')}</dt><dd>${roleName(invitation.role)}</dd>
        <dt>${msg('门店')}</dt><dd>${invitation.branch === '*' ? msg('全部门店') : invitation.branch}</dd>
        <dt>${msg('有效期')}</dt><dd>${shortTime(invitation.expires)}</dd>
      </dl>
      <label class="field-label">${msg('你的名字')}<input class="field" name="member" maxlength="40" autocomplete="name" /></label>
      <label class="field-label">${msg('设备名')}<input class="field" name="device" maxlength="40" autocomplete="off" .value=${guessDeviceName()} /></label>
      <button class="primary big" type="submit" ?disabled=${this.command.busy}>${msg('加入')}</button>
    `;
  }

  private readonly scan = (): void => {
    void import('../../components/hc-scan.ts');
    this.scanning = true;
  };
  private stopScanning(): void {
    this.scanning = false;
  }

  private async open(link: string): Promise<void> {
    this.read = link;
    this.link = link;
    this.scanning = false;
    this.invitation = await this.command.run('readInvitation', { link });
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(this.form);
    const text = (name: string): string => String(data.get(name) ?? '').trim();
    this.problem = '';
    if (this.invitation === null) {
      if (text('link') === '') this.problem = msg('还没有链接。粘贴或扫码');
      else await this.open(text('link'));
      return;
    }
    if (text('member') === '') {
      this.problem = msg('还没有填名字。填好再加入');
      return;
    }
    const input = { link: this.link, member: text('member'), deviceName: text('device') || guessDeviceName() };
    await this.command.does('joinShop', input);
  }

  private back(): void {
    if (this.invitation === null) {
      this.emit('step-back', null);
      return;
    }
    this.invitation = null;
    this.link = '';
    this.command.fail(null);
  }
}
