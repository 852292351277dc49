/**
 * One paper: a sale as its receipt, a return or reversal as its lines; what became of it, and what may still be done with
 * it by whoever looks: take goods back, reverse it as a whole, print it again.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import './hc-receipt-pane.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { PrintState } from '../../controllers/print-state.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen, quantity, yuan } from '../../i18n/figures.ts';
import { paperKindName, paperMarkName } from '../../i18n/paper-words.ts';
import { tenderWord } from '../../i18n/tender-words.ts';
import { shortTime } from '../../i18n/times.ts';
import { printReturn } from '../../printing/print-return.ts';
import type { PaperView } from '../../worker/till-views.ts';
import { paneFrame } from './pane-frame.ts';

/** Fires `paper-return`, `paper-open` with another paper's id, `paper-close`. */
@customElement('hc-paper-pane')
export class HcPaperPane extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      hc-receipt-pane {
        flex: 1;
        height: auto;
        min-height: 0;
      }
      .acts {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
        align-items: center;
        padding: 8px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .acts:empty {
        display: none;
      }
      .ask {
        display: grid;
        gap: 10px;
        padding: 10px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
      }
      .ask > div {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      dl.facts {
        padding: 12px var(--hc-pad);
      }
      dl.facts dd {
        text-align: right;
      }
      .row strong {
        font-weight: 600;
      }
    `,
  ];
  @property() paper = '';
  @state() private asking = false;
  @state() private reason = '';
  private readonly command = new CommandController(this);
  private readonly view = new WatchController(this, 'paper', () =>
    this.paper === '' ? undefined : { id: this.paper },
  );
  private readonly till = new WatchController(this, 'till', () => null);
  private readonly printing = new PrintState(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('paper')) this.asking = false;
  }

  override render() {
    const paper = this.view.view ?? null;
    const fault = this.printing.error(this.paper);
    // A ticket without effect is no paper: its receipt says why.
    if (paper === null || paper.kind === 'sale')
      return html`<hc-receipt-pane .ticket=${this.paper} @receipt-next=${() => this.emit('paper-close', null)}>${
        paper === null ? nothing : this.renderActs(paper)
      }</hc-receipt-pane>`;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('paper-close', null)}>${icon('back')}</button>
        <div class="grow"><h2>${paperKindName(paper.kind)} ${yuan(-paper.amount)}</h2>
          <p class="muted small">${paper.number} · ${shortTime(paper.time)} · ${paper.who}${paper.authoriser === undefined ? nothing : ` · ${msg(str`${paper.authoriser} 授权`)}`}</p></div>
      </div>
      ${this.renderActs(paper)}
      <div class="scroll">
        ${paper.lines.map(
          (line) => html`<div class="row"><span class="grow"><strong>${line.name}</strong><br />
              <span class="under">${quantity(line.quantity)} ${line.unit}${line.bin === 'defective' ? ` · ${msg('次品')}` : ''}</span></span>
            <span class="right title">${fen(-line.refund)}</span></div>`,
        )}
        ${paper.sold.map(
          (line) => html`<div class="row"><span class="grow"><strong>${line.name}</strong><br />
              <span class="under">${quantity(line.quantity)} ${line.unit}</span></span>
            <span class="right title">${fen(line.paid)}</span></div>`,
        )}
        <dl class="facts">
          <dt>${msg('原因')}</dt><dd>${paper.why}</dd>
          ${paper.tenders.map(({ kind, amount }) => html`<dt>${tenderWord(kind)}</dt><dd>${fen(-amount)}</dd>`)}
        </dl>
        ${fault === null ? nothing : html`<hc-note .error=${fault}></hc-note>`}
      </div>
      <div class="foot">
        <button ?disabled=${this.printing.busy(paper.id)} @click=${() => this.print(paper.id)}>${icon('printer')} ${
          fault === null ? msg('打印') : msg('再印')
        }</button>
        <button class="primary grow" @click=${() => this.emit('paper-close', null)}>${msg('返回')}</button>
      </div>
    `;
  }

  private renderActs(paper: PaperView) {
    const may = this.till.view?.may;
    const returns = paper.returnable && may?.return === true;
    const reverses = paper.reversible && may?.reverse === true;
    return html`
      <div class="acts">${paper.marks.map((mark) => html`<span class="tag warn">${paperMarkName(mark)}</span>`)}${
        paper.copies > 0 ? html`<span class="muted small">${msg(str`打印过 ${paper.copies} 次`)}</span>` : nothing
      }${paper.against.map(
        (one) =>
          html`<button class="plain" @click=${() => this.emit('paper-open', one.id)}>${paperKindName(one.kind)} ${fen(one.amount)}</button>`,
      )}${this.link(paper.ticket, msg('原小票'))}${this.link(paper.exchange, msg('换货的另一半'))}
        <span class="grow"></span>
        ${reverses ? html`<button class="danger" @click=${this.ask}>${msg('红冲')}</button>` : nothing}
        ${returns ? html`<button @click=${() => this.emit('paper-return', null)}>${msg('退货')} </button>` : nothing}
      </div>
      ${this.asking ? this.renderAsk(paper) : nothing}
    `;
  }

  private print(id: string): void {
    const { engine } = this.view;
    if (engine !== undefined) void printReturn(engine, id, false);
  }

  private link(id: string | null, label: string) {
    return id === null
      ? nothing
      : html`<button class="plain" @click=${() => this.emit('paper-open', id)}>${label}</button>`;
  }

  private renderAsk(paper: PaperView) {
    return html`<div class="ask">
      <label class="field-label">${msg('红冲整张小票的原因')}
        <input class="field" maxlength="60" .value=${this.reason} @input=${(event: Event) => {
          this.reason = (event.target as HTMLInputElement).value;
        }} />
      </label>
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <div>
        <button @click=${() => {
          this.asking = false;
        }}>${msg('取消')}</button>
        <button class="danger" ?disabled=${this.reason.trim() === '' || this.command.busy} @click=${this.reverse}>${msg(str`红冲 ${yuan(paper.amount)}`)}</button>
      </div>
    </div>`;
  }

  private readonly ask = (): void => {
    this.asking = true;
    this.reason = '';
    this.command.fail(null);
  };

  private readonly reverse = async (): Promise<void> => {
    const done = await this.command.run('reverseSale', { ticket: this.paper, reason: this.reason });
    if (done !== null) this.emit('paper-open', done.id);
  };
}
