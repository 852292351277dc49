/** After stored value went in or out: the change and the new balance large, the number, how far it has travelled, print. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/hc-ink.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { PrintState } from '../../controllers/print-state.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { tenderWord } from '../../i18n/tender-words.ts';
import { printTopUp } from '../../printing/top-up-paper.ts';
import { payStyles } from '../till/pay-styles.ts';

/** Fires `paper-close`. */
@customElement('hc-top-up-paper')
export class HcTopUpPaper extends HcElement {
  static override styles = [
    ...payStyles,
    css`
      dl.facts {
        grid-template-columns: 1fr max-content;
      }
      dl.facts dd {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
  @property() paper = '';
  private readonly view = new WatchController(this, 'topUpPaper', () =>
    this.paper === '' ? undefined : { id: this.paper },
  );
  private readonly printing = new PrintState(this);

  override render() {
    const paper = this.view.view ?? null;
    const fault = this.printing.error(this.paper);
    const out = paper?.kind === 'storedPayOut';
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${this.close}>${icon('back')}</button>
        <h2 class="grow">${out ? msg('已退储值') : msg('已充值')}</h2>
        ${paper === null ? nothing : html`<hc-ink .travel=${paper.travel}></hc-ink>`}
      </div>
      <div class="scroll"><div class="desk">
        ${
          paper === null
            ? nothing
            : html`<div class="paid" role="status">
                ${paper.change > 0 ? html`<span class="muted">${msg(str`找零 ${fen(paper.change)}`)}</span>` : nothing}
                <span class="muted">${msg('储值余额')}</span>
                <span class="big-figure">¥${fen(paper.stored)}</span>
                <span class="muted">${msg(str`单号 ${paper.number}`)}</span>
              </div>
              <dl class="facts">
                <dt>${msg('会员')}</dt><dd>${paper.name}</dd>
                <dt>${out ? msg('退还本金') : msg('充值金额')}</dt><dd>${fen(paper.principal)}</dd>
                ${paper.bonus === 0 ? nothing : html`<dt>${out ? msg('作废赠送') : msg('赠送')}</dt><dd>${fen(paper.bonus)}</dd>`}
                ${paper.tenders.map(({ kind, amount }) => html`<dt>${tenderWord(kind)}</dt><dd>${fen(amount)}</dd>`)}
              </dl>`
        }
        ${fault === null ? nothing : html`<hc-note .error=${fault}></hc-note>`}
      </div></div>
      <div class="foot">
        <button class="side" ?disabled=${paper === null || this.printing.busy(this.paper)} @click=${this.print}>${icon('printer')} ${
          fault === null ? msg('打印') : msg('再印')
        }</button>
        <button class="primary grow" @click=${this.close}>${msg('完成')}</button>
      </div>
    `;
  }

  private readonly close = (): void => {
    this.emit('paper-close', null);
  };

  private print(): void {
    const { engine, view } = this.view;
    if (engine !== undefined && view !== undefined && view !== null) void printTopUp(engine, view);
  }
}
