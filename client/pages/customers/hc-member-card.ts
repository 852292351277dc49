/**
 * A member's card: who, what they have (stored value told apart in principal and bonus, points), what moved it, and what
 * may be done: top up, pay out, correct, edit, PIN, merge with a twin. The code is what the till scans.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import '../../components/hc-qr.ts';
import './hc-member-form.ts';
import './hc-top-up.ts';
import './hc-top-up-paper.ts';
import './hc-wallet-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { inOneLine } from '../../i18n/locale.ts';
import { walletRowName } from '../../i18n/loyalty-words.ts';
import { shortTime } from '../../i18n/times.ts';
import type { LoyaltyMemberView, WalletRow } from '../../worker/loyalty-views.ts';
import { paneFrame } from '../till/pane-frame.ts';
import type { WalletAct } from './hc-wallet-sheet.ts';

type Doing = 'edit' | 'topUp' | null;

@customElement('hc-member-card')
export class HcMemberCard extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      .figures {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 16px;
      }
      .figures dt {
        color: var(--hc-text-2);
      }
      .figures dd:not(.hint) {
        font-size: 28px;
        line-height: 34px;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .who {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 120px;
        gap: 16px;
        align-items: start;
      }
      hc-qr {
        width: 120px;
      }
      .row {
        min-height: 56px;
      }
      .twin {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
    `,
  ];
  @property() member = '';
  @property({ type: Boolean }) back = false;
  @state() private doing: Doing = null;
  @state() private act: WalletAct | null = null;
  @state() private paper = '';
  private readonly command = new CommandController(this);
  private readonly rules = new WatchController(this, 'loyaltyRules', () => null);
  private readonly view = new WatchController(this, 'loyaltyMember', () =>
    this.member === '' ? undefined : { id: this.member },
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('member')) return;
    this.doing = null;
    this.act = null;
    this.paper = '';
  }

  override render() {
    const member = this.view.view;
    if (member === undefined) return html`<div class="loading"></div>`;
    if (member === null) return html`<div class="body muted">${msg('找不到这位会员。它可能还在路上')}</div>`;
    const done = (): void => {
      this.doing = null;
    };
    if (this.paper !== '')
      return html`<hc-top-up-paper class="grow" .paper=${this.paper} @paper-close=${() => {
        this.paper = '';
      }}></hc-top-up-paper>`;
    if (this.doing === 'edit')
      return html`<hc-member-form class="grow" .member=${member} @member-saved=${done} @member-close=${done}></hc-member-form>`;
    if (this.doing === 'topUp')
      return html`<hc-top-up class="grow" .member=${member.id} @top-up-close=${done}></hc-top-up>`;
    return html`${this.renderBar(member)}
      <div class="scroll">
        <div class="body stack">
          ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
          ${this.renderMerging(member)}${this.renderWho(member)}${this.renderFigures(member)}
        </div>
        <h3 class="group"><span>${msg('记录')}</span><span>${msg(str`${member.history.length} 笔`)}</span></h3>
        ${member.history.length === 0 ? html`<p class="body muted">${msg('还没有记录')}</p>` : nothing}
        ${repeat(
          member.history,
          (row) => row.key,
          (row) => this.renderRow(row),
        )}
      </div>
      <hc-wallet-sheet .member=${member} .act=${this.act} @wallet-done=${() => {
        this.act = null;
      }}></hc-wallet-sheet>`;
  }

  private renderBar(member: LoyaltyMemberView) {
    const may = this.rules.view?.may;
    return html`<div class="bar">
      ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => go('customers')}>${icon('back')}</button>` : nothing}
      <h2 class="grow cut">${member.name}</h2>
      ${
        may?.add === true || may?.edit === true
          ? html`<button @click=${() => {
              this.doing = 'edit';
            }}>${msg('编辑')}</button>`
          : nothing
      }
      ${
        may?.topUp === true && member.mergedInto === ''
          ? html`<button class="primary" @click=${() => {
              this.doing = 'topUp';
            }}>${msg('充值')}</button>`
          : nothing
      }
    </div>`;
  }

  private renderMerging(member: LoyaltyMemberView) {
    const mayEdit = this.rules.view?.may.edit === true;
    if (member.mergedInto !== '')
      return html`<hc-note kind="info">${msg('已并入另一位会员，余额记在那边')}
        <a href="/customers/${encodeURIComponent(member.mergedInto)}">${msg('查看')}</a>
        ${mayEdit ? html`<button class="plain" @click=${() => void this.command.does('mergeLoyaltyMembers', { gone: member.id, keep: '' })}>${msg('撤销合并')}</button>` : nothing}
      </hc-note>`;
    return member.twins.map(
      (twin) => html`<hc-note kind="warn"><span class="twin">
        ${msg(str`「${twin.name}」用同一个手机号，储值 ${fen(twin.stored)}，积分 ${twin.points}。是同一个人吗`)}
        ${
          mayEdit
            ? html`<button @click=${() => void this.command.does('mergeLoyaltyMembers', { gone: twin.id, keep: member.id })}>${msg('并到这位')}</button>`
            : nothing
        }
      </span></hc-note>`,
    );
  }

  private renderWho(member: LoyaltyMemberView) {
    return html`<div class="who">
      <dl class="facts">
        <dt>${msg('手机号')}</dt><dd>${member.phone === '' ? '–' : member.phone}</dd>
        <dt>${msg('等级')}</dt><dd>${member.level?.name ?? msg('普通会员')}</dd>
        ${member.birthday === '' ? nothing : html`<dt>${msg('生日')}</dt><dd>${member.birthday} ${member.birthdayToday ? html`<span class="tag ok">${msg('今天生日')}</span>` : nothing}</dd>`}
        ${member.card === '' ? nothing : html`<dt>${msg('卡号')}</dt><dd>${member.card}</dd>`}
        <dt>${msg('支付密码')}</dt><dd>${member.hasPin ? msg('已设') : msg('未设')}
          ${
            this.rules.view?.may.edit === true
              ? html`<button class="plain" @click=${() => this.open('pin')}>${member.hasPin ? msg('改') : msg('设一个')}</button>`
              : nothing
          }</dd>
        ${member.merged.length === 0 ? nothing : html`<dt>${msg('已并入')}</dt><dd>${inOneLine(member.merged.map((one) => one.name))}</dd>`}
        ${member.remark === '' ? nothing : html`<dt>${msg('备注')}</dt><dd>${member.remark}</dd>`}
        ${member.conflicts.map(({ field, values }) => html`<dt>${msg('两人改过')}</dt><dd>${field}: ${inOneLine(values)}</dd>`)}
      </dl>
      <hc-qr text="HC1:M:${member.id}" name-text=${msg('会员码')}></hc-qr>
    </div>`;
  }

  private renderFigures(member: LoyaltyMemberView) {
    const may = this.rules.view?.may;
    return html`<dl class="figures">
        <div><dt>${msg('储值余额')}</dt><dd class=${member.stored < 0 ? 'neg' : ''}>${fen(member.stored)}</dd>
          <dd class="hint">${msg(str`本金 ${fen(member.principal)} · 赠送 ${fen(member.bonus)}`)}</dd></div>
        <div><dt>${msg('积分')}</dt><dd class=${member.points < 0 ? 'neg' : ''}>${member.points}</dd></div>
      </dl>
      <div class="buttons">
        ${may?.payOut === true && member.payable > 0 ? html`<button @click=${() => this.open('payOut')}>${msg('退储值')}</button>` : nothing}
        ${may?.points === true ? html`<button @click=${() => this.open('points')}>${msg('调整积分')}</button>` : nothing}
      </div>`;
  }

  /** A top-up or payout opens its paper, to be printed again. */
  private renderRow(row: WalletRow) {
    if (row.kind !== 'topUp' && row.kind !== 'storedPayOut')
      return html`<div class="row ink-${row.travel}">${this.renderMove(row)}</div>`;
    return html`<button class="row ink-${row.travel}" @click=${() => {
      this.paper = row.paper;
    }}>${this.renderMove(row)}</button>`;
  }

  private renderMove(row: WalletRow) {
    const money = row.principal + row.bonus;
    const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);
    return html`<span class="grow">
        <span class="title">${walletRowName(row.kind)}</span> ${row.number === '' ? nothing : html`<span class="hint">${row.number}</span>`}
        <span class="under" style="display:block">${[shortTime(row.time), row.who, row.reason].filter((one) => one !== '').join(' · ')}</span>
      </span>
      <span class="right num">
        ${money === 0 ? nothing : html`<span class="title">${signed(money, fen(money))}</span>`}
        ${row.bonus === 0 || row.principal === 0 ? nothing : html`<span class="hint" style="display:block">${msg(str`含赠送 ${fen(row.bonus)}`)}</span>`}
        ${row.points === 0 ? nothing : html`<span class="under" style="display:block">${msg(str`积分 ${signed(row.points, String(row.points))}`)}</span>`}
      </span>`;
  }

  private open(act: WalletAct): void {
    this.act = act;
  }
}
