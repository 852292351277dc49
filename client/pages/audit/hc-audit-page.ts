/**
 * The audit log: every action of the shop, sought by who, what, when, result, record, amount or any word, and beside it
 * one entry in full. Nothing here is written beside the commits; 验证全部 proves them anew on this very device.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import '../../components/hc-virtual-rows.ts';
import './hc-audit-entry.ts';
import './hc-audit-proof.ts';
import { HcElement } from '../../components/hc-element.ts';
import { inkClass } from '../../components/hc-ink.ts';
import type { RowRange } from '../../components/hc-virtual-rows.ts';
import { icon } from '../../components/icons.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { go } from '../../controllers/router.ts';
import { saveFile } from '../../controllers/save-file.ts';
import { keyFacts } from '../../controllers/till-keys.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { WindowController } from '../../controllers/window-controller.ts';
import { deedName, moduleName, valueText } from '../../i18n/audit-words.ts';
import { count, yuan } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import type { AuditRow, AuditSearch } from '../../worker/audit-protocol.ts';
import { conditionsOf, type DayChoice, EVERYTHING, fromOf, USUAL } from './audit-search.ts';
import { auditStyles } from './audit-styles.ts';

const SEEN = 'hecang.audit-seen';

@customElement('hc-audit-page')
export class HcAuditPage extends HcElement {
  static override styles = auditStyles;
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  /** A record of the address: only what concerned it. */
  @property() record: string | null = null;
  @state() private search: AuditSearch = EVERYTHING;
  @state() private usual: string | null = null;
  @state() private days: DayChoice = 'all';
  @state() private chosen: string | null = null;
  @state() private filtering = false;
  @state() private proving = false;
  @query('.search input') private input!: HTMLInputElement;
  private readonly seen = readSeen();
  private readonly command = new CommandController(this);
  private readonly facets = new WatchController(this, 'auditFacets', () => null);
  private readonly rows = new WindowController(this, 'audit', () => ({ ...this.search, record: this.record }));

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  override willUpdate(): void {
    const first = this.rows.row(0);
    if (first !== undefined && this.record === null && conditionsOf(this.search) === 0 && this.search.text === '')
      keepSeen(first.time);
    if (this.chosen === null && this.width !== 'compact' && first !== undefined) this.chosen = first.commit;
  }

  override render(): TemplateResult {
    const compact = this.width === 'compact';
    if (compact && this.chosen !== null) return html`<div class="detail">${this.renderEntry(this.chosen)}</div>`;
    return html`
      <div class="pane">${this.renderBar()} ${this.renderChips()} ${this.renderStatus()} ${this.renderList()}</div>
      ${compact ? nothing : html`<div class="detail pane">${this.chosen === null ? nothing : this.renderEntry(this.chosen)}</div>`}
      ${this.renderFilters()}
      ${this.proving ? html`<hc-audit-proof @proof-close=${() => this.setProving(false)}></hc-audit-proof>` : nothing}
    `;
  }

  private renderBar(): TemplateResult {
    const { member, module, branch } = this.search;
    const conditions = [member, module, branch].filter((one) => one !== null).length;
    return html`<div class="bar">
      <div class="search small">
        ${icon('search', 16)}
        <input type="search" autocomplete="off" spellcheck="false" aria-label=${msg('搜索操作记录')} placeholder=${msg('搜单号、商品、人、备注')} @input=${this.onInput} />
      </div>
      ${
        this.width === 'expanded'
          ? this.renderSelects()
          : html`<button aria-haspopup="dialog" @click=${() => this.setFiltering(true)}>${conditions === 0 ? msg('筛选') : msg(str`筛选 ${conditions}`)}</button>`
      }
    </div>`;
  }

  private renderSelects(): TemplateResult {
    const { members, branches, modules } = this.facets.view ?? { members: [], branches: [], modules: [] };
    const { search } = this;
    return html`
      ${select(msg('谁'), msg('所有人'), search.member, members, (member) => this.change({ member }))}
      ${select(
        msg('模块'),
        msg('所有模块'),
        search.module,
        modules.map((id) => ({ id, name: moduleName(id) })),
        (module) => this.change({ module }),
      )}
      ${branches.length < 2 ? nothing : select(msg('门店'), msg('所有门店'), search.branch, branches, (branch) => this.change({ branch }))}
    `;
  }

  private renderChips(): TemplateResult {
    const days: readonly (readonly [DayChoice, string])[] = [
      ['all', msg('全部')],
      ['today', msg('今天')],
      ['week', msg('本周')],
      ['month', msg('本月')],
      ...(this.seen === null ? [] : ([['since', msg('上次看过之后')]] as const)),
    ];
    return html`<div class="bar"><div class="chips" role="group" aria-label=${msg('筛选')}>
      ${days.map(([choice, label]) => html`<button class="chip" aria-pressed=${choice === this.days} @click=${() => this.setDays(choice)}>${label}</button>`)}
      ${USUAL.map(({ id, label }) => html`<button class="chip" aria-pressed=${id === this.usual} @click=${() => this.setUsual(id)}>${label()}</button>`)}
    </div></div>`;
  }

  private renderStatus(): TemplateResult {
    const view = this.rows.view;
    const reading = view === undefined || view.reading;
    const found = reading
      ? msg('正在读取')
      : view.searched < 1
        ? msg(str`已找到 ${count(view.total)} 笔，查过 ${Math.floor(view.searched * 100)} %`)
        : msg(str`${count(view.total)} 笔`);
    return html`<div class="status">
      <span class="grow" role="status">${found}</span>
      ${this.record === null ? nothing : html`<button @click=${this.leaveRecord}>${msg('只看一条记录')} ${icon('close', 12)}</button>`}
      <button @click=${() => this.setProving(true)}>${msg('验证全部')}</button>
      <button ?disabled=${this.command.busy} @click=${this.exportBundle}>${msg('导出证据')}</button>
    </div>
    ${this.command.error === null ? nothing : html`<div class="body"><hc-note .error=${this.command.error}></hc-note></div>`}`;
  }

  private renderList(): TemplateResult {
    if (!this.rows.ready) return html`<div class="scroll loading"></div>`;
    if (this.rows.total === 0)
      return html`<div class="scroll empty" role="status">
        <p>${this.rows.view?.searched === 1 ? msg('没有找到这样的操作') : msg('还在找')}</p>
        ${conditionsOf(this.search) === 0 && this.search.text === '' ? nothing : html`<button @click=${this.clear}>${msg('清除筛选')}</button>`}
      </div>`;
    return html`<hc-virtual-rows
      .label=${msg('操作记录')}
      .count=${this.rows.total}
      .data=${[this.rows.view, this.chosen]}
      .renderRow=${this.renderRow}
      @rows-range=${(event: CustomEvent<RowRange>) => this.rows.need(event.detail.first, event.detail.last)}
    ></hc-virtual-rows>`;
  }

  private readonly renderRow = (index: number, tabindex: 0 | -1): TemplateResult => {
    const row = this.rows.row(index);
    if (row === undefined) return html`<div class="row"></div>`;
    const struck = row.travel === 'void' && !row.ratified ? 'struck' : '';
    return html`<button class="row ${inkClass(row.travel)}" tabindex=${tabindex} aria-current=${row.commit === this.chosen} @click=${() => this.choose(row.commit)}>
      <span class="grow">
        <span class="title cut ${struck}" style="display:block">${deedName(row)}${row.about.length === 0 ? nothing : html` <span style="font-weight:400">${row.about.join('、')}</span>`}</span>
        <span class="under cut" style="display:block">${[row.who, row.device, changeText(row)].filter((part) => part !== '').join(' · ')}</span>
      </span>
      <span class="right">
        ${row.amount === 0 ? nothing : html`<span class="title ${struck}">${yuan(row.amount)}</span><br />`}
        <span class="under">${row.offline ? html`<span class="tag info">${msg('离线补传')}</span> ` : nothing}${shortTime(row.time)}</span>
      </span>
    </button>`;
  };

  private renderEntry(commit: string): TemplateResult {
    return html`<hc-audit-entry
      .commit=${commit}
      ?back=${this.width === 'compact'}
      @entry-back=${() => this.choose(null)}
      @entry-record=${(event: CustomEvent<string>) => this.openRecord(event.detail)}
    ></hc-audit-entry>`;
  }

  private renderFilters(): TemplateResult | typeof nothing {
    if (this.width === 'expanded') return nothing;
    return html`<hc-sheet .heading=${msg('筛选')} .open=${this.filtering} @sheet-close=${() => this.setFiltering(false)}>
      <div class="stack sheet">${this.renderSelects()}</div>
      <button slot="foot" @click=${this.clear}>${msg('清除筛选')}</button>
      <button slot="foot" class="primary" @click=${() => this.setFiltering(false)}>${msg('好')}</button>
    </hc-sheet>`;
  }

  private choose(commit: string | null): void {
    this.chosen = commit;
  }
  private openRecord(id: string): void {
    this.chosen = null;
    this.record = id;
    go('audit', id);
  }
  private readonly leaveRecord = (): void => {
    this.chosen = null;
    this.record = null;
    go('audit');
  };
  private change(change: Partial<AuditSearch>): void {
    this.search = { ...this.search, ...change };
    this.chosen = null;
  }
  private setFiltering(open: boolean): void {
    this.filtering = open;
  }
  private setProving(open: boolean): void {
    this.proving = open;
  }
  private setDays(days: DayChoice): void {
    this.days = days;
    this.change({ from: fromOf(days, Date.now(), this.seen) });
  }
  /** One usual search at a time, beside whom, where and when. */
  private setUsual(id: string): void {
    this.usual = this.usual === id ? null : id;
    const { actions, amount, night, result, offline } = EVERYTHING;
    const chosen = USUAL.find((one) => one.id === this.usual)?.change ?? {};
    this.change({ actions, amount, night, result, offline, ...chosen });
  }
  private readonly clear = (): void => {
    this.usual = null;
    this.days = 'all';
    this.filtering = false;
    this.input.value = '';
    this.change(EVERYTHING);
  };
  private onInput(): void {
    this.change({ text: this.input.value });
  }
  private readonly exportBundle = async (): Promise<void> => {
    const bundle = await this.command.run('exportBackup', null);
    if (bundle !== null) saveFile(bundle.name, new Uint8Array(bundle.file), 'application/octet-stream');
  };
  private readonly onKey = (event: KeyboardEvent): void => {
    const facts = keyFacts(event);
    const find = facts.ctrl && facts.key.toLowerCase() === 'f';
    if (!find && (facts.inField || facts.composing || facts.ctrl || facts.alt || facts.key !== '/')) return;
    event.preventDefault();
    this.input.focus();
  };
}

