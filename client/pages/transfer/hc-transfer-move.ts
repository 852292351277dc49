/**
 * Shipping and receiving by count: each scan adds one to its line, figures may be typed, one press takes all. What stays
 * open is asked about before it is kept: does the rest follow, or not?
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-amount.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { GoodsPicker } from '../../controllers/goods-picker.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SellableItem } from '../../worker/engine-protocol.ts';
import type { TransferLineView, TransferView } from '../../worker/transfer-views.ts';

/** Fires `move-done`, `move-close`. */
@customElement('hc-transfer-move')
export class HcTransferMove extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        flex: 1;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 96px 128px;
        gap: 12px;
        align-items: center;
        padding: 8px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .line.newest {
        background: var(--hc-primary-soft);
      }
      .open {
        text-align: right;
      }
      .off {
        color: var(--hc-warn-text);
        font-weight: 600;
      }
      .rest {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 10px var(--hc-pad);
        border-top: 1px solid var(--hc-line);
      }
      @media (max-width: 599px) {
        .line {
          grid-template-columns: minmax(0, 1fr) 72px 104px;
          gap: 8px;
        }
      }
    `,
  ];
  @property({ attribute: false }) transfer!: TransferView;
  @property() type: 'ship' | 'receive' = 'ship';
  @state() private counted: ReadonlyMap<number, number> = new Map();
  @state() private newest = 0;
  @state() private stranger = '';
  /** Whether anything else follows; null = not said yet. */
  @state() private complete: boolean | null = null;
  private readonly command = new CommandController(this);
  private readonly picker = new GoodsPicker(this, (item, pieces) => this.add(item, pieces ?? 1000));
  private readonly scanner = new ScannerController(this, (code) => void this.picker.scan(code));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.scanner;
  }

  override render(): TemplateResult {
    const ships = this.type === 'ship';
    const lines = this.lines();
    const pieces = [...this.counted.values()].reduce((sum, one) => sum + one, 0);
    const missing = lines.reduce((sum, line) => sum + Math.max(0, this.openOf(line) - this.countOf(line)), 0);
    const over = lines.some((line) => this.countOf(line) > this.openOf(line));
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('move-close', null)}>${icon('back')}</button>
        <h2 class="grow">${ships ? msg('发货') : msg('收货')} <span class="hint">${this.transfer.number}</span></h2>
        <button @click=${this.all}>${ships ? msg('全部发出') : msg('全部收到')}</button>
      </div>
      <div class="scroll">
        ${lines.map((line) => this.renderLine(line))}
        ${this.stranger === '' ? nothing : html`<div class="body"><hc-note kind="warn">${msg(str`这张单里没有 ${this.stranger}。另开一张调拨单`)}</hc-note></div>`}
        ${this.picker.unknown === '' ? nothing : html`<p class="body neg" role="alert">${msg('没有这个条码')} ${this.picker.unknown}</p>`}
      </div>
      ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}
      ${pieces > 0 && missing > 0 ? this.renderRest(missing) : nothing}
      ${!ships && over ? html`<div class="body"><hc-note kind="warn">${msg('收到的比发出的多。按实数收，差异会请双方核对')}</hc-note></div>` : nothing}
      <div class="foot">
        <span class="grow"></span>
        <button class="primary big" ?disabled=${this.command.busy || pieces <= 0 || (missing > 0 && this.complete === null)} @click=${this.save}>
          ${ships ? msg(str`发货 ${quantity(pieces)} 件`) : msg(str`收货 ${quantity(pieces)} 件`)}
        </button>
      </div>
    `;
  }

  private renderLine(line: TransferLineView): TemplateResult {
    const counted = this.countOf(line);
    const open = this.openOf(line);
    const short = this.type === 'ship' && line.onHand !== null && line.onHand < counted;
    return html`<div class="line ${this.newest === line.line ? 'newest' : ''}">
      <span><strong>${line.name}</strong><br /><span class="hint">${line.spec} ${line.itemNo} ${short ? html`<span class="neg">${msg(str`现存只有 ${quantity(line.onHand)}`)}</span>` : nothing}</span></span>
      <span class="open ${counted !== open && counted > 0 ? 'off' : ''}">${this.type === 'ship' ? msg(str`应发 ${quantity(open)}`) : msg(str`应收 ${quantity(open)}`)}</span>
      <hc-amount .nameText=${this.type === 'ship' ? msg('实发') : msg('实收')} .scale=${3} .value=${counted === 0 ? null : counted} .suffix=${line.unit}
        @amount-change=${(event: CustomEvent<number | null>) => this.set(line.line, Math.max(0, event.detail ?? 0))}></hc-amount>
    </div>`;
  }

  private renderRest(missing: number): TemplateResult {
    const ships = this.type === 'ship';
    const chip = (complete: boolean, label: string) =>
      html`<button class="chip" aria-pressed=${this.complete === complete} @click=${() => this.say(complete)}>${label}</button>`;
    return html`<div class="rest" role="group" aria-label=${msg('其余')}>
      <span>${msg(str`还差 ${quantity(missing)}`)}</span>
      ${chip(false, ships ? msg('其余以后发') : msg('其余还在路上'))}
      ${chip(true, ships ? msg('其余不发了') : msg('短少，不再等'))}
    </div>`;
  }

  private lines(): readonly TransferLineView[] {
    return this.transfer.detail.filter((line) => this.openOf(line) > 0);
  }
  private openOf(line: TransferLineView): number {
    return this.type === 'ship' ? Math.max(0, line.asked - line.shipped) : Math.max(0, line.underWay);
  }
  private countOf(line: TransferLineView): number {
    return this.counted.get(line.line) ?? 0;
  }
  private set(line: number, value: number): void {
    this.counted = new Map([...this.counted, [line, value]]);
    this.newest = line;
  }
  private say(complete: boolean): void {
    this.complete = complete;
  }
  private add(item: SellableItem, pieces: number): void {
    const line = this.lines().find(({ variant }) => variant === item.variant);
    this.stranger = line === undefined ? `${item.name} ${item.spec}`.trim() : '';
    if (line === undefined) return;
    this.set(line.line, this.countOf(line) + Math.round((pieces * item.unitNumerator) / item.unitDenominator));
  }
  private readonly all = (): void => {
    this.counted = new Map(this.lines().map((line) => [line.line, this.openOf(line)]));
    this.complete = null;
  };

  private readonly save = async (): Promise<void> => {
    const lines = [...this.counted].flatMap(([line, amount]) => (amount > 0 ? [{ line, quantity: amount }] : []));
    const { id } = this.transfer;
    const done = await this.command.does('moveTransfer', {
      id,
      type: this.type,
      complete: this.complete === true,
      reason: '',
      lines,
    });
    if (done) this.emit('move-done', null);
  };
}
