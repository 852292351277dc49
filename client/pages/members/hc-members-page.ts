/** Who works here: roles, branches, devices, last seen. Inviting, enrolling and dismissing open from here as sheets. */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity, yuan } from '../../i18n/figures.ts';
import { roleTitle } from '../../i18n/role-words.ts';
import { agoText } from '../../i18n/times.ts';
import { roleName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { Commands, MemberRow, SessionView } from '../../worker/engine-protocol.ts';

type Asking =
  | { readonly what: 'dismiss'; readonly member: MemberRow; readonly effect: Commands['previewDismiss']['output'] }
  | { readonly what: 'revoke'; readonly member: MemberRow; readonly device: MemberRow['devices'][number] };

@customElement('hc-members-page')
export class HcMembersPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        background: var(--hc-canvas);
      }
      .narrow {
        max-width: 880px;
        background: var(--hc-surface);
      }
      .row {
        align-items: flex-start;
        cursor: default;
      }
      .devices {
        display: grid;
        gap: 2px;
        margin-top: 6px;
      }
      .device {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        min-height: 36px;
        font-size: 13px;
      }
      .avatar {
        width: 36px;
        height: 36px;
        font-size: 16px;
      }
      .off .title {
        color: var(--hc-text-3);
        font-weight: 400;
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @property() record: string | null = null;
  @state() private asking: Asking | null = null;
  private readonly command = new CommandController(this);
  private readonly members = new WatchController(this, 'members', () => null);
  private readonly roles = new WatchController(this, 'roles', () => null);

  override render(): TemplateResult {
    const rows = this.members.view ?? [];
    const active = rows.filter((row) => row.active);
    const gone = rows.filter((row) => !row.active);
    return html`
      ${
        may(this.session, 'invite')
          ? html`<div class="bar narrow">
              <span class="grow muted">${msg(str`${active.length} 名成员`)}</span>
              <button @click=${() => go('roles')}>${msg('角色')}</button>
              <button @click=${this.openEnrol}>${msg('当面加入')}</button>
              <button class="primary" @click=${this.openInvite}>${icon('plus', 16)} ${msg('邀请')}</button>
            </div>`
          : nothing
      }
      <div class="scroll"><div class="narrow">
        ${this.command.error !== null && this.asking === null ? html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>` : nothing}
        ${repeat(
          active,
          (row) => row.id,
          (row) => this.renderMember(row),
        )}
        ${gone.length === 0 ? nothing : html`<h2 class="group"><span>${msg('已停用')}</span><span>${gone.length}</span></h2>`}
        ${repeat(
          gone,
          (row) => row.id,
          (row) => this.renderMember(row),
        )}
      </div></div>
      ${this.renderAsk()}
    `;
  }

  private renderMember(row: MemberRow): TemplateResult {
    const branches = new Map((this.session?.branches ?? []).map((branch) => [branch.id, branch.name]));
    const scope = (value: string): string =>
      value === '*' || value === '' ? msg('全部门店') : (branches.get(value) ?? value);
    const roles =
      row.roles.length === 0
        ? roleName(row.rank)
        : row.roles.map((one) => `${this.roleTitle(one.role)} · ${scope(one.scope)}`).join('　');
    return html`<div class="row ${row.active ? '' : 'off'} ${row.id === this.record ? 'selected' : ''}">
      <span class="avatar" aria-hidden="true">${row.name.slice(0, 1)}</span>
      <div class="grow">
        <span class="title">${row.name}</span> ${row.self ? html`<span class="tag primary">${msg('我')}</span>` : nothing}
        ${row.rank === 'owner' && row.roles.length > 0 && !row.roles.some((one) => one.role === 'owner') ? html`<span class="tag">${roleName('owner')}</span>` : nothing}<br />
        <span class="under">${roles}</span>
        <div class="devices">${row.devices.map((device) => this.renderDevice(row, device))}</div>
      </div>
      ${
        row.active &&
        row.mayDismiss &&
        !row.self &&
        this.roles.view?.roles.some((one) => one.mayGiveIn.length > 0) === true
          ? html`<button class="plain" @click=${() => this.openRoles(row)}>${msg('改角色')}</button>`
          : nothing
      }
      ${
        row.active && row.mayDismiss && !row.self
          ? html`<button class="plain danger" ?disabled=${this.command.busy} @click=${() => void this.askDismiss(row)}>${msg('停用')}</button>`
          : nothing
      }
    </div>`;
  }

  private renderDevice(member: MemberRow, device: MemberRow['devices'][number]): TemplateResult {
    const seen = device.self
      ? msg('这台设备')
      : device.lastSeen === null
        ? msg('还没连上过')
        : agoText(device.lastSeen);
    return html`<div class="device">
      <span class=${device.revoked ? 'struck' : ''}>${device.name}</span>
      <span class="muted">${device.revoked ? msg('已停用') : seen}</span>
      ${
        !device.revoked && !device.self && (member.mayDismiss || member.self)
          ? html`<button class="plain danger" style="min-height:32px;font-size:13px" @click=${() => this.askRevoke(member, device)}>${msg('停用设备')}</button>`
          : nothing
      }
    </div>`;
  }

  private renderAsk(): TemplateResult {
    const asking = this.asking;
    return html`<hc-sheet
      .heading=${asking?.what === 'revoke' ? msg('停用设备') : msg('停用成员')}
      .open=${asking !== null}
      @sheet-close=${this.closeAsk}
      style="--sheet-width:460px"
    >
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${asking === null ? nothing : asking.what === 'dismiss' ? this.renderEffect(asking.member, asking.effect) : html`<p>${msg(str`${asking.member.name} 的“${asking.device.name}”停用后，它没送出的改动不再生效，记录留在待复核`)}</p>`}
      <button slot="foot" @click=${this.closeAsk}>${msg('取消')}</button>
      <button slot="foot" class="danger" ?disabled=${this.command.busy} @click=${this.decide}>${
        asking?.what === 'revoke' ? msg(str`停用 ${asking.device.name}`) : msg(str`停用 ${asking?.member.name ?? ''}`)
      }</button>
    </hc-sheet>`;
  }

  private renderEffect(member: MemberRow, effect: Commands['previewDismiss']['output']): TemplateResult {
    return html`<p>${
      effect.commits === 0
        ? msg(str`收回后，${member.name} 不能再改任何东西。已登记的都保留`)
        : msg(str`收回后，${member.name} ${effect.commits} 笔未同步改动将无效`)
    }</p>
    ${
      effect.commits === 0
        ? nothing
        : html`<dl class="facts"><dt>${msg('货')}</dt><dd>${msg(str`${quantity(effect.goods)} 件`)}</dd><dt>${msg('钱')}</dt><dd>${yuan(effect.cash)}</dd></dl>
            <p class="hint">${msg('无效的改动留在待复核，可以再认可')}</p>`
    }`;
  }

  private roleTitle(role: string): string {
    return roleTitle(this.roles.view?.roles.find((one) => one.role === role) ?? { role, name: '' });
  }
  private openRoles(member: MemberRow): void {
    void import('./hc-member-roles.ts').then(({ openMemberRoles }) => openMemberRoles(this, member));
  }
  private readonly openInvite = (): void => {
    void import('./hc-invite-sheet.ts').then(({ openInvite }) => openInvite(this));
  };
  private readonly openEnrol = (): void => {
    void import('./hc-enrol-sheet.ts').then(({ openEnrol }) => openEnrol(this));
  };
  private async askDismiss(member: MemberRow): Promise<void> {
    const effect = await this.command.run('previewDismiss', { member: member.id });
    if (effect !== null) this.asking = { what: 'dismiss', member, effect };
  }
  private askRevoke(member: MemberRow, device: MemberRow['devices'][number]): void {
    this.asking = { what: 'revoke', member, device };
  }
  private readonly closeAsk = (): void => {
    this.asking = null;
    this.command.fail(null);
  };
  private async decide(): Promise<void> {
    const asking = this.asking;
    if (asking === null) return;
    const done =
      asking.what === 'dismiss'
        ? await this.command.does('dismiss', { member: asking.member.id })
        : await this.command.does('revokeDevice', { device: asking.device.id });
    if (done) this.asking = null;
  }
}
