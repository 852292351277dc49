/**
 * The weight the till must know before it goes on. Where a counter scale is chosen the field follows it until somebody
 * types; what has not come to rest, lies below nothing or beyond the scale is said and not taken. Takes the goods pane.
 */
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-keypad.ts';
import '../../components/hc-note.ts';
import { weightIn } from '../../../shared/foundation/weight-units.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type KeypadKey, typeKey } from '../../components/hc-keypad.ts';
import { icon } from '../../components/icons.ts';
import { calculate } from '../../controllers/calculator.ts';
import { ScaleController } from '../../controllers/scale-controller.ts';
import { hardwareChoice } from '../../hardware/hardware-choice.ts';
import { quantity } from '../../i18n/figures.ts';
import { payStyles } from './pay-styles.ts';

/** Fires `ask-answer` with thousandths of the unit, `ask-close`. */
@customElement('hc-ask-pane')
export class HcAskPane extends HcElement {
  static override styles = payStyles;
  @property() heading = '';
  @property() under = '';
  @property() label = '';
  @property() unit = '';
  @state() private wrong: 'number' | 'unsteady' | null = null;
  /** By hand; the scale only watches then. */
  @state() private typed = false;
  @query('input') private input!: HTMLInputElement;
  private readonly scale = new ScaleController(this, true);
  private readonly hasScale = hardwareChoice().scale !== null;

  override updated(_changed: PropertyValues): void {
    const weight = this.weighed();
    if (this.typed || weight === null) return;
    this.input.value = weight > 0 ? String(weight / 1000) : '';
  }

  override firstUpdated(): void {
    this.input.focus();
  }

  override render() {
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('ask-close', null)}>${icon('back')}</button>
        <div class="grow"><h2 class="cut">${this.heading}</h2>${this.under === '' ? nothing : html`<p class="muted small">${this.under}</p>`}</div>
      </div>
      <div class="scroll thumb">
        <div class="desk">
          <label class="field-label">${this.label}
            <input
              class="field num"
              style="min-height:56px;font-size:28px"
              autocomplete="off"
              inputmode=${matchMedia('(pointer: coarse)').matches ? 'none' : 'decimal'}
              @keydown=${this.onKey}
              @input=${this.onTyped}
            />
          </label>
          ${this.hasScale ? this.renderScale() : nothing}
          ${this.wrong === 'number' ? html`<hc-note .error=${{ code: 'number-invalid' }}></hc-note>` : nothing}
          ${this.wrong === 'unsteady' ? html`<hc-note kind="warn">${msg('秤还没稳。等数字不动再确定')}</hc-note>` : nothing}
          <hc-keypad @keypad=${this.onKeypad}></hc-keypad>
        </div>
      </div>
      <div class="foot">
        <button class="side" @click=${() => this.emit('ask-close', null)}>${msg('取消')}</button>
        <button class="primary grow" @click=${this.answer}>${msg('确定')}</button>
      </div>
    `;
  }

  private renderScale() {
    const { reading, error } = this.scale;
    if (error !== null)
      return html`<hc-note .error=${error}></hc-note>
        <button @click=${() => void this.scale.start()}>${msg('再读一次')}</button>`;
    const said =
      reading === null
        ? msg('等秤的读数')
        : reading.over
          ? msg('超重')
          : reading.weight < 0
            ? msg('负数，去皮或清零')
            : reading.stable
              ? msg('稳定')
              : msg('未稳');
    return html`<p style="display:flex;align-items:center;justify-content:space-between;min-height:44px" role="status">
      <span><span class="tag ${reading?.stable === true && !reading.over && reading.weight > 0 ? 'ok' : 'warn'}">${msg('秤')} ${said}</span>
        ${reading === null || reading.over ? nothing : html`<span class="muted num">${quantity(reading.weight)} kg</span>`}</span>
      ${this.typed ? html`<button class="plain" @click=${this.follow}>${msg('用秤上的')}</button>` : nothing}
    </p>`;
  }

  /** Thousandths of the goods' unit; null while there is nothing to go by. */
  private weighed(): number | null {
    const { reading } = this.scale;
    return reading === null || reading.over ? null : weightIn(this.unit, reading.weight);
  }

  private readonly follow = (): void => {
    this.typed = false;
    this.wrong = null;
    this.input.focus();
  };
  private readonly onTyped = (): void => {
    this.typed = true;
    this.wrong = null;
  };
  private onKeypad(event: CustomEvent<KeypadKey>): void {
    // What the scale said is not what somebody goes on typing at.
    const before = this.typed || !this.hasScale ? this.input.value : '';
    this.input.value = typeKey(before, event.detail, 3);
    this.onTyped();
  }
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.answer();
  }
  private answer(): void {
    const { reading } = this.scale;
    if (!this.typed && reading !== null && this.input.value !== '' && !reading.stable) {
      this.wrong = 'unsteady';
      return;
    }
    const value = calculate(this.input.value, 3);
    this.wrong = value === null || value <= 0 ? 'number' : null;
    if (value !== null && value > 0) this.emit('ask-answer', value);
  }
}
