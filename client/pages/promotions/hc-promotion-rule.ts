/** What a promotion gives: the fields of its kind. Every figure is a text until the form is read. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './hc-product-choice.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { ProductNames } from '../../controllers/product-names.ts';
import { emptyForm, type PromotionForm } from '../../controllers/promotion-form.ts';
import { promotionStyles } from './promotion-styles.ts';

/** Fires `rule-change` with the fields that change. */
@customElement('hc-promotion-rule')
export class HcPromotionRule extends HcElement {
  static override styles = promotionStyles;
  @property({ attribute: false }) form: PromotionForm = emptyForm;
  @property({ type: Boolean }) disabled = false;
  private readonly names = new ProductNames(this);

  override render(): TemplateResult {
    const { form } = this;
    switch (form.kind) {
      case 'percentOff':
        return this.line(
          msg('付原价的'),
          this.field(msg('付百分比'), form.pay, (pay) => ({ pay })),
          '%',
        );
      case 'nthUnit':
        return html`<div class="stack">
          ${this.line(
            msg('每第'),
            this.field(msg('第几件'), form.every, (every) => ({ every })),
            msg('件'),
          )}
          ${this.line(
            msg('付原价的'),
            this.field(msg('付百分比'), form.pay, (pay) => ({ pay })),
            '%',
          )}
        </div>`;
      case 'buyGet':
        return this.renderBuyGet();
      case 'bundle':
        return this.renderBundle();
      case 'fullReduction':
        return this.renderSums();
      case 'piecesOff':
        return this.renderPieces();
      default:
        return this.renderPrices();
    }
  }

  private renderBuyGet(): TemplateResult {
    const { form } = this;
    return html`<div class="stack">
      <div class="line">
        ${msg('买')} ${this.field(msg('买几件'), form.buy, (buy) => ({ buy }))}
        ${msg('送')} ${this.field(msg('送几件'), form.free, (free) => ({ free }))} ${msg('件')}
      </div>
      ${this.renderMost()}
      <fieldset><legend>${msg('指定赠品（不选就送价低的）')}</legend>
        <hc-product-choice
          single
          ?disabled=${this.disabled}
          .ids=${form.gift === '' ? [] : [form.gift]}
          @products-change=${(event: CustomEvent<readonly string[]>) => this.change({ gift: event.detail[0] ?? '' })}
        ></hc-product-choice>
      </fieldset>
    </div>`;
  }

  private renderMost(): TemplateResult {
    return this.line(
      msg('每单最多'),
      this.field(msg('每单最多几次'), this.form.most, (most) => ({ most })),
      msg('次，空着不限'),
    );
  }

  private renderBundle(): TemplateResult {
    const { parts } = this.form;
    const set = (index: number, change: Partial<(typeof parts)[number]>): void =>
      this.change({ parts: parts.map((one, i) => (i === index ? { ...one, ...change } : one)) });
    return html`<div class="stack">
      ${parts.map(
        (part, index) => html`<div class="part">
          <div class="line">
            ${msg('以下任选')} ${this.input(msg('任选几件'), part.pieces, (pieces) => set(index, { pieces }))} ${msg('件')}
            <span class="grow"></span>
            ${parts.length > 1 ? this.takeOff(() => this.change({ parts: parts.filter((_, i) => i !== index) })) : nothing}
          </div>
          <hc-product-choice
            ?disabled=${this.disabled}
            .ids=${part.products}
            @products-change=${(event: CustomEvent<readonly string[]>) => set(index, { products: event.detail })}
          ></hc-product-choice>
        </div>`,
      )}
      ${this.more(msg('再加一类商品'), () => this.change({ parts: [...parts, { products: [], pieces: '1' }] }))}
      ${this.line(
        msg('一组 ¥'),
        this.field(msg('一组价格'), this.form.price, (price) => ({ price })),
        '',
      )}
      ${this.renderMost()}
    </div>`;
  }

