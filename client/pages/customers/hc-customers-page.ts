/**
 * Members of the programme (会员): a list that is searched by phone, name, pinyin or card; beside it the card of the chosen
 * one: what they have, what moved it, and what may be done. The rules (levels, tiers, points) are a page beneath.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import './hc-member-card.ts';
import './hc-member-form.ts';
import './hc-member-import.ts';
import './hc-loyalty-rules.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { LoyaltyRow } from '../../worker/loyalty-views.ts';

const STEP = 100;

@customElement('hc-customers-page')
export class HcCustomersPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(352px, 1fr) 560px;
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
      }
      .pane + .pane,
      .pane + hc-member-card,
      .pane + hc-member-form,
      .pane + hc-loyalty-rules,
      .pane + hc-member-import {
        border-left: 1px solid var(--hc-line);
      }
      .more {
        width: 100%;
        border: 0;
        min-height: 48px;
      }
      @media (max-width: 1199px) {
        :host {
          grid-template-columns: 352px minmax(0, 1fr);
        }
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  /** Id in the path; `new` for one that is being added, `rules` for the rules, `import` for a file. */
  @property() record: string | null = null;
  @state() private text = '';
  @state() private limit = STEP;
  private readonly rows = new WatchController(this, 'loyaltyMembers', () => ({ text: this.text, limit: this.limit }));
  private readonly rules = new WatchController(this, 'loyaltyRules', () => null);

  override render() {
    const compact = this.width === 'compact';
    if (compact && this.record !== null) return this.renderDetail();
    return html`${this.renderList()}${compact ? nothing : this.renderDetail()}`;
  }

  private renderList() {
    const view = this.rows.view;
    const may = this.rules.view?.may;
    return html`<div class="pane">
      <div class="bar">
        <h2 class="grow">${msg('会员')} ${view === undefined ? nothing : html`<span class="muted small">${msg(str`${view.all} 位`)}</span>`}</h2>
        ${may?.import === true ? html`<a class="button" href="/customers/import">${msg('导入')}</a>` : nothing}
        <a class="button" href="/customers/rules">${msg('会员规则')}</a>
        ${may?.add === true ? html`<button class="primary" @click=${() => go('customers', 'new')}>${icon('plus')} ${msg('新会员')}</button>` : nothing}
      </div>
      <div class="bar">
        <input class="field" aria-label=${msg('找会员')} placeholder=${msg('手机号、后四位、姓名、拼音、卡号')} autocomplete="off" .value=${this.text} @input=${(
          event: InputEvent,
        ) => {
          this.text = (event.target as HTMLInputElement).value;
          this.limit = STEP;
        }} />
      </div>
      <div class="scroll ${this.rows.loading ? 'loading' : ''}">
        ${view?.rows.length === 0 ? this.renderEmpty() : nothing}
        ${repeat(
          view?.rows ?? [],
          (row) => row.id,
          (row) => this.renderRow(row),
        )}
        ${
          view !== undefined && view.total > view.rows.length
            ? html`<button class="more" @click=${() => {
                this.limit += STEP;
              }}>${msg(str`再看 ${Math.min(STEP, view.total - view.rows.length)} 位`)}</button>`
            : nothing
        }
      </div>
    </div>`;
  }

  private renderEmpty() {
    return html`<div class="empty">${
      this.text === ''
        ? html`<p>${msg('还没有会员。收银时输入手机号就能加，几秒一位')}</p>`
        : html`<p>${msg(str`没有「${this.text}」这位会员`)}</p><button @click=${() => {
            this.text = '';
          }}>${msg('清除筛选')}</button>`
    }</div>`;
  }

  private renderRow(row: LoyaltyRow) {
    return html`<a
      class="row ink-${row.travel}"
      style="color:inherit;text-decoration:none"
      href="/customers/${encodeURIComponent(row.id)}"
      aria-current=${this.record === row.id ? 'true' : nothing}
    >
      <span class="avatar" aria-hidden="true">${row.name.slice(0, 1)}</span>
      <span class="grow">
        <span class="title">${row.name}</span>
        ${row.level === '' ? nothing : html`<span class="tag">${row.level}</span>`}
        ${row.twin ? html`<span class="tag warn">${msg('手机号重复')}</span>` : nothing}
        <span class="under" style="display:block">${row.phone === row.name ? '' : row.phone}</span>
      </span>
      <span class="right num"><span class="title">${fen(row.stored)}</span><span class="under" style="display:block">${msg(str`积分 ${row.points}`)}</span></span>
    </a>`;
  }

  private renderDetail() {
    const compact = this.width === 'compact';
    if (this.record === 'rules')
      return html`<hc-loyalty-rules class="pane" @rules-close=${() => go('customers')}></hc-loyalty-rules>`;
    if (this.record === 'import')
      return html`<hc-member-import
        class="pane"
        .levels=${(this.rules.view?.levels ?? []).map((level) => level.name)}
        @import-close=${() => go('customers')}
      ></hc-member-import>`;
    if (this.record === 'new')
      return html`<hc-member-form
        class="pane"
        @member-saved=${(event: CustomEvent<string>) => go('customers', event.detail, true)}
        @member-close=${() => go('customers')}
      ></hc-member-form>`;
    if (this.record === null)
      return html`<div class="pane"><div class="body muted">${msg('选一位会员看余额和记录')}</div></div>`;
    return html`<hc-member-card class="pane" .member=${this.record} ?back=${compact}></hc-member-card>`;
  }
}
