/**
 * A product beside the list: variants and stock, facts, prices, history. Fields are edited where they stand and kept on
 * leaving them; nobody is locked out: who else is in a field shows as an avatar, and a merge says what stands.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-ink.ts';
import '../../components/hc-note.ts';
import './hc-conflict-card.ts';
import './hc-field.ts';
import './hc-price-tables.ts';
import './hc-product-history.ts';
import './hc-product-pictures.ts';
import './hc-variant-matrix.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import { icon } from '../../components/icons.ts';
import { showUndo } from '../../components/undo-notice.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { aboutFields, type FieldOffer, fieldText, optionsOf, priceFields } from '../../controllers/product-fields.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { price, quantity } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import type { FieldContent, GoodsChange, ProductView, SessionView, ShownError } from '../../worker/engine-protocol.ts';
import { detailStyles } from './detail-styles.ts';
import type { FieldEdit } from './hc-field.ts';
import { inUnitsText } from './hc-unit-editor.ts';

type Tab = 'stock' | 'about' | 'prices' | 'moves' | 'history';

/** Fires `detail-back`, `detail-next` with 1 or -1, `product-made` with the id of a copy. */
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
  @state() private variant = '';
  @state() private errors: Readonly<Record<string, ShownError>> = {};
  private goingOn = false;
  private readonly command = new CommandController(this);
  private readonly product = new WatchController(this, 'product', () => ({ id: this.record }));
  private readonly presence = new WatchController(this, 'presence', () => ({ record: this.record }));

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('record')) return;
    this.errors = {};
    // Whoever goes through the goods one by one stays where they were.
    this.editing = this.goingOn && this.editing;
    this.goingOn = false;
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
      ...(may(this.session, 'viewStock') ? ([['moves', msg('进销记录')]] as const) : []),
      ['history', msg('改动记录')],
    ];
    return html`
      <div class="head ${inkClass(product.travel)}" @click=${this.onHead}>
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('detail-back', null)}>${icon('back')}</button>` : nothing}
        <div class="grow">
          <h2 class=${product.removed ? 'struck' : ''}>${this.text(product, 'name')}</h2>
          <p class="muted small">${[this.text(product, 'itemNo'), this.text(product, 'category')].filter((part) => part !== '').join(' · ')} <hc-ink .travel=${product.travel}></hc-ink></p>
        </div>
        ${this.renderPresence()}
        <button class="icon" aria-label=${msg('打印标签')} title=${msg('打印标签')} @click=${this.printLabels}>${icon('printer')}</button>
        ${may(this.session, 'addGoods') ? html`<button class="icon copy" aria-label=${msg('复制商品')} title="Ctrl D">${icon('copy')}</button>` : nothing}
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
      ${product.sharedCodes.map(({ code, name }) => html`<hc-note kind="warn">${msg(str`条码 ${code} 也在“${name}”上，扫码时会让人选`)}</hc-note>`)}
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
    `;
  }

  private renderTab(product: ProductView): TemplateResult {
    if (this.tab === 'stock') return this.renderStock(product);
    if (this.tab === 'history') return html`<hc-product-history .history=${product.history}></hc-product-history>`;
    if (this.tab === 'moves') return this.renderMoves(product);
    return this.tab === 'about' ? this.renderAbout(product) : this.renderPrices(product);
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
        <dt>${msg('单位')}</dt><dd>${this.text(product, 'unit')} <span class="muted small">${inUnitsText(onHand, product.fields.units, this.text(product, 'unit'))}</span></dd>
      </dl>
      <hc-variant-matrix .variants=${product.variants} .safety=${typeof safety === 'number' ? safety : null} .units=${unitNames(product)} ?editable=${this.mayEdit(product)} @matrix-edit=${this.onMatrix}></hc-variant-matrix>
      ${this.mayEdit(product) ? html`<div><button @click=${() => this.openMaker(product)}>${icon('plus', 16)} ${msg('加规格')}</button></div>` : nothing}
      <dl class="facts">
        <dt>${msg('条码')}</dt><dd>${codesOf(product).slice(0, 3).join('　') || '–'}${codesOf(product).length > 3 ? msg(str` 等 ${codesOf(product).length} 个`) : ''}</dd>
      </dl>
    `;
  }

  private renderAbout(product: ProductView): TemplateResult {
    const pictures = product.fields.pictures;
    const shown = Array.isArray(pictures) ? pictures.filter((one) => typeof one === 'object' && 'large' in one) : [];
    return html`<hc-product-pictures .product=${product.id} .name=${this.text(product, 'name')} .pictures=${shown} ?editable=${this.editing}></hc-product-pictures>
      <div class="two">${this.renderFields(product, aboutFields)}</div>
      <hc-unit-editor .product=${product} ?editable=${this.editing}></hc-unit-editor>`;
  }

  private renderPrices(product: ProductView): TemplateResult {
    const { priceLevels, quantityBreaks } = product.fields;
    const wrong = this.errors.priceLevels ?? this.errors.quantityBreaks;
    return html`<div class="two">${this.renderFields(product, priceFields)}${this.renderCost(product)}</div>
      ${wrong === undefined ? nothing : html`<hc-note .error=${wrong}></hc-note>`}
      <hc-price-tables .levels=${priceLevels} .breaks=${quantityBreaks} .unit=${this.text(product, 'unit')} ?editable=${this.editing}></hc-price-tables>`;
  }

  /** Of one variant at a time, in the warehouse worked in. */
  private renderMoves(product: ProductView): TemplateResult {
    const chosen = product.variants.find(({ id }) => id === this.variant) ?? product.variants[0];
    return html`
      ${
        product.variants.length < 2
          ? nothing
          : html`<div class="chips" role="group" aria-label=${msg('规格')}>
              ${product.variants.map((one) => html`<button class="chip" aria-pressed=${one.id === chosen?.id} @click=${() => this.chooseVariant(one.id)}>${one.name}</button>`)}
            </div>`
      }
      <hc-movements class="moves" .variant=${chosen?.id ?? product.id} .warehouse=${this.session?.warehouse?.id ?? null}></hc-movements>
    `;
  }

  private chooseVariant(id: string): void {
    this.variant = id;
  }
  private mayEdit(product: ProductView): boolean {
    return may(this.session, 'editGoods') && !product.removed;
  }
  private openMaker(product: ProductView): void {
    void import('./hc-variant-maker.ts').then(({ openVariantMaker }) => openVariantMaker(this, product));
  }
  private readonly onMatrix = async (event: CustomEvent<readonly GoodsChange[]>): Promise<void> => {
    const edited = await this.command.run('editGoods', { changes: event.detail });
    const engine = this.product.engine;
    if (edited === null || edited.changed < 2) return;
    await showUndo(msg(str`已改 ${edited.changed} 格`), () => void engine?.run('editGoods', { changes: edited.undo }));
  };
  private readonly onHead = (event: Event): void => {
    const pressed = event.composedPath().some((node) => node instanceof HTMLElement && node.classList.contains('copy'));
    if (pressed) void this.copy();
  };
  private readonly printLabels = (): void => {
    void import('../../printing/label-request.ts').then(({ openLabels }) => openLabels([this.record]));
  };

  private async copy(): Promise<void> {
    const product = this.product.view;
    if (product === null || product === undefined || !may(this.session, 'addGoods')) return;
    const name = msg(str`${this.text(product, 'name')} 副本`).slice(0, 100);
    const made = await this.command.run('copyProduct', { id: product.id, name });
    if (made !== null) this.emit('product-made', made.id);
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
          .options=${optionsOf(offer.name)}
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
    if (tab === 'moves') void import('../stock/hc-movements.ts');
    this.tab = tab;
  }
  private readonly toggleEdit = (): void => {
    this.editing = !this.editing;
    if (this.editing && (this.tab === 'stock' || this.tab === 'history')) this.tab = 'about';
  };

  /** What is being typed is kept first, as on leaving its field. */
  private goNext(by: 1 | -1): void {
    const focused = deepFocus();
    focused?.blur();
    this.goingOn = this.editing;
    this.emit('detail-next', by);
  }

  private onTabKey(event: KeyboardEvent, tabs: readonly (readonly [Tab, string])[]): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const index = tabs.findIndex(([tab]) => tab === this.tab);
    this.setTab(tabs[(index + step + tabs.length) % tabs.length]?.[0] ?? 'stock');
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
    if (!event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key === 'e' && may(this.session, 'editGoods')) this.toggleEdit();
    else if (key === 'd' && may(this.session, 'addGoods')) void this.copy();
    else if (key === 'arrowdown' || key === 'arrowup') this.goNext(key === 'arrowdown' ? 1 : -1);
    else return;
    event.preventDefault();
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

function unitNames(product: ProductView): readonly string[] {
  const { units } = product.fields;
  return Array.isArray(units)
    ? units.flatMap((one) => (typeof one === 'object' && 'numerator' in one ? [one.name] : []))
    : [];
}

/** The element that has the cursor, however deep it stands. */
function deepFocus(): HTMLElement | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement ? at : null;
}
