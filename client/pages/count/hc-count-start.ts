/** Opening a stocktake: which warehouse, all of it or some categories or bins, blind or with the book beside. */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-amount.ts';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';

type Scope = 'all' | 'categories' | 'bins';

/** A difference of more than this at retail is counted again by somebody else, unless told otherwise. */
const RECOUNT_OVER = 20_000;

export function openCountStart(host: HTMLElement, started: (id: string) => void): void {
  const sheet = new HcCountStart();
  sheet.started = started;
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

@customElement('hc-count-start')
export class HcCountStart extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      .chips {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      fieldset {
        border: 0;
        padding: 0;
        margin: 0;
        display: grid;
        gap: 6px;
        min-width: 0;
      }
      legend {
        padding: 0;
        color: var(--hc-text-2);
        font-size: 13px;
        line-height: 20px;
        margin-bottom: 4px;
      }
      .picks {
        max-height: 168px;
        overflow: auto;
      }
      .switch {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: var(--hc-control);
      }
    `,
  ];
  started: (id: string) => void = () => undefined;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private open = true;
  @state() private warehouse: string | null = null;
  @state() private scope: Scope = 'all';
  @state() private picked: ReadonlySet<string> = new Set();
  @state() private blind = false;
  @state() private recountOver: number | null = RECOUNT_OVER;
  @state() private remark = '';
  private readonly command = new CommandController(this);
  private readonly categories = new WatchController(this, 'categories', () => null);
  private readonly bins = new WatchController(this, 'binNames', () => ({ warehouse: this.chosenWarehouse() }));

  override render(): TemplateResult {
    const branch = this.session?.branch?.id;
    const warehouses = (this.session?.warehouses ?? []).filter((one) => one.branch === branch);
    const bins = this.bins.view ?? [];
    const categories = (this.categories.view ?? []).map(({ name }) => name);
    const scopes: readonly (readonly [Scope, string])[] = [
      ['all', msg('整个仓库')],
      ...(categories.length === 0 ? [] : [['categories', msg('按类别')] as const]),
      ...(bins.length === 0 ? [] : [['bins', msg('按仓位')] as const]),
    ];
    return html`<hc-sheet .heading=${msg('开始盘点')} .open=${this.open} style="--sheet-width:560px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${
        warehouses.length < 2
          ? nothing
          : html`<label class="field-label">${msg('仓库')}<select @change=${this.onWarehouse}>
              ${warehouses.map((one) => html`<option value=${one.id} ?selected=${one.id === this.chosenWarehouse()}>${one.name}</option>`)}
            </select></label>`
      }
      <fieldset><legend>${msg('范围')}</legend>
        <div class="chips">
          ${scopes.map(([scope, label]) => html`<button class="chip" aria-pressed=${scope === this.scope} @click=${() => this.setScope(scope)}>${label}</button>`)}
        </div>
        ${this.scope === 'all' ? nothing : this.renderPicks(this.scope === 'bins' ? bins : categories)}
      </fieldset>
      <fieldset><legend>${msg('点数时')}</legend>
        <div class="chips">
          <button class="chip" aria-pressed=${!this.blind} @click=${() => this.setBlind(false)}>${msg('看得到账面')}</button>
          <button class="chip" aria-pressed=${this.blind} @click=${() => this.setBlind(true)}>${msg('盲盘，不显示账面')}</button>
        </div>
      </fieldset>
      <div class="two" style="align-items:end">
        <hc-amount .label=${msg('差异超过多少要换人复盘')} .scale=${2} .least=${2} .value=${this.recountOver} .suffix=${'¥'}
          @amount-change=${(event: CustomEvent<number | null>) => this.setRecount(event.detail)}></hc-amount>
        <label class="field-label">${msg('备注')}<input class="field" maxlength="200" .value=${this.remark} @input=${this.onRemark} /></label>
      </div>
      <p class="hint">${msg('按零售价算。留空就不用复盘。盘点时照常卖货，差异按最后一次扫到的时刻算')}</p>
      <button slot="foot" @click=${this.close}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${this.command.busy || (this.scope !== 'all' && this.picked.size === 0)} @click=${this.save}>${msg('开始盘点')}</button>
    </hc-sheet>`;
  }

  private renderPicks(names: readonly string[]): TemplateResult {
    return html`<div class="chips picks" role="group" aria-label=${this.scope === 'bins' ? msg('仓位') : msg('类别')}>
      ${names.map((name) => html`<button class="chip" aria-pressed=${this.picked.has(name)} @click=${() => this.toggle(name)}>${name}</button>`)}
    </div>`;
  }

  private chosenWarehouse(): string | null {
    return this.warehouse ?? this.session?.warehouse?.id ?? null;
  }
  private onWarehouse(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.warehouse = event.target.value;
    if (this.scope === 'bins') this.setScope('all');
  }
  private setScope(scope: Scope): void {
    this.scope = scope;
    this.picked = new Set();
  }
  private toggle(name: string): void {
    const picked = new Set(this.picked);
    if (!picked.delete(name)) picked.add(name);
    this.picked = picked;
  }
  private setBlind(blind: boolean): void {
    this.blind = blind;
  }
  private setRecount(value: number | null): void {
    this.recountOver = value;
  }
  private onRemark(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.remark = event.target.value;
  }
  private readonly close = (): void => {
    this.open = false;
    this.emit('sheet-close', null);
  };
  private async save(): Promise<void> {
    const picked = [...this.picked];
    const begun = await this.command.run('startStocktake', {
      warehouse: this.chosenWarehouse(),
      mode: this.scope === 'all' ? 'full' : 'cycle',
      blind: this.blind,
      categories: this.scope === 'categories' ? picked : [],
      bins: this.scope === 'bins' ? picked : [],
      recountOver: this.recountOver,
      remark: this.remark,
    });
    if (begun === null) return;
    this.close();
    this.started(begun.id);
  }
}
