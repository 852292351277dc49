/**
 * One field of a record, edited where it stands and kept on leaving it. Who else is in it shows as an avatar; an open
 * conflict shows its mark. What cannot be kept stays as typed with the reason beneath.
 */
import '@vaadin/text-field';
import '@vaadin/text-area';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-amount.ts';
import { HcElement } from '../../components/hc-element.ts';
import { type FieldKind, fieldText, splitCodes } from '../../controllers/product-fields.ts';
import { errorText } from '../../i18n/error-texts.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import type { FieldContent, PresenceMark, ShownError } from '../../worker/engine-protocol.ts';
import { codeProblem } from './matrix-view.ts';

export interface FieldEdit {
  readonly field: string;
  readonly value: FieldContent;
}

/** Fires `field-edit` FieldEdit, `field-focus` with the name or null. */
@customElement('hc-field')
export class HcField extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: relative;
      }
      vaadin-text-field,
      vaadin-text-area,
      hc-amount {
        width: 100%;
      }
      .here {
        position: absolute;
        top: 2px;
        right: 0;
        z-index: 1;
      }
      .here .avatar {
        width: 22px;
        height: 22px;
        font-size: 12px;
      }
      dl {
        margin: 0;
      }
      dt,
      .label {
        color: var(--hc-text-2);
        font-size: 13px;
        line-height: 20px;
      }
      dd {
        min-height: 22px;
        overflow-wrap: anywhere;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 4px;
      }
    `,
  ];
  @property() name = '';
  @property({ attribute: false }) kind: FieldKind = 'text';
  @property({ attribute: false }) value: FieldContent | undefined;
  @property({ type: Boolean }) readonly = false;
  /** Of a choice: value and word, the usual one first. */
  @property({ attribute: false }) options: readonly (readonly [string, string])[] = [];
  @property({ attribute: false }) error: ShownError | null = null;
  @property({ attribute: false }) others: readonly PresenceMark[] = [];
  @state() private wrong = '';

  override render() {
    const label = fieldName(this.name);
    const problem = this.error === null ? this.wrong : errorText(this.error).text;
    return html`
      ${
        this.others.length === 0
          ? nothing
          : html`<span class="here">${this.others.map(
              (one) =>
                html`<span class="avatar" role="img" aria-label=${msg(str`${one.name} 正在这里`)} title=${one.name}>${one.name.slice(0, 1)}</span>`,
            )}</span>`
      }
      ${this.readonly ? html`<dl><dt>${label}</dt><dd>${fieldText(this.name, this.value) || '–'}</dd></dl>` : this.renderEntry(label, problem)}
    `;
  }

  private renderEntry(label: string, problem: string): TemplateResult {
    if (this.kind === 'flag' || this.kind === 'choice') return this.renderChoice(label);
    if (this.kind === 'price' || this.kind === 'quantity' || this.kind === 'days') {
      const scale = { price: 4, quantity: 3, days: 0 }[this.kind];
      return html`<hc-amount
        .label=${label}
        .scale=${scale}
        .least=${this.kind === 'price' ? 2 : 0}
        .suffix=${this.kind === 'days' ? msg('天') : ''}
        .value=${typeof this.value === 'number' ? this.value : null}
        .problem=${problem}
        @focusin=${() => this.emit('field-focus', this.name)}
        @focusout=${() => this.emit('field-focus', null)}
        @amount-change=${(event: CustomEvent<number | null>) => this.set(event.detail)}
      ></hc-amount>`;
    }
    const shown = Array.isArray(this.value)
      ? this.value.filter((part) => typeof part === 'string').join(' ')
      : fieldText(this.name, this.value);
    if (this.kind === 'long')
      return html`<vaadin-text-area .label=${label} .value=${shown} .maxlength=${1000} .invalid=${problem !== ''} .errorMessage=${problem}
        @focus=${() => this.emit('field-focus', this.name)} @blur=${() => this.emit('field-focus', null)} @change=${this.onText}></vaadin-text-area>`;
    return html`<vaadin-text-field .label=${label} .value=${shown} autocomplete="off" .invalid=${problem !== ''} .errorMessage=${problem}
      @focus=${() => this.emit('field-focus', this.name)} @blur=${() => this.emit('field-focus', null)} @change=${this.onText}></vaadin-text-field>`;
  }

  private renderChoice(label: string): TemplateResult {
    const options: readonly (readonly [FieldContent, string])[] =
      this.kind === 'flag'
        ? [
            [false, msg('否')],
            [true, msg('是')],
          ]
        : this.options;
    const current = this.value ?? (this.kind === 'flag' ? false : (this.options[0]?.[0] ?? ''));
    return html`<div class="label">${label}</div><div class="choices" role="group" aria-label=${label}>
      ${options.map(([value, text]) => html`<button class="chip" aria-pressed=${value === current} @click=${() => this.set(value)}>${text}</button>`)}
    </div>`;
  }

  private onText(event: Event): void {
    const field = event.currentTarget;
    const text = field instanceof HTMLElement && 'value' in field ? String(field.value).trim() : '';
    const codes = this.kind === 'codes' ? splitCodes(text) : [];
    const problem = codes.map(codeProblem).find((one) => one !== null) ?? null;
    if (this.name === 'name' && text === '') this.wrong = errorText({ code: 'name-required' }).text;
    else this.wrong = problem === null ? '' : errorText(problem).text;
    if (this.wrong !== '') return;
    this.set(this.kind === 'codes' ? codes : text === '' ? null : text);
  }

  private set(value: FieldContent): void {
    if (JSON.stringify(value) === JSON.stringify(this.value ?? null)) return;
    this.emit<FieldEdit>('field-edit', { field: this.name, value });
  }
}
