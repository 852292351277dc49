/**
 * A new transfer: from where to where, then goods by scan or search, as when receiving. Either side may be one's own: who
 * lacks goods asks, who has too many sends. What the sending place has stands beside each line where it may be seen.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-amount.ts';
import '../../components/hc-goods-search.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { GoodsPicker } from '../../controllers/goods-picker.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SellableItem } from '../../worker/engine-protocol.ts';
import type { TransferPlace } from '../../worker/transfer-views.ts';
import { transferStyles } from './transfer-styles.ts';

interface AskedLine {
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly quantity: number;
}

/** Fires `transfer-asked` id, `transfer-close`. */
@customElement('hc-transfer-new')
export class HcTransferNew extends HcElement {
  static override styles = [
    controls,
    layout,
    transferStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .head {
        padding: 14px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        display: grid;
        gap: 12px;
      }
      .ends {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
        gap: 8px;
        align-items: end;
      }
      .line {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .line hc-amount {
        width: 128px;
        flex: none;
      }
    `,
  ];
  @property({ type: Boolean }) back = false;
  @state() private from = '';
  @state() private to = '';
  @state() private remark = '';
  @state() private text = '';
  @state() private lines: readonly AskedLine[] = [];
  private readonly ends = new WatchController(this, 'transferEnds', () => null);
  private readonly command = new CommandController(this);
  private readonly picker = new GoodsPicker(this, (item, pieces) => this.add(item, pieces ?? 1000));
  private readonly scanner = new ScannerController(this, (code) => void this.picker.scan(code));
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

  override connectedCallback(): void {
    super.connectedCallback();
    void this.scanner;
  }

  override willUpdate(): void {
    const ends = this.ends.view;
    if (ends === undefined || this.to !== '' || this.from !== '') return;
    // Most often one's own place lacks something that the other has.
    this.to = ends.here !== null && ends.mine.includes(ends.here) ? ends.here : (ends.mine[0] ?? '');
    this.from = ends.all.find(({ warehouse }) => warehouse !== this.to)?.warehouse ?? '';
  }

  override render(): TemplateResult {
    const pieces = this.lines.reduce((sum, line) => sum + line.quantity, 0);
    const single = (this.ends.view?.all.length ?? 2) < 2;
    return html`
      <div class="bar">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('transfer-close', null)}>${icon('back')}</button>` : nothing}
        <h2 class="grow">${msg('新调拨')}</h2>
      </div>
      ${single ? html`<div class="body"><hc-note kind="info">${msg('只有一个仓库，没有地方可调。先到“门店与仓库”里再加一个')}</hc-note></div>` : this.renderHead()}
      <div class="scroll">
        ${this.lines.length === 0 ? html`<p class="body muted">${msg('扫码，或搜索后加入要调的商品')}</p>` : nothing}
        ${repeat(
          this.lines,
          ({ variant }) => variant,
          (line) => this.renderLine(line),
        )}
      </div>
      ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}
      <div class="foot">
        <span class="grow muted small">${msg(str`${this.lines.length} 行`)}</span>
        <button class="primary" ?disabled=${this.lines.length === 0 || this.command.busy || single} @click=${this.ask}>${msg(str`提交 ${quantity(pieces)} 件`)}</button>
      </div>
    `;
  }

  private renderHead(): TemplateResult {
    const ends = this.ends.view;
    const all = ends?.all ?? [];
    const select = (label: string, value: string, change: (value: string) => void): TemplateResult =>
      html`<label class="field-label">${label}
        <select class="field" @change=${(event: Event) => event.target instanceof HTMLSelectElement && change(event.target.value)}>
          ${all.map((one: TransferPlace) => html`<option value=${one.warehouse} .selected=${one.warehouse === value}>${one.name}</option>`)}
        </select>
      </label>`;
    return html`<div class="head">
      <div class="ends">
        ${select(msg('从'), this.from, (value) => this.choose(value, this.to, 'from'))}
        <button class="icon" aria-label=${msg('对调')} title=${msg('对调')} @click=${() => this.choose(this.to, this.from, 'from')}>${icon('sync')}</button>
        ${select(msg('到'), this.to, (value) => this.choose(this.from, value, 'to'))}
      </div>
      <label class="field-label">${msg('备注')}<input class="field" maxlength="200" .value=${this.remark} @input=${this.onRemark} /></label>
      <hc-goods-search
        .rows=${this.found.view?.rows ?? []}
        .choice=${this.picker.choice}
        .unknown=${this.picker.unknown}
        @goods-search=${(event: CustomEvent<string>) => this.search(event.detail)}
        @goods-product=${(event: CustomEvent<string>) => void this.picker.pick(event.detail)}
        @goods-item=${(event: CustomEvent<SellableItem>) => this.picker.choose(event.detail)}
        @goods-code=${(event: CustomEvent<string>) => void this.picker.scan(event.detail)}
      ></hc-goods-search>
    </div>`;
  }

  private renderLine(line: AskedLine): TemplateResult {
    return html`<div class="line">
      <span class="grow"><strong>${line.name}</strong><br /><span class="hint">${line.spec} ${line.itemNo}</span></span>
      <hc-amount .nameText=${msg('数量')} .scale=${3} .value=${line.quantity} .suffix=${line.unit}
        @amount-change=${(event: CustomEvent<number | null>) => this.setQuantity(line.variant, event.detail ?? 0)}></hc-amount>
      <button class="icon" aria-label=${msg('删除')} @click=${() => this.setQuantity(line.variant, 0)}>${icon('close')}</button>
    </div>`;
  }

  /** The same place at both ends is never meant: the other one moves away. */
  private choose(from: string, to: string, changed: 'from' | 'to'): void {
    const other =
      this.ends.view?.all.find(({ warehouse }) => warehouse !== (changed === 'from' ? from : to))?.warehouse ?? '';
    this.from = changed === 'to' && from === to ? other : from;
    this.to = changed === 'from' && from === to ? other : to;
  }

  /** A carton counts as what is in it: stock moves in base units. */
  private add(item: SellableItem, pieces: number): void {
    this.text = '';
    const base = Math.round((pieces * item.unitNumerator) / item.unitDenominator);
    const known = this.lines.find(({ variant }) => variant === item.variant);
    if (known !== undefined) {
      this.setQuantity(item.variant, known.quantity + base);
      return;
    }
    const { variant, name, spec, itemNo } = item;
    const unit = item.unitNumerator === item.unitDenominator ? item.unit : '';
    this.lines = [{ variant, name, spec, itemNo, unit, quantity: base }, ...this.lines];
  }
  private setQuantity(variant: string, value: number): void {
    this.lines =
      value <= 0
        ? this.lines.filter((line) => line.variant !== variant)
        : this.lines.map((line) => (line.variant === variant ? { ...line, quantity: value } : line));
  }
  private search(text: string): void {
    this.text = text;
  }
  private onRemark(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.remark = event.target.value;
  }

  private readonly ask = async (): Promise<void> => {
    const mine = this.ends.view?.mine ?? [];
    const asked = await this.command.run('askTransfer', {
      from: this.from,
      to: this.to,
      // Who receives asks; who may only send offers.
      side: mine.includes(this.to) ? 'to' : 'from',
      expected: null,
      remark: this.remark,
      lines: this.lines.map(({ variant, quantity: amount }) => ({ variant, quantity: amount })),
    });
    if (asked !== null) this.emit('transfer-asked', asked.id);
  };
}
