/**
 * Labels and price tags of chosen goods: which form, how many of each, on which printer; the first one is shown as it will
 * come out. Reached from the catalogue with goods chosen.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, unsafeCSS } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type Label, type LabelForm, labelOf } from '../../../shared/printing/label.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { PrintState } from '../../controllers/print-state.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { changeHardware, type HardwareChoice, hardwareChoice } from '../../hardware/hardware-choice.ts';
import { price } from '../../i18n/figures.ts';
import { labelPage, labelPictures, labelStyles } from '../../printing/label-page.ts';
import { wantedLabels } from '../../printing/label-request.ts';
import type { QrPictures } from '../../printing/paper-page.ts';
import { printLabels } from '../../printing/print-labels.ts';
import { chooseUsbPrinter } from '../../printing/usb-printer.ts';
import type { ShownError } from '../../worker/engine-protocol.ts';
import { settingsStyles } from '../settings/settings-styles.ts';
import { type LabelRow, labelRows } from './label-goods.ts';

const MOST_COPIES = 999;

@customElement('hc-labels-page')
export class HcLabelsPage extends HcElement {
  static override styles = [
    settingsStyles,
    unsafeCSS(labelStyles),
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        gap: 0;
        height: 100%;
        background: var(--hc-surface);
      }
      .scroll {
        overflow: auto;
        padding: 16px var(--hc-pad) 24px;
        display: grid;
        align-content: start;
        gap: 16px;
        max-width: 880px;
      }
      .preview {
        padding: 16px;
        border-radius: 6px;
        background: var(--hc-sunken);
        width: max-content;
        max-width: 100%;
        zoom: 1.5;
      }
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 6px 0;
        border-bottom: 1px solid var(--hc-line);
      }
      li > :first-child {
        flex: 1;
        min-width: 0;
      }
      li input {
        width: 80px;
        text-align: right;
      }
    `,
  ];
  @state() private rows: readonly LabelRow[] | null = null;
  @state() private copies: ReadonlyMap<string, number> = new Map();
  @state() private form: LabelForm = 'label';
  @state() private qr = false;
  @state() private choice: HardwareChoice = hardwareChoice();
  @state() private pictures: QrPictures = new Map();
  @state() private error: ShownError | null = null;
  @state() private done = '';
  private asked = false;
  private readonly settings = new WatchController(this, 'shopSettings', () => null);
  private readonly printing = new PrintState(this);

  override updated(): void {
    if (!this.asked && this.settings.engine !== undefined) {
      this.asked = true;
      void this.load();
    }
  }

  override render() {
    const { rows } = this;
    if (rows === null) return nothing;
    if (rows.length === 0)
      return html`<div class="scroll"><p>${msg('还没有选商品')}</p>
        <a class="button primary" href="/catalogue">${msg('去商品里选')}</a></div>`;
    const count = this.total();
    return html`<div class="scroll">
        <div class="preview">${this.renderPreview(rows)}</div>
        ${this.renderForm()} ${this.renderPrinter()}
        <div class="setting"><h3>${msg('张数')}</h3>
          <span class="choices">
            <button class="chip" @click=${() => this.setAll(() => 1)}>${msg('每种一张')}</button>
            <button class="chip" @click=${() => this.setAll((row) => row.onHand ?? 1)}>${msg('按现存')}</button>
          </span></div>
        <ul>
          ${rows.map(
            ({ key, goods }) => html`<li>
              <span>${goods.name} ${goods.spec} <span class="muted">${goods.code === '' ? msg('没有条码') : goods.code}</span></span>
              <span class="num">${price(goods.price)}</span>
              <input class="line" type="number" min="0" max=${MOST_COPIES} inputmode="numeric" aria-label=${msg(str`${goods.name} 的张数`)}
                .value=${String(this.copiesOf(key))} @change=${(event: Event) => this.setCopies(key, event)} />
            </li>`,
          )}
        </ul>
        ${this.error === null ? nothing : html`<hc-note .error=${this.error}></hc-note>`}
      </div>
      <div class="foot"><span class="grow muted" role="status">${this.done}</span>
        <button class="primary big" ?disabled=${count === 0 || this.printing.busy('labels')} @click=${this.onPrint}>${msg(str`打印 ${count} 张`)}</button>
      </div>`;
  }

  private renderPreview(rows: readonly LabelRow[]) {
    const [first] = rows;
    return first === undefined ? nothing : labelPage(this.labelOf(first), this.pictures);
  }

  private renderForm() {
    const forms: readonly (readonly [LabelForm, string])[] = [
      ['label', msg('标签 40 × 30')],
      ['priceTag', msg('价签 60 × 40')],
    ];
    return html`<div class="setting"><span>${msg('样式')}</span>
        <span class="choices" role="group" aria-label=${msg('样式')}>
          ${forms.map(
            ([form, text]) =>
              html`<button class="chip" aria-pressed=${form === this.form} @click=${() => this.show(form, this.qr)}>${text}</button>`,
          )}
        </span></div>
      <label class="setting"><span>${msg('加二维码')}</span>
        <input type="checkbox" .checked=${this.qr} @change=${(event: Event) => this.show(this.form, (event.target as HTMLInputElement).checked)} /></label>`;
  }

  private renderPrinter() {
    const { choice } = this;
    const ways: readonly (readonly [HardwareChoice['labels'], string])[] = [
      ['browser', msg('浏览器打印')],
      ['usb', 'USB'],
      ['network', msg('网络')],
    ];
    return html`<div class="setting"><span>${msg('标签打印机')}</span>
        <span class="choices" role="group" aria-label=${msg('标签打印机')}>
          ${ways.map(
            ([way, text]) =>
              html`<button class="chip" aria-pressed=${choice.labels === way} @click=${() => this.change({ labels: way })}>${text}</button>`,
          )}
        </span></div>
      ${
        choice.labels === 'usb'
          ? html`<div class="setting"><span>${choice.labelUsb === null ? msg('还没有连上') : msg('已连上一台')}</span>
              <button @click=${this.onUsb}>${msg('选择设备')}</button></div>`
          : nothing
      }
      ${
        choice.labels === 'network'
          ? html`<label class="setting"><span>${msg('打印机')}</span>
              <select class="line" @change=${(event: Event) => this.change({ labelAddress: (event.target as HTMLSelectElement).value })}>
                <option value="">${msg('未选')}</option>
                ${(this.settings.view?.printers ?? []).map(
                  ({ name, address }) =>
                    html`<option value=${address} ?selected=${address === choice.labelAddress}>${name} ${address}</option>`,
                )}
              </select></label>`
          : nothing
      }`;
  }

  private labelOf(row: LabelRow): Label {
    return labelOf(this.form, row.goods, { qr: this.qr, listPrice: msg('原价') });
  }
  private copiesOf(key: string): number {
    return this.copies.get(key) ?? 1;
  }
  private total(): number {
    return (this.rows ?? []).reduce((sum, { key }) => sum + this.copiesOf(key), 0);
  }
  private setAll(count: (row: LabelRow) => number): void {
    this.copies = new Map((this.rows ?? []).map((row) => [row.key, Math.min(MOST_COPIES, count(row))]));
  }
  private setCopies(key: string, event: Event): void {
    const wanted = Math.trunc(Number((event.target as HTMLInputElement).value));
    const count = Number.isFinite(wanted) ? Math.max(0, Math.min(MOST_COPIES, wanted)) : 1;
    this.copies = new Map([...this.copies, [key, count]]);
  }
  private change(change: Partial<HardwareChoice>): void {
    this.choice = changeHardware(change);
    this.error = null;
  }
  private show(form: LabelForm, qr: boolean): void {
    this.form = form;
    this.qr = qr;
    void this.draw();
  }

  private async load(): Promise<void> {
    const { engine } = this.settings;
    if (engine === undefined) return;
    const products = await Promise.all(wantedLabels().map((id) => engine.once('product', { id })));
    this.rows = products.flatMap((product) => (product === null || product.removed ? [] : labelRows(product)));
    await this.draw();
  }

  private async draw(): Promise<void> {
    const [first] = this.rows ?? [];
    if (first !== undefined) this.pictures = await labelPictures([this.labelOf(first)]);
  }

  private async onUsb(): Promise<void> {
    const chosen = await chooseUsbPrinter();
    if (chosen.ok) this.change({ labelUsb: chosen.value });
    else this.error = chosen.error;
  }

  private async onPrint(): Promise<void> {
    const { engine } = this.settings;
    if (engine === undefined || this.rows === null) return;
    const labels = this.rows
      .map((row) => ({ label: this.labelOf(row), copies: this.copiesOf(row.key) }))
      .filter(({ copies }) => copies > 0);
    const result = await printLabels(engine, labels);
    this.error = result.ok ? null : result.error;
    this.done = result.ok ? msg('已送出') : '';
  }
}
