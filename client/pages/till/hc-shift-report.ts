/** What a shift came to: sales from gross to net, cash from float to count, what was done by hand, what came late. */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { PrintState } from '../../controllers/print-state.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen, yuan } from '../../i18n/figures.ts';
import { type ShiftGroup, shiftGroups } from '../../i18n/shift-figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { printShift } from '../../printing/print-shift.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
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
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @property() shift = '';
  private readonly printing = new PrintState(this);
  private readonly report = new WatchController(this, 'shiftReport', () =>
    this.shift === '' ? undefined : { id: this.shift },
  );

  override render() {
    const report = this.report.view ?? null;
    const fault = this.printing.error(this.shift);
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
      <div class="scroll"><div class="desk">${
        fault === null ? nothing : html`<hc-note .error=${fault}></hc-note>`
      }${report === null ? nothing : shiftGroups(report).map((group) => this.renderGroup(group))}</div></div>
      <div class="foot">
        <button ?disabled=${report === null || this.printing.busy(this.shift)} @click=${() => report !== null && this.print(report)}>
          ${icon('printer')} ${fault === null ? msg('打印') : msg('再印')}
        </button>
        <span class="grow"></span>
      </div>
    `;
  }

  private renderGroup({ title, figures }: ShiftGroup) {
    return html`
      <h3 class="group">${title}</h3>
      <dl>${figures.map((figure) => {
        const strong = figure.total === true ? 'total' : '';
        const value = 'text' in figure ? figure.text : strong === '' ? fen(figure.amount) : yuan(figure.amount);
        return html`<dt class=${strong}>${figure.label}</dt><dd class=${strong}>${value}</dd>`;
      })}</dl>
    `;
  }

  private print(report: ShiftReportView): void {
    const { engine } = this.report;
    if (engine !== undefined) void printShift(engine, this.shift, report, this.session);
  }
}