function select(
  label: string,
  all: string,
  chosen: string | null,
  choices: readonly { readonly id: string; readonly name: string }[],
  choose: (id: string | null) => void,
): TemplateResult {
  return html`<select aria-label=${label} @change=${(event: Event) => choose(chosenIn(event))}>
    <option value="" ?selected=${chosen === null}>${all}</option>
    ${choices.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`)}
  </select>`;
}

/** The one change of an entry in a line: 零售价 12.90 → 13.50. */
function changeText({ change, withheld }: AuditRow): string {
  if (change === null) return withheld === 0 ? '' : msg('内容无权查看，签名有效');
  if (change.field === null) return '';
  const none = msg('空');
  return `${fieldName(change.field)} ${valueText(change.before) || none} → ${valueText(change.after) || none}`;
}

function chosenIn(event: Event): string | null {
  const { target } = event;
  return target instanceof HTMLSelectElement && target.value !== '' ? target.value : null;
}

function readSeen(): number | null {
  try {
    const seen = Number(localStorage.getItem(SEEN));
    return Number.isSafeInteger(seen) && seen > 0 ? seen : null;
  } catch {
    // A browser that keeps nothing has no last time.
    return null;
  }
}

function keepSeen(time: number): void {
  try {
    localStorage.setItem(SEEN, String(time));
  } catch {
    // Then the chip for it is not offered next time.
  }
}
