/**
 * One rule of the shop: kept on choosing or on leaving the field, with who set it last beneath. Who may not change it
 * reads it.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { calculate } from '../../controllers/calculator.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen, yuan } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { RoundRule, SettingsCommands, ShopRulesView } from '../../worker/settings-protocol.ts';
import { settingsStyles } from './settings-styles.ts';

type Change = SettingsCommands['setShopRules']['input'];
export type RuleName = 'name' | 'round' | 'lastPrice' | 'returnDays' | 'float' | 'overShort';

const FIELDS: Readonly<Record<RuleName, readonly string[]>> = {
  name: ['name'],
  round: ['roundOff', 'roundOffOn'],
  lastPrice: ['lastPriceFirst'],
  returnDays: ['returnDays'],
  float: ['openingFloat'],
  overShort: ['overShortLimit'],
};

@customElement('hc-shop-rule')
export class HcShopRule extends HcElement {
  static override styles = [
    settingsStyles,
    css`
      input.line {
        width: 160px;
      }
      input.wide {
        width: min(100%, 320px);
      }
    `,
  ];
  @property() rule: RuleName = 'name';
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  private readonly settings = new WatchController(this, 'shopRules', () => null);
  private readonly command = new CommandController(this);

  override render() {
    const view = this.settings.view;
    if (view === undefined) return nothing;
    return html`${may(this.session, 'editSettings') ? this.renderField(view) : this.renderValue(view)}
      ${this.renderChanged(view)}
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}`;
  }

  private renderField({ rules }: ShopRulesView): TemplateResult {
    switch (this.rule) {
      case 'name':
        return html`<input class="line wide" maxlength="100" aria-label=${msg('店名')} .value=${rules.name}
          @change=${(event: Event) => this.keepName(read(event))} />`;
      case 'round':
        return html`<span class="choices" role="group" aria-label=${msg('抹零')}>
            ${roundRules().map(([rule, text]) => this.chip(text, rules.roundOff === rule, { roundOff: rule }))}
          </span>
          ${
            rules.roundOff === 'none'
              ? nothing
              : html`<span class="choices" role="group" aria-label=${msg('何时抹零')}>
                  ${this.chip(msg('所有付款'), rules.roundOffOn === 'always', { roundOffOn: 'always' })}
                  ${this.chip(msg('只对现金'), rules.roundOffOn === 'cash', { roundOffOn: 'cash' })}
                </span>`
          }`;
      case 'lastPrice':
        return html`<span class="choices" role="group" aria-label=${msg('上次价优先')}>
          ${this.chip(msg('最低价优先'), !rules.lastPriceFirst, { lastPriceFirst: false })}
          ${this.chip(msg('上次价优先'), rules.lastPriceFirst, { lastPriceFirst: true })}
        </span>`;
      case 'returnDays':
        return this.number(
          msg('天'),
          msg('退货期限'),
          rules.returnDays === null ? '' : String(rules.returnDays),
          0,
          (days) => ({
            returnDays: days,
          }),
        );
      case 'float':
        return this.number(msg('元'), msg('备用金'), fen(rules.openingFloat), 2, (sum) => ({ openingFloat: sum }));
      case 'overShort':
        return this.number(msg('元'), msg('长短款'), fen(rules.overShortLimit), 2, (sum) => ({ overShortLimit: sum }));
    }
  }

  private renderValue({ rules }: ShopRulesView): TemplateResult {
    const texts: Readonly<Record<RuleName, () => string>> = {
      name: () => rules.name,
      round: () => roundRules().find(([rule]) => rule === rules.roundOff)?.[1] ?? '',
      lastPrice: () => (rules.lastPriceFirst ? msg('上次价优先') : msg('最低价优先')),
      returnDays: () => (rules.returnDays === null ? msg('按角色') : msg(str`${rules.returnDays} 天`)),
      float: () => yuan(rules.openingFloat),
      overShort: () => yuan(rules.overShortLimit),
    };
    return html`<p>${texts[this.rule]()}</p>`;
  }

  private renderChanged({ changed }: ShopRulesView) {
    const last = FIELDS[this.rule].flatMap((field) => changed[field] ?? []).toSorted((a, b) => b.time - a.time)[0];
    return last === undefined ? nothing : html`<p class="hint">${msg(str`${last.by} ${shortTime(last.time)} 改`)}</p>`;
  }

  private chip(text: string, on: boolean, change: Change): TemplateResult {
    return html`<button class="chip" aria-pressed=${on} @click=${() => void this.keep(change)}>${text}</button>`;
  }

  private number(unit: string, label: string, value: string, scale: number, change: (amount: number) => Change) {
    return html`<span class="choices">
      <input class="line num" inputmode="decimal" aria-label=${label} .value=${value}
        @change=${(event: Event) => this.keepNumber(read(event), scale, change)} /> ${unit}
    </span>`;
  }

  private keepName(text: string): void {
    if (text.trim() === '') this.command.fail({ code: 'name-required' });
    else void this.keep({ name: text.trim() });
  }
  private keepNumber(text: string, scale: number, change: (amount: number) => Change): void {
    const amount = calculate(text, scale);
    if (amount === null || amount < 0) this.command.fail({ code: 'number-invalid' });
    else void this.keep(change(amount));
  }
  private async keep(change: Change): Promise<void> {
    await this.command.does('setShopRules', change);
  }
}

const read = (event: Event): string => (event.target instanceof HTMLInputElement ? event.target.value : '');

const roundRules = (): readonly (readonly [RoundRule, string])[] => [
  ['none', msg('不抹')],
  ['fen', msg('抹分')],
  ['jiao', msg('抹角')],
  ['nearestJiao', msg('四舍五入到角')],
  ['nearestYuan', msg('四舍五入到元')],
];
