/**
 * What is known of one place, and what lies in it. Fields are kept together by 保存; closing is a sheet that says first
 * what is still there.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { go } from '../../controllers/router.ts';
import { newPlaceHeading, placeFieldName, placeTypeName } from '../../i18n/place-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { PlaceTreeView } from '../../worker/place-views.ts';
import type { ChosenPlace } from './chosen-place.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;

/** Fires `place-saved` {type, id}, `place-close`. */
@customElement('hc-place-form')
export class HcPlaceForm extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 8px;
      }
      legend {
        padding: 0 0 8px;
        font-weight: 600;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 36px;
      }
      .check input {
        width: 20px;
        height: 20px;
        accent-color: var(--hc-primary);
      }
    `,
  ];
  @property({ attribute: false }) tree!: PlaceTreeView;
  @property({ attribute: false }) place!: ChosenPlace;
  @property({ type: Boolean }) back = false;
  /** What was typed and is not kept yet. */
  @state() private typed: Values = {};
  private shown = '';
  private readonly command = new CommandController(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const key = `${this.place.type}.${this.place.id ?? 'new'}`;
    if (!changed.has('place') || key === this.shown) return;
    this.shown = key;
    this.typed = {};
    this.command.fail(null);
  }

  override render(): TemplateResult {
    const { place, tree } = this;
    const editable = place.id === null ? tree.mayAdd : tree.mayEdit;
    const heading = place.id === null ? newPlaceHeading(place.type) : String(place.values.name);
    return html`
      <div class="bar">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('place-close', null)}>${icon('back')}</button>` : nothing}
        <h2 class="grow cut">${heading}</h2>
        <span class="tag">${placeTypeName(place.type)}</span>
      </div>
      <div class="scroll"><div class="body stack" style="gap:20px">
        ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
        <div class="two">${this.renderFields(editable)}</div>
        ${this.renderPrinters(editable)} ${this.renderInside()}
      </div></div>
      <div class="foot">
        ${this.renderClose()}
        <span class="grow"></span>
        ${
          editable
            ? html`<button class="primary" ?disabled=${this.command.busy || (place.id !== null && Object.keys(this.typed).length === 0)} @click=${this.save}>${msg('保存')}</button>`
            : html`<span class="hint">${msg('改门店资料需要管理员')}</span>`
        }
      </div>
    `;
  }

  private shownValue(field: string): string {
    const value = this.typed[field] ?? this.place.values[field] ?? '';
    return typeof value === 'string' ? value : '';
  }

  private renderFields(editable: boolean): TemplateResult {
    const { place } = this;
    const text = (field: string, most: number) => html`<label class="field-label">${placeFieldName(field)}
      <input class="field" maxlength=${most} ?disabled=${!editable} .value=${this.shownValue(field)} @input=${(event: Event) => this.type(field, event)} />
    </label>`;
    switch (place.type) {
      case 'branch':
        return html`${text('name', 60)} ${text('code', 10)} ${text('phone', 40)} ${text('address', 200)}`;
      case 'warehouse':
        return html`${text('name', 60)} ${place.id === null ? nothing : text('code', 10)} ${text('address', 200)}`;
      case 'bin':
        return html`${text('name', 20)}`;
      case 'register':
        return html`${text('name', 60)} ${place.id === null ? nothing : text('code', 10)} ${this.renderSelects(editable)}`;
    }
  }

  private renderSelects(editable: boolean): TemplateResult {
    const { place, tree } = this;
    const device = this.shownValue('device');
    const warehouse = this.shownValue('warehouse');
    const devices = [
      ...(device === '' || tree.devices.some(({ id }) => id === device)
        ? []
        : [{ id: device, name: place.register?.deviceName || device.slice(0, 6) }]),
      ...tree.devices,
    ];
    return html`<label class="field-label">${placeFieldName('warehouse')}
        <select class="field" ?disabled=${!editable} @change=${(event: Event) => this.type('warehouse', event)}>
          ${(place.branch?.warehouses ?? []).map((one) => html`<option value=${one.id} ?selected=${one.id === warehouse}>${one.name}</option>`)}
        </select>
      </label>
      <label class="field-label">${placeFieldName('device')}
        <select class="field" ?disabled=${!editable} @change=${(event: Event) => this.type('device', event)}>
          <option value="" ?selected=${device === ''}>${msg('还没有')}</option>
          ${devices.map((one) => html`<option value=${one.id} ?selected=${one.id === device}>${one.name}</option>`)}
        </select>
      </label>`;
  }

  private renderPrinters(editable: boolean): TemplateResult | typeof nothing {
    const { place, tree } = this;
    if (place.type !== 'branch' || place.id === null || tree.printers.length === 0) return nothing;
    const chosen = this.typed.printers ?? place.values.printers ?? [];
    const here = typeof chosen === 'string' ? [] : chosen;
    return html`<fieldset><legend>${msg('这里的打印机')}</legend>
      ${tree.printers.map(
        ({ name, address }) => html`<label class="check">
          <input type="checkbox" .checked=${here.includes(address)} ?disabled=${!editable}
            @change=${() => this.set('printers', here.includes(address) ? here.filter((one) => one !== address) : [...here, address])} />
          <span>${name} <span class="hint">${address}</span></span>
        </label>`,
      )}
    </fieldset>`;
  }

  private renderInside(): TemplateResult | typeof nothing {
    const { place, tree } = this;
    if (place.id === null) {
      return place.type === 'branch'
        ? html`<p class="hint">${msg('新门店自带一个同名的仓库，之后可以再加')}</p>`
        : nothing;
    }
    const add = (path: string, label: string) =>
      tree.mayAdd ? html`<button @click=${() => go('places', path)}>${icon('plus', 16)} ${label}</button>` : nothing;
    if (place.type === 'branch')
      return html`<span class="choices">${add(`new.warehouse.${place.id}`, msg('加仓库'))} ${add(`new.register.${place.id}`, msg('加收银机'))}</span>`;
    if (place.type !== 'warehouse' || place.warehouse === null) return nothing;
    const { bins, stock, transfers } = place.warehouse;
    return html`
      ${
        stock === null
          ? nothing
          : html`<dl class="facts">
              <dt>${msg('在库')}</dt><dd>${msg(str`${stock.items} 种`)} ${stock.negative === 0 ? nothing : html`<span class="tag danger">${msg(str`负库存 ${stock.negative}`)}</span>`}</dd>
              <dt>${msg('未完调拨')}</dt><dd>${transfers}</dd>
            </dl>`
      }
      <fieldset><legend>${msg('仓位')}</legend>
        ${bins.length === 0 ? html`<p class="hint">${msg('还没有仓位。货架多时，按仓位盘点和拣货更快')}</p>` : html`<span class="choices">${bins.map((bin) => html`<a class="button" href="/places/${encodeURIComponent(`bin.${bin.id}`)}">${bin.name}</a>`)}</span>`}
        <span class="choices">${add(`new.bin.${place.id}`, msg('加仓位'))}</span>
      </fieldset>`;
  }

  private renderClose(): TemplateResult | typeof nothing {
    if (this.place.id === null || !this.tree.mayClose) return nothing;
    return html`<button class="plain danger" @click=${this.close}>${msg('关闭')}</button>`;
  }

  private type(field: string, event: Event): void {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) this.set(field, target.value);
  }
  private set(field: string, value: string | readonly string[]): void {
    this.typed = { ...this.typed, [field]: value };
  }

  private readonly save = async (): Promise<void> => {
    const { type, id, values } = this.place;
    const fields = id === null ? { ...values, ...this.typed } : this.typed;
    const saved = await this.command.run('savePlace', { type, id, fields });
    if (saved === null) return;
    this.typed = {};
    this.emit('place-saved', { type, id: saved.id });
  };

  private readonly close = async (): Promise<void> => {
    const { openClosePlace } = await import('./hc-close-place.ts');
    openClosePlace(this, this.tree, this.place);
  };
}
