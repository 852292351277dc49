/**
 * Before there is a shop on this device: open one or join one, no account and no network needed to choose. Says plainly
 * why a plain http address cannot work, that a private window forgets, and that the browser may clear data.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import './hc-create-shop.ts';
import './hc-join-shop.ts';
import './hc-offer-key.ts';
import './hc-recover-shop.ts';
import './hc-recovery-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { guessDeviceName } from '../../controllers/device-name.ts';
import { changePreferences, preferences } from '../../controllers/preferences.ts';
import { count } from '../../i18n/figures.ts';
import type { Commands, SessionView } from '../../worker/engine-protocol.ts';
import { firstRunStyles } from './first-run-styles.ts';

type Step = 'choose' | 'create' | 'recovery' | 'goods' | 'join' | 'key' | 'recover';

/** Fires `first-run-hold` once a shop is being made (stay until told), `first-run-done`, `first-run-import`. */
@customElement('hc-first-run')
export class HcFirstRun extends HcElement {
  static override styles = [
    ...firstRunStyles,
    css`
      :host {
        height: 100%;
        overflow: auto;
        background: var(--hc-canvas);
      }
      .frame {
        min-height: 100%;
        display: grid;
        grid-template-rows: auto 1fr auto;
        justify-items: center;
      }
      .sheet {
        width: min(480px, 100%);
        align-self: center;
        padding: 24px;
        background: var(--hc-surface);
        border: 1px solid var(--hc-line);
        border-radius: 10px;
        display: grid;
        gap: 16px;
        margin: 16px 0;
      }
      .mark {
        display: flex;
        align-items: center;
        gap: 12px;
      }
      .mark i {
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        border-radius: 6px;
        background: var(--hc-rail);
        color: var(--hc-rail-active-text);
        font-style: normal;
        font-weight: 600;
        font-size: 20px;
      }
      .top {
        width: min(480px, 100%);
        display: flex;
        justify-content: flex-end;
        padding: 12px 12px 0;
      }
      progress {
        width: 100%;
        accent-color: var(--hc-primary);
      }
      @media (max-width: 599px) {
        :host {
          background: var(--hc-surface);
        }
        .sheet {
          border: 0;
          padding: 16px 16px 24px;
          align-self: start;
          margin: 0;
        }
      }
    `,
  ];
  @property({ attribute: false }) session: SessionView | undefined;
  /** The address, when it is an invitation. */
  @property() link = '';
  @state() private step: Step = 'choose';
  @state() private recovery: Commands['createShop']['output'] | null = null;
  /** Not waiting for the shop that is on its way in any longer. */
  @state() private leaving = false;
  private shopName = '';
  private readonly command = new CommandController(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('link') && this.link !== '' && this.step === 'choose') this.step = 'join';
  }

  override render() {
    return html`<div class="frame">
      <div class="top">
        <button class="plain" lang=${preferences().locale === 'en' ? 'zh-CN' : 'en'} @click=${this.switchLanguage}>
          ${preferences().locale === 'en' ? '中文' : 'English'}
        </button>
      </div>
      <main class="sheet">
        <div class="mark"><i aria-hidden="true">合</i><h1 style="font-size:20px;line-height:28px">${msg('合仓')}</h1></div>
        ${this.renderNotes()} ${this.renderStep()}
      </main>
      <span></span>
    </div>`;
  }

  private renderNotes() {
    const storage = this.session?.storage;
    return html`
      ${
        // Before anything is made, not while somebody only looks.
        storage?.forgets === true && this.step !== 'choose'
          ? html`<hc-note kind="warn">${msg('浏览器还没答应保存。若是隐私窗口，关闭后数据会消失，请换普通窗口')}</hc-note>`
          : nothing
      }
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
    `;
  }

  private renderStep(): TemplateResult {
    if (!isSecureContext)
      return html`<hc-note kind="error">
        ${msg('这个地址不是 https，浏览器不让网页签名和离线保存。用 https 地址打开，或在装有合仓的电脑上用 localhost 打开')}
      </hc-note>`;
    if (this.step === 'recovery' && this.recovery !== null)
      return html`<hc-recovery-sheet
        .words=${this.recovery.recoveryWords}
        .code=${this.recovery.recoveryCode}
        .shop=${this.shopName}
        .address=${this.recovery.recoveryAddress}
        @recovery-kept=${this.onKept}
      ></hc-recovery-sheet>`;
    if (this.step === 'goods') return this.renderGoods();
    if (this.session?.phase === 'dismissed')
      return html`<hc-note kind="warn">${msg('店铺已停用这台设备，本机的店铺数据已清除。要回来，请店主重新邀请')}</hc-note>
        ${this.renderChoice()}`;
    if (this.step === 'recover' && this.session?.phase === 'ready') return this.renderRecovered();
    if (this.session?.phase === 'joining' && !this.leaving) return this.renderProgress(this.session);
    if (this.step === 'create')
      return html`<hc-create-shop @create-start=${this.onCreating} @create-done=${this.onCreated} @create-failed=${this.onFailed} @step-back=${this.back}></hc-create-shop>`;
    if (this.step === 'join')
      return html`<hc-join-shop .link=${this.link} @step-back=${this.back} @step-key=${() => this.goTo('key')}></hc-join-shop>`;
    if (this.step === 'recover')
      return html`<hc-recover-shop @recover-start=${this.onRecovering} @recover-failed=${this.onFailed} @step-back=${this.back}></hc-recover-shop>`;
    if (this.step === 'key') return html`<hc-offer-key @step-back=${() => this.goTo('join')}></hc-offer-key>`;
    return this.renderChoice();
  }

  private renderChoice(): TemplateResult {
    return html`<div class="column">
      <p class="lead">${msg('进货、卖货、库存，多台设备一起记，断网也能用。不用注册账号')}</p>
      <button class="primary big" @click=${() => this.goTo('create')}>${msg('开新店')}</button>
      <button class="big" @click=${() => this.goTo('join')}>${msg('加入店铺')}</button>
      <button class="plain" @click=${() => this.goTo('recover')}>${msg('用恢复词找回')}</button>
      <button class="plain" ?disabled=${this.command.busy} @click=${this.openSample}>${msg('先用样店试试')}</button>
    </div>`;
  }

  private renderProgress(session: SessionView): TemplateResult {
    const joining = session.joining;
    const title = this.step === 'recover' ? msg('正在找回店铺') : msg(str`正在加入 ${session.shop?.name ?? ''}`);
    return html`<div class="column" role="status">
      <h2>${title}</h2>
      <p class="lead">${msg('店铺资料正在到这台设备，权限一到就能用')}</p>
      ${
        joining === null
          ? html`<progress aria-label=${msg('进度')}></progress>`
          : html`<progress aria-label=${msg('进度')} max=${Math.max(1, joining.total)} value=${joining.received}></progress>
              <p class="small muted">${msg(str`${count(joining.received)} / ${count(joining.total)} 笔`)}</p>`
      }
      <button class="plain" @click=${this.leave}>${msg('换一种方式进店')}</button>
    </div>`;
  }

  private renderRecovered(): TemplateResult {
    return html`<div class="column" role="status">
      <h2>${msg('店铺已找回')}</h2>
      <p class="lead">${msg('这台设备现在是店主的设备。到成员页看看还有谁的设备要停用')}</p>
      <hc-note kind="warn">${msg('恢复纸还会再用，收好它。别人拿到它，就能成为店主')}</hc-note>
      <button class="primary big" @click=${() => this.emit('first-run-done', null)}>${msg('进店')}</button>
    </div>`;
  }

  private renderGoods(): TemplateResult {
    const persisted = this.session?.storage.persisted === true;
    return html`<div class="column">
      <h2>${msg('店已开好')}</h2>
      <p class="lead">${msg('把原来的商品表导进来，或先进去看看')}</p>
      ${persisted || this.session?.storage.forgets === true ? nothing : html`<hc-note kind="warn">${msg('浏览器可能清除数据，安装到桌面更稳妥')}</hc-note>`}
      <button class="primary big" @click=${() => this.emit('first-run-import', null)}>${msg('导入商品')}</button>
      <button class="big" @click=${() => this.emit('first-run-done', null)}>${msg('先不导入')}</button>
    </div>`;
  }

  private onCreating(event: CustomEvent<string>): void {
    this.shopName = event.detail;
    this.emit('first-run-hold', true);
  }
  private onFailed(): void {
    this.emit('first-run-hold', false);
  }
  private onRecovering(): void {
    this.leaving = false;
    this.emit('first-run-hold', true);
  }
  private onCreated(event: CustomEvent<Commands['createShop']['output']>): void {
    this.recovery = event.detail;
    this.step = 'recovery';
  }
  private async onKept(): Promise<void> {
    this.recovery = null;
    this.step = 'goods';
    await this.command.run('askPersistence', null);
  }
  private goTo(step: Step): void {
    this.step = step;
  }
  /** The way in is stuck (an invitation taken back, a tab closed halfway): another way may be tried. */
  private readonly leave = (): void => {
    this.leaving = true;
    this.step = 'choose';
    this.emit('first-run-hold', false);
  };
  private readonly back = (): void => this.goTo('choose');

  private readonly openSample = async (): Promise<void> => {
    const english = preferences().locale === 'en';
    const input = { member: msg('我'), deviceName: guessDeviceName(), english };
    if (await this.command.does('openSample', input)) this.emit('first-run-done', null);
  };

  private switchLanguage(): void {
    changePreferences({ locale: preferences().locale === 'en' ? 'zh-CN' : 'en' });
  }
}
