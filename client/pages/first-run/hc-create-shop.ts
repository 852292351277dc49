/** Opening a shop: its name and yours. Everything is made on this device. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { guessDeviceName } from '../../controllers/device-name.ts';
import { firstRunStyles } from './first-run-styles.ts';

/** Fires `create-start` with the shop's name, then `create-done` with the recovery words or `create-failed`; `step-back`. */
@customElement('hc-create-shop')
export class HcCreateShop extends HcElement {
  static override styles = firstRunStyles;
  @state() private problem = '';
  @state() private tokenWanted = false;
  @query('form') private form!: HTMLFormElement;
  private readonly command = new CommandController(this);

  override firstUpdated(): void {
    this.form.querySelector('input')?.focus();
  }

  override render() {
    return html`<form class="column" @submit=${this.onSubmit} novalidate>
      <div class="head">
        <button type="button" class="icon" aria-label=${msg('返回')} @click=${() => this.emit('step-back', null)}>${icon('back')}</button>
        <h2>${msg('开新店')}</h2>
      </div>
      ${this.problem === '' ? nothing : html`<hc-note kind="error">${this.problem}</hc-note>`}
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <label class="field-label">${msg('店名')}<input class="field" name="shop" maxlength="40" autocomplete="organization" required /></label>
      <label class="field-label">${msg('你的名字')}<input class="field" name="member" maxlength="40" autocomplete="name" required /></label>
      <label class="field-label">${msg('设备名')}<input class="field" name="device" maxlength="40" autocomplete="off" .value=${guessDeviceName()} /></label>
      ${
        this.tokenWanted
          ? html`<label class="field-label">${msg('开店口令')}<input class="field" name="token" autocomplete="off" /></label>`
          : nothing
      }
      <p class="hint">${msg('门店和仓库先建一个“总店”，以后可以改')}</p>
      <button class="primary big" type="submit" ?disabled=${this.command.busy}>${msg('开店')}</button>
    </form>`;
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(this.form);
    const text = (name: string): string => String(data.get(name) ?? '').trim();
    this.problem = '';
    if (text('shop') === '' || text('member') === '') this.problem = msg('店名和你的名字都要填。填好再开店');
    if (this.problem !== '') return;
    this.emit('create-start', text('shop'));
    const token = text('token');
    const done = await this.command.run('createShop', {
      shop: text('shop'),
      member: text('member'),
      deviceName: text('device') || guessDeviceName(),
      ...(token === '' ? {} : { createToken: token }),
    });
    if (done !== null) return this.emit('create-done', done);
    if (this.command.error?.code === 'create-token') this.tokenWanted = true;
    this.emit('create-failed', null);
  }
}
