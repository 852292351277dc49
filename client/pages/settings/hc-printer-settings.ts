/** This register's receipt printer: which way it hangs on, how wide its paper is, when it prints, and a test of each. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { PrintState } from '../../controllers/print-state.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { serialOf, usbOf } from '../../hardware/device-ports.ts';
import { changeHardware, type HardwareChoice, hardwareChoice } from '../../hardware/hardware-choice.ts';
import { openDrawer, type PrintResult, printPaper } from '../../printing/print-desk.ts';
import { samplePaper } from '../../printing/sample-paper.ts';
import { chooseSerialPort } from '../../printing/serial-printer.ts';
import { chooseUsbPrinter } from '../../printing/usb-printer.ts';
import type { ShownError } from '../../worker/engine-protocol.ts';
import { settingsStyles } from './settings-styles.ts';

const BAUDS = [9600, 19_200, 38_400, 115_200];

@customElement('hc-printer-settings')
export class HcPrinterSettings extends HcElement {
  static override styles = settingsStyles;
  @state() private choice: HardwareChoice = hardwareChoice();
  @state() private error: ShownError | null = null;
  @state() private done = '';
  private readonly settings = new WatchController(this, 'shopSettings', () => null);
  private readonly printing = new PrintState(this);

  override render() {
    const { choice } = this;
    const takesBytes = choice.printer !== 'none' && choice.printer !== 'browser';
    const busy = this.printing.busy('sample') || this.printing.busy('drawer');
    return html`
      <h3>${msg('小票打印机')}</h3>
      ${this.chips(msg('连接'), 'printer', [
        ['none', msg('不打印')],
        ['browser', msg('浏览器打印')],
        ['usb', 'USB'],
        ['serial', msg('串口')],
        ['network', msg('网络')],
      ])}
      ${this.renderConnection()}
      ${
        choice.printer === 'none'
          ? nothing
          : this.chips(msg('纸宽'), 'width', [
              [58, '58 mm'],
              [80, '80 mm'],
            ])
      }
      ${choice.printer === 'none' ? nothing : this.check(msg('收款后自动打印'), 'auto')}
      ${takesBytes ? this.check(msg('收现金时开钱箱'), 'drawer') : nothing}
      <span class="choices">
        ${choice.printer === 'none' ? nothing : html`<button ?disabled=${busy} @click=${this.onSample}>${msg('试印')}</button>`}
        ${takesBytes ? html`<button ?disabled=${busy} @click=${this.onDrawer}>${msg('开钱箱')}</button>` : nothing}
        <span role="status" class="muted">${this.done}</span>
      </span>
      ${this.error === null ? nothing : html`<hc-note .error=${this.error}></hc-note>`}
    `;
  }

  private renderConnection() {
    const { choice } = this;
    switch (choice.printer) {
      case 'usb':
        return this.port(usbOf() !== null, choice.usb !== null, this.onUsb);
      case 'serial':
        return html`${this.port(serialOf() !== null, choice.serial !== null, this.onSerial)}
          <label class="setting"><span>${msg('波特率')}</span>
            <select class="line" @change=${this.onBaud}>
              ${BAUDS.map((baud) => html`<option value=${baud} ?selected=${baud === choice.baud}>${baud}</option>`)}
            </select>
          </label>`;
      case 'network':
        return html`<label class="setting"><span>${msg('打印机')}</span>
          <select class="line" @change=${this.onAddress}>
            <option value="" ?selected=${choice.address === ''}>${msg('未选')}</option>
            ${(this.settings.view?.printers ?? []).map(
              ({ name, address }) =>
                html`<option value=${address} ?selected=${address === choice.address}>${name} ${address}</option>`,
            )}
          </select>
        </label>`;
      default:
        return nothing;
    }
  }

  private port(there: boolean, chosen: boolean, choose: () => void) {
    if (!there) return html`<hc-note .error=${{ code: 'device-unsupported' }}></hc-note>`;
    return html`<div class="setting">
      <span>${chosen ? msg('已连上一台') : msg('还没有连上')}</span>
      <button @click=${choose}>${msg('选择设备')}</button>
    </div>`;
  }

  private chips<Key extends 'printer' | 'width'>(
    label: string,
    key: Key,
    options: readonly (readonly [HardwareChoice[Key], string])[],
  ) {
    return html`<div class="setting"><span>${label}</span>
      <span class="choices" role="group" aria-label=${label}>
        ${options.map(
          ([value, text]) => html`<button class="chip" aria-pressed=${this.choice[key] === value}
            @click=${() => this.change({ [key]: value })}>${text}</button>`,
        )}
      </span></div>`;
  }

  private check(label: string, key: 'auto' | 'drawer') {
    return html`<label class="setting"><span>${label}</span>
      <input type="checkbox" .checked=${this.choice[key]}
        @change=${(event: Event) => this.change({ [key]: (event.target as HTMLInputElement).checked })} />
    </label>`;
  }

  private change(change: Partial<HardwareChoice>): void {
    this.choice = changeHardware(change);
    this.error = null;
    this.done = '';
  }

  private readonly onUsb = async (): Promise<void> => {
    const chosen = await chooseUsbPrinter();
    if (chosen.ok) this.change({ usb: chosen.value });
    else this.error = chosen.error;
  };
  private readonly onSerial = async (): Promise<void> => {
    const chosen = await chooseSerialPort();
    if (chosen.ok) this.change({ serial: chosen.value });
    else this.error = chosen.error;
  };
  private readonly onBaud = (event: Event): void => {
    this.change({ baud: Number((event.target as HTMLSelectElement).value) });
  };
  private readonly onAddress = (event: Event): void => {
    this.change({ address: (event.target as HTMLSelectElement).value });
  };

  private async onSample(): Promise<void> {
    const { engine } = this.settings;
    if (engine === undefined) return;
    const settings = await engine.once('shopSettings', null);
    this.say(await printPaper(engine, 'sample', async () => samplePaper(settings), false), msg('已送出'));
  }
  private async onDrawer(): Promise<void> {
    const { engine } = this.settings;
    if (engine !== undefined) this.say(await openDrawer(engine), msg('已开钱箱'));
  }
  private say(result: PrintResult, done: string): void {
    this.error = result.ok ? null : result.error;
    this.done = result.ok ? done : '';
  }
}
