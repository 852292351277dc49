/** Which prefix of an in-store weighed code has which layout, with a label of each to try it by. A setting of the shop. */
import '@vaadin/text-field';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { showFen } from '../../../shared/foundation/money.ts';
import {
  checkDigit,
  priceCheckDigit,
  readWeighedCode,
  WEIGHED_LAYOUTS,
  type WeighedLayout,
} from '../../../shared/sales/weighed-code.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';

const PREFIXES = ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29'] as const;

@customElement('hc-weighed-codes')
export class HcWeighedCodes extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .prefix {
        display: grid;
        grid-template-columns: 40px minmax(0, 200px) minmax(0, 1fr);
        gap: 8px 12px;
        align-items: center;
        min-height: var(--hc-control);
      }
      select {
        width: 100%;
      }
      .code {
        font-size: 13px;
        color: var(--hc-text-2);
        overflow-wrap: anywhere;
      }
      @media (max-width: 599px) {
        .prefix {
          grid-template-columns: 40px minmax(0, 1fr);
        }
        .code {
          grid-column: 2;
        }
      }
    `,
  ];
  @property({ type: Boolean }) editable = false;
  @state() private tried = '';
  private readonly command = new CommandController(this);
  private readonly codes = new WatchController(this, 'weighedCodes', () => null);

  override render() {
    const layouts = this.codes.view ?? {};
    return html`
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${PREFIXES.map((prefix) => {
        const layout = layoutOf(layouts[prefix]);
        return html`<div class="prefix">
          <span>${prefix}</span>
          <select aria-label=${msg(str`${prefix} 开头的码`)} ?disabled=${!this.editable || this.command.busy} @change=${(event: Event) => void this.choose(layouts, prefix, event)}>
            <option value="">${msg('不是称重码')}</option>
            ${Object.keys(WEIGHED_LAYOUTS).map((name) => html`<option value=${name} ?selected=${name === layout}>${layoutName(name)}</option>`)}
          </select>
          <span class="code">${layout === null ? nothing : html`${WEIGHED_LAYOUTS[layout]} · ${msg(str`例 ${sampleOf(prefix, layout)}`)}`}</span>
        </div>`;
      })}
      <vaadin-text-field data-scan-target .label=${msg('扫一张秤标试试')} .value=${this.tried} autocomplete="off" @input=${this.onTry}></vaadin-text-field>
      ${this.tried === '' ? nothing : html`<p role="status">${this.reading(layouts)}</p>`}
    `;
  }

  private reading(layouts: Readonly<Record<string, string>>): string {
    const code = readWeighedCode(this.tried.trim(), (prefix) => layoutOf(layouts[prefix]));
    if (code === null) return msg('按这些设置，它不是称重码，或校验码不对');
    const parts = [msg(str`PLU ${code.plu}`)];
    if (code.amount !== null) parts.push(msg(str`金额 ¥${showFen(code.amount)}`));
    if (code.weight !== null) parts.push(msg(str`重量 ${quantity(code.weight)} kg`));
    return parts.join(' · ');
  }

  private async choose(layouts: Readonly<Record<string, string>>, prefix: string, event: Event): Promise<void> {
    const value = event.currentTarget instanceof HTMLSelectElement ? event.currentTarget.value : '';
    const { [prefix]: _, ...others } = layouts;
    await this.command.does('setWeighedCodes', { layouts: value === '' ? others : { ...others, [prefix]: value } });
  }
  private readonly onTry = (event: Event): void => {
    const field = event.currentTarget;
    this.tried = field instanceof HTMLElement && 'value' in field ? String(field.value) : '';
  };
}

function layoutOf(name: string | undefined): WeighedLayout | null {
  return name !== undefined && Object.hasOwn(WEIGHED_LAYOUTS, name) ? (name as WeighedLayout) : null;
}

/** A label of that layout: PLU 12345, 7.66, 0.768 kg. */
function sampleOf(prefix: string, layout: WeighedLayout): string {
  const form = WEIGHED_LAYOUTS[layout];
  const filled = (letter: string, digits: string): string =>
    digits.padStart([...form].filter((one) => one === letter).length, '0');
  const amount = filled('A', '766');
  const values: Record<string, string> = {
    F: prefix,
    P: '123456'.slice(0, [...form].filter((one) => one === 'P').length),
    A: amount,
    W: filled('W', '768'),
    K: form.includes('K') ? String(priceCheckDigit(amount)) : '',
  };
  const used: Record<string, number> = {};
  let payload = '';
  for (const letter of form.slice(0, -1)) {
    const at = used[letter] ?? 0;
    payload += values[letter]?.[at] ?? '0';
    used[letter] = at + 1;
  }
  return payload + String(checkDigit(payload));
}

function layoutName(name: string): string {
  const names: Readonly<Record<string, () => string>> = {
    amount: () => msg('金额'),
    weight: () => msg('重量'),
    amountWeight: () => msg('金额 + 重量，18 位'),
    weightAmount: () => msg('重量 + 金额，18 位'),
    sixFour: () => msg('6 位 PLU + 4 位金额'),
    fourCheckFive: () => msg('4 位 PLU + 校验 + 5 位金额'),
    fiveCheckFour: () => msg('5 位 PLU + 校验 + 4 位金额'),
  };
  return names[name]?.() ?? name;
}
