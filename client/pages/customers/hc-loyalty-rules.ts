/**
 * The programme's rules: levels (points, prices), top-up tiers, what points are worth, when a PIN is asked for and how much
 * stored value goes offline. Everybody sees them; whoever may change settings changes them.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parseFen } from '../../../shared/foundation/money.ts';
import type { LoyaltyRules, MemberLevel } from '../../../shared/loyalty/loyalty-rules.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { paneFrame } from '../till/pane-frame.ts';

type NumberRule = Exclude<keyof LoyaltyRules, 'topUpOffers'>;

/** `1.5` → 15,000 basis points; null for what is no factor. */
function factorOf(text: string): number | null {
  const [, whole = '', part = ''] = /^(\d{1,2})(?:\.(\d{1,4}))?$/.exec(text.trim()) ?? [];
  return whole === '' ? null : Number(whole) * 10_000 + Number(part.padEnd(4, '0') || 0);
}

/** Fires `rules-close`. */
@customElement('hc-loyalty-rules')
export class HcLoyaltyRules extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      .tier,
      .level {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
      }
      .tier label,
      .level label {
        flex: 1 1 96px;
      }
      .tier .num,
      .level .num {
        text-align: right;
      }
    `,
  ];
  @state() private level: {
    readonly id: string | null;
    readonly name: string;
    readonly factor: string;
    readonly price: string;
  } | null = null;
  @state() private tier = { principal: '', bonus: '' };
  private readonly command = new CommandController(this);
  private readonly view = new WatchController(this, 'loyaltyRules', () => null);

  override render() {
    const view = this.view.view;
    if (view === undefined) return html`<div class="loading"></div>`;
    const editable = view.may.rules;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('rules-close', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('会员规则')}</h2>
      </div>
      <div class="scroll">
        ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}
        <h3 class="group"><span>${msg('会员等级')}</span></h3>
        ${view.levels.length === 0 ? html`<p class="body muted">${msg('没有等级时，每位会员都是 1 元 1 分、会员价')}</p>` : nothing}
        ${view.levels.map((level) => this.renderLevel(level, editable))}
        ${editable ? this.renderLevelForm() : nothing}
        <h3 class="group"><span>${msg('充值档位')}</span></h3>
        ${view.rules.topUpOffers.length === 0 ? html`<p class="body muted">${msg('没有档位，充多少是多少')}</p>` : nothing}
        ${view.rules.topUpOffers.map(
          (offer) => html`<div class="row"><span class="grow title">${msg(str`充 ${fen(offer.principal)}`)}</span>
            <span>${msg(str`送 ${fen(offer.bonus)}`)}</span>
            ${editable ? html`<button class="icon" aria-label=${msg('删除档位')} @click=${() => this.dropTier(offer.principal)}>${icon('close')}</button>` : nothing}</div>`,
        )}
        ${editable ? this.renderTierForm() : nothing}
        <h3 class="group"><span>${msg('积分和储值')}</span></h3>
        <div class="body stack">
          ${this.renderNumber('pointsPerYuan', msg('多少积分抵 1 元（0 = 不抵）'), view.rules.pointsPerYuan, editable, 1)}
          ${this.renderNumber('pointsShareBp', msg('积分最多抵一单的百分之几'), view.rules.pointsShareBp, editable, 100)}
          ${this.renderNumber('pinOver', msg('储值超过多少元要支付密码'), view.rules.pinOver, editable, 100)}
          ${this.renderNumber('offlineLimit', msg('离线时一单最多用多少元储值（0 = 联网才能用）'), view.rules.offlineLimit, editable, 100)}
        </div>
      </div>
    `;
  }

  private renderLevel(level: MemberLevel, editable: boolean) {
    const factor = String(level.pointFactor / 10_000);
    return html`<div class="row">
      <span class="grow"><span class="title">${level.name}</span>
        <span class="under" style="display:block">${msg(str`1 元 ${factor} 分`)} · ${level.priceLevel === '' ? msg('会员价') : msg(str`按「${level.priceLevel}」价`)}</span></span>
      ${
        editable
          ? html`<button class="plain" @click=${() => {
              this.level = { id: level.id, name: level.name, factor, price: level.priceLevel };
            }}>${msg('编辑')}</button>
            <button class="icon" aria-label=${msg(str`删除${level.name}`)} @click=${() => void this.command.does('removeMemberLevel', { id: level.id })}>${icon('close')}</button>`
          : nothing
      }
    </div>`;
  }

  private renderLevelForm() {
    const { level } = this;
    if (level === null)
      return html`<div class="body"><button @click=${() => {
        this.level = { id: null, name: '', factor: '1', price: '' };
      }}>${icon('plus')} ${msg('加等级')}</button></div>`;
    const set = (change: Partial<NonNullable<typeof level>>) => {
      this.level = { ...level, ...change };
    };
    const text = (event: InputEvent): string => (event.target as HTMLInputElement).value;
    return html`<form class="body level" @submit=${this.saveLevel}>
      <label class="field-label">${msg('等级名称')}<input class="field" maxlength="40" .value=${level.name} @input=${(event: InputEvent) => set({ name: text(event) })} /></label>
      <label class="field-label">${msg('1 元几分')}<input class="field num" inputmode="decimal" .value=${level.factor} @input=${(event: InputEvent) => set({ factor: text(event) })} /></label>
      <label class="field-label">${msg('价格等级（空 = 会员价）')}<input class="field" maxlength="40" .value=${level.price} @input=${(event: InputEvent) => set({ price: text(event) })} /></label>
      <button class="primary" ?disabled=${this.command.busy}>${msg('保存')}</button>
    </form>`;
  }

  private renderTierForm() {
    return html`<form class="body tier" @submit=${this.addTier}>
      <label class="field-label">${msg('充多少元')}<input class="field num" inputmode="decimal" .value=${this.tier.principal} @input=${(
        event: InputEvent,
      ) => {
        this.tier = { ...this.tier, principal: (event.target as HTMLInputElement).value };
      }} /></label>
      <label class="field-label">${msg('送多少元')}<input class="field num" inputmode="decimal" .value=${this.tier.bonus} @input=${(
        event: InputEvent,
      ) => {
        this.tier = { ...this.tier, bonus: (event.target as HTMLInputElement).value };
      }} /></label>
      <button ?disabled=${this.command.busy}>${icon('plus')} ${msg('加档位')}</button>
    </form>`;
  }

  /** `unit`: how many of the rule's own unit one of what is typed is. */
  private renderNumber(rule: NumberRule, label: string, value: number, editable: boolean, unit: 1 | 100) {
    return html`<label class="field-label">${label}
      <input class="field" inputmode="decimal" ?disabled=${!editable} .value=${String(value / unit)} @change=${(
        event: Event,
      ) => {
        const typed = (event.target as HTMLInputElement).value;
        const amount = unit === 100 ? parseFen(typed) : /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : null;
        if (amount === null) this.command.fail({ code: 'number-invalid' });
        else void this.command.does('setLoyaltyRules', { [rule]: amount });
      }} />
    </label>`;
  }

  private async saveLevel(event: Event): Promise<void> {
    event.preventDefault();
    const { level } = this;
    const pointFactor = factorOf(level?.factor ?? '');
    if (level === null) return;
    if (pointFactor === null) {
      this.command.fail({ code: 'number-invalid' });
      return;
    }
    const { levels = [] } = this.view.view ?? {};
    const rank = levels.find((one) => one.id === level.id)?.rank ?? Math.max(0, ...levels.map((one) => one.rank)) + 1;
    const saved = await this.command.run('saveMemberLevel', {
      id: level.id,
      level: { name: level.name, pointFactor, priceLevel: level.price.trim(), rank },
    });
    if (saved !== null) this.level = null;
  }

  private async addTier(event: Event): Promise<void> {
    event.preventDefault();
    const principal = parseFen(this.tier.principal) ?? 0;
    const bonus = this.tier.bonus.trim() === '' ? 0 : parseFen(this.tier.bonus);
    if (principal <= 0 || bonus === null) {
      this.command.fail({ code: 'number-invalid' });
      return;
    }
    const others = this.offers().filter((one) => one.principal !== principal);
    const topUpOffers = [...others, { principal, bonus }].sort((a, b) => a.principal - b.principal);
    if (await this.command.does('setLoyaltyRules', { topUpOffers })) this.tier = { principal: '', bonus: '' };
  }

  private dropTier(principal: number): void {
    const topUpOffers = this.offers().filter((one) => one.principal !== principal);
    void this.command.does('setLoyaltyRules', { topUpOffers });
  }

  private offers() {
    return this.view.view?.rules.topUpOffers ?? [];
  }
}
