/** What is done to a member's wallet by hand, each a few fields in a sheet: stored value paid out, points corrected, PIN. */
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parseFen } from '../../../shared/foundation/money.ts';
import { TOP_UP_TENDERS, type TopUpTender } from '../../../shared/schema/top-up.ts';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { tenderName } from '../../i18n/tender-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { LoyaltyMemberView } from '../../worker/loyalty-views.ts';

export type WalletAct = 'payOut' | 'points' | 'pin';

/** Fires `wallet-done`. */
@customElement('hc-wallet-sheet')
export class HcWalletSheet extends HcElement {
  static override styles = [controls, layout];
  @property({ attribute: false }) member: LoyaltyMemberView | null = null;
  @property({ attribute: false }) act: WalletAct | null = null;
  @state() private amount = '';
  @state() private reason = '';
  @state() private by: TopUpTender = 'cash';
  private readonly command = new CommandController(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('act')) return;
    this.amount = '';
    this.reason = '';
    this.command.fail(null);
  }

  override render() {
    const { member, act } = this;
    if (member === null || act === null) return nothing;
    const headings: Readonly<Record<WalletAct, string>> = {
      payOut: msg('退储值'),
      points: msg('调整积分'),
      pin: msg('支付密码'),
    };
    return html`<hc-sheet .heading=${headings[act]} .open=${true} @sheet-close=${() => this.emit('wallet-done', null)}>
      <form class="stack" @submit=${this.save}>
        ${this.renderFields(member, act)}
        ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
        <button hidden></button>
      </form>
      <button slot="foot" class="primary" ?disabled=${this.command.busy} @click=${this.save}>${msg('保存')}</button>
    </hc-sheet>`;
  }

  private renderFields(member: LoyaltyMemberView, act: WalletAct): TemplateResult {
    if (act === 'pin')
      return html`<p class="muted">${msg('六位数字，请会员自己输入。用储值超过限额时会问')}</p>${this.input(msg('新密码（留空就取消）'), 'password')}`;
    if (act === 'points')
      return html`<p class="muted">${msg(str`现有积分 ${member.points}。减少就写负数`)}</p>${this.input(msg('加减多少积分'), 'text')}${this.renderReason()}`;
    return html`<p class="muted">${msg(str`只退本金，最多 ${fen(member.payable)}。退完时赠送 ${fen(Math.max(0, member.bonus))} 作废`)}</p>
      ${this.input(msg('退还金额'), 'text')}
      <label class="field-label">${msg('怎么退')}
        <select class="field" @change=${(event: Event) => {
          const value = (event.target as HTMLSelectElement).value;
          this.by = TOP_UP_TENDERS.find((kind) => kind === value) ?? 'cash';
        }}>${TOP_UP_TENDERS.map((kind) => html`<option value=${kind} ?selected=${kind === this.by}>${tenderName(kind)}</option>`)}</select>
      </label>
      ${this.renderReason()}`;
  }

  private input(label: string, type: 'text' | 'password') {
    return html`<label class="field-label">${label}
      <input class="field" type=${type} inputmode=${type === 'password' ? 'numeric' : 'decimal'} autocomplete="off" .value=${this.amount}
        @input=${(event: InputEvent) => {
          this.amount = (event.target as HTMLInputElement).value;
        }} />
    </label>`;
  }

  private renderReason() {
    return html`<label class="field-label">${msg('原因')}
      <input class="field" maxlength="60" autocomplete="off" .value=${this.reason} @input=${(event: InputEvent) => {
        this.reason = (event.target as HTMLInputElement).value;
      }} />
    </label>`;
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { member, act, reason, by } = this;
    if (member === null || act === null) return;
    const typed = this.amount.trim().replace('−', '-');
    const done =
      act === 'pin'
        ? await this.command.does('setMemberPin', { id: member.id, pin: typed })
        : act === 'points'
          ? await this.command.does('adjustWallet', {
              member: member.id,
              points: /^-?\d{1,9}$/.test(typed) ? Number(typed) : 0,
              principal: 0,
              bonus: 0,
              reason,
            })
          : await this.command.does('payOutStored', { member: member.id, principal: parseFen(typed) ?? 0, by, reason });
    if (done) this.emit('wallet-done', null);
  }
}
