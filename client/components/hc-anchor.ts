/** A count in the movements: a full-width row, for from there on the balance is what was counted. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { quantity } from '../i18n/figures.ts';
import { shortTime } from '../i18n/times.ts';
import { controls } from '../styles/controls.ts';
import { layout } from '../styles/layout.ts';
import type { MovementRow } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';
import { inkClass } from './hc-ink.ts';

@customElement('hc-anchor')
export class HcAnchor extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
      }
      div {
        position: relative;
        padding: 8px var(--hc-pad);
        background: var(--hc-primary-soft);
        border-block: 1px solid var(--hc-line);
        margin-block: -1px 0;
      }
      strong {
        font-weight: 600;
      }
    `,
  ];
  @property({ attribute: false }) movement: MovementRow | undefined;

  override render() {
    const row = this.movement;
    if (row?.count === null || row === undefined) return html``;
    const { counted, book, variance } = row.count;
    const result =
      variance === 0
        ? msg('无差异')
        : variance < 0
          ? msg(str`盘亏 ${quantity(-variance)}`)
          : msg(str`盘盈 ${quantity(variance)}`);
    return html`<div class=${inkClass(row.travel)}>
      <strong>${msg(str`盘点 ${quantity(counted)} · 账面 ${quantity(book)}，${result}`)}</strong><br />
      <span class="hint">${shortTime(row.at)} · ${row.who} · ${row.number}</span>
    </div>`;
  }
}
