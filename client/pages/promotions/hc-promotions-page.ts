/**
 * Promotions: each a row that reads back what it does, beside it the form of the chosen one. Everybody sees them, whoever
 * may change settings changes them; a change holds on each till as soon as it has heard of it.
 */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './hc-promotion-form.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { ProductNames } from '../../controllers/product-names.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { conditionSentence, namesGoods, promotionKindName, ruleSentence } from '../../i18n/promotion-sentence.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { PromotionRow } from '../../worker/promotion-views.ts';

@customElement('hc-promotions-page')
export class HcPromotionsPage extends HcElement {
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
      .pane + .pane {
        border-left: 1px solid var(--hc-line);
      }
      .row .under {
        white-space: normal;
      }
      .off .title {
        color: var(--hc-text-3);
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
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  /** Id in the path; `new` for one that is being made. */
  @property() record: string | null = null;
  private readonly rows = new WatchController(this, 'promotions', () => null);
  private readonly names = new ProductNames(this);

  override render() {
    const compact = this.width === 'compact';
    if (compact && this.record !== null) return this.renderForm();
    return html`${this.renderList()}${compact ? nothing : this.renderForm()}`;
  }

  private renderList() {
    const rows = this.rows.view ?? [];
    const editable = may(this.session, 'editSettings');
    return html`<div class="pane">
      <div class="bar">
        <h2 class="grow">${msg('促销')}</h2>
        ${editable ? html`<button class="primary" @click=${() => go('promotions', 'new')}>${icon('plus')} ${msg('新建')}</button>` : nothing}
      </div>
      <div class="scroll">
        ${
          this.rows.view !== undefined && rows.length === 0
            ? html`<div class="body stack"><p class="muted">${msg('还没有促销。新建一个，收银台会自动按它算价')}</p></div>`
            : rows.map((row) => this.renderRow(row))
        }
      </div>
    </div>`;
  }

  private renderRow(row: PromotionRow) {
    const when = conditionSentence(row.conditions, this.names.nameOf, this.branchName, namesGoods(row.rule.kind));
    return html`<a
      class="row ink-${row.travel} ${row.enabled ? '' : 'off'}"
      style="color:inherit;text-decoration:none"
      href="/promotions/${encodeURIComponent(row.id)}"
      aria-current=${this.record === row.id ? 'true' : nothing}
    >
      <span class="grow">
        <span class="title">${row.name}</span> <span class="tag">${promotionKindName(row.rule.kind)}</span>
        ${row.enabled ? nothing : html`<span class="tag warn">${msg('已停用')}</span>`}
        ${row.conflicts === 0 ? nothing : html`<span class="tag info">${msg('两人改过')}</span>`}
        <span class="under" style="display:block">${ruleSentence(row.rule, this.names.nameOf)}</span>
        <span class="hint" style="display:block">${when}</span>
      </span>
      ${row.priority === 0 ? nothing : html`<span class="right hint">${msg('优先')} ${row.priority}</span>`}
    </a>`;
  }

  private renderForm() {
    const editable = may(this.session, 'editSettings');
    const row = (this.rows.view ?? []).find((one) => one.id === this.record) ?? null;
    if (this.record === null || (row === null && this.record !== 'new'))
      return html`<div class="pane"><div class="body muted">${msg('选一个促销看它的内容')}</div></div>`;
    return html`<hc-promotion-form
      class="pane"
      .promotion=${row}
      ?editable=${editable}
      ?back=${this.width === 'compact'}
      @promotion-saved=${(event: CustomEvent<string>) => go('promotions', event.detail, true)}
      @promotion-close=${() => go('promotions')}
    ></hc-promotion-form>`;
  }

  private readonly branchName = (id: string): string =>
    this.session?.branches.find((branch) => branch.id === id)?.name ?? id;
}
