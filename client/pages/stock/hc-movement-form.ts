/** Goods in or out without order or sale: kind, reason, lines. One sheet, one fact. */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { toBaseQuantity } from '../../../shared/foundation/quantity.ts';
import '../../components/hc-amount.ts';
import '../../components/hc-goods-search.ts';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { GoodsPicker } from '../../controllers/goods-picker.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { movementName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { Commands, MovementsView, SellableItem, SessionView } from '../../worker/engine-protocol.ts';

type Kind = Commands['otherMovement']['input']['kind'];
interface FormLine {
  readonly item: SellableItem;
  readonly quantity: number;
  readonly batch: string;
  readonly expiry: string;
  /** On hand, to be chosen from when goods go out. */
  readonly batches: MovementsView['batches'];
}

/** The reasons that come up, by what is done; anything else is typed. */
function reasonsOf(kind: Kind): readonly string[] {
  switch (kind) {
    case 'writeOff':
      return [msg('破损'), msg('过期'), msg('丢失')];
    case 'writeOn':
      return [msg('找到'), msg('多发未退')];
    case 'otherIn':
      return [msg('赠品'), msg('退样')];
    case 'otherOut':
      return [msg('赠送'), msg('样品'), msg('自用')];
    case 'opening':
      return [];
  }
}

const kinds: readonly Kind[] = ['otherIn', 'otherOut', 'writeOff', 'writeOn', 'opening'];

export function openMovementForm(host: HTMLElement): void {
  const form = new HcMovementForm();
  form.addEventListener('sheet-close', () => form.remove());
  host.shadowRoot?.append(form);
}

