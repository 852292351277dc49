/**
 * Members at the till (F9): type a phone, its last digits, a name or its pinyin; one tap takes a member to the sale. A
 * whole phone number that nobody has is added at once: one field, one button. From the card of the member at the till
 * stored value is topped up, beside the sale.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { cleanPhone } from '../../../shared/loyalty/phone-tag.ts';
import '../../components/hc-note.ts';
import '../customers/hc-top-up.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import type { LoyaltyMemberView, LoyaltyRow } from '../../worker/loyalty-views.ts';
import { paneFrame } from './pane-frame.ts';

/** Fires `member-take` with the member's view, `member-close`. */
@customElement('hc-member-pane')
export class HcMemberPane extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      .search {
        min-height: 48px;
        font-size: 16px;
      }
      .new {
        display: grid;
        gap: 12px;
        padding: var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .figures {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
      }
      .figures dd:not(.hint) {
        font-size: 28px;
        line-height: 34px;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .figures dt {
        color: var(--hc-text-2);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
  /** The member whose card is open, '' for the search. */
  @property() chosen = '';
  @state() private text = '';
  @state() private name = '';
  @state() private toppingUp = false;
  private readonly command = new CommandController(this);
  private readonly rows = new WatchController(this, 'loyaltyMembers', () => ({ text: this.text, limit: 50 }));
  private readonly rules = new WatchController(this, 'loyaltyRules', () => null);
  private readonly member = new WatchController(this, 'loyaltyMember', () =>
    this.chosen === '' ? undefined : { id: this.chosen },
  );

  override firstUpdated(): void {
    if (this.chosen === '') this.renderRoot.querySelector<HTMLInputElement>('input.search')?.focus();
  }

  override render() {
    if (this.toppingUp && this.chosen !== '')
      return html`<hc-top-up .member=${this.chosen} @top-up-close=${() => {
        this.toppingUp = false;
      }}></hc-top-up>`;
    const member = this.chosen === '' ? null : (this.member.view ?? null);
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${this.back}>${icon('back')}</button>
        <h2 class="grow">${msg('会员')}</h2>
      </div>
      ${member === null ? this.renderSearch() : this.renderCard(member)}
    `;
  }

  private renderSearch() {
    const found = this.rows.view;
    return html`
      <div class="bar">
        <input
          class="field search"
          aria-label=${msg('找会员')}
          placeholder=${msg('手机号、后四位、姓名、拼音、卡号')}
          inputmode="search"
          autocomplete="off"
          .value=${this.text}
          @input=${this.onText}
          @keydown=${this.onKey}
        />
      </div>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.mayAdd() ? this.renderNew() : nothing}
      <div class="scroll">
        ${found?.rows.length === 0 && !this.mayAdd() ? html`<p class="empty">${this.text === '' ? msg('还没有会员。输入手机号就能加') : msg('没有找到会员。输入完整手机号可以新加')}</p>` : nothing}
        ${repeat(
          found?.rows ?? [],
          (row) => row.id,
          (row) => this.renderRow(row),
        )}
      </div>
    `;
  }

  private renderRow(row: LoyaltyRow) {
    return html`<button class="row ink-${row.travel}" @click=${() => this.choose(row.id)}>
      <span class="avatar" aria-hidden="true">${row.name.slice(0, 1)}</span>
      <span class="grow">
        <span class="title">${row.name}</span> ${row.twin ? html`<span class="tag warn">${msg('手机号重复')}</span>` : nothing}<br />
        <span class="under">${[row.phone, row.level].filter((one) => one !== '' && one !== row.name).join(' · ')}</span>
      </span>
      <span class="right num"><span class="title">${fen(row.stored)}</span><br /><span class="under">${msg(str`积分 ${row.points}`)}</span></span>
    </button>`;
  }

  /** A number that is whole and nobody's. */
  private renderNew() {
    return html`<form class="new" @submit=${this.add}>
      <p>${msg(str`${this.text.trim()} 还不是会员`)}</p>
      <label class="field-label">${msg('姓名（可以不填）')}
        <input class="field" maxlength="100" autocomplete="off" .value=${this.name} @input=${(event: InputEvent) => {
          this.name = (event.target as HTMLInputElement).value;
        }} />
      </label>
      <button class="primary" ?disabled=${this.command.busy}>${icon('plus')} ${msg('加为会员')}</button>
    </form>`;
  }

  private renderCard(member: LoyaltyMemberView) {
    const may = this.rules.view?.may;
    return html`
      <div class="scroll">
        <div class="body stack">
          <div>
            <h3>${member.name} ${member.level === null ? nothing : html`<span class="tag">${member.level.name}</span>`}
              ${member.birthdayToday ? html`<span class="tag ok">${msg('今天生日')}</span>` : nothing}</h3>
            <p class="muted">${member.phone}</p>
          </div>
          ${member.twins.length === 0 ? nothing : html`<hc-note kind="warn">${msg('另有会员用同一个手机号。请到会员页合并')}</hc-note>`}
          <dl class="figures">
            <div><dt>${msg('储值余额')}</dt><dd>${fen(member.stored)}</dd><dd class="hint">${msg(str`本金 ${fen(member.principal)} · 赠送 ${fen(member.bonus)}`)}</dd></div>
            <div><dt>${msg('积分')}</dt><dd>${member.points}</dd></div>
          </dl>
          <div class="buttons">
            ${
              may?.topUp === true
                ? html`<button @click=${() => {
                    this.toppingUp = true;
                  }}>${msg('充值')}</button>`
                : nothing
            }
            <button @click=${() => {
              this.chosen = '';
            }}>${msg('换一位会员')}</button>
          </div>
        </div>
      </div>
      <div class="foot">
        <button class="primary grow big" @click=${() => this.emit<LoyaltyMemberView>('member-take', member)}>${msg('用于这一单')}</button>
      </div>
    `;
  }

  private mayAdd(): boolean {
    const digits = this.text.replace(/\D/g, '');
    const empty = this.rows.view?.total === 0 && !this.rows.loading;
    return digits.length >= 7 && cleanPhone(this.text) !== null && empty && this.rules.view?.may.add === true;
  }

  private readonly back = (): void => {
    if (this.chosen !== '' && this.text !== '') this.chosen = '';
    else this.emit('member-close', null);
  };

  private onText(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value;
    this.command.fail(null);
  }

  /** Enter takes the only one found, or adds a new number. */
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const [only, ...more] = this.rows.view?.rows ?? [];
    if (only !== undefined && more.length === 0) this.choose(only.id);
    else if (this.mayAdd()) void this.add(event);
  }

  private choose(id: string): void {
    this.chosen = id;
  }

  private async add(event: Event): Promise<void> {
    event.preventDefault();
    const added = await this.command.run('addLoyaltyMember', { phone: this.text.trim(), name: this.name.trim() });
    if (added === null) return;
    this.text = '';
    this.name = '';
    this.chosen = added.id;
  }
}
