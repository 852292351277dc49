/**
 * One entry of the log in full: what changed from what to what, under which right, and what proves it. Evidence stands in
 * small type beneath, copyable, for whoever has to show it to somebody.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/hc-diff.ts';
import '../../components/hc-ink.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { deedName, lineName, valueText } from '../../i18n/audit-words.ts';
import { count, yuan } from '../../i18n/figures.ts';
import { clockTime, fullDay } from '../../i18n/times.ts';
import { fieldName, reasonText } from '../../i18n/trade-words.ts';
import type { AuditEntryView, AuditValueChange } from '../../worker/audit-protocol.ts';
import { detailStyles } from '../catalogue/detail-styles.ts';

/** Fires `entry-back`, and `entry-record` with the id of a record whose whole history is wanted. */
@customElement('hc-audit-entry')
export class HcAuditEntry extends HcElement {
  static override styles = [
    ...detailStyles,
    css`
      .body {
        display: grid;
        gap: 16px;
        grid-template-columns: minmax(0, 1fr);
      }
      .lines {
        display: grid;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .lines > li {
        display: grid;
        grid-template-columns: 88px minmax(0, 1fr) max-content;
        gap: 2px 12px;
        padding: 8px 0;
        border-bottom: 1px solid var(--hc-line);
        overflow-wrap: anywhere;
      }
      .lines > li > .wide {
        grid-column: 2 / -1;
      }
      .lines > li > .record {
        grid-column: 1 / -1;
        justify-self: start;
        padding: 0;
        min-height: 28px;
        border: 0;
        background: none;
        color: var(--hc-primary-text);
        font-weight: 600;
        text-align: left;
        white-space: normal;
      }
      code {
        font-size: 12px;
        overflow-wrap: anywhere;
        user-select: all;
      }
      h3 {
        font-size: 13px;
        line-height: 20px;
        font-weight: 600;
        color: var(--hc-text-2);
        margin: 0 0 4px;
      }
    `,
  ];
  /** `feed/seq`. */
  @property() commit = '';
  @property({ type: Boolean }) back = false;
  private readonly entry = new WatchController(this, 'auditEntry', () => ({ commit: this.commit }));

  override render(): TemplateResult {
    const view = this.entry.view;
    if (view === undefined || view === null) return html``;
    const { row } = view;
    const isStruck = row.travel === 'void';
    return html`
      <div class="head">
        ${this.back ? html`<button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('entry-back', null)}>${icon('back')}</button>` : nothing}
        <div class="grow">
          <h2 class="cut ${isStruck ? 'struck' : ''}">${deedName(row)}</h2>
          <p class="muted small">${[row.who, row.device, `${fullDay(row.time)} ${clockTime(row.time)}`].filter((part) => part !== '').join(' · ')}</p>
        </div>
        ${row.amount === 0 ? nothing : html`<strong class="num ${isStruck ? 'struck' : ''}">${yuan(row.amount)}</strong>`}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('操作详情')}>
        <div class="body">
          ${this.renderVerdict(view)}
          ${view.changes.length === 0 ? nothing : this.renderChanges(view.changes)}
          ${view.facts.length === 0 ? nothing : this.renderFacts(view)}
          ${row.withheld === 0 ? nothing : html`<p class="muted small">${msg(str`${row.withheld} 段内容无权查看，签名有效`)}</p>`}
          ${this.renderProof(view)}
        </div>
      </div>
    `;
  }

  private renderVerdict({ row }: AuditEntryView): TemplateResult {
    return html`<p>
      ${row.travel === 'listed' ? nothing : html`<hc-ink .travel=${row.travel}></hc-ink>`}
      ${row.ratified ? html`<span class="tag ok">${msg('已认可')}</span>` : nothing}
      ${row.offline ? html`<span class="tag info">${msg('离线补传')}</span>` : nothing}
      <span class="muted">${reasonText(row.reason, row.travel === 'waiting')}</span>
    </p>`;
  }

  private renderChanges(changes: readonly AuditValueChange[]): TemplateResult {
    let shown = '';
    return html`<section><h3>${msg('改动')}</h3><ul class="lines">
      ${changes.map((change) => {
        const isNew = shown !== change.record;
        shown = change.record;
        return html`<li>
          ${
            isNew && change.name !== ''
              ? html`<button class="record" title=${msg('看它的全部操作')} @click=${() => this.emit('entry-record', change.record)}>${change.name}</button>`
              : nothing
          }
          ${
            change.field === null
              ? html`<span class="muted">${msg('删除')}</span>`
              : html`<span class="muted">${fieldName(change.field)}</span><span class="wide">${this.renderValue(change)}</span>`
          }
        </li>`;
      })}
    </ul></section>`;
  }

  private renderValue(change: AuditValueChange): TemplateResult {
    if (change.kind === 'new') return html`${valueText(change.after)}`;
    return html`<hc-diff .old=${valueText(change.before)} .now=${valueText(change.after)}></hc-diff>`;
  }

  private renderFacts({ facts }: AuditEntryView): TemplateResult {
    return html`<section><h3>${msg('明细')}</h3><ul class="lines">
      ${facts.map(({ what, name, figure }) => html`<li><span class="muted">${lineName(what)}</span><span>${name}</span><span class="num">${valueText(figure)}</span></li>`)}
    </ul></section>`;
  }

  private renderProof(view: AuditEntryView): TemplateResult {
    const { listedAt, position } = view;
    return html`<section><h3>${msg('证据')}</h3><dl class="facts small">
      <dt>${msg('签名')}</dt><dd>${view.sealed ? msg('有效，由该设备签发') : msg('等待核对')}</dd>
      <dt>${msg('登记')}</dt><dd>${listedAt === null || position === null ? msg('还没有登记') : msg(str`第 ${count(position)} 笔，${fullDay(listedAt)} ${clockTime(listedAt)}`)}</dd>
      <dt>${msg('凭据')}</dt><dd>${view.uses.length === 0 ? msg('身份与角色') : view.uses.map((use) => html`<code>${use}</code><br />`)}</dd>
      <dt>${msg('设备指纹')}</dt><dd><code>${view.fingerprint}</code></dd>
      <dt>${msg('签名链')}</dt><dd><code>${view.feed}</code> ${view.seq}</dd>
      <dt>${msg('哈希')}</dt><dd><code>${view.hash}</code></dd>
      <dt>${msg('文档')}</dt><dd>${view.documents.map(({ name }) => html`<code>${name}</code><br />`)}</dd>
      <dt>${msg('程序')}</dt><dd>${view.app}</dd>
      ${view.batch === null ? nothing : html`<dt>${msg('批次')}</dt><dd><code>${view.batch}</code></dd>`}
    </dl></section>`;
  }
}
