/**
 * A product beside the list: variants and stock, facts, prices, history. Fields are edited where they stand and kept on
 * leaving them; nobody is locked out: who else is in a field shows as an avatar, and a merge says what stands.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-diff.ts';
import '../../components/hc-ink.ts';
import '../../components/hc-note.ts';
import './hc-conflict-card.ts';
import './hc-field.ts';
import './hc-variant-matrix.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { icon } from '../../components/icons.ts';
import { showUndo } from '../../components/undo-notice.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { aboutFields, type FieldOffer, fieldText, priceFields } from '../../controllers/product-fields.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import type { FieldContent, ProductView, SessionView, ShownError } from '../../worker/engine-protocol.ts';
import { detailStyles } from './detail-styles.ts';
import type { FieldEdit } from './hc-field.ts';

type Tab = 'stock' | 'about' | 'prices' | 'history';

/** Fires `detail-back`. */
@customElement('hc-product-detail')
export class HcProductDetail extends HcElement {
  static override styles = detailStyles;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @property() record = '';
  @property({ type: Boolean }) back = false;
  @state() private tab: Tab = 'stock';
  @state() private editing = false;
  @state() private errors: Readonly<Record<string, ShownError>> = {};
  private readonly command = new CommandController(this);
  private readonly product = new WatchController(this, 'product', () => ({ id: this.record }));
  private readonly presence = new WatchController(this, 'presence', () => ({ record: this.record }));

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('record')) return;
    this.errors = {};
    this.editing = false;
    void this.command.does('announcePresence', { record: this.record, field: null });
  }
  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
    void this.product.engine?.run('announcePresence', { record: null, field: null });
  }

  override render(): TemplateResult {
    const product = this.product.view;
    if (product === undefined) return html``;
    if (product === null) return html`<p class="empty">${msg('找不到这件商品。它可能已被删除')}</p>`;
    const tabs: readonly (readonly [Tab, string])[] = [
      ['stock', msg('规格库存')],
      ['about', msg('资料')],
      ['prices', msg('价格')],
      ['history', msg('改动记录')],
    ];
    return html`
      <div class="head ${inkClass(product.travel)}">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('detail-back', null)}>${icon('back')}</button>` : nothing}
        <div class="grow">
          <h2 class=${product.removed ? 'struck' : ''}>${this.text(product, 'name')}</h2>
          <p class="muted small">${[this.text(product, 'itemNo'), this.text(product, 'category')].filter((part) => part !== '').join(' · ')} <hc-ink .travel=${product.travel}></hc-ink></p>
        </div>
        ${this.renderPresence()}
      </div>
      <div class="tabs" role="tablist">
        ${tabs.map(
          ([
            tab,
            label,
          ]) => html`<button role="tab" id="tab-${tab}" aria-selected=${tab === this.tab} aria-controls="panel" tabindex=${tab === this.tab ? 0 : -1}
            @click=${() => this.setTab(tab)} @keydown=${(event: KeyboardEvent) => this.onTabKey(event, tabs)}>${label}</button>`,
        )}
      </div>
      <div class="scroll body stack" id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}" tabindex="0"
        @field-edit=${this.onEdit} @field-focus=${this.onFocusField} @conflict-other=${this.onOther}>
        ${this.renderNotes(product)} ${this.renderTab(product)}
      </div>
      ${this.renderFoot(product)}
    `;
  }

  private renderPresence() {
    const others = this.presence.view ?? [];
    return others.map(
      (one) =>
        html`<span class="avatar" role="img" aria-label=${msg(str`${one.name} 正在看`)} title="${one.name} · ${one.device}">${one.name.slice(0, 1)}</span>`,
    );
  }

  private renderNotes(product: ProductView): TemplateResult {
    const merged = product.mergedNote;
    return html`
      ${product.removed ? html`<hc-note kind="warn">${msg(str`${product.removedBy ?? ''} 已删除这件商品`)}</hc-note>` : nothing}
      ${
        merged === null
          ? nothing
          : html`<hc-note kind="info">${msg(str`两处改动已合并。${merged.by} ${shortTime(merged.time)} 改了${fieldName(merged.field)}，都已保留`)}</hc-note>`
      }
      ${product.conflicts.map((conflict) => html`<hc-conflict-card .conflict=${conflict} ?editable=${may(this.session, 'editGoods')}></hc-conflict-card>`)}
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
    `;
  }

  private renderTab(product: ProductView): TemplateResult {
    if (this.tab === 'stock') return this.renderStock(product);
    if (this.tab === 'history') return this.renderHistory(product);
    return this.tab === 'about'
      ? html`<div class="two">${this.renderFields(product, aboutFields)}</div>`
      : html`<div class="two">${this.renderFields(product, priceFields)}${this.renderCost(product)}</div>`;
  }

  private renderStock(product: ProductView): TemplateResult {
    const onHand = sum(product.variants.map((one) => one.onHand));
    const available = sum(product.variants.map((one) => one.available));
    const member = product.fields.memberPrice;
    const safety = product.fields.minStock;
    return html`
      <dl class="figures">
        <dt>${msg('零售价')}</dt><dd>${this.text(product, 'retailPrice') === '' ? msg('未定价') : `¥${this.text(product, 'retailPrice')}`}</dd>
        ${typeof member === 'number' ? html`<dt>${msg('会员价')}</dt><dd>¥${price(member)}</dd>` : nothing}
        ${onHand === null ? nothing : html`<dt>${msg('现存 / 可用')}</dt><dd class=${(available ?? 0) < 0 ? 'neg' : ''}>${quantity(onHand)} / ${quantity(available)}</dd>`}
        <dt>${msg('单位')}</dt><dd>${this.text(product, 'unit')}</dd>
      </dl>
      <hc-variant-matrix .variants=${product.variants} .safety=${typeof safety === 'number' ? safety : null}></hc-variant-matrix>
      <dl class="facts">
        <dt>${msg('条码')}</dt><dd>${codesOf(product).slice(0, 3).join('　') || '–'}${codesOf(product).length > 3 ? msg(str` 等 ${codesOf(product).length} 个`) : ''}</dd>
      </dl>
    `;
  }

  private renderFields(product: ProductView, offers: readonly FieldOffer[]) {
    const here = this.presence.view ?? [];
    return offers
      .filter((offer) => this.editing || this.text(product, offer.name) !== '')
      .map(
        (offer) => html`<hc-field
          class=${offer.kind === 'long' ? 'wide' : ''}
          .name=${offer.name}
          .kind=${offer.kind}
          .value=${product.fields[offer.name]}
          ?readonly=${!this.editing}
          .error=${this.errors[offer.name] ?? null}
          .others=${here.filter((one) => one.field === offer.name)}
        ></hc-field>`,
      );
  }

  private renderCost(product: ProductView) {
    if (product.purchasePrice === undefined) return nothing;
    return html`<hc-field
      .name=${'purchasePrice'}
      .kind=${'price' as const}
      .value=${product.purchasePrice}
      ?readonly=${!this.editing || !may(this.session, 'editCosts')}
      .error=${this.errors.purchasePrice ?? null}
    ></hc-field>`;
  }

  private renderHistory(product: ProductView): TemplateResult {
    if (product.history.length === 0) return html`<p class="muted">${msg('还没有改动')}</p>`;
    return html`<ul class="history">
      ${product.history.map(
        (change) => html`<li class=${inkClass(change.travel)}>
          <span class=${change.travel === 'void' ? 'struck' : ''}>${fieldName(change.field)}
            <hc-diff .old=${fieldText(change.field, change.before)} .now=${fieldText(change.field, change.after)}></hc-diff></span>
          <span class="small muted">${change.by} · ${shortTime(change.time)} <hc-ink .travel=${change.travel}></hc-ink></span>
        </li>`,
      )}
    </ul>`;
  }

  private renderFoot(product: ProductView) {
    const edit = may(this.session, 'editGoods');
    const remove = may(this.session, 'removeGoods');
    if (!edit && !remove) return nothing;
    return html`<div class="foot">
      ${
        !remove
          ? nothing
          : product.removed
            ? html`<button ?disabled=${this.command.busy} @click=${() => this.command.does('restoreProduct', { id: product.id })}>${msg('恢复')}</button>`
            : html`<button class="plain danger" ?disabled=${this.command.busy} @click=${() => void this.onRemove(product.id)}>${msg('删除')}</button>`
      }
      <span class="grow"></span>
      ${
        edit && !product.removed
          ? html`<button class="primary" @click=${this.toggleEdit}>${this.editing ? msg('完成') : html`${msg('编辑')} <kbd>Ctrl E</kbd>`}</button>`
          : nothing
      }
    </div>`;
  }

  private text(product: ProductView, field: string): string {
    return fieldText(field, product.fields[field]);
  }
  private setTab(tab: Tab): void {
    this.tab = tab;
  }
  private readonly toggleEdit = (): void => {
    this.editing = !this.editing;
    if (this.editing && (this.tab === 'stock' || this.tab === 'history')) this.tab = 'about';
  };

  private onTabKey(event: KeyboardEvent, tabs: readonly (readonly [Tab, string])[]): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const index = tabs.findIndex(([tab]) => tab === this.tab);
    this.tab = tabs[(index + step + tabs.length) % tabs.length]?.[0] ?? 'stock';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    );
  }

  private async onEdit(event: CustomEvent<FieldEdit>): Promise<void> {
    const { field, value } = event.detail;
    const result = await this.product.engine?.run('setProductField', { id: this.record, field, value });
    const { [field]: _, ...others } = this.errors;
    this.errors = result?.ok === false ? { ...others, [field]: result.error } : others;
  }
  private onFocusField(event: CustomEvent<string | null>): void {
    void this.product.engine?.run('announcePresence', { record: this.record, field: event.detail });
  }
  private onOther(event: CustomEvent<string>): void {
    this.editing = true;
    this.tab = priceFields.some((offer) => offer.name === event.detail) ? 'prices' : 'about';
  }
  private async onRemove(id: string): Promise<void> {
    if (await this.command.does('removeProduct', { id }))
      await showUndo(msg('已删除'), () => void this.product.engine?.run('restoreProduct', { id }));
  }
  private readonly onKey = (event: KeyboardEvent): void => {
    if (!event.ctrlKey || event.key.toLowerCase() !== 'e' || !may(this.session, 'editGoods')) return;
    event.preventDefault();
    this.toggleEdit();
  };
}

function sum(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null)
    ? null
    : values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

function codesOf(product: ProductView): readonly string[] {
  const own: FieldContent = product.fields.barcodes ?? null;
  const codes = Array.isArray(own) ? own.filter((code) => typeof code === 'string') : [];
  return [...new Set([...codes, ...product.variants.flatMap((variant) => variant.barcodes)])];
}
