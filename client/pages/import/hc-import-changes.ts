/**
 * What an import would change in goods that exist: each field before → after with a switch. What a colleague set since
 * the file was made is off and says who set it and when; switched on, the file's value goes in over theirs.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { showRatio } from '../../../shared/catalogue/product-units.ts';
import {
  changeKey,
  type FieldChange,
  type ProductUpdate,
  type UnitChange,
  type VariantUpdate,
} from '../../../shared/import/compare-product.ts';
import '../../components/hc-diff.ts';
import { HcElement } from '../../components/hc-element.ts';
import { fieldText } from '../../controllers/product-fields.ts';
import { price } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

/** Fires `change-switch` {key, on}. */
@customElement('hc-import-changes')
export class HcImportChanges extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
      }
      .goods {
        padding: 10px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        display: grid;
        grid-template-columns: 72px minmax(0, 1fr);
        gap: 2px 16px;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: baseline;
        min-height: 28px;
        flex-wrap: wrap;
      }
      input {
        accent-color: var(--hc-primary);
        margin: 0;
      }
      .field {
        min-width: 72px;
        color: var(--hc-text-2);
      }
      .more {
        margin: 2px 0;
        color: var(--hc-text-2);
        font-size: 13px;
      }
      @media (max-width: 599px) {
        .goods {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @property({ attribute: false }) changes: readonly ProductUpdate[] = [];
  @property({ type: Boolean }) working = false;

  override render(): TemplateResult {
    return html`${repeat(
      this.changes,
      (one) => one.product.id,
      (one) => this.renderGoods(one),
    )}`;
  }

  private renderGoods(update: ProductUpdate): TemplateResult {
    const { product, fields, barcodes, units, variants, newVariants } = update;
    return html`<div class="goods">
      <span class="muted">${msg(str`第 ${update.row} 行`)}</span>
      <div>
        <p>${product.values.name ?? ''} <span class="muted small">${product.values.itemNo ?? ''}</span></p>
        ${fields.map((change) => this.renderChange(product.id, change))}
        ${barcodes.length === 0 ? nothing : html`<p class="more">${msg(str`加条码 ${barcodes.join(' ')}`)}</p>`}
        ${units.map((unit) => html`<p class="more">${unitText(unit)}</p>`)}
        ${variants.map((variant) => html`<p class="more">${variantText(variant)}</p>`)}
        ${newVariants.length === 0 ? nothing : html`<p class="more">${msg(str`加 ${newVariants.length} 个规格`)}</p>`}
      </div>
    </div>`;
  }

  private renderChange(product: string, change: FieldChange): TemplateResult {
    const { field, before, after, on, clash } = change;
    const text = (value: FieldChange['before'] | undefined): string => fieldText(field, value ?? null);
    return html`<label>
      <input type="checkbox" .checked=${on} ?disabled=${this.working} @change=${(event: Event) => this.onSwitch(changeKey(product, field), event)} />
      <span class="field">${fieldName(field)}</span>
      <hc-diff .old=${text(before)} .now=${text(after)}></hc-diff>
      ${clash === undefined ? nothing : html`<span class="tag warn">${clashText(clash.by, clash.at)}</span>`}
    </label>`;
  }

  private onSwitch(key: string, event: Event): void {
    if (event.target instanceof HTMLInputElement) this.emit('change-switch', { key, on: event.target.checked });
  }
}

function clashText(by: string, at: string): string {
  const time = shortTime(Date.parse(at) * 1000);
  return by === '' ? msg(str`${time} 有人改过`) : msg(str`${by} ${time} 改过`);
}

function unitText({ before, after }: UnitChange): string {
  const now = `${after.name} = ${showRatio(after)}`;
  const priced = after.price === undefined ? now : `${now} · ${price(after.price)}`;
  return before === null
    ? msg(str`加单位 ${priced}`)
    : msg(str`改单位 ${before.name} = ${showRatio(before)} → ${priced}`);
}

function variantText({ variant, barcodes, prices, variantNo, unitBarcodes }: VariantUpdate): string {
  const name = variant.attributes.map(({ value }) => value).join(' / ');
  const parts = Object.entries(prices).map(([field, value]) => `${fieldName(field)} → ${price(value ?? null)}`);
  if (variantNo !== undefined) parts.push(`${fieldName('itemNo')} → ${variantNo}`);
  const codes = [...barcodes, ...Object.values(unitBarcodes).flat()];
  if (codes.length > 0) parts.push(msg(str`加条码 ${codes.join(' ')}`));
  return `${name}：${parts.join(' · ')}`;
}
