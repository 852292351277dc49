/**
 * Two people set one field without having seen each other: both values side by side, who, when, on what device, whether
 * offline, and what stood before. Nothing is overwritten; one chooses, or writes a third.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { fieldText } from '../../controllers/product-fields.ts';
import { shortTime } from '../../i18n/times.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import type { ProductView } from '../../worker/engine-protocol.ts';
import type { FieldEdit } from './hc-field.ts';

/** Fires `field-edit` with the chosen value, `conflict-other` with the field's name. */
@customElement('hc-conflict-card')
export class HcConflictCard extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        border: 1px solid var(--hc-warn-mark);
        border-radius: 6px;
        padding: 12px 14px;
      }
      .values {
        display: grid;
        gap: 8px;
        margin: 10px 0;
      }
      .value {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 10px;
        align-items: center;
        padding: 8px 10px;
        background: var(--hc-canvas);
        border-radius: 6px;
      }
      .value strong {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .letter {
        font-weight: 600;
        color: var(--hc-warn-text);
      }
    `,
  ];
  @property({ attribute: false }) conflict: ProductView['conflicts'][number] | undefined;
  @property({ type: Boolean }) editable = false;

  override render() {
    const conflict = this.conflict;
    if (conflict === undefined) return html``;
    const { field } = conflict;
    return html`
      <h3>${msg(str`${fieldName(field)}有 ${conflict.values.length} 个值，先显示 A`)}</h3>
      <p class="small muted">${msg(str`原来是 ${fieldText(field, conflict.before) || msg('空')}`)}</p>
      <div class="values">
        ${conflict.values.map((one, index) => {
          const letter = String.fromCharCode(65 + index);
          return html`<div class="value">
            <span class="letter">${letter}</span>
            <span><strong>${fieldText(field, one.value) || msg('空')}</strong><br />
              <span class="small muted">${one.by} · ${shortTime(one.time)} · ${one.device}${one.offline ? ` · ${msg('离线时写的')}` : ''}</span></span>
            ${this.editable ? html`<button @click=${() => this.emit<FieldEdit>('field-edit', { field, value: one.value })}>${msg(str`用 ${letter}`)}</button>` : nothing}
          </div>`;
        })}
      </div>
      ${this.editable ? html`<button class="plain" @click=${() => this.emit('conflict-other', field)}>${msg('另填')}</button>` : nothing}
    `;
  }
}
