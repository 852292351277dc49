/**
 * Receiving without an order: supplier and delivery note above, then a stream of scans. A scan adds one; digits and
 * Enter after a scan set the quantity of the line just made. Who may not see costs has no amount column at all. The
 * half-filled receipt is kept as a draft with each change.
 */
import { ContextConsumer, consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-goods-search.ts';
import '../../components/hc-note.ts';
import './hc-receive-line.ts';
import './hc-recent-receipts.ts';
import { HcElement } from '../../components/hc-element.ts';
import { engineContext } from '../../contexts/engine-context.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { GoodsPicker } from '../../controllers/goods-picker.ts';
import {
  addReceived,
  changeReceived,
  emptyReceipt,
  type ReceiptDraft,
  type ReceivedLine,
  readReceipt,
  receiptInput,
  writeReceipt,
} from '../../controllers/receipt-draft.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { keyFacts } from '../../controllers/till-keys.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity, yuan } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SellableItem, SessionView } from '../../worker/engine-protocol.ts';

const draftKey = 'receive';

@customElement('hc-receive-page')
export class HcReceivePage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 320px;
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
      }
      .head {
        display: grid;
        grid-template-columns: 1fr 1fr 1fr;
        gap: 12px;
        padding: 14px 16px;
        border-bottom: 1px solid var(--hc-line);
      }
      .stream {
        padding: 12px 16px;
        border-bottom: 1px solid var(--hc-line);
      }
      hc-recent-receipts {
        border-left: 1px solid var(--hc-line);
      }
      .foot strong {
        font-size: 20px;
        line-height: 28px;
      }
      .foot button.primary {
        min-width: 160px;
        min-height: 48px;
        font-size: 16px;
      }
      .typed {
        color: var(--hc-primary-text);
        font-weight: 600;
      }
      @media (max-width: 1199px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        hc-recent-receipts {
          display: none;
        }
      }
      @media (max-width: 599px) {
        .head {
          grid-template-columns: 1fr 1fr;
          padding: 10px 12px;
          gap: 8px;
        }
        .head > :last-child {
          display: none;
        }
        .stream {
          padding: 10px 12px;
        }
        .foot button.primary {
          min-height: 56px;
        }
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private draft: ReceiptDraft = emptyReceipt;
  @state() private text = '';
  @state() private typed = '';
  @state() private done = '';
  private restored = false;
  private readonly engine = new ContextConsumer(this, { context: engineContext, callback: () => void this.restore() });
  private readonly command = new CommandController(this);
  private readonly picker = new GoodsPicker(
    this,
    (item, quantity) => this.change(addReceived(this.draft, item, quantity ?? 1000)),
    'buy',
  );
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
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  override render(): TemplateResult {
    const priced = may(this.session, 'viewCosts') || may(this.session, 'editCosts');
    const { lines } = this.draft;
    const pieces = lines.reduce((sum, line) => sum + line.quantity - line.rejected, 0);
    const amount = lines.reduce((sum, line) => sum + (line.amount ?? 0), 0);
    return html`
      <div class="pane">
        <div class="head">
          ${this.field('supplier', msg('供应商'))} ${this.field('deliveryNote', msg('送货单号'))} ${this.field('remark', msg('备注'))}
        </div>
        <div class="stream">
          <hc-goods-search
            .rows=${this.found.view?.rows ?? []}
            .choice=${this.picker.choice}
            .unknown=${this.picker.unknown}
            @goods-search=${(event: CustomEvent<string>) => this.search(event.detail)}
            @goods-product=${(event: CustomEvent<string>) => void this.picker.pick(event.detail)}
            @goods-item=${(event: CustomEvent<SellableItem>) => this.picker.choose(event.detail)}
            @goods-code=${(event: CustomEvent<string>) => void this.picker.scan(event.detail)}
          ></hc-goods-search>
        </div>
        <div class="scroll" @receive-change=${this.onLine}>
          ${lines.length === 0 ? html`<p class="body muted">${msg('逐件扫码，或搜索后加入。扫码后输数字再按 Enter 改数量')}</p>` : nothing}
          ${repeat(
            lines,
            (line) => line.key,
            (line) =>
              html`<hc-receive-line .line=${line} ?priced=${priced} ?newest=${line.key === this.draft.newest}></hc-receive-line>`,
          )}
        </div>
        ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}
        ${this.done === '' ? nothing : html`<div class="body" role="status"><hc-note kind="ok">${msg(str`已入库，单号 ${this.done}`)}</hc-note></div>`}
        <div class="foot">
          <span class="grow">
            <span class="muted small">${msg(str`${lines.length} 行`)}${this.typed === '' ? nothing : html` · <span class="typed">${msg(str`数量 ${this.typed}`)}</span>`}</span><br />
            ${priced && amount > 0 ? html`<strong>${yuan(amount)}</strong>` : nothing}
          </span>
          <button class="primary" ?disabled=${lines.length === 0 || this.command.busy} @click=${this.save}>${msg(str`入库 ${quantity(pieces)} 件`)}</button>
        </div>
      </div>
      <hc-recent-receipts></hc-recent-receipts>
    `;
  }

  private field(name: 'supplier' | 'deliveryNote' | 'remark', label: string): TemplateResult {
    return html`<label class="field-label">${label}<input class="field" maxlength="100" autocomplete="off" .value=${this.draft[name]}
      @input=${(event: Event) => event.target instanceof HTMLInputElement && this.change({ ...this.draft, [name]: event.target.value })} /></label>`;
  }

  private search(text: string): void {
    this.text = text;
  }
  private onLine(event: CustomEvent<Partial<ReceivedLine> & { readonly key: string }>): void {
    this.change(changeReceived(this.draft, event.detail.key, event.detail));
  }
  private change(draft: ReceiptDraft): void {
    this.text = '';
    this.done = '';
    this.draft = draft;
    void this.engine.value?.run('saveDraft', { key: draftKey, text: writeReceipt(draft) });
  }
  private async restore(): Promise<void> {
    if (this.restored || this.engine.value === undefined) return;
    this.restored = true;
    const kept = readReceipt(await this.engine.value.once('draft', { key: draftKey }));
    if (kept !== null && this.draft === emptyReceipt) this.draft = kept;
  }
  private async save(): Promise<void> {
    const saved = await this.command.run('receiveGoods', receiptInput(this.draft));
    if (saved === null) return;
    this.change(emptyReceipt);
    this.done = saved.number;
  }

  /** Digits outside fields, then Enter: the quantity of the newest line. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    if (facts.inField || facts.composing || facts.ctrl || facts.alt) return;
    if (/^\d$/.test(facts.key) && this.typed.length < 4) this.typed += facts.key;
    else if (facts.key === 'Escape') this.typed = '';
    else if (facts.key === 'Enter' && this.typed !== '' && this.draft.newest !== null) {
      const value = Number(this.typed) * 1000;
      this.typed = '';
      this.change(changeReceived(this.draft, this.draft.newest, { quantity: value }));
    } else return;
    event.preventDefault();
  };
}
