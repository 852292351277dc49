/** What the customer sees: nothing that is not theirs to see. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { DisplayState } from '../hardware/customer-display.ts';
import { fen } from '../i18n/figures.ts';

export function renderDisplay(state: DisplayState): TemplateResult {
  switch (state.phase) {
    case 'idle':
      return html`<section class="idle"><h1>${state.shop}</h1><p class="muted">${msg('欢迎光临')}</p></section>`;
    case 'done':
      return html`<section class="done" role="status">
        <p class="muted">${state.change > 0 ? msg('找零') : msg('已收款')}</p>
        ${state.change > 0 ? html`<strong><span>¥</span>${fen(state.change)}</strong>` : nothing}
        <p>${msg('谢谢光临')}</p>
      </section>`;
    default:
      return html`<section class="sale ${state.phase === 'pay' && state.picture !== '' ? 'paying' : ''}">
        <ul class="lines">
          ${state.lines.map(
            (line) => html`<li><span>${line.name}</span><span class="how">${line.how}</span>
              <span class="amount">${fen(line.amount)}</span></li>`,
          )}
        </ul>
        ${
          state.phase === 'pay' && state.picture !== ''
            ? html`<div class="code"><img src=${state.picture} alt=${msg('收款码')} /><p>${msg(str`扫码付 ¥${fen(state.payable)}`)}</p></div>`
            : nothing
        }
        ${
          state.member === undefined
            ? nothing
            : html`<p class="member"><strong>${state.member.name}</strong>
                <span class="muted">${msg(str`积分 ${state.member.points}`)} · ${msg(str`储值 ${fen(state.member.stored)}`)}</span></p>`
        }
        <div class="sum">
          <span>${msg(str`共 ${state.pieces} 件`)}${state.saved > 0 ? html`　<span class="muted">${msg(str`已省 ¥${fen(state.saved)}`)}</span>` : nothing}</span>
          <strong><span>¥</span>${fen(state.payable)}</strong>
        </div>
      </section>`;
  }
}
