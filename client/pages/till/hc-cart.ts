/**
 * Right of the till: ticket number, lines, totals, the primary action at the bottom right where it always is. Lines
 * never reorder; the newest is selected and in view. Errors stand here, in place, with the basket intact.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import './hc-cart-line.ts';
import type { PricedTicket } from '../../../shared/pricing/ticket.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { type Basket, emptyBasket, piecesOf } from '../../controllers/basket.ts';
import { priceBasket } from '../../controllers/price-basket.ts';
import { fen } from '../../i18n/figures.ts';
import { pickName } from '../../i18n/price-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { ShownError } from '../../worker/engine-protocol.ts';
import { type LineEdit, piecesText } from './hc-cart-line.ts';
import type { PayAction } from './hc-pay-pane.ts';

/** Fires, beside the lines' own events: `cart-pay`, `cart-discount`, `cart-clear`, `cart-hold`, `cart-tickets`, `cart-goods`, `cart-gift` product, `cart-member`, `cart-member-drop`, `cart-points` boolean. */
@customElement('hc-cart')
export class HcCart extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
        background: var(--hc-surface);
      }
      .head {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 48px;
        padding: 2px 8px 2px 16px;
        border-bottom: 1px solid var(--hc-line);
      }
      .head strong {
        font-weight: 600;
        margin-right: 6px;
      }
      .sums {
        border-top: 1px solid var(--hc-line);
        padding: 10px 16px 16px;
        display: grid;
        gap: 4px;
      }
      .pair {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 12px;
        flex-wrap: wrap;
      }
      .total {
        font-size: 40px;
        line-height: 46px;
        font-weight: 600;
        letter-spacing: -0.5px;
      }
      .total small {
        font-size: 55%;
        margin-right: 4px;
      }
      .actions {
        display: flex;
        gap: 10px;
        margin-top: 8px;
      }
      .actions button {
        min-height: 64px;
        font-size: 16px;
      }
      .actions .primary {
        flex: 1;
        font-size: 20px;
      }
      dl.off {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        font-size: 13px;
        line-height: 20px;
        color: var(--hc-text-2);
        max-height: 124px;
        overflow: auto;
      }
      dl.off dd {
        text-align: right;
      }
      .member {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 48px;
        padding: 0 8px 0 16px;
        border-bottom: 1px solid var(--hc-line);
      }
      .member.none {
        width: 100%;
        padding-right: 16px;
        border-width: 0 0 1px;
        border-radius: 0;
        background: var(--hc-surface);
        color: var(--hc-text-2);
        font-weight: 400;
        text-align: left;
      }
      .member:not(.none) {
        min-height: 56px;
      }
      .member .who {
        flex: 1;
        justify-content: flex-start;
        min-width: 0;
        padding: 4px 0;
        color: var(--hc-text);
        text-align: left;
        font-weight: 400;
      }
      .member .under {
        color: var(--hc-text-2);
        font-size: 13px;
        line-height: 20px;
      }
      .offer {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 16px;
        background: var(--hc-primary-soft);
      }
      .total.none {
        color: var(--hc-text-3);
      }
      p.body {
        padding: 16px;
      }
      hc-note {
        padding: 8px 16px;
      }
      @media (max-width: 599px) {
        .head {
          padding-left: 12px;
        }
        p.body {
          padding: 12px;
        }
        .member,
        .offer {
          padding-inline: 12px;
        }
        .sums {
          padding: 10px 12px 12px;
        }
        .total {
          font-size: 32px;
          line-height: 40px;
        }
        .actions button {
          min-height: 56px;
        }
        .actions .side {
          min-width: 88px;
        }
      }
    `,
  ];
  @property({ attribute: false }) basket: Basket = emptyBasket('');
  @property() number = '';
  @property({ attribute: false }) edit: LineEdit | null = null;
  @property({ attribute: false }) error: ShownError | null = null;
  @property({ attribute: false }) priced: PricedTicket | null = null;
  @property({ attribute: false }) promotionName: (id: string) => string = () => '';
  @property({ type: Boolean }) priceable = false;
  @property({ type: Boolean }) overridable = false;
  /** Phones: a way to the tiles stands in the head. */
  @property({ type: Boolean }) compact = false;
  /** While paying: what the primary button does, in the place where 收款 stood. */
  @property({ attribute: false }) action: PayAction | null = null;
  @property({ type: Boolean }) paying = false;
  /** Members may be looked up here. */
  @property({ type: Boolean }) memberable = false;
  /** Fen that the member's points could pay of this basket. */
  @property({ type: Number }) pointsWorth = 0;
  /** Held carts of the branch. */
  @property({ type: Number }) holds = 0;

  override render() {
    const { basket } = this;
    return html`
      <div class="head">
        <strong>${msg('销售单')}</strong><span class="muted grow cut">${this.number}</span>
        ${this.compact ? html`<button class="plain" @click=${() => this.emit('cart-goods', null)}>${msg('点选')}</button>` : nothing}
        <button class="plain" ?disabled=${this.paying || (basket.lines.length === 0 && this.holds === 0)} @click=${() => this.emit('cart-hold', null)}>${
          basket.lines.length === 0 && this.holds > 0 ? msg(str`取单 ${this.holds}`) : msg('挂单')
        } <kbd>F4</kbd></button>
        <button class="plain" @click=${() => this.emit('cart-tickets', null)}>${msg('小票')}</button>
        <button
          class="icon"
          aria-label=${msg('清空')}
          title=${msg('清空')}
          ?disabled=${basket.lines.length === 0 || this.paying}
          @click=${() => this.emit('cart-clear', null)}
        >${icon('close')}</button>
      </div>
      <slot name="notice"></slot>
      ${this.renderMember()}
      <div class="scroll">
        ${
          basket.lines.length === 0
            ? html`<p class="body muted">${this.compact ? msg('扫码，或点选商品') : msg('扫码，或点左边的商品')}</p>`
            : repeat(
                basket.lines,
                (line) => line.key,
                (line, index) => html`<hc-cart-line
                  .line=${line}
                  .priced=${this.priced?.lines[index]}
                  .promotionName=${this.promotionName}
                  ?overridable=${this.overridable}
                  ?selected=${!this.paying && basket.selected === line.key}
                  .edit=${basket.selected === line.key ? this.edit : null}
                  .priceable=${this.priceable}
                ></hc-cart-line>`,
              )
        }
      </div>
      ${this.paying ? nothing : this.renderOffers()}
      ${this.error === null ? nothing : html`<hc-note .error=${this.error}></hc-note>`}
      ${this.renderSums()}
    `;
  }

  private renderSums() {
    const priced = this.priced ?? priceBasket(this.basket);
    const empty = this.basket.lines.length === 0;
    return html`<div class="sums">
      <div class="pair muted small">
        <span>${piecesText(piecesOf(this.basket))}　${msg(str`原价 ${fen(priced.list)}`)}</span>
        <span>${priced.saved <= 0 ? nothing : msg(str`已省 ${fen(priced.saved)}`)}</span>
      </div>
      ${this.renderReductions(priced)}
      <div class="pair">
        <h3>${msg('应收')}</h3>
        <span class="total ${empty ? 'none' : ''}"><small>¥</small>${fen(priced.payable)}</span>
      </div>
      ${
        this.paying
          ? html`<div class="actions">
              <button class="primary" ?disabled=${this.action?.ready !== true} @click=${() => this.emit('cart-pay', null)}>${this.action?.label ?? msg('确认收款')} <kbd>F8</kbd></button>
            </div>`
          : html`<div class="actions">
              ${
                this.priceable
                  ? html`<button class="side" ?disabled=${empty} @click=${() => this.emit('cart-discount', null)}>${msg('优惠')} <kbd>Alt D</kbd></button>`
                  : nothing
              }
              <button class="primary" ?disabled=${empty} @click=${() => this.emit('cart-pay', null)}>${msg('收款')} <kbd>F8</kbd></button>
            </div>`
      }
    </div>`;
  }

  /** Who took what off, each in a row. */
  private renderReductions(priced: PricedTicket) {
    const rows = reductions(priced, this.promotionName);
    if (rows.length === 0) return nothing;
    return html`<dl class="off num">${rows.map(([name, off]) => html`<dt class="cut">${name}</dt><dd>${fen(-off)}</dd>`)}</dl>`;
  }

  private renderMember() {
    const { member, usePoints = false } = this.basket;
    if (member === undefined || member === null) {
      if (!this.memberable) return nothing;
      return html`<button class="member none" ?disabled=${this.paying} @click=${() => this.emit('cart-member', null)}>
        ${icon('people')} <span class="grow">${msg('会员')}</span><kbd>F9</kbd>
      </button>`;
    }
    return html`<div class="member">
      <button class="plain who" ?disabled=${this.paying} @click=${() => this.emit('cart-member', null)}>
        <span class="avatar" aria-hidden="true">${member.name.slice(0, 1)}</span>
        <span class="cut"><strong>${member.name}</strong> <span class="muted">${member.level}</span><br />
          <span class="under num">${msg(str`积分 ${member.points ?? 0}`)} · ${msg(str`储值 ${fen(member.stored ?? 0)}`)}</span></span>
      </button>
      ${
        this.pointsWorth > 0 || usePoints
          ? html`<button class="chip" aria-pressed=${usePoints} ?disabled=${this.paying} @click=${() => this.emit<boolean>('cart-points', !usePoints)}>${msg(str`积分抵 ${fen(this.pointsWorth)}`)}</button>`
          : nothing
      }
      <button class="icon" aria-label=${msg('不用会员')} title=${msg('不用会员')} ?disabled=${this.paying} @click=${() => this.emit('cart-member-drop', null)}>${icon('close')}</button>
    </div>`;
  }

  /** Gifts that were earned and nobody has scanned. */
  private renderOffers() {
    return (this.priced?.offers ?? []).map(
      (offer) => html`<div class="offer" role="status">
        <span class="grow">${this.promotionName(offer.promotion)} · ${msg(str`可送 ${offer.pieces} 件`)}</span>
        <button class="plain" @click=${() => this.emit('cart-gift', offer.product)}>${msg('加入')}</button>
      </div>`,
    );
  }
}

/** Promotions by name, then what came off by hand, then rounding; list price against member and other prices first. */
export function reductions(
  priced: PricedTicket,
  promotionName: (id: string) => string,
): readonly (readonly [name: string, fen: number])[] {
  const rows = new Map<string, number>();
  const add = (name: string, off: number): void => {
    if (off !== 0) rows.set(name, (rows.get(name) ?? 0) + off);
  };
  for (const line of priced.lines) {
    const { pick, price, list, amount } = line;
    const set = pick.promotion === null ? '' : promotionName(pick.promotion.promotion);
    add(price === pick.price ? set || pickName(pick.source) : msg('改价'), list - amount);
  }
  for (const line of priced.lines) {
    for (const share of line.promotions) add(promotionName(share.promotion) || msg('促销'), share.fen);
  }
  add(msg('优惠券'), priced.coupon);
  add(msg('整单优惠'), priced.ticket);
  add(msg('积分抵现'), priced.points);
  add(msg('抹零'), priced.roundOff);
  return [...rows];
}
