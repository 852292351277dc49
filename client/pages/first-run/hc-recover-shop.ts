/**
 * Finding a shop again with its recovery paper: words or the printed code, then what will happen, then the way in (which
 * hc-first-run shows like any joining).
 */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import './hc-recover-words.ts';
import { HcElement } from '../../components/hc-element.ts';
import { canScan } from '../../components/hc-scan.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { guessDeviceName } from '../../controllers/device-name.ts';
import { firstRunStyles } from './first-run-styles.ts';

/** Fires `step-back`; `recover-start` before the shop comes in, `recover-failed` when it does not. */
@customElement('hc-recover-shop')
export class HcRecoverShop extends HcElement {
  static override styles = firstRunStyles;
  @state() private shop = '';
  @state() private scanning = false;
  @state() private wrong = 0;
  /** Where no relay has the shop any more: everything comes from here. */
  @state() private file: File | null = null;
  /** Words as typed, or the text of the code. */
  private paper = '';
  @query('form') private form!: HTMLFormElement;
  private readonly command = new CommandController(this);

  override render() {
    return html`<form class="column" @submit=${this.onSubmit} novalidate>
      <div class="head">
        <button type="button" class="icon" aria-label=${msg('返回')} @click=${this.back}>${icon('back')}</button>
        <h2>${msg('用恢复词找回')}</h2>
      </div>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.shop === '' ? this.renderPaper() : this.renderShop()}
    </form>`;
  }

  private renderPaper() {
    return html`
      <p class="lead">${msg('照恢复纸上的顺序，一格一个字。也可以打拼音选字')}</p>
      ${
        this.scanning
          ? html`<hc-scan mode="qr" @scan-code=${(event: CustomEvent<string>) => void this.read(event.detail)} @scan-refused=${() => this.stopScanning()}></hc-scan>`
          : canScan()
            ? html`<button type="button" class="big" @click=${this.scan}>${icon('scan')} ${msg('扫恢复纸上的码')}</button>`
            : nothing
      }
      <hc-recover-words .wrong=${this.wrong} @words-changed=${(event: CustomEvent<string>) => this.typed(event.detail)} @paper-pasted=${(event: CustomEvent<string>) => void this.read(event.detail)}></hc-recover-words>
      <label class="button big" style="position:relative">${icon('upload')} ${this.file === null ? msg('中继上没有了？选备份文件') : this.file.name}
        <input type="file" accept=".hecang" aria-label=${msg('备份文件')} style="position:absolute;inset:0;opacity:0" @change=${this.onFile} /></label>
      <button class="primary big" type="submit" ?disabled=${this.command.busy}>${this.file === null ? msg('找店铺') : msg('从备份恢复')}</button>
    `;
  }

  private renderShop() {
    return html`
      <dl class="facts"><dt>${this.file === null ? msg('找到店铺') : msg('备份文件')}</dt><dd class="code">${this.shop}</dd></dl>
      <label class="field-label">${msg('设备名')}<input class="field" name="device" maxlength="40" autocomplete="off" .value=${guessDeviceName()} /></label>
      <label class="check"><input type="checkbox" name="dismiss" checked />${msg('停用店主原来的设备')}</label>
      <p class="hint">${msg('停用后，原来的设备不能再记账。它们还没送到中继的改动不会生效')}</p>
      <button class="primary big" type="submit" ?disabled=${this.command.busy}>${msg('找回店铺')}</button>
    `;
  }

  private readonly scan = (): void => {
    void import('../../components/hc-scan.ts');
    this.scanning = true;
  };
  private stopScanning(): void {
    this.scanning = false;
  }

  private onFile(event: Event): void {
    this.file = event.target instanceof HTMLInputElement ? (event.target.files?.[0] ?? null) : null;
    this.command.fail(null);
  }

  private typed(words: string): void {
    this.paper = words;
    this.wrong = 0;
    this.command.fail(null);
  }

  private async read(paper: string): Promise<void> {
    this.scanning = false;
    this.paper = paper;
    if (this.file !== null) {
      this.shop = this.file.name;
      return;
    }
    const found = await this.command.run('readRecovery', { paper });
    this.shop = found?.shop ?? '';
    const { error } = this.command;
    this.wrong = error?.code === 'recovery-word' ? Number(error.values?.place ?? 0) : 0;
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.shop === '') {
      await this.read(this.paper);
      return;
    }
    const data = new FormData(this.form);
    const deviceName = String(data.get('device') ?? '').trim() || guessDeviceName();
    const asked = { paper: this.paper, deviceName, dismissOld: data.get('dismiss') !== null };
    this.emit('recover-start', null);
    const begun =
      this.file === null
        ? await this.command.does('recoverShop', asked)
        : await this.command.does('restoreBackup', { ...asked, file: this.file });
    if (!begun) this.emit('recover-failed', null);
  }

  private back(): void {
    if (this.shop === '') {
      this.emit('step-back', null);
      return;
    }
    this.shop = '';
    this.command.fail(null);
  }
}
