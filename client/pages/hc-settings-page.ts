/** What this device alone has chosen (language, light or dark, density), its branch, and what the browser promises. */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../components/hc-note.ts';
import '../components/hc-workplace.ts';
import './settings/hc-hardware-settings.ts';
import './settings/hc-terminal-settings.ts';
import './settings/hc-weighed-codes.ts';
import { HcElement } from '../components/hc-element.ts';
import { may, sessionContext } from '../contexts/session-context.ts';
import { CommandController } from '../controllers/command-controller.ts';
import { changePreferences, type Preferences, preferences } from '../controllers/preferences.ts';
import { saveFile } from '../controllers/save-file.ts';
import { bytes } from '../i18n/figures.ts';
import { inOneLine } from '../i18n/locale.ts';
import { roleName } from '../i18n/trade-words.ts';
import { controls } from '../styles/controls.ts';
import { layout } from '../styles/layout.ts';
import type { SessionView } from '../worker/engine-protocol.ts';

@customElement('hc-settings-page')
export class HcSettingsPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
        height: 100%;
        overflow: auto;
        background: var(--hc-canvas);
      }
      .sheet {
        max-width: 720px;
        min-height: 100%;
        align-content: start;
        background: var(--hc-surface);
        padding: 16px var(--hc-pad) 32px;
        display: grid;
        gap: 24px;
      }
      section {
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
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private chosen: Preferences = preferences();
  private readonly command = new CommandController(this);

  override render() {
    const session = this.session;
    if (session === undefined) return html``;
    return html`<div class="sheet narrow">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <section>
        <h2>${msg('本机')}</h2>
        ${this.choice(msg('语言'), 'locale', [
          ['zh-CN', '中文'],
          ['en', 'English'],
        ])}
        ${this.choice(msg('外观'), 'theme', [
          ['system', msg('跟随系统')],
          ['light', msg('浅色')],
          ['dark', msg('深色')],
        ])}
        ${this.choice(msg('行高'), 'density', [
          ['normal', msg('标准')],
          ['dense', msg('紧凑')],
        ])}
      </section>
      <section>
        <h2>${msg('促销')}</h2>
        <span class="setting"><span class="muted">${msg('打折、满减、第二件半价，收银台自动算')}</span><a class="button" href="/promotions">${msg('看促销')}</a></span>
      </section>
      <section><h2>${msg('谁在用这台设备')}</h2><hc-terminal-settings></hc-terminal-settings></section>
      ${this.renderPlaces(session)}
      <section><hc-hardware-settings></hc-hardware-settings></section>
      <section><h2>${msg('秤标')}</h2><hc-weighed-codes ?editable=${may(session, 'editSettings')}></hc-weighed-codes></section>
      ${this.renderMe(session)} ${this.renderData(session)}
    </div>`;
  }

  private choice<Key extends keyof Preferences>(
    label: string,
    key: Key,
    options: readonly (readonly [Preferences[Key], string])[],
  ) {
    return html`<div class="setting">
      <span>${label}</span>
      <span class="choices" role="group" aria-label=${label}>
        ${options.map(
          ([value, text]) => html`<button
            class="chip"
            lang=${value === 'zh-CN' || value === 'en' ? value : nothing}
            aria-pressed=${this.chosen[key] === value}
            @click=${() => this.choose(key, value)}
          >${text}</button>`,
        )}
      </span>
    </div>`;
  }

  private renderPlaces(session: SessionView) {
    return html`<section>
      <h2>${msg('门店')}</h2>
      <span class="setting"><span class="muted">${msg('门店、仓库、仓位、收银机')}</span><a class="button" href="/places">${msg('看门店与仓库')}</a></span>
      <span class="setting"><span class="muted">${msg('现在在')}</span>
        <hc-workplace .text=${session.branch?.name ?? ''} .branch=${session.branch?.id ?? ''} .warehouse=${session.warehouse?.id ?? ''}></hc-workplace></span>
    </section>`;
  }

  private renderMe(session: SessionView) {
    return html`<section>
      <h2>${msg('我')}</h2>
      <dl class="facts">
        <dt>${msg('店铺')}</dt><dd>${session.shop?.name ?? ''}</dd>
        <dt>${msg('名字')}</dt><dd>${session.member?.name ?? ''}</dd>
        <dt>${msg('角色')}</dt>
        <dd>${inOneLine((session.member?.roles ?? []).map(roleName)) || roleName(session.member?.rank ?? '')}</dd>
        <dt>${msg('设备')}</dt><dd>${session.device?.name ?? ''}</dd>
      </dl>
    </section>`;
  }

  private renderData(session: SessionView) {
    const { storage } = session;
    return html`<section>
      <h2>${msg('数据')}</h2>
      <dl class="facts">
        <dt>${msg('本机占用')}</dt><dd>${bytes(storage.used)} / ${bytes(storage.quota)}</dd>
        <dt>${msg('长期保存')}</dt><dd>${storage.persisted ? msg('浏览器已答应') : msg('浏览器可能清除数据，安装到桌面更稳妥')}</dd>
      </dl>
      <span class="choices">
        ${
          storage.persisted
            ? nothing
            : html`<button @click=${() => this.command.run('askPersistence', null)}>${msg('请求长期保存')}</button>`
        }
        <button ?disabled=${this.command.busy} @click=${this.onBackup}>${msg('导出备份')}</button>
      </span>
      <p class="hint">${msg(str`设备 ${session.device?.id ?? ''}`)}</p>
    </section>`;
  }

  private choose<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void {
    changePreferences({ [key]: value });
    this.chosen = preferences();
  }

  private async onBackup(): Promise<void> {
    const backup = await this.command.run('exportBackup', null);
    if (backup !== null) saveFile(backup.name, new Uint8Array(backup.file), 'application/octet-stream');
  }
}