@customElement('hc-movement-form')
export class HcMovementForm extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      .kinds {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 0;
        border-bottom: 1px solid var(--hc-line);
      }
      hc-amount {
        width: 120px;
      }
      li {
        flex-wrap: wrap;
      }
      .lines {
        min-height: 120px;
      }
      .batch {
        width: 136px;
      }
      select {
        max-width: 220px;
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private open = true;
  @state() private kind: Kind = 'otherIn';
  @state() private reason = '';
  @state() private lines: readonly FormLine[] = [];
  @state() private text = '';
  private readonly command = new CommandController(this);
  private readonly picker = new GoodsPicker(this, (item, quantity) => this.add(item, quantity ?? 1000));
  private readonly found = new WatchController(this, 'products', () =>
    this.text === ''
      ? undefined
      : {
          search: this.text,
          category: null,
          filter: 'all' as const,
          sort: { by: 'itemNo' as const, descending: false },
          offset: 0,
          limit: 20,
        },
  );

  override render() {
    return html`<hc-sheet .heading=${msg('其他出入库')} .open=${this.open} style="--sheet-width:640px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <div class="kinds" role="group" aria-label=${msg('类型')}>
        ${kinds.map((kind) => html`<button class="chip" aria-pressed=${kind === this.kind} @click=${() => this.setKind(kind)}>${movementName(kind)}</button>`)}
      </div>
      <label class="field-label">${msg('原因')}<input class="field" maxlength="200" .value=${this.reason} @input=${this.onReason} /></label>
      ${this.renderReasons()}
      <hc-goods-search
        .rows=${this.found.view?.rows ?? []}
        .choice=${this.picker.choice}
        .unknown=${this.picker.unknown}
        @goods-search=${(event: CustomEvent<string>) => this.search(event.detail)}
        @goods-product=${(event: CustomEvent<string>) => void this.picker.pick(event.detail)}
        @goods-item=${(event: CustomEvent<SellableItem>) => this.picker.choose(event.detail)}
        @goods-code=${(event: CustomEvent<string>) => void this.picker.scan(event.detail)}
      ></hc-goods-search>
      <ul class="lines">
        ${this.lines.map(
          (line, index) => html`<li>
            <span class="grow">${line.item.name} <span class="muted">${line.item.spec} ${line.item.itemNo}</span></span>
            <hc-amount .nameText=${msg('数量')} .scale=${3} .value=${line.quantity} .suffix=${line.item.unit} @amount-change=${(event: CustomEvent<number | null>) => this.change(index, event.detail)}></hc-amount>
            ${line.item.tracking === 'batch' ? this.renderBatch(line, index) : nothing}
            <button class="icon" aria-label=${msg('删除')} @click=${() => this.change(index, null)}>${icon('close')}</button>
          </li>`,
        )}
      </ul>
      <button slot="foot" @click=${this.close}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${this.lines.length === 0 || this.command.busy} @click=${this.save}>${movementName(this.kind)}</button>
    </hc-sheet>`;
  }

  private renderReasons() {
    const reasons = reasonsOf(this.kind);
    if (reasons.length === 0) return nothing;
    return html`<div class="kinds" role="group" aria-label=${msg('常用原因')}>
      ${reasons.map((reason) => html`<button class="chip" aria-pressed=${reason === this.reason} @click=${() => this.setReason(reason)}>${reason}</button>`)}
    </div>`;
  }

  /** Goods with batches: which comes in, or from which they go; unsaid the earliest expiry goes first. */
  private renderBatch(line: FormLine, index: number) {
    const read = (event: Event, field: 'batch' | 'expiry'): void => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement) && !(target instanceof HTMLSelectElement)) return;
      this.lines = this.lines.map((one, at) => (at === index ? { ...one, [field]: target.value.trim() } : one));
    };
    if (this.isOut())
      return html`<select aria-label=${msg('批号')} @change=${(event: Event) => read(event, 'batch')}>
        <option value="">${msg('先到期的先出')}</option>
        ${line.batches.map(({ batch, expiry, quantity: held }) => html`<option value=${batch}>${[batch, expiry ?? '', quantity(held)].filter((part) => part !== '').join(' · ')}</option>`)}
      </select>`;
    return html`<input class="field batch" aria-label=${msg('批号')} placeholder=${msg('批号')} maxlength="40" .value=${line.batch} @change=${(event: Event) => read(event, 'batch')} />
      <input class="field batch" type="date" aria-label=${msg('有效期至')} .value=${line.expiry} @change=${(event: Event) => read(event, 'expiry')} />`;
  }

  private isOut(): boolean {
    return this.kind === 'otherOut' || this.kind === 'writeOff';
  }
  private setKind(kind: Kind): void {
    this.kind = kind;
  }
  private setReason(reason: string): void {
    this.reason = this.reason === reason ? '' : reason;
  }
  private search(text: string): void {
    this.text = text;
  }
  private onReason(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.reason = event.target.value;
  }
  /** Lines are in the base unit: a case scanned counts as what it holds. */
  private add(item: SellableItem, quantity: number): void {
    this.text = '';
    const at = this.lines.findIndex((line) => line.item.variant === item.variant && line.item.unit === item.unit);
    if (at < 0) {
      this.lines = [...this.lines, { item, quantity, batch: '', expiry: '', batches: [] }];
      if (item.tracking === 'batch') void this.readBatches(item.variant);
    } else this.change(at, (this.lines[at]?.quantity ?? 0) + quantity);
  }
  private async readBatches(variant: string): Promise<void> {
    const warehouse = this.session?.warehouse?.id ?? null;
    const { batches = [] } = (await this.found.engine?.once('movements', { variant, warehouse, limit: 1 })) ?? {};
    this.lines = this.lines.map((line) => (line.item.variant === variant ? { ...line, batches } : line));
  }
  private change(index: number, quantity: number | null): void {
    this.lines =
      quantity === null || quantity <= 0
        ? this.lines.filter((_, at) => at !== index)
        : this.lines.map((line, at) => (at === index ? { ...line, quantity } : line));
  }
  private readonly close = (): void => {
    this.open = false;
    this.emit('sheet-close', null);
  };
  private async save(): Promise<void> {
    if (this.reason.trim() === '' && this.kind !== 'opening') return this.command.fail({ code: 'note-required' });
    const lines: Commands['otherMovement']['input']['lines'][number][] = [];
    for (const { item, quantity, batch, expiry } of this.lines) {
      const base = toBaseQuantity(quantity, { numerator: item.unitNumerator, denominator: item.unitDenominator });
      if (base === null) return this.command.fail({ code: 'unit-inexact' });
      const known = this.isOut() ? '' : expiry;
      lines.push({
        variant: item.variant,
        quantity: base,
        ...(batch === '' ? {} : { batch }),
        ...(known === '' ? {} : { expiry: known }),
      });
    }
    if ((await this.command.run('otherMovement', { kind: this.kind, reason: this.reason.trim(), lines })) !== null)
      this.close();
  }
}
