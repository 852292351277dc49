/**
 * One line above the cart for what concerns it: no shift is open, prices moved while it was held, somebody else took the
 * same one up. Never a dialog: selling goes on beneath.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { price } from '../../i18n/figures.ts';
import { clockTime, shortTime } from '../../i18n/times.ts';
import { controls } from '../../styles/controls.ts';
import type { RecalledCart } from '../../worker/till-views.ts';

/** Fires `notice-open-shift`, `notice-read`. */
@customElement('hc-till-notice')
export class HcTillNotice extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        font-size: 13px;
        line-height: 20px;
      }
      .line {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 8px 4px 16px;
        border-bottom: 1px solid var(--hc-line);
      }
      .line > span {
        flex: 1;
        min-width: 0;
      }
      .warn {
        background: var(--hc-warn-soft);
        color: var(--hc-warn-text);
      }
      .info {
        background: var(--hc-info-soft);
        color: var(--hc-info-text);
      }
      @media (max-width: 599px) {
        .line {
          padding-left: 12px;
        }
      }
    `,
  ];
  @property() basket = '';
  /** What changed when the cart was taken up again. */
  @property({ attribute: false }) recalled: RecalledCart | null = null;
  private readonly till = new WatchController(this, 'till', () => null);
  private readonly elsewhere = new WatchController(this, 'recalledElsewhere', () =>
    this.basket === '' ? undefined : { basket: this.basket },
  );

  override render() {
    return html`${this.renderShift()}${this.renderElsewhere()}${this.renderChanges()}`;
  }

  private renderShift() {
    const till = this.till.view;
    if (till === undefined || till.shift !== null || !till.may.sell) return nothing;
    const last = till.lastClosed;
    return html`<div class="line warn" role="status">
      <span>${last === null ? msg('还没有开班') : msg(str`上一班已由${last.who}在 ${shortTime(last.at)} 收班`)}</span>
      <button class="plain" @click=${() => this.emit('notice-open-shift', null)}>${msg('开班')}</button>
    </div>`;
  }

  private renderElsewhere() {
    const [other] = this.elsewhere.view ?? [];
    if (other === undefined) return nothing;
    return html`<div class="line info" role="status">
      <span>${msg(str`重复取单：${other.who}在 ${other.till} 也取了这一单（${clockTime(other.time)}）。两边都留着，只收一次款`)}</span>
    </div>`;
  }

  private renderChanges() {
    const { recalled } = this;
    if (recalled === null || recalled.basket !== this.basket) return nothing;
    const { changes, missing } = recalled;
    if (changes.length === 0 && missing.length === 0) return nothing;
    return html`<div class="line info" role="status">
      <span>
        ${changes.map(({ name, before, after }) => html`<div>${msg(str`${name} 的价已从 ${price(before)} 变为 ${price(after)}`)}</div>`)}
        ${missing.map((name) => html`<div>${msg(str`${name} 已不能卖，没有放回`)}</div>`)}
      </span>
      <button class="icon" aria-label=${msg('知道了')} @click=${() => this.emit('notice-read', null)}>${icon('close')}</button>
    </div>`;
  }
}
