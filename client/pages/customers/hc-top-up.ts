/**
 * Stored value taken in (充值): how much, what comes on top, paid how. The tiers of the shop stand as buttons; a bonus by
 * hand is for who has the right. A liability, not a sale: its own paper, its cash is counted in the shift.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parseFen } from '../../../shared/foundation/money.ts';
import { bonusFor } from '../../../shared/loyalty/stored-value.ts';
import { TOP_UP_TENDERS, type TopUpTender } from '../../../shared/schema/top-up.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { tenderName } from '../../i18n/tender-words.ts';
import { paneFrame } from '../till/pane-frame.ts';
import './hc-top-up-paper.ts';

/** Fires `top-up-close`. */
@customElement('hc-top-up')
export class HcTopUp extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      .tiers {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
        gap: 8px;
      }
      .tiers button {
        display: grid;
        min-height: 64px;
        line-height: 22px;
      }
      .tiers span {
        font-weight: 400;
        color: var(--hc-text-2);
        font-size: 13px;
      }
      .tiers button[aria-pressed="true"] {
        border-color: var(--hc-primary);
        background: var(--hc-primary-soft);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      input.field {
        text-align: right;
        font-size: 20px;
        min-height: 48px;
      }
      dl.facts dt {
        text-align: left;
      }
      .after {
        font-size: 28px;
        line-height: 34px;
        font-weight: 600;
      }
    `,
  ];
  @property() member = '';
  @state() private amount = '';
  @state() private received = '';
  @state() private by: TopUpTender = 'cash';
  @state() private paper = '';
  private readonly command = new CommandController(this);
  private readonly rules = new WatchController(this, 'loyaltyRules', () => null);
  private readonly view = new WatchController(this, 'loyaltyMember', () =>
    this.member === '' ? undefined : { id: this.member },
  );

  override render() {
    const member = this.view.view ?? null;
    if (this.paper !== '')
      return html`<hc-top-up-paper .paper=${this.paper} @paper-close=${() => this.emit('top-up-close', null)}></hc-top-up-paper>`;
    const principal = this.principal();
    const bonus = this.bonus();
    const received = this.by === 'cash' ? (parseFen(this.received) ?? 0) : 0;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('top-up-close', null)}>${icon('back')}</button>
        <h2 class="grow cut">${msg('充值')} <span class="muted">${member?.name ?? ''}</span></h2>
      </div>
      <div class="scroll"><div class="body stack">
        ${this.renderTiers()}
        <label class="field-label">${msg('充值金额')}
          <input class="field" inputmode="decimal" autocomplete="off" .value=${this.amount} @input=${(
            event: InputEvent,
          ) => {
            this.amount = (event.target as HTMLInputElement).value;
          }} />
        </label>
        <div class="chips" role="group" aria-label=${msg('支付方式')}>
          ${TOP_UP_TENDERS.map(
            (kind) =>
              html`<button class="chip" aria-pressed=${kind === this.by} @click=${() => {
                this.by = kind;
              }}>${tenderName(kind)}</button>`,
          )}
        </div>
        ${
          this.by === 'cash'
            ? html`<label class="field-label">${msg('实收现金（不填就是刚好）')}
                <input class="field" inputmode="decimal" autocomplete="off" .value=${this.received} @input=${(
                  event: InputEvent,
                ) => {
                  this.received = (event.target as HTMLInputElement).value;
                }} />
              </label>`
            : nothing
        }
        <dl class="facts num">
          <dt>${msg('赠送')}</dt><dd>${fen(bonus)}</dd>
          ${received > principal ? html`<dt>${msg('找零')}</dt><dd>${fen(received - principal)}</dd>` : nothing}
          <dt>${msg('充值后余额')}</dt><dd class="after">${fen((member?.stored ?? 0) + principal + bonus)}</dd>
        </dl>
        ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      </div></div>
      <div class="foot">
        <button class="primary grow big" ?disabled=${principal <= 0 || this.command.busy} @click=${this.confirm}>
          ${this.by === 'cash' ? msg(str`收现金 ¥${fen(principal)}`) : msg(str`已到账 ¥${fen(principal)}`)}
        </button>
      </div>
    `;
  }

  private renderTiers() {
    const offers = this.rules.view?.rules.topUpOffers ?? [];
    if (offers.length === 0) return nothing;
    return html`<div class="tiers" role="group" aria-label=${msg('充值档位')}>${offers.map(
      (offer) => html`<button aria-pressed=${offer.principal === this.principal()} @click=${() => {
        this.amount = (offer.principal / 100).toString();
      }}>
        ${msg(str`充 ${fen(offer.principal)}`)}<span>${msg(str`送 ${fen(offer.bonus)}`)}</span>
      </button>`,
    )}</div>`;
  }

  private principal(): number {
    return parseFen(this.amount) ?? 0;
  }
  private bonus(): number {
    return bonusFor(this.principal(), this.rules.view?.rules.topUpOffers ?? []);
  }

  private async confirm(): Promise<void> {
    const principal = this.principal();
    const cash = parseFen(this.received) ?? 0;
    const amount = this.by === 'cash' && cash > principal ? cash : principal;
    const tenders = [{ kind: this.by, amount }];
    const done = await this.command.run('topUpStored', {
      member: this.member,
      principal,
      bonus: this.bonus(),
      tenders,
    });
    if (done !== null) this.paper = done.id;
  }
}
