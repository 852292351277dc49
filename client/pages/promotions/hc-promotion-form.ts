/**
 * One promotion as a form for all kinds: what it gives, on what, when, for whom, and what it goes together with. What is
 * typed is read back as a sentence at the foot before it is kept.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PromotionConditions } from '../../../shared/schema/promotion.ts';
import { PROMOTION_KINDS } from '../../../shared/schema/promotion.ts';
import '../../components/hc-note.ts';
import './hc-product-choice.ts';
import './hc-promotion-rule.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { ProductNames } from '../../controllers/product-names.ts';
import { emptyForm, type FormFault, formOf, type PromotionForm, readForm } from '../../controllers/promotion-form.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import {
  conditionSentence,
  namesGoods,
  promotionKindName,
  ruleSentence,
  weekdayName,
} from '../../i18n/promotion-sentence.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { PromotionRow } from '../../worker/promotion-views.ts';
import { promotionStyles } from './promotion-styles.ts';

/** Fires `promotion-saved` id, `promotion-close`. */
@customElement('hc-promotion-form')
export class HcPromotionForm extends HcElement {
  static override styles = [
    ...promotionStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .said:not(:empty) {
        padding: 12px 24px;
        border-top: 1px solid var(--hc-line);
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  /** `null` makes a new one. */
  @property({ attribute: false }) promotion: PromotionRow | null = null;
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) back = false;
  @state() private form: PromotionForm = emptyForm;
  @state() private faults: readonly FormFault[] = [];
  private shown: string | undefined;
  private readonly command = new CommandController(this);
  private readonly categories = new WatchController(this, 'categories', () => null);
  private readonly names = new ProductNames(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // What somebody else changes meanwhile must not take away what is being typed here.
    const key = this.promotion?.id ?? '';
    if (!changed.has('promotion') || key === this.shown) return;
    this.shown = key;
    this.form = this.promotion === null ? emptyForm : formOf(this.promotion);
    this.faults = [];
  }

  override render(): TemplateResult {
    const { form } = this;
    const off = !this.editable;
    return html`
      <div class="bar">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('promotion-close', null)}>${icon('back')}</button>` : nothing}
        <h2 class="grow cut">${this.promotion === null ? msg('新建促销') : form.name}</h2>
        ${this.promotion === null ? nothing : html`<span class="hint">${msg(str`第 ${this.promotion.version} 版`)}</span>`}
      </div>
      <div class="scroll">
        <div class="body stack" style="gap:24px">
          <label class="field-label ${this.faulty('name')}">${msg('名称，收银台和小票上显示')}
            <input class="field" maxlength="60" ?disabled=${off} .value=${form.name} @input=${(event: InputEvent) => this.set({ name: textOf(event) })} />
          </label>
          <fieldset><legend>${msg('种类')}</legend>
            <div class="chips" role="group" aria-label=${msg('种类')}>${PROMOTION_KINDS.map(
              (kind) =>
                html`<button class="chip" ?disabled=${off} aria-pressed=${form.kind === kind} @click=${() => this.set({ kind })}>${promotionKindName(kind)}</button>`,
            )}</div>
          </fieldset>
          <fieldset class=${this.faulty('rule')}><legend>${msg('优惠内容')}</legend>
            <hc-promotion-rule .form=${form} ?disabled=${off} @rule-change=${(event: CustomEvent<Partial<PromotionForm>>) => this.set(event.detail)}></hc-promotion-rule>
          </fieldset>
          ${this.renderGoods(off)} ${this.renderTimes(off)} ${this.renderPeople(off)} ${this.renderTogether(off)}
        </div>
      </div>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.faults.length === 0 ? nothing : html`<hc-note .error=${{ code: 'promotion-rule' }}></hc-note>`}
      <div class="said small muted" role="status">${this.sentence()}</div>
      ${off ? html`<div class="foot"><span class="hint">${msg('改促销需要管理员')}</span></div>` : this.renderFoot()}
    `;
  }

  private renderFoot(): TemplateResult {
    return html`<div class="foot">
      ${this.promotion === null ? nothing : html`<button class="plain danger" @click=${this.discard}>${msg('删除')}</button>`}
      <span class="grow"></span>
      <button class="primary" ?disabled=${this.command.busy} @click=${this.save}>${msg('保存')}</button>
    </div>`;
  }

  private renderGoods(off: boolean): TemplateResult | typeof nothing {
    if (namesGoods(this.form.kind)) return nothing;
    const { categories = [], products = [], except = [] } = this.form.conditions;
    return html`<fieldset><legend>${msg('哪些商品（都不选就是全部）')}</legend>
      <div class="chips" role="group" aria-label=${msg('类别')}>${(this.categories.view ?? []).map(
        ({ name }) =>
          html`<button class="chip" ?disabled=${off} aria-pressed=${categories.includes(name)} @click=${() => this.when({ categories: toggled(categories, name) })}>${name}</button>`,
      )}</div>
      <hc-product-choice ?disabled=${off} .ids=${products} @products-change=${(event: CustomEvent<string[]>) => this.when({ products: event.detail })}></hc-product-choice>
      <details ?open=${except.length > 0}><summary>${msg('除外的商品')}</summary>
        <hc-product-choice ?disabled=${off} .ids=${except} @products-change=${(event: CustomEvent<string[]>) => this.when({ except: event.detail })}></hc-product-choice>
      </details>
    </fieldset>`;
  }

  private renderTimes(off: boolean): TemplateResult {
    const { from = '', until = '', weekdays = [] } = this.form.conditions;
    const { hours } = this.form;
    const hour = (index: number, change: Partial<(typeof hours)[number]>): void =>
      this.set({ hours: hours.map((one, i) => (i === index ? { ...one, ...change } : one)) });
    return html`<fieldset class=${this.faulty('hours')}><legend>${msg('什么时候（空着就是一直）')}</legend>
      <div class="line">
        <input class="field" type="date" aria-label=${msg('开始日期')} ?disabled=${off} .value=${from} @change=${(event: Event) => this.when({ from: textOf(event) })} />
        –
        <input class="field" type="date" aria-label=${msg('结束日期')} ?disabled=${off} .value=${until} @change=${(event: Event) => this.when({ until: textOf(event) })} />
      </div>
      <div class="chips" role="group" aria-label=${msg('星期')}>${[1, 2, 3, 4, 5, 6, 7].map(
        (day) =>
          html`<button class="chip" ?disabled=${off} aria-pressed=${weekdays.includes(day)} @click=${() => this.when({ weekdays: toggled(weekdays, day) })}>${weekdayName(day)}</button>`,
      )}</div>
      ${hours.map(
        (one, index) => html`<div class="line">
          <input class="field" type="time" aria-label=${msg('开始时间')} ?disabled=${off} .value=${one.from} @change=${(event: Event) => hour(index, { from: textOf(event) })} />
          –
          <input class="field" type="time" aria-label=${msg('结束时间')} ?disabled=${off} .value=${one.until} @change=${(event: Event) => hour(index, { until: textOf(event) })} />
          <button class="icon" ?disabled=${off} aria-label=${msg('去掉这一行')} @click=${() => this.set({ hours: hours.filter((_, i) => i !== index) })}>${icon('close')}</button>
        </div>`,
      )}
      ${off ? nothing : html`<span><button @click=${() => this.set({ hours: [...hours, { from: '', until: '' }] })}>${icon('plus')} ${msg('时段')}</button></span>`}
    </fieldset>`;
  }

  private renderPeople(off: boolean): TemplateResult {
    const { levels, branches = [] } = this.form.conditions;
    const shops = this.session?.branches ?? [];
    const choose = (text: string): void =>
      this.when({ levels: text === '' ? [] : text.split(/[、,，\s]+/).filter(Boolean) });
    return html`<fieldset><legend>${msg('给谁')}</legend>
      <div class="chips" role="group" aria-label=${msg('给谁')}>
        <button class="chip" ?disabled=${off} aria-pressed=${levels === undefined} @click=${() => this.when({ levels: undefined })}>${msg('所有人')}</button>
        <button class="chip" ?disabled=${off} aria-pressed=${levels !== undefined} @click=${() => this.when({ levels: levels ?? [] })}>${msg('只给会员')}</button>
      </div>
      ${
        levels === undefined
          ? nothing
          : html`<label class="field-label">${msg('会员等级，用顿号分开；空着就是所有会员')}
              <input class="field" ?disabled=${off} .value=${levels.join('、')} @change=${(event: Event) => choose(textOf(event))} />
            </label>`
      }
      ${
        shops.length < 2
          ? nothing
          : html`<div class="chips" role="group" aria-label=${msg('门店')}>${shops.map(
              ({ id, name }) =>
                html`<button class="chip" ?disabled=${off} aria-pressed=${branches.includes(id)} @click=${() => this.when({ branches: toggled(branches, id) })}>${name}</button>`,
            )}</div>
            <p class="hint">${msg('门店都不选就是全部门店')}</p>`
      }
    </fieldset>`;
  }

  private renderTogether(off: boolean): TemplateResult {
    const { form } = this;
    const check = (label: string, on: boolean, change: (on: boolean) => Partial<PromotionForm>): TemplateResult =>
      html`<label class="check"><input type="checkbox" ?disabled=${off} .checked=${on} @change=${(event: Event) =>
        this.set(change((event.target as HTMLInputElement).checked))} />${label}</label>`;
    return html`<fieldset><legend>${msg('和其他优惠')}</legend>
      ${check(msg('启用'), form.enabled, (enabled) => ({ enabled }))}
      ${check(msg('会员价商品也参加'), form.withMemberPrice, (withMemberPrice) => ({ withMemberPrice }))}
      ${check(msg('可以再用券'), form.withCoupon, (withCoupon) => ({ withCoupon }))}
      ${check(msg('独占：参加了就不再参加其他促销'), form.exclusive, (exclusive) => ({ exclusive }))}
      <label class="line ${this.faulty('priority')}">${msg('优先级，大的先算')}
        <input class="field" inputmode="numeric" ?disabled=${off} .value=${form.priority} @input=${(event: InputEvent) => this.set({ priority: textOf(event) })} />
      </label>
    </fieldset>`;
  }

  /** What it would do as it stands; nothing while it cannot be read. */
  private sentence(): string {
    const reading = readForm({ ...this.form, name: this.form.name || '-' });
    if (!reading.ok) return '';
    const { rule, conditions } = reading.promotion;
    const branchName = (id: string): string => this.session?.branches.find((one) => one.id === id)?.name ?? id;
    const when = conditionSentence(conditions, this.names.nameOf, branchName, namesGoods(rule.kind));
    const what = ruleSentence(rule, this.names.nameOf);
    return when === '' ? what : `${when}：${what}`;
  }

  private faulty(field: FormFault): string {
    return this.faults.includes(field) ? 'wrong' : '';
  }
  private set(change: Partial<PromotionForm>): void {
    this.form = { ...this.form, ...change };
    this.faults = [];
  }
  /** Empty conditions are left out. */
  private when(change: { readonly [Key in keyof PromotionConditions]?: PromotionConditions[Key] | undefined }): void {
    const all = Object.entries({ ...this.form.conditions, ...change });
    const kept = all.filter(
      ([name, value]) =>
        value !== undefined && value !== '' && (name === 'levels' || !Array.isArray(value) || value.length > 0),
    );
    this.set({ conditions: Object.fromEntries(kept) as PromotionConditions });
  }

  private async save(): Promise<void> {
    const reading = readForm(this.form);
    if (!reading.ok) {
      this.faults = reading.faults;
      return;
    }
    const saved = await this.command.run('savePromotion', {
      id: this.promotion?.id ?? null,
      promotion: reading.promotion,
    });
    if (saved !== null) this.emit('promotion-saved', saved.id);
  }

  private async discard(): Promise<void> {
    const id = this.promotion?.id;
    if (id === undefined || !(await this.command.does('removePromotion', { id }))) return;
    const { command } = this;
    this.emit('promotion-close', null);
    const { showUndo } = await import('../../components/undo-notice.ts');
    await showUndo(msg('已删除'), () => void command.does('removePromotion', { id, restore: true }));
  }
}

const textOf = (event: Event): string => (event.target as HTMLInputElement).value;
const toggled = <T>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
