/** What a shift came to: sales from gross to net, cash from float to count, what was done by hand, what came late. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen, yuan } from '../../i18n/figures.ts';
import { tenderWord } from '../../i18n/tender-words.ts';
import { shortTime } from '../../i18n/times.ts';
import type { ShiftReportView } from '../../worker/till-views.ts';
import { paneFrame } from './pane-frame.ts';

/** Fires `report-close`. */
@customElement('hc-shift-report')
export class HcShiftReport extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      .desk {
        max-width: 560px;
        margin: 0 auto;
        padding: 0 0 16px;
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 16px;
        padding: 10px var(--hc-pad);
      }
      dt {
        color: var(--hc-text-2);
      }
      dd {
        text-align: right;
      }
      .total {
        font-weight: 600;
        color: var(--hc-text);
      }
    `,
  ];
  @property() shift = '';
  private readonly report = new WatchController(this, 'shiftReport', () =>
    this.shift === '' ? undefined : { id: this.shift },
  );

  override render() {
    const report = this.report.view ?? null;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('report-close', null)}>${icon('back')}</button>
        <div class="grow"><h2>${msg('班次报表')}</h2>${
          report === null
            ? nothing
            : html`<p class="muted small">${report.who} · ${report.register} · ${shortTime(report.statement.since)} – ${
                report.statement.closed === null ? msg('未收班') : shortTime(report.statement.closed.at)
              }</p>`
        }</div>
      </div>
      <div class="scroll"><div class="desk">${report === null ? nothing : this.renderReport(report)}</div></div>
    `;
  }

  private renderReport(report: ShiftReportView) {
    const { discounts, returns, reversals, cash, statement } = report;
    const { closed } = statement;
    return html`
      <h3 class="group">${msg('销售')}</h3>
      <dl>
        ${plain(msg('单数'), String(report.tickets))}${plain(msg('件数'), String(report.pieces))}
        ${money(msg('原价合计'), report.gross)}${some(msg('单品优惠'), -discounts.line)}
        ${some(msg('促销'), -discounts.promotions)}${some(msg('优惠券'), -discounts.coupons)}
        ${some(msg('整单优惠'), -discounts.ticket)}${some(msg('积分抵现'), -discounts.points)}
        ${some(msg('抹零'), -discounts.roundOff)}
        ${money(msg('销售额'), report.sales)}
        ${returns.count === 0 ? nothing : money(msg(str`退货 ${returns.count} 单 ${returns.pieces} 件`), -returns.refund)}
        ${reversals.count === 0 ? nothing : money(msg(str`红冲 ${reversals.count} 单`), -reversals.amount)}
        ${money(msg('净销售'), report.net, true)}
      </dl>
      <h3 class="group">${msg('收款')}</h3>
      <dl>${report.tenders.map((one) => money(tenderWord(one.account), one.amount))}</dl>
      <h3 class="group">${msg('现金')}</h3>
      <dl>
        ${money(msg('备用金'), cash.float)}${some(msg('现金销售'), cash.sales)}${some(msg('现金退款'), cash.refunds)}
        ${some(msg('储值充值'), cash.topUps)}${some(msg('收回欠款'), cash.collected)}
        ${some(msg('存入'), cash.paidIn)}${some(msg('取出'), cash.paidOut)}
        ${
          closed === null
            ? nothing
            : html`${money(msg('应有现金'), cash.expected, true)}
              ${closed.late === 0 ? nothing : html`${money(msg('签字时应有'), closed.expected)}${money(msg(str`收班后到账 ${closed.lateTickets} 单`), closed.late)}`}
              ${money(msg('实点现金'), closed.counted)}${money(msg('长短款'), closed.overShort, true)}
              ${money(msg('上交'), closed.handedIn)}${closed.reason === '' ? nothing : plain(msg('差异原因'), closed.reason)}`
        }
      </dl>
      ${
        report.byHand.length + report.drawerOpenings.length === 0
          ? nothing
          : html`<h3 class="group">${msg('钱箱')}</h3>
              <dl>
                ${report.byHand.map((one) => money(`${shortTime(one.time)} ${one.reason}`, one.amount))}
                ${report.drawerOpenings.map((one) => plain(`${shortTime(one.time)} ${one.reason}`, msg('开钱箱')))}
              </dl>`
      }
      ${
        report.late.length === 0
          ? nothing
          : html`<h3 class="group"><span>${msg('收班后')}</span></h3>
              <dl>${report.late.map((one) => html`<dt>${one.number} · ${shortTime(one.time)}</dt><dd>${fen(one.payable)}</dd>`)}</dl>`
      }
    `;
  }
}

const plain = (label: string, value: string) => html`<dt>${label}</dt><dd>${value}</dd>`;
const money = (label: string, amount: number, total = false) =>
  html`<dt class=${total ? 'total' : ''}>${label}</dt><dd class=${total ? 'total' : ''}>${total ? yuan(amount) : fen(amount)}</dd>`;
const some = (label: string, amount: number) => (amount === 0 ? nothing : money(label, amount));
