/** Variants by attributes: 颜色 米白 雾蓝 × 尺码 S M L. Only what is not there yet is made. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { MOST_ATTRIBUTES, missingVariants, splitValues } from '../../../shared/catalogue/variant-grid.ts';
import '@vaadin/text-field';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { ProductView } from '../../worker/engine-protocol.ts';

interface Axis {
  readonly name: string;
  readonly text: string;
}

/** Opens inside `host`'s shadow root, where the engine's context reaches it. */
export function openVariantMaker(host: HTMLElement, product: ProductView): void {
  const maker = new HcVariantMaker();
  maker.product = product;
  maker.addEventListener('sheet-close', () => maker.remove());
  host.shadowRoot?.append(maker);
}

@customElement('hc-variant-maker')
export class HcVariantMaker extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      .axis {
        display: grid;
        grid-template-columns: 120px minmax(0, 1fr) auto;
        gap: 8px;
        align-items: end;
      }
      @container (max-width: 440px) {
        .axis {
          grid-template-columns: 88px minmax(0, 1fr) auto;
        }
      }
    `,
  ];
  @property({ attribute: false }) product: ProductView | null = null;
  @state() private axes: readonly Axis[] = [];
  private readonly command = new CommandController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const variants = (this.product?.variants ?? []).filter(({ attributes }) => Object.keys(attributes).length > 0);
    const names = [...new Set(variants.flatMap(({ attributes }) => Object.keys(attributes)))];
    const known = names.map((name) => ({
      name,
      text: [...new Set(variants.map(({ attributes }) => attributes[name] ?? ''))].join(' '),
    }));
    this.axes =
      known.length > 0
        ? known
        : [
            { name: msg('颜色'), text: '' },
            { name: msg('尺码'), text: '' },
          ];
  }

  override render() {
    const wanted = this.wanted();
    const there = (this.product?.variants ?? [])
      .map(({ attributes }) => attributes)
      .filter((one) => Object.keys(one).length > 0);
    const fresh = missingVariants(wanted, there);
    return html`<hc-sheet .heading=${msg('加规格')} .open=${true} style="--sheet-width:640px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.axes.map((axis, at) => this.renderAxis(axis, at))}
      ${
        this.axes.length < MOST_ATTRIBUTES
          ? html`<button class="plain" @click=${() => this.set([...this.axes, { name: '', text: '' }])}>${icon('plus', 16)} ${msg('加一个属性')}</button>`
          : nothing
      }
      <p class="muted" role="status">${
        fresh.ok
          ? msg(str`将新增 ${fresh.value.length} 个规格`)
          : wanted.length === 0
            ? msg('每个属性填上值，用空格隔开')
            : html`<hc-note .error=${{ code: fresh.error }}></hc-note>`
      }</p>
      <button slot="foot" @click=${this.close}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${!fresh.ok || fresh.value.length === 0 || wanted.length === 0 || this.command.busy} @click=${this.save}>${msg('生成规格')}</button>
    </hc-sheet>`;
  }

  private renderAxis(axis: Axis, at: number) {
    return html`<div class="axis">
      <vaadin-text-field .label=${msg('属性')} .value=${axis.name} autocomplete="off" @input=${(event: Event) => this.change(at, { ...axis, name: textOf(event) })}></vaadin-text-field>
      <vaadin-text-field .label=${msg('值，用空格隔开')} .value=${axis.text} autocomplete="off" @input=${(event: Event) => this.change(at, { ...axis, text: textOf(event) })}></vaadin-text-field>
      <button class="icon" aria-label=${msg('去掉这个属性')} ?disabled=${this.axes.length < 2} @click=${() => this.set(this.axes.filter((_, place) => place !== at))}>${icon('close', 16)}</button>
    </div>`;
  }

  private wanted() {
    return this.axes
      .filter(({ name, text }) => name.trim() !== '' || text.trim() !== '')
      .map(({ name, text }) => ({ name: name.trim(), values: splitValues(text) }));
  }
  private set(axes: readonly Axis[]): void {
    this.axes = axes;
  }
  private change(at: number, axis: Axis): void {
    this.set(this.axes.map((one, place) => (place === at ? axis : one)));
  }
  private readonly close = (): void => {
    this.emit('sheet-close', null);
  };
  private readonly save = async (): Promise<void> => {
    const made = await this.command.run('addVariants', { product: this.product?.id ?? '', axes: this.wanted() });
    if (made !== null) this.close();
  };
}

const textOf = (event: Event): string =>
  event.currentTarget instanceof HTMLElement && 'value' in event.currentTarget ? String(event.currentTarget.value) : '';
