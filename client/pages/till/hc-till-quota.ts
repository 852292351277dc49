/**
 * Quota at the till, one line each above the cart: a strict product of which this till has none left, with whom to ask; and
 * what other tills ask of this one, answered with one tap. Works while apart: what is passed on is this till's own.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import type { QuotaTill } from '../../worker/quota-views.ts';

@customElement('hc-till-quota')
export class HcTillQuota extends HcElement {
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
        flex-wrap: wrap;
        gap: 4px 8px;
        padding: 4px 8px 4px 16px;
        border-bottom: 1px solid var(--hc-line);
        background: var(--hc-warn-soft);
        color: var(--hc-warn-text);
      }
      .line > span {
        flex: 1;
        min-width: 160px;
      }
    `,
  ];
  /** The strict product that could not be added. */
  @property() variant = '';
  private readonly left = new WatchController(this, 'quotaLeft', () =>
    this.variant === '' ? undefined : { variant: this.variant },
  );
  private readonly asks = new WatchController(this, 'quotaAsks', () => null);
  private readonly command = new CommandController(this);

  override render() {
    const asked = (this.asks.view ?? []).filter(({ toHere }) => toHere);
    return html`${this.renderLeft()}${asked.map((ask) => {
      const give = Math.min(ask.quantity, ask.left);
      return html`<div class="line" role="status"><span>${msg(str`${ask.till} 要 ${quantity(ask.quantity)} ${ask.unit} ${ask.title}`)}</span>
        <button class="plain" ?disabled=${this.command.busy} @click=${() => this.command.does('answerQuota', { ask: ask.id, quantity: 0 })}>${msg('不给')}</button>
        ${give > 0 ? html`<button ?disabled=${this.command.busy} @click=${() => this.command.does('answerQuota', { ask: ask.id, quantity: give })}>${msg(str`给 ${quantity(give)}`)}</button>` : nothing}</div>`;
    })}`;
  }

  private renderLeft() {
    const view = this.left.view;
    if (this.variant === '' || view === undefined || view === null) return nothing;
    const text = view.asked
      ? msg('已经要了额度，等对方给')
      : view.left > 0
        ? msg(str`本机额度 ${quantity(view.left)} ${view.unit}，已用完`)
        : msg('本机没有额度');
    return html`<div class="line" role="status"><span>${text}</span>
      ${view.asked ? nothing : view.others.slice(0, 3).map((till) => html`<button ?disabled=${this.command.busy} @click=${() => this.ask(till)}>${msg(str`向 ${till.name} 要`)}</button>`)}
    </div>`;
  }

  private ask(till: QuotaTill): void {
    // As much as one sale mostly is: more is asked for on the quota page.
    const wanted = Math.min(till.quantity, 1000);
    void this.command.does('askQuota', { variant: this.variant, from: till.register, quantity: wanted });
  }
}
