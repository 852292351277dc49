/** A new product in one sheet: only a name is needed; without a price it waits to be priced before it can be sold. */
import '@vaadin/text-field';
import '@vaadin/checkbox';
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DEFAULT_UNIT } from '../../../shared/import/product-draft.ts';
import '../../components/hc-amount.ts';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { splitCodes } from '../../controllers/product-fields.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { FieldContent, SessionView } from '../../worker/engine-protocol.ts';

/**
 * Opens the form inside `host`'s shadow root, where the engine's context reaches it; `made` gets the new id, `closed`
 * comes last either way.
 */
export function openProductForm(
  host: HTMLElement,
  barcode: string,
  made: (id: string) => void,
  closed: () => void = () => {},
): void {
  const form = new HcProductForm();
  form.barcode = barcode;
  form.addEventListener('product-made', (event) => made((event as CustomEvent<string>).detail));
  form.addEventListener('sheet-close', () => {
    form.remove();
    closed();
  });
  host.shadowRoot?.append(form);
}

/** Fires `product-made` with the id. */
@customElement('hc-product-form')
export class HcProductForm extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      .two > * {
        width: 100%;
      }
      .wide {
        grid-column: 1 / -1;
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @property() barcode = '';
  @state() private open = true;
  @state() private values: Readonly<Record<string, FieldContent>> = {};
  @state() private purchasePrice: number | null = null;
  private readonly command = new CommandController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.barcode !== '') this.values = { ...this.values, barcodes: [this.barcode] };
  }

  override render() {
    return html`<hc-sheet .heading=${msg('新建商品')} .open=${this.open} style="--sheet-width:640px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <div class="two">
        ${this.field('name', true)} ${this.field('itemNo')} ${this.field('category')} ${this.field('unit')}
        <vaadin-text-field .label=${fieldName('barcodes')} .value=${this.barcode} autocomplete="off" @change=${this.onCodes}></vaadin-text-field>
        ${this.amount('retailPrice')} ${this.amount('memberPrice')} ${this.amount('floorPrice')}
        ${
          may(this.session, 'editCosts')
            ? html`<hc-amount .label=${fieldName('purchasePrice')} .scale=${4} .least=${2} @amount-change=${(event: CustomEvent<number | null>) => this.setCost(event.detail)}></hc-amount>`
            : nothing
        }
        <vaadin-checkbox class="wide" .label=${msg('按重量卖')} @change=${(event: Event) => this.set('byWeight', event.target instanceof HTMLElement && 'checked' in event.target && event.target.checked === true)}></vaadin-checkbox>
      </div>
      ${
        this.barcode !== '' && may(this.session, 'editGoods')
          ? html`<button slot="foot" class="plain" @click=${this.attach}>${msg('关联到商品')}</button>`
          : nothing
      }
      <button slot="foot" @click=${this.close}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${this.command.busy} @click=${this.save}>${msg('保存')}</button>
    </hc-sheet>`;
  }

  private field(name: string, first = false) {
    return html`<vaadin-text-field
      .label=${fieldName(name)}
      autocomplete="off"
      ?autofocus=${first}
      ?required=${first}
      .placeholder=${name === 'unit' ? DEFAULT_UNIT : ''}
      @change=${(event: Event) => this.set(name, event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value).trim() : '')}
    ></vaadin-text-field>`;
  }

  private amount(name: string) {
    return html`<hc-amount .label=${fieldName(name)} .scale=${4} .least=${2} @amount-change=${(event: CustomEvent<number | null>) => this.set(name, event.detail)}></hc-amount>`;
  }

  private set(name: string, value: FieldContent): void {
    const { [name]: _, ...others } = this.values;
    this.values = value === null || value === '' || value === false ? others : { ...others, [name]: value };
  }
  private setCost(value: number | null): void {
    this.purchasePrice = value;
  }
  private onCodes(event: Event): void {
    const text = event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
    const codes = splitCodes(text);
    const { barcodes: _, ...others } = this.values;
    this.values = codes.length === 0 ? others : { ...others, barcodes: codes };
  }
  /** The code is of goods that are there already. */
  private readonly attach = (): void => {
    void import('./hc-attach-code.ts').then(({ openAttachCode }) =>
      openAttachCode(this, this.barcode, (product) => {
        this.emit('product-made', product);
        this.close();
      }),
    );
  };
  private readonly close = (): void => {
    this.open = false;
    this.emit('sheet-close', null);
  };

  private async save(): Promise<void> {
    if (typeof this.values.name !== 'string') return this.command.fail({ code: 'name-required' });
    const made = await this.command.run('createProduct', {
      fields: { unit: DEFAULT_UNIT, ...this.values },
      ...(this.purchasePrice === null ? {} : { purchasePrice: this.purchasePrice }),
    });
    if (made === null) return;
    this.emit('product-made', made.id);
    this.close();
  }
}
