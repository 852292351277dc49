/**
 * Counting: scan after scan adds one, the last thing stands huge with what it comes to now. Digits and Enter after a scan
 * say how many it was; the last scan can be taken back. What is scanned is on disk at once, offline too.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toBaseQuantity } from '../../../shared/foundation/quantity.ts';
import '../../components/hc-goods-search.ts';
import '../../components/hc-note.ts';
import '../../components/hc-amount.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { pendingOf } from '../../controllers/count-draft.ts';
import { CountQueue } from '../../controllers/count-queue.ts';
import { GoodsPicker } from '../../controllers/goods-picker.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { beep } from '../../controllers/sound.ts';
import { keyFacts } from '../../controllers/till-keys.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { quantity } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SellableItem } from '../../worker/engine-protocol.ts';

const MOST_TYPED = 5;

@customElement('hc-count-scan')
export class HcCountScan extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--hc-line);
        padding: 12px var(--hc-pad);
      }
      .last {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 16px;
        align-items: center;
        min-height: 88px;
        padding-top: 12px;
      }
      .name {
        font-size: 20px;
        line-height: 28px;
        font-weight: 600;
      }
      .huge {
        font-size: 40px;
        line-height: 46px;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .typed {
        color: var(--hc-primary-text);
        font-weight: 600;
      }
      .acts {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
        padding-top: 12px;
      }
      .bins {
        display: flex;
        gap: 6px;
        flex-wrap: wrap;
        padding-bottom: 10px;
      }
      hc-amount {
        width: 132px;
      }
      @media (max-width: 599px) {
        .acts > button {
          flex: 1;
        }
      }
    `,
  ];
  @property() stocktake = '';
  @property({ attribute: false }) bins: readonly string[] = [];
  /** 2 and above: a recount. */
  @property({ attribute: false }) round = 1;
  @state() private bin = '';
  @state() private text = '';
  @state() private typed = '';
  @state() private setting = false;
  private readonly queue = new CountQueue(this, () => this.stocktake);
  private readonly picker = new GoodsPicker(this, (item, count) => this.take(item, count ?? 1000), 'count');
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
  private readonly current = new WatchController(this, 'stocktakeLines', () => {
    const { last } = this.queue;
    if (last === null) return undefined;
    const id = this.stocktake;
    return { id, filter: 'all' as const, by: 'latest' as const, only: last.variant, offset: 0, limit: 1 };
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.scanner;
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  /** Everything scanned here is in a commit. */
  flush(): Promise<boolean> {
    return this.queue.flush();
  }

  override render(): TemplateResult {
    return html`
      ${
        this.bins.length === 0
          ? nothing
          : html`<div class="bins" role="group" aria-label=${msg('仓位')}>
              ${['', ...this.bins].map((bin) => html`<button class="chip" aria-pressed=${bin === this.bin} @click=${() => this.setBin(bin)}>${bin === '' ? msg('不分仓位') : bin}</button>`)}
            </div>`
      }
      <hc-goods-search
        .rows=${this.found.view?.rows ?? []}
        .choice=${this.picker.choice}
        .unknown=${this.picker.unknown}
        @goods-search=${(event: CustomEvent<string>) => this.search(event.detail)}
        @goods-product=${(event: CustomEvent<string>) => void this.picker.pick(event.detail)}
        @goods-item=${(event: CustomEvent<SellableItem>) => this.picker.choose(event.detail)}
        @goods-code=${(event: CustomEvent<string>) => void this.picker.scan(event.detail)}
      ></hc-goods-search>
      ${this.renderLast()}
      ${this.queue.error === null ? nothing : html`<hc-note .error=${this.queue.error}></hc-note>`}
    `;
  }

  private renderLast(): TemplateResult {
    const { last } = this.queue;
    if (last === null)
      return html`<div class="last"><p class="muted">${msg('扫一件加一件。扫完一件后输数字再按 Enter，就是那么多')}</p></div>`;
    const row = this.current.view?.rows.find(({ variant }) => variant === last.variant);
    const total = (row?.counted ?? 0) + pendingOf(this.queue.draft, last.variant);
    const unit = row?.unit ?? last.unit;
    return html`<div class="last" role="status">
        <div>
          <div class="name">${last.name}</div>
          <div class="muted">${[last.spec, last.itemNo, last.bin].filter((part) => part !== '').join(' · ')}</div>
        </div>
        <div>
          <div class="small muted num">${this.typed === '' ? msg(str`这次 ${quantity(last.quantity)} ${unit}`) : html`<span class="typed">${msg(str`数量 ${this.typed}`)}</span>`}</div>
          <div class="huge" aria-label=${msg('共点到')}>${quantity(total)}</div>
        </div>
      </div>
      <div class="acts">
        <button @click=${this.undo}>${icon('back', 16)} ${msg('撤销上一件')}</button>
        ${
          this.setting
            ? html`<hc-amount .nameText=${msg('这次的数量')} .scale=${3} .value=${last.quantity} .suffix=${unit} @amount-change=${(event: CustomEvent<number | null>) => this.set(event.detail)}></hc-amount>`
            : html`<button @click=${() => this.openSetting()}>${msg('改数量')}</button>`
        }
        <span class="grow"></span>
        <span class="hint">${this.queue.draft.open.length + (this.queue.draft.sealed?.lines.length ?? 0) === 0 ? msg('都记下了') : msg('已存本机，正在记入')}</span>
      </div>`;
  }

  private take(item: SellableItem, count: number): void {
    const base = toBaseQuantity(count, { numerator: item.unitNumerator, denominator: item.unitDenominator });
    if (base === null) return;
    this.text = '';
    this.typed = '';
    this.setting = false;
    const { variant, name, spec, itemNo } = item;
    const unit = item.unitNumerator === item.unitDenominator ? item.unit : '';
    this.queue.scan({ variant, name, spec, itemNo, unit, bin: this.bin, round: this.round, quantity: base });
  }
  private readonly undo = (): void => {
    this.typed = '';
    this.setting = false;
    this.queue.undo();
  };
  private set(value: number | null): void {
    this.setting = false;
    if (value !== null) this.queue.set(value);
  }
  private openSetting(): void {
    this.setting = true;
  }
  private setBin(bin: string): void {
    this.bin = bin;
  }
  private search(text: string): void {
    this.text = text;
  }

  /** Digits outside fields, then Enter: how many the last scan was. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    if (facts.inField || facts.composing || facts.ctrl || facts.alt) return;
    // More digits than a quantity has are a code that came in pieces: nothing is set by it.
    if (/^\d$/.test(facts.key)) this.typed += facts.key;
    else if (facts.key === '.' && this.typed !== '' && !this.typed.includes('.')) this.typed += '.';
    else if (facts.key === 'Backspace' && this.typed !== '') this.typed = this.typed.slice(0, -1);
    else if (facts.key === 'Escape' && this.typed !== '') this.typed = '';
    else if (facts.key === 'Enter' && this.typed !== '') {
      const value = Math.round(Number(this.typed) * 1000);
      const isCode = this.typed.length > MOST_TYPED;
      this.typed = '';
      if (!isCode && Number.isSafeInteger(value)) this.queue.set(value);
      else beep(false);
    } else return;
    event.preventDefault();
  };
}
