/**
 * The units of a product: what 1 箱 is of the base unit, its own price and code, and which unit is proposed when buying,
 * selling and counting. Another ratio makes a new unit of that name; papers keep the old one.
 */
import '@vaadin/checkbox';
import '@vaadin/text-field';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inUnits, MOST_UNITS, parseRatio, showRatio } from '../../../shared/catalogue/product-units.ts';
import '../../components/hc-amount.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { splitCodes } from '../../controllers/product-fields.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { FieldContent, ProductView, UnitContent } from '../../worker/engine-protocol.ts';
import type { FieldEdit } from './hc-field.ts';
import { codeProblem } from './matrix-view.ts';

interface Draft {
  readonly name: string;
  readonly ratio: string;
  readonly price: number | null;
  readonly barcode: string;
  readonly wholeOnly: boolean;
}

/** Fires `field-edit` for the defaults. */
@customElement('hc-unit-editor')
export class HcUnitEditor extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .unit {
        display: grid;
        grid-template-columns: 72px 88px 96px minmax(112px, 1fr) auto auto;
        gap: 8px;
        align-items: end;
      }
      .unit > * {
        min-width: 0;
      }
      .unit .icon {
        justify-self: end;
      }
      vaadin-text-field,
      hc-amount {
        width: 100%;
      }
      .defaults {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px;
      }
      .defaults label {
        display: grid;
        gap: 2px;
        color: var(--hc-text-2);
        font-size: 13px;
      }
      @container (max-width: 520px) {
        .unit {
          grid-template-columns: 1fr 1fr;
          padding-bottom: 10px;
          border-bottom: 1px solid var(--hc-line);
        }
      }
    `,
  ];
  @property({ attribute: false }) product: ProductView | null = null;
  @property({ type: Boolean }) editable = false;
  @state() private drafts: readonly Draft[] | null = null;
  private readonly command = new CommandController(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before: unknown = changed.get('product');
    const other = before !== null && typeof before === 'object' && 'id' in before && before.id !== this.product?.id;
    if (other || !this.editable) this.drafts = null;
  }

  private get units(): readonly UnitContent[] {
    const held = this.product?.fields.units;
    return Array.isArray(held) ? held.filter((one) => typeof one === 'object' && 'numerator' in one) : [];
  }
  private get base(): string {
    const unit = this.product?.fields.unit;
    return typeof unit === 'string' ? unit : '';
  }

  override render() {
    const drafts = this.drafts ?? this.units.map((unit) => draftOf(unit, this.product?.fields.unitBarcodes));
    if (!this.editable) return this.renderFacts();
    return html`
      <h3>${msg('其他单位')}</h3>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${drafts.map((draft, at) => this.renderUnit(drafts, draft, at))}
      <div class="row-of">
        ${
          drafts.length < MOST_UNITS
            ? html`<button @click=${() => this.set([...drafts, { name: '', ratio: '', price: null, barcode: '', wholeOnly: true }])}>${icon('plus', 16)} ${msg('加单位')}</button>`
            : nothing
        }
        ${this.drafts === null ? nothing : html`<button class="primary" ?disabled=${this.command.busy} @click=${this.save}>${msg('保存单位')}</button>`}
      </div>
      <p class="hint">${msg('改换算比会停用旧单位，另立一个同名的；旧单据不变')}</p>
      ${this.units.length === 0 ? nothing : this.renderDefaults()}
    `;
  }

  private renderFacts() {
    if (this.units.length === 0) return nothing;
    return html`<dl class="facts">
      ${this.units.map(
        (unit) => html`<dt>${unit.name}</dt>
          <dd>${msg(str`1 ${unit.name} = ${showRatio(unit)} ${this.base}`)}${unit.price === undefined ? '' : ` · ¥${price(unit.price)}`}${unit.barcode === undefined ? '' : ` · ${unit.barcode}`}</dd>`,
      )}
    </dl>`;
  }

  private renderUnit(drafts: readonly Draft[], draft: Draft, at: number): TemplateResult {
    const change = (part: Partial<Draft>): void =>
      this.set(drafts.map((one, place) => (place === at ? { ...one, ...part } : one)));
    return html`<div class="unit">
      <vaadin-text-field .label=${msg('单位')} .value=${draft.name} autocomplete="off" @change=${(event: Event) => change({ name: textOf(event) })}></vaadin-text-field>
      <vaadin-text-field .label=${this.base === '' ? msg('换算') : msg(str`= 几${this.base}`)} .value=${draft.ratio} autocomplete="off" @change=${(event: Event) => change({ ratio: textOf(event) })}></vaadin-text-field>
      <hc-amount .label=${msg('单价')} .scale=${4} .least=${2} .value=${draft.price} @amount-change=${(event: CustomEvent<number | null>) => change({ price: event.detail })}></hc-amount>
      <vaadin-text-field .label=${msg('条码')} .value=${draft.barcode} autocomplete="off" @change=${(event: Event) => change({ barcode: textOf(event) })}></vaadin-text-field>
      <vaadin-checkbox .label=${msg('整数')} .checked=${draft.wholeOnly} @change=${(event: Event) => change({ wholeOnly: isChecked(event) })}></vaadin-checkbox>
      <button class="icon" aria-label=${msg(str`去掉单位 ${draft.name}`)} @click=${() => this.set(drafts.filter((_, place) => place !== at))}>${icon('close', 16)}</button>
    </div>`;
  }

  private renderDefaults(): TemplateResult {
    const fields = [
      ['buyUnit', msg('进货用')],
      ['sellUnit', msg('销售用')],
      ['countUnit', msg('盘点用')],
    ] as const;
    return html`<div class="defaults">
      ${fields.map(([field, label]) => {
        const chosen = this.product?.fields[field] ?? '';
        return html`<label>${label}
          <select @change=${(event: Event) => this.choose(field, event)}>
            ${['', ...this.units.map(({ name }) => name)].map((name) => html`<option value=${name} ?selected=${name === chosen}>${name === '' ? this.base : name}</option>`)}
          </select></label>`;
      })}
    </div>`;
  }

  private choose(field: string, event: Event): void {
    const value: FieldContent =
      event.currentTarget instanceof HTMLSelectElement ? event.currentTarget.value || null : null;
    this.emit<FieldEdit>('field-edit', { field, value });
  }
  private set(drafts: readonly Draft[]): void {
    this.drafts = drafts;
  }

  private readonly save = async (): Promise<void> => {
    const units: UnitContent[] = [];
    const others: Record<string, readonly string[]> = {};
    for (const { name, ratio, price: own, barcode, wholeOnly } of this.drafts ?? []) {
      const parsed = parseRatio(ratio);
      if (parsed === null) return this.command.fail({ code: 'unit-ratio' });
      const [first, ...more] = splitCodes(barcode);
      const problem =
        splitCodes(barcode)
          .map(codeProblem)
          .find((one) => one !== null) ?? null;
      if (problem !== null) return this.command.fail(problem);
      if (more.length > 0) others[name.trim()] = more;
      units.push({
        name: name.trim(),
        ...parsed,
        ...(own === null ? {} : { price: own }),
        ...(first === undefined ? {} : { barcode: first }),
        ...(wholeOnly ? { wholeOnly } : {}),
      });
    }
    if (!(await this.command.does('setUnits', { product: this.product?.id ?? '', units }))) return;
    // Further codes of a unit stand in a field of their own, so that two people may add one each.
    if (JSON.stringify(others) !== JSON.stringify(this.product?.fields.unitBarcodes ?? {}))
      this.emit<FieldEdit>('field-edit', { field: 'unitBarcodes', value: others });
    this.drafts = null;
  };
}

function draftOf(unit: UnitContent, unitBarcodes: FieldContent | undefined): Draft {
  const { name, price: own = null, barcode = '', wholeOnly = false } = unit;
  const codes = [barcode, ...moreCodes(unitBarcodes, name)].filter((code) => code !== '');
  return { name, ratio: showRatio(unit), price: own, barcode: codes.join(' '), wholeOnly };
}

function moreCodes(unitBarcodes: FieldContent | undefined, unit: string): readonly string[] {
  if (unitBarcodes === null || typeof unitBarcodes !== 'object' || Array.isArray(unitBarcodes)) return [];
  const codes = (unitBarcodes as Readonly<Record<string, number | readonly string[]>>)[unit];
  return Array.isArray(codes) ? codes : [];
}

/** 29 盒 → 2 箱 5 盒; '' where no larger unit takes part. */
export function inUnitsText(onHand: number | null, units: FieldContent | undefined, base: string): string {
  if (onHand === null || !Array.isArray(units)) return '';
  const others = units.filter((one) => typeof one === 'object' && 'numerator' in one);
  const shares = inUnits(onHand, others, base);
  if (shares.every(({ unit }) => unit === base)) return '';
  return shares.map((share) => `${quantity(share.quantity)} ${share.unit}`).join(' ');
}

const textOf = (event: Event): string =>
  event.currentTarget instanceof HTMLElement && 'value' in event.currentTarget
    ? String(event.currentTarget.value).trim()
    : '';
const isChecked = (event: Event): boolean =>
  event.currentTarget instanceof HTMLElement &&
  'checked' in event.currentTarget &&
  event.currentTarget.checked === true;
