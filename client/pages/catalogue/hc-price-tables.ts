/** Prices beside the plain fields: levels by name, and what one costs from a quantity on. Kept as a whole, on leaving. */
import '@vaadin/text-field';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-amount.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { BreakContent, FieldContent } from '../../worker/engine-protocol.ts';
import type { FieldEdit } from './hc-field.ts';

type Levels = readonly (readonly [string, number | null])[];
type Breaks = readonly { readonly from: number | null; readonly price: number | null }[];
const MOST_LEVELS = 10;
const MOST_BREAKS = 10;

/** Fires `field-edit`. */
@customElement('hc-price-tables')
export class HcPriceTables extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
        gap: 8px;
        align-items: end;
      }
      vaadin-text-field,
      hc-amount {
        width: 100%;
      }
    `,
  ];
  @property({ attribute: false }) levels: FieldContent | undefined;
  @property({ attribute: false }) breaks: FieldContent | undefined;
  @property() unit = '';
  @property({ type: Boolean }) editable = false;
  @state() private levelDraft: Levels | null = null;
  @state() private breakDraft: Breaks | null = null;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('levels')) this.levelDraft = null;
    if (changed.has('breaks')) this.breakDraft = null;
  }

  override render() {
    const levels = this.levelDraft ?? levelsOf(this.levels);
    const breaks = this.breakDraft ?? breaksOf(this.breaks);
    return this.editable
      ? html`${this.renderLevels(levels)} ${this.renderBreaks(breaks)}`
      : this.renderFacts(levels, breaks);
  }

  private renderFacts(levels: Levels, breaks: Breaks) {
    if (levels.length + breaks.length === 0) return nothing;
    return html`<dl class="facts">
      ${levels.map(([name, value]) => html`<dt>${name}</dt><dd>¥${price(value)}</dd>`)}
      ${breaks.map((one) => html`<dt>${msg(str`满 ${quantity(one.from)} ${this.unit}`)}</dt><dd>¥${price(one.price)}</dd>`)}
    </dl>`;
  }

  private renderLevels(levels: Levels): TemplateResult {
    const put = (next: Levels): void => this.putLevels(next);
    return html`<h3>${msg('价格等级')}</h3>
      ${levels.map(
        ([name, value], at) => html`<div class="line">
          <vaadin-text-field .label=${msg('等级')} .value=${name} .maxlength=${40} autocomplete="off" @change=${(event: Event) => put(replaced(levels, at, [textOf(event), value]))}></vaadin-text-field>
          <hc-amount .label=${msg('价格')} .scale=${4} .least=${2} .value=${value} @amount-change=${(event: CustomEvent<number | null>) => put(replaced(levels, at, [name, event.detail]))}></hc-amount>
          <button class="icon" aria-label=${msg(str`去掉等级 ${name}`)} @click=${() => put(levels.filter((_, place) => place !== at))}>${icon('close', 16)}</button>
        </div>`,
      )}
      ${levels.length < MOST_LEVELS ? html`<div><button class="plain" @click=${() => this.putLevels([...levels, ['', null]])}>${icon('plus', 16)} ${msg('加等级')}</button></div>` : nothing}`;
  }

  private renderBreaks(breaks: Breaks): TemplateResult {
    const put = (next: Breaks): void => this.putBreaks(next);
    return html`<h3>${msg('数量价')}</h3>
      ${breaks.map(
        (one, at) => html`<div class="line">
          <hc-amount .label=${msg('满')} .scale=${3} .value=${one.from} .suffix=${this.unit} @amount-change=${(event: CustomEvent<number | null>) => put(replaced(breaks, at, { ...one, from: event.detail }))}></hc-amount>
          <hc-amount .label=${msg('价格')} .scale=${4} .least=${2} .value=${one.price} @amount-change=${(event: CustomEvent<number | null>) => put(replaced(breaks, at, { ...one, price: event.detail }))}></hc-amount>
          <button class="icon" aria-label=${msg(str`去掉满 ${quantity(one.from)}`)} @click=${() => put(breaks.filter((_, place) => place !== at))}>${icon('close', 16)}</button>
        </div>`,
      )}
      ${breaks.length < MOST_BREAKS ? html`<div><button class="plain" @click=${() => this.putBreaks([...breaks, { from: null, price: null }])}>${icon('plus', 16)} ${msg('加数量价')}</button></div>` : nothing}`;
  }

  /** Lines that are not whole yet wait; the field is written from those that are. */
  private putLevels(next: Levels): void {
    this.levelDraft = next;
    const whole = next.filter(([name, value]) => name !== '' && value !== null) as readonly (readonly [
      string,
      number,
    ])[];
    const value = whole.length === 0 ? null : Object.fromEntries(whole);
    if (JSON.stringify(value) !== JSON.stringify(this.levels ?? null))
      this.emit<FieldEdit>('field-edit', { field: 'priceLevels', value });
  }
  private putBreaks(next: Breaks): void {
    this.breakDraft = next;
    const whole = next
      .flatMap(({ from, price: value }) =>
        from === null || from <= 0 || value === null ? [] : [{ from, price: value }],
      )
      .sort((a, b) => a.from - b.from);
    const value = whole.length === 0 ? null : whole;
    if (JSON.stringify(value) !== JSON.stringify(this.breaks ?? null))
      this.emit<FieldEdit>('field-edit', { field: 'quantityBreaks', value });
  }
}

function levelsOf(value: FieldContent | undefined): Levels {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, held]) => (typeof held === 'number' ? [[name, held] as const] : []));
}
function breaksOf(value: FieldContent | undefined): readonly BreakContent[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && 'from' in one) : [];
}
function replaced<Item>(items: readonly Item[], at: number, item: Item): readonly Item[] {
  return items.map((one, place) => (place === at ? item : one));
}
const textOf = (event: Event): string =>
  event.currentTarget instanceof HTMLElement && 'value' in event.currentTarget
    ? String(event.currentTarget.value).trim()
    : '';