  private renderSums(): TemplateResult {
    const { sums, again, cap } = this.form;
    const set = (index: number, change: Partial<(typeof sums)[number]>): void =>
      this.change({ sums: sums.map((one, i) => (i === index ? { ...one, ...change } : one)) });
    return html`<div class="stack">
      ${sums.map(
        (step, index) => html`<div class="line">
          ${again ? msg('每满 ¥') : msg('满 ¥')} ${this.input(msg('满多少'), step.from, (from) => set(index, { from }))}
          ${msg('减 ¥')} ${this.input(msg('减多少'), step.off, (off) => set(index, { off }))}
          ${sums.length > 1 ? this.takeOff(() => this.change({ sums: sums.filter((_, i) => i !== index) })) : nothing}
        </div>`,
      )}
      ${this.more(msg('再加一档'), () => this.change({ sums: [...sums, { from: '', off: '' }] }))}
      ${this.check(msg('每满都减'), again, (on) => ({ again: on }))}
      ${this.line(
        msg('最多减 ¥'),
        this.field(msg('最多减多少'), cap, (text) => ({ cap: text })),
        msg('空着不限'),
      )}
    </div>`;
  }

  private renderPieces(): TemplateResult {
    const { pieces } = this.form;
    const set = (index: number, change: Partial<(typeof pieces)[number]>): void =>
      this.change({ pieces: pieces.map((one, i) => (i === index ? { ...one, ...change } : one)) });
    return html`<div class="stack">
      ${pieces.map(
        (step, index) => html`<div class="line">
          ${msg('满')} ${this.input(msg('满几件'), step.pieces, (text) => set(index, { pieces: text }))}
          ${msg('件，付')} ${this.input(msg('付百分比'), step.pay, (pay) => set(index, { pay }))} %
          ${pieces.length > 1 ? this.takeOff(() => this.change({ pieces: pieces.filter((_, i) => i !== index) })) : nothing}
        </div>`,
      )}
      ${this.more(msg('再加一档'), () => this.change({ pieces: [...pieces, { pieces: '', pay: '' }] }))}
    </div>`;
  }

  private renderPrices(): TemplateResult {
    const { prices } = this.form;
    return html`<div class="stack">
      ${prices.map(
        (one, index) => html`<div class="line">
          <span class="grow cut">${this.names.nameOf(one.product) || '…'}</span> ¥
          ${this.input(msg('价格'), one.price, (price) =>
            this.change({ prices: prices.map((other, i) => (i === index ? { ...other, price } : other)) }),
          )}
          ${this.takeOff(() => this.change({ prices: prices.filter((_, i) => i !== index) }))}
        </div>`,
      )}
      <hc-product-choice
        ?disabled=${this.disabled}
        .ids=${[]}
        @products-change=${(event: CustomEvent<readonly string[]>) => this.addPrices(event.detail)}
      ></hc-product-choice>
    </div>`;
  }

  private addPrices(ids: readonly string[]): void {
    const { prices } = this.form;
    const fresh = ids.filter((id) => !prices.some((one) => one.product === id));
    this.change({ prices: [...prices, ...fresh.map((product) => ({ product, price: '' }))] });
  }

  private line(before: string, input: TemplateResult, after: string): TemplateResult {
    return html`<div class="line">${before} ${input} ${after}</div>`;
  }
  private field(label: string, value: string, change: (text: string) => Partial<PromotionForm>): TemplateResult {
    return this.input(label, value, (text) => this.change(change(text)));
  }
  private input(label: string, value: string, change: (text: string) => void): TemplateResult {
    return html`<input
      class="field"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${label}
      ?disabled=${this.disabled}
      .value=${value}
      @input=${(event: InputEvent) => change((event.target as HTMLInputElement).value)}
    />`;
  }
  private check(label: string, on: boolean, change: (on: boolean) => Partial<PromotionForm>): TemplateResult {
    return html`<label class="check"><input
      type="checkbox"
      ?disabled=${this.disabled}
      .checked=${on}
      @change=${(event: Event) => this.change(change((event.target as HTMLInputElement).checked))}
    />${label}</label>`;
  }
  private more(label: string, add: () => void): TemplateResult {
    return html`<span>${this.disabled ? nothing : html`<button @click=${add}>${icon('plus')} ${label}</button>`}</span>`;
  }
  private takeOff(take: () => void): TemplateResult {
    return html`<button class="icon" ?disabled=${this.disabled} aria-label=${msg('去掉这一行')} @click=${take}>${icon('close')}</button>`;
  }
  private change(change: Partial<PromotionForm>): void {
    this.emit('rule-change', change);
  }
}
