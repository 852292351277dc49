/**
 * Everything that can be set, in cards: the shop's, the till's, what is plugged in, stock, this device, its data. A search
 * on top leaves the cards that are meant; each shows what it does, tests are where the thing is.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../components/hc-note.ts';
import '../components/hc-workplace.ts';
import './settings/hc-display-settings.ts';
import './settings/hc-paper-settings.ts';
import './settings/hc-printer-settings.ts';
import './settings/hc-scale-test.ts';
import './settings/hc-scanner-test.ts';
import './settings/hc-shop-rule.ts';
import './settings/hc-terminal-settings.ts';
import './settings/hc-weighed-codes.ts';
import { HcElement } from '../components/hc-element.ts';
import { icon } from '../components/icons.ts';
import { may, sessionContext } from '../contexts/session-context.ts';
import { CommandController } from '../controllers/command-controller.ts';
import { changePreferences, type Preferences, preferences } from '../controllers/preferences.ts';
import { saveFile } from '../controllers/save-file.ts';
import { beep } from '../controllers/sound.ts';
import { bytes } from '../i18n/figures.ts';
import { inOneLine } from '../i18n/locale.ts';
import { roleName } from '../i18n/trade-words.ts';
import { controls } from '../styles/controls.ts';
import { layout } from '../styles/layout.ts';
import type { SessionView } from '../worker/engine-protocol.ts';
import {
  findCards,
  type SettingCard,
  type SettingsSection,
  sectionName,
  settingCards,
} from './settings/find-setting.ts';
import type { RuleName } from './settings/hc-shop-rule.ts';

const SECTIONS: readonly SettingsSection[] = ['shop', 'till', 'hardware', 'stock', 'device', 'data'];

@customElement('hc-settings-page')
export class HcSettingsPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        height: 100%;
        background: var(--hc-canvas);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        padding: 10px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        background: var(--hc-surface);
      }
      .find {
        position: relative;
        flex: 1 1 280px;
        max-width: 420px;
        display: flex;
        align-items: center;
      }
      .find svg {
        position: absolute;
        left: 12px;
        color: var(--hc-text-3);
      }
      .find input {
        min-height: 44px;
        padding-left: 40px;
      }
      .jump {
        display: flex;
        gap: 8px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .scroll {
        overflow: auto;
        padding: 16px var(--hc-pad) 32px;
      }
      .column {
        max-width: 760px;
        display: grid;
        gap: 24px;
      }
      section {
        display: grid;
        gap: 8px;
      }
      .card {
        display: grid;
        gap: 10px;
        padding: 14px 16px;
        border: 1px solid var(--hc-line);
        border-radius: 10px;
        background: var(--hc-surface);
      }
      .setting {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
        flex-wrap: wrap;
        min-height: var(--hc-control);
      }
      .choices {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      @media (max-width: 599px) {
        .scroll {
          padding-inline: 12px;
        }
        .card {
          padding: 12px;
        }
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private chosen: Preferences = preferences();
  @state() private typed = '';
  private readonly command = new CommandController(this);

  override render() {
    const session = this.session;
    if (session === undefined) return html``;
    const found = findCards(settingCards(), this.typed);
    const sections = SECTIONS.filter((section) => found.some((card) => card.section === section));
    return html`<div class="top">
        <label class="find">${icon('search', 20)}
          <input class="field" type="search" autocomplete="off" aria-label=${msg('搜索设置')} placeholder=${msg('搜索设置，如 抹零、打印机')}
            .value=${this.typed} @input=${this.onFind} /></label>
        <div class="jump" role="group" aria-label=${msg('分类')}>
          ${sections.map((section) => html`<button class="chip" @click=${() => this.jump(section)}>${sectionName(section)}</button>`)}
        </div>
      </div>
      <div class="scroll"><div class="column">
        ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
        ${
          found.length === 0
            ? html`<p class="empty">${msg(str`没有找到“${this.typed.trim()}”`)} <button class="plain" @click=${this.onClear}>${msg('清除搜索')}</button></p>`
            : nothing
        }
        ${sections.map(
          (section) => html`<section id=${section} aria-labelledby="title-${section}">
            <h2 id="title-${section}">${sectionName(section)}</h2>
            ${found.filter((card) => card.section === section).map((card) => this.renderCard(card, session))}
          </section>`,
        )}
      </div></div>`;
  }

  private renderCard(card: SettingCard, session: SessionView): TemplateResult {
    return html`<div class="card" id="card-${card.id}">${this.renderContent(card, session)}</div>`;
  }

  private renderContent({ id, title }: SettingCard, session: SessionView): TemplateResult {
    switch (id) {
      case 'name':
      case 'round':
      case 'lastPrice':
      case 'returnDays':
      case 'float':
      case 'overShort':
        return this.rule(id, title);
      case 'places':
        return html`${this.link(title, msg('门店、仓库、仓位、收银机'), '/places', msg('看门店与仓库'))}
          <div class="setting"><span class="muted">${msg('现在在')}</span>
            <hc-workplace .text=${session.branch?.name ?? ''} .branch=${session.branch?.id ?? ''} .warehouse=${session.warehouse?.id ?? ''}></hc-workplace></div>`;
      case 'people':
        return this.link(title, msg('邀请、角色、停用'), '/members', msg('看成员'));
      case 'promotions':
        return this.link(title, msg('打折、满减、第二件半价，收银台自动算'), '/promotions', msg('看促销'));
      case 'me':
        return this.renderMe(title, session);
      case 'paper':
        return html`<hc-paper-settings></hc-paper-settings>`;
      case 'weighed':
        return html`<h3>${title}</h3><hc-weighed-codes ?editable=${may(session, 'editSettings')}></hc-weighed-codes>`;
      case 'printer':
        return html`<hc-printer-settings></hc-printer-settings>`;
      case 'scanner':
        return html`<hc-scanner-test></hc-scanner-test>`;
      case 'scale':
        return html`<hc-scale-test></hc-scale-test>`;
      case 'display':
        return html`<hc-display-settings></hc-display-settings>`;
      case 'oversell':
        return this.link(title, msg('每件商品各定：允许卖成负数，或按收银机额度卖'), '/catalogue', msg('看商品'));
      case 'counts':
        return this.link(title, msg('盘点单、调拨审核、能不能看其他门店的库存'), '/places', msg('看门店与仓库'));
      case 'terminal':
        return html`<h3>${title}</h3><hc-terminal-settings></hc-terminal-settings>`;
      case 'backup':
        return html`<div class="setting"><h3>${title}</h3>
          <button ?disabled=${this.command.busy} @click=${this.onBackup}>${msg('导出备份')}</button></div>
          <p class="hint">${msg(str`设备 ${session.device?.id ?? ''}`)}</p>`;
      case 'storage':
        return this.renderStorage(title, session);
      default:
        return this.renderPreference(id, title);
    }
  }

  private rule(rule: RuleName, title: string): TemplateResult {
    const notes: Readonly<Record<RuleName, () => string>> = {
      name: () => '',
      round: () => msg('收款时自动去掉零头'),
      lastPrice: () => msg('同一客户再买，按上次成交价还是最低的一种价'),
      returnDays: () => msg('收银员能退多少天内的货。角色自己的期限也管'),
      float: () => msg('交班时留给下一班的现金'),
      overShort: () => msg('交班时差异超过这个数，要写原因'),
    };
    const note = notes[rule]();
    return html`<div><h3>${title}</h3>${note === '' ? nothing : html`<p class="muted small">${note}</p>`}</div>
      <hc-shop-rule .rule=${rule}></hc-shop-rule>`;
  }

  private link(title: string, note: string, path: string, label: string): TemplateResult {
    return html`<div class="setting"><div><h3>${title}</h3><p class="muted small">${note}</p></div><a class="button" href=${path}>${label}</a></div>`;
  }

  private renderPreference(id: string, title: string): TemplateResult {
    switch (id) {
      case 'language':
        return this.choice(title, 'locale', [
          ['zh-CN', '中文'],
          ['en', 'English'],
        ]);
      case 'theme':
        return this.choice(title, 'theme', [
          ['system', msg('跟随系统')],
          ['light', msg('浅色')],
          ['dark', msg('深色')],
        ]);
      case 'density':
        return this.choice(title, 'density', [
          ['normal', msg('标准')],
          ['dense', msg('紧凑')],
        ]);
      case 'hand':
        return this.choice(title, 'hand', [
          ['right', msg('右手：购物车在右')],
          ['left', msg('左手：购物车在左')],
        ]);
      default:
        return html`${this.choice(title, 'sound', [
          [true, msg('开')],
          [false, msg('关')],
        ])}
        <div class="setting"><span class="muted small">${msg('扫到和扫不到各是一种声音')}</span><button @click=${this.onSound}>${msg('试听')}</button></div>`;
    }
  }

  private choice<Key extends keyof Preferences>(
    label: string,
    key: Key,
    options: readonly (readonly [Preferences[Key], string])[],
  ): TemplateResult {
    return html`<div class="setting">
      <h3>${label}</h3>
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

  private renderMe(title: string, session: SessionView): TemplateResult {
    return html`<h3>${title}</h3>
      <dl class="facts">
        <dt>${msg('店铺')}</dt><dd>${session.shop?.name ?? ''}</dd>
        <dt>${msg('名字')}</dt><dd>${session.member?.name ?? ''}</dd>
        <dt>${msg('角色')}</dt>
        <dd>${inOneLine((session.member?.roles ?? []).map(roleName)) || roleName(session.member?.rank ?? '')}</dd>
        <dt>${msg('设备')}</dt><dd>${session.device?.name ?? ''}</dd>
      </dl>`;
  }

  private renderStorage(title: string, { storage }: SessionView): TemplateResult {
    return html`<h3>${title}</h3>
      <dl class="facts">
        <dt>${msg('本机占用')}</dt><dd>${bytes(storage.used)} / ${bytes(storage.quota)}</dd>
        <dt>${msg('长期保存')}</dt><dd>${storage.persisted ? msg('浏览器已答应') : msg('浏览器可能清除数据，安装到桌面更稳妥')}</dd>
      </dl>
      ${
        storage.persisted
          ? nothing
          : html`<span class="choices"><button @click=${() => this.command.run('askPersistence', null)}>${msg('请求长期保存')}</button></span>`
      }`;
  }

  private choose<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void {
    changePreferences({ [key]: value });
    this.chosen = preferences();
  }

  private jump(section: SettingsSection): void {
    this.renderRoot.querySelector(`#${section}`)?.scrollIntoView({ block: 'start' });
  }
  private onFind(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.typed = event.target.value;
  }
  private readonly onClear = (): void => {
    this.typed = '';
  };
  private readonly onSound = (): void => beep(true);

  private async onBackup(): Promise<void> {
    const backup = await this.command.run('exportBackup', null);
    if (backup !== null) saveFile(backup.name, new Uint8Array(backup.file), 'application/octet-stream');
  }
}
