/** A count by denomination: how many of each note and coin, and what they come to. Nothing says what there should be. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type CashCount, countedSum, DENOMINATIONS } from '../../../shared/schema/shift.ts';
import { HcElement } from '../../components/hc-element.ts';
import { fen, yuan } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';

/** Fires `cash-count` with the count. */
@customElement('hc-cash-count')
export class HcCashCount extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px 24px;
      }
      label {
        display: grid;
        grid-template-columns: 52px minmax(0, 1fr) 72px;
        align-items: center;
        gap: 8px;
      }
      label > strong {
        text-align: right;
      }
      input.field {
        min-height: 44px;
        font-size: 16px;
      }
      .sum {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        margin-top: 12px;
        padding-top: 12px;
        border-top: 1px solid var(--hc-line);
      }
      .sum strong {
        font-size: 28px;
        line-height: 34px;
      }
      @media (max-width: 599px) {
        .grid {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @property({ attribute: false }) count: CashCount = [];
  @property() label = '';

  override render() {
    return html`
      <div class="grid" role="group" aria-label=${this.label}>
        ${DENOMINATIONS.map((face) => {
          const pieces = this.piecesOf(face);
          return html`<label>
            <strong>${face >= 100 ? face / 100 : fen(face).replace(/0$/, '')}</strong>
            <input
              class="field num"
              inputmode="numeric"
              autocomplete="off"
              aria-label=${`${face / 100} ${msg('元的张数')}`}
              .value=${pieces === 0 ? '' : String(pieces)}
              @input=${(event: Event) => this.set(face, event.target as HTMLInputElement)}
              @keydown=${this.onKey}
            />
            <span class="num muted">${pieces === 0 ? '' : fen(face * pieces)}</span>
          </label>`;
        })}
      </div>
      <div class="sum"><span>${msg('合计')}</span><strong>${yuan(countedSum(this.count))}</strong></div>
    `;
  }

  private piecesOf(face: number): number {
    return this.count.find(([one]) => one === face)?.[1] ?? 0;
  }

  private set(face: number, input: HTMLInputElement): void {
    const digits = input.value.replace(/\D/g, '').slice(0, 5);
    if (digits !== input.value) input.value = digits;
    const rest = this.count.filter(([one]) => one !== face);
    this.count = digits === '' ? rest : [...rest, [face, Number(digits)]];
    this.emit('cash-count', this.count);
  }

  /** Enter goes on to the next denomination, as one counts. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const inputs = [...this.renderRoot.querySelectorAll('input')];
    inputs[inputs.indexOf(event.target as HTMLInputElement) + 1]?.focus();
  };
}
