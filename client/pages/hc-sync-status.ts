/**
 * What is not saved elsewhere yet, where everything is, and what needs somebody. Every place named here has answered
 * with a receipt; nothing is claimed without one.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../components/hc-note.ts';
import { HcElement } from '../components/hc-element.ts';
import { icon } from '../components/icons.ts';
import { placesContext } from '../contexts/places-context.ts';
import { sessionContext } from '../contexts/session-context.ts';
import { CommandController } from '../controllers/command-controller.ts';
import { saveFile } from '../controllers/save-file.ts';
import { errorText } from '../i18n/error-texts.ts';
import { bytes } from '../i18n/figures.ts';
import { agoText, shortTime } from '../i18n/times.ts';
import { commandName } from '../i18n/trade-words.ts';
import { controls } from '../styles/controls.ts';
import { layout } from '../styles/layout.ts';
import type { PlaceNeed, PlaceRow, PlacesView, SessionView } from '../worker/engine-protocol.ts';

@customElement('hc-sync-status')
export class HcSyncStatus extends HcElement {
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
        max-width: 720px;
        background: var(--hc-surface);
      }
      .row {
        min-height: 56px;
      }
      .notes {
        display: grid;
        gap: 8px;
        padding: 12px var(--hc-pad);
      }
      .dot {
        width: 9px;
        height: 9px;
        border-radius: 9px;
        flex: none;
        background: var(--hc-ok-text);
      }
      .dot.off {
        background: none;
        border: 2px solid var(--hc-warn-mark);
      }
      .foot {
        justify-content: flex-end;
      }
    `,
  ];
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: PlacesView | undefined;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  private readonly command = new CommandController(this);

  override render() {
    const places = this.places;
    if (places === undefined) return html``;
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('存在哪里')}>
        <div class="narrow">
          ${this.command.error === null ? nothing : html`<div class="notes"><hc-note .error=${this.command.error}></hc-note></div>`}
          <h2 class="group"><span>${msg('只在本机')}</span><span>${msg(str`${places.onlyHere.length} 笔`)}</span></h2>
          ${
            places.onlyHere.length === 0
              ? html`<p class="empty">${msg(str`你做的都已存 ${places.places} 处`)}</p>`
              : places.onlyHere.map(
                  (row) => html`<div class="row ink-local">
                    <span class="grow"><span class="title">${row.title === '' ? commandName(row.command) : row.title}</span><br />
                      <span class="under">${commandName(row.command)} · ${bytes(row.bytes)}</span></span>
                    <span class="right under">${shortTime(row.time)}</span>
                  </div>`,
                )
          }
          <h2 class="group"><span>${msg('存在哪里')}</span><span>${msg(str`${places.places} 处`)}</span></h2>
          ${places.where.map((place) => this.renderPlace(place))}
          ${places.policy === null ? nothing : renderPolicy(places.policy)}
          ${
            places.needs.length === 0
              ? nothing
              : html`<h2 class="group"><span>${msg('需要处理')}</span><span>${places.needs.length}</span></h2>
                  <div class="notes">${places.needs.map((need) => html`<hc-note kind="warn">${needText(need)}</hc-note>`)}</div>`
          }
        </div>
      </div>
      <div class="foot narrow">
        <button ?disabled=${this.command.busy} @click=${this.onBackup}>${icon('download')} ${msg('导出备份')}</button>
        <button
          class="primary"
          ?disabled=${this.command.busy || !places.online}
          @click=${() => this.command.does('syncNow', null)}
        >${places.online ? msg('立即同步') : msg('联网后可用')}</button>
      </div>
    `;
  }

  private renderPlace(place: PlaceRow) {
    const name = place.kind === 'this' ? (this.session?.device?.name ?? place.name) : place.name;
    const kinds = { this: msg('这台设备'), relay: msg('中继'), neighbour: msg('旁边的设备') };
    const met =
      place.kind === 'this'
        ? ''
        : place.connected
          ? msg('现在连着')
          : place.lastMet === null
            ? msg('还没连上过')
            : agoText(place.lastMet);
    return html`<div class="row">
      <span class="dot ${place.connected || place.kind === 'this' ? '' : 'off'}"></span>
      <span class="grow"><span class="title">${name || kinds[place.kind]}</span><br /><span class="under">${[name === kinds[place.kind] ? '' : kinds[place.kind], met].filter((part) => part !== '').join(' · ')}</span></span>
      <span class="right">${
        place.behind === 0
          ? html`<span class="tag ok">${msg('齐全')}</span>`
          : html`<span class="tag warn">${msg(str`差 ${place.behind} 笔`)}</span>`
      }</span>
    </div>`;
  }

  private async onBackup(): Promise<void> {
    const backup = await this.command.run('exportBackup', null);
    if (backup !== null) saveFile(backup.name, new Uint8Array(backup.file), 'application/octet-stream');
  }
}

/** Two devices that show the same name know the same policy. */
function renderPolicy({ name, actions }: NonNullable<PlacesView['policy']>) {
  return html`<h2 class="group"><span>${msg('权限策略')}</span><span>${msg(str`${actions} 条`)}</span></h2>
    <div class="row"><span class="grow under">${msg('两台设备显示一样，权限就一致')}</span><code class="right">${name}</code></div>`;
}

function needText(need: PlaceNeed): string {
  switch (need.kind) {
    case 'storage-low':
      return msg(str`本机存储只剩 ${bytes(need.left)}。清理磁盘，或导出备份`);
    case 'not-persisted':
      return msg('浏览器可能清除数据，安装到桌面更稳妥');
    case 'clock':
      return msg(str`本机时钟快了 ${Math.round(need.aheadMs / 60_000)} 分钟。校准时间，改动才能送出`);
    case 'version':
      return msg('版本太旧。刷新页面更新，期间照常使用');
    case 'refused':
      return errorText({ code: need.code }).text;
    case 'relay-full':
      return errorText({ code: 'relay-full' }).text;
  }
}
