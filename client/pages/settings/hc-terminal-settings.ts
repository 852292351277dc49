/**
 * Who works on this device: one person, or several under a PIN each. Whoever may let others in does it here, with them
 * beside the screen; a face leaves only when nothing of it is only here.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { FaceView, TerminalView } from '../../worker/terminal-protocol.ts';

const LOCK_AFTER = [0, 1, 5, 15, 30] as const;

@customElement('hc-terminal-settings')
export class HcTerminalSettings extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .setting {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        flex-wrap: wrap;
        min-height: 44px;
      }
      .choices {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 48px;
        border-top: 1px solid var(--hc-line);
      }
      li .name {
        flex: 1;
        min-width: 0;
      }
      ul {
        border-bottom: 1px solid var(--hc-line);
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  /** Whose leaving is being asked about. */
  @state() private leaving: string | null = null;
  private readonly terminal = new WatchController(this, 'terminal', () => null);
  private readonly people = new WatchController(this, 'enrollable', () => null);
  private readonly members = new WatchController(this, 'members', () => null);
  private readonly command = new CommandController(this);

  override render() {
    const view = this.terminal.view;
    if (view === undefined || this.session?.shop?.sample === true) return nothing;
    return html`
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${view.shared ? this.renderShared(view) : this.renderAlone()}
    `;
  }

  private renderAlone() {
    return html`<div class="setting">
        <span class="muted">${msg('几个人轮流用这台设备时，各设一个 PIN，各记各的账')}</span>
        <button @click=${() => this.openSheet('share')}>${msg('多人共用')}</button>
      </div>
      <div class="setting">
        <span class="muted">${msg('这台设备不再用于本店')}</span>
        ${this.renderLeave(this.terminal.view?.current ?? '')}
      </div>`;
  }

  private renderShared(view: TerminalView) {
    return html`
      <ul>${view.faces.map((face) => this.renderFace(face, view))}</ul>
      <span class="choices">
        ${
          this.mayAdd
            ? html`<button @click=${() => this.openSheet('add')}>${msg('添加成员')}</button>`
            : html`<button disabled>${msg('添加成员')}</button><span class="hint" style="align-self:center">${msg('需要店长')}</span>`
        }
        <button @click=${() => this.openSheet('change')}>${msg('改我的 PIN')}</button>
        <button @click=${() => this.emit('terminal-lock', null)}>${msg('锁定')} <kbd>Ctrl Shift L</kbd></button>
      </span>
      <div class="setting">
        <span>${msg('无人操作时锁定')}</span>
        <span class="choices" role="group" aria-label=${msg('无人操作时锁定')}>
          ${LOCK_AFTER.map(
            (minutes) => html`<button
              class="chip"
              aria-pressed=${view.autoLock === minutes}
              @click=${() => this.command.does('setAutoLock', { minutes })}
            >${minutes === 0 ? msg('不锁') : msg(str`${minutes} 分钟`)}</button>`,
          )}
        </span>
      </div>
      <p class="hint">${msg('PIN 防的是柜台上顺手的人。设备丢了，请店主停用它：6 位数字挡不住拿走整块硬盘的人')}</p>
    `;
  }

  private renderFace(face: FaceView, view: TerminalView) {
    const own = face.device === view.current;
    const local = view.onlyHere[face.device] ?? 0;
    return html`<li>
      <span class="avatar" aria-hidden="true">${face.name.slice(0, 1)}</span>
      <span class="name">${face.name}${own ? html` <span class="tag">${msg('我')}</span>` : nothing}
        ${local > 0 ? html`<span class="tag warn">${msg(str`${local} 笔只在本机`)}</span>` : nothing}</span>
      ${own || !this.mayRenew(face) ? nothing : html`<button class="plain" @click=${() => this.openSheet('renew', face)}>${msg('重设 PIN')}</button>`}
      ${own || this.mayRenew(face) ? this.renderLeave(face.device) : nothing}
    </li>`;
  }

  private renderLeave(device: string) {
    if (this.leaving !== device) {
      return html`<button class="plain danger" @click=${() => this.ask(device)}>${msg('移除本机身份')}</button>`;
    }
    return html`<button class="plain" @click=${() => this.ask(null)}>${msg('取消')}</button>
      <button class="danger" ?disabled=${this.command.busy} @click=${() => void this.leave(device)}>${msg('确定移除')}</button>`;
  }

  private get mayAdd(): boolean {
    const rank = this.session?.member?.rank ?? 'staff';
    return rank !== 'staff' || (this.people.view?.length ?? 0) > 0;
  }
  private mayRenew(face: FaceView): boolean {
    return this.members.view?.find((one) => one.id === face.member)?.mayEnrol === true;
  }

  private ask(device: string | null): void {
    this.leaving = device;
    this.command.fail(null);
  }
  private async leave(device: string): Promise<void> {
    this.leaving = null;
    await this.command.does('removeFace', { device });
  }

  private openSheet(task: 'share' | 'add' | 'change' | 'renew', face: FaceView | null = null): void {
    void import('./hc-pin-sheet.ts').then(({ openPinSheet }) => openPinSheet(this, task, face));
  }
}
