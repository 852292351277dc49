/**
 * Joining face to face: this device shows its public key, somebody of the shop scans it and shows an answer, this device
 * reads the answer. No network is needed for the hand-shake itself.
 */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-qr.ts';
import { HcElement } from '../../components/hc-element.ts';
import { canScan } from '../../components/hc-scan.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { guessDeviceName } from '../../controllers/device-name.ts';
import { firstRunStyles } from './first-run-styles.ts';

/** Fires `step-back`. */
@customElement('hc-offer-key')
export class HcOfferKey extends HcElement {
  static override styles = firstRunStyles;
  @state() private code = '';
  @state() private scanning = false;
  @state() private problem = '';
  @query('form') private form!: HTMLFormElement;
  private readonly command = new CommandController(this);

  override render() {
    return html`<form class="column" @submit=${this.onSubmit} novalidate>
      <div class="head">
        <button type="button" class="icon" aria-label=${msg('返回')} @click=${() => this.emit('step-back', null)}>${icon('back')}</button>
        <h2>${msg('当面加入')}</h2>
      </div>
      ${this.problem === '' ? nothing : html`<hc-note kind="error">${this.problem}</hc-note>`}
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.code === '' ? this.renderNames() : this.renderCode()}
    </form>`;
  }

  private renderNames() {
    return html`
      <label class="field-label">${msg('你的名字')}<input class="field" name="member" maxlength="40" autocomplete="name" /></label>
      <label class="field-label">${msg('设备名')}<input class="field" name="device" maxlength="40" autocomplete="off" .value=${guessDeviceName()} /></label>
      <button class="primary big" type="submit" ?disabled=${this.command.busy}>${msg('出示我的码')}</button>
    `;
  }

  private renderCode() {
    return html`
      <p class="lead">${msg('1 请店里的人在成员页点“当面加入”，扫这个码')}</p>
      <hc-qr .text=${this.code} .nameText=${msg('我的设备码')}></hc-qr>
      <p class="code">${this.code}</p>
      <p class="lead">${msg('2 再扫对方出示的回码，或粘贴')}</p>
      ${
        this.scanning
          ? html`<hc-scan mode="qr" @scan-code=${(event: CustomEvent<string>) => void this.accept(event.detail)} @scan-refused=${() => this.stopScanning()}></hc-scan>`
          : canScan()
            ? html`<button type="button" class="big" @click=${this.scan}>${icon('scan')} ${msg('扫回码')}</button>`
            : nothing
      }
      <label class="field-label">${msg('回码')}<textarea class="field" name="answer" rows="3" autocomplete="off" spellcheck="false"></textarea></label>
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

  private async accept(code: string): Promise<void> {
    this.scanning = false;
    await this.command.does('acceptEnrolment', { code });
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(this.form);
    const text = (name: string): string => String(data.get(name) ?? '').trim();
    this.problem = '';
    if (this.code !== '') {
      if (text('answer') === '') this.problem = msg('还没有回码。粘贴或扫码');
      else await this.accept(text('answer'));
      return;
    }
    if (text('member') === '') {
      this.problem = msg('还没有填名字。填好再加入');
      return;
    }
    const offered = await this.command.run('offerKey', {
      member: text('member'),
      deviceName: text('device') || guessDeviceName(),
    });
    if (offered !== null) this.code = offered.code;
  }
}
