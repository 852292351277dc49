/**
 * What the shop, not the device, has decided about paper: text above and below each receipt, its network printers and the
 * collection code that customers see. Kept on leaving a field; who may not change it reads it.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { isLanPrinter, readPrinterAddress, showPrinterAddress } from '../../../shared/printing/printer-address.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { smallPicture } from '../../hardware/small-picture.ts';
import type { SessionView, ShopSettingsView } from '../../worker/engine-protocol.ts';
import { settingsStyles } from './settings-styles.ts';

@customElement('hc-paper-settings')
export class HcPaperSettings extends HcElement {
  static override styles = settingsStyles;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private wrong = false;
  @query('.name') private nameField!: HTMLInputElement;
  @query('.address') private addressField!: HTMLInputElement;
  private readonly settings = new WatchController(this, 'shopSettings', () => null);
  private readonly command = new CommandController(this);

  override render() {
    const settings = this.settings.view;
    if (settings === undefined) return nothing;
    const editable = may(this.session, 'editSettings');
    return html`
      <h3>${msg('小票文字（全店）')}</h3>
      ${this.text(msg('抬头'), 'receiptHeader', settings.receiptHeader, editable)}
      ${this.text(msg('尾注'), 'receiptFooter', settings.receiptFooter, editable)}
      <h3>${msg('网络打印机（全店）')}</h3>
      ${settings.printers.map(
        ({ name, address }) => html`<div class="setting"><span>${name} <span class="muted">${address}</span></span>
          ${
            editable
              ? html`<button class="plain danger" aria-label=${msg(str`删除 ${name}`)}
                  @click=${() => this.save({ printers: settings.printers.filter((one) => one.address !== address) })}>${msg('删除')}</button>`
              : nothing
          }</div>`,
      )}
      ${editable ? this.renderNewPrinter(settings) : nothing}
      <h3>${msg('收款码（全店）')}</h3>
      <div class="setting">
        ${
          settings.collectionPicture === ''
            ? html`<span class="muted">${msg('还没有收款码图片')}</span>`
            : html`<img src=${settings.collectionPicture} alt=${msg('收款码')} width="96" height="96" style="object-fit:contain" />`
        }
        ${
          editable
            ? html`<span class="choices">
                <label class="button">${msg('选图片')}<input type="file" accept="image/*" hidden @change=${this.onPicture} /></label>
                ${
                  settings.collectionPicture === ''
                    ? nothing
                    : html`<button class="plain danger" @click=${() => this.save({ collectionPicture: '' })}>${msg('删除')}</button>`
                }
              </span>`
            : nothing
        }
      </div>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
    `;
  }

  private text(label: string, field: 'receiptHeader' | 'receiptFooter', value: string, editable: boolean) {
    return html`<label class="above">${label}
      <textarea class="line" rows="2" maxlength="500" .value=${value} ?readonly=${!editable}
        @change=${(event: Event) => this.save({ [field]: (event.target as HTMLTextAreaElement).value.trim() })}></textarea>
    </label>`;
  }

  private renderNewPrinter(settings: ShopSettingsView) {
    return html`<form class="choices" @submit=${(event: Event) => this.onAdd(event, settings)}>
        <input class="line name" maxlength="40" placeholder=${msg('名称，如 厨房')} aria-label=${msg('打印机名称')} required />
        <input class="line address" inputmode="decimal" placeholder="192.168.1.50:9100" aria-label=${msg('打印机地址')} required />
        <button>${msg('添加')}</button>
      </form>
      ${this.wrong ? html`<hc-note kind="error">${msg('这不是局域网打印机的地址。填 192.168.1.50 这样的地址，端口 9100–9109')}</hc-note>` : nothing}`;
  }

  private onAdd(event: Event, settings: ShopSettingsView): void {
    event.preventDefault();
    const read = readPrinterAddress(this.addressField.value);
    const name = this.nameField.value.trim();
    this.wrong = read === null || !isLanPrinter(read);
    if (read === null || this.wrong || name === '') return;
    const address = showPrinterAddress(read);
    const others = settings.printers.filter((one) => one.address !== address);
    this.save({ printers: [...others, { name, address }] });
    this.nameField.value = '';
    this.addressField.value = '';
  }

  private async onPicture(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    field.value = '';
    if (file === undefined) return;
    const picture = await smallPicture(file);
    if (picture === null) this.command.fail({ code: 'picture-too-large' });
    else this.save({ collectionPicture: picture });
  }

  private save(change: Partial<ShopSettingsView>): void {
    void this.command.does('setShopSettings', change);
  }
}
