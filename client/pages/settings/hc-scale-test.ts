/** The counter's scale: which port, how fast, and what it says now. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { ScaleController } from '../../controllers/scale-controller.ts';
import { serialOf } from '../../hardware/device-ports.ts';
import { changeHardware, type HardwareChoice, hardwareChoice } from '../../hardware/hardware-choice.ts';
import { quantity } from '../../i18n/figures.ts';
import { chooseSerialPort } from '../../printing/serial-printer.ts';
import { settingsStyles } from './settings-styles.ts';

const BAUDS = [2400, 4800, 9600, 19_200];

@customElement('hc-scale-test')
export class HcScaleTest extends HcElement {
  static override styles = settingsStyles;
  @state() private choice: HardwareChoice = hardwareChoice();
  private readonly scale = new ScaleController(this, false);

  override render() {
    if (serialOf() === null)
      return html`<h3>${msg('电子秤')}</h3><hc-note .error=${{ code: 'device-unsupported' }}></hc-note>`;
    const { reading, error, on } = this.scale;
    return html`<h3>${msg('电子秤')}</h3>
      <div class="setting">
        <span>${this.choice.scale === null ? msg('还没有连上') : msg('已连上一台')}</span>
        <span class="choices">
          <select class="line" aria-label=${msg('波特率')} @change=${this.onBaud}>
            ${BAUDS.map((baud) => html`<option value=${baud} ?selected=${baud === this.choice.scaleBaud}>${baud}</option>`)}
          </select>
          <button @click=${this.onChoose}>${msg('选择设备')}</button>
          ${
            this.choice.scale === null
              ? nothing
              : html`<button @click=${() => (on ? this.scale.stop() : this.scale.start())}>${on ? msg('停止') : msg('读一次秤')}</button>`
          }
        </span>
      </div>
      ${
        reading === null
          ? nothing
          : html`<p role="status"><span class="big num">${reading.over ? msg('超重') : `${quantity(reading.weight)} kg`}</span>
              <span class="muted">${reading.stable ? msg('稳定') : msg('未稳')}</span></p>`
      }
      ${error === null ? nothing : html`<hc-note .error=${error}></hc-note>`}`;
  }

  private async onChoose(): Promise<void> {
    const chosen = await chooseSerialPort();
    if (chosen.ok) this.choice = changeHardware({ scale: chosen.value });
    else this.scale.fail(chosen.error);
  }
  private onBaud(event: Event): void {
    this.choice = changeHardware({ scaleBaud: Number((event.target as HTMLSelectElement).value) });
  }
}
