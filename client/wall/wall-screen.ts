/** The wall as a picture of its model, readable from three metres. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { StockProblem } from './wall-model.ts';

export interface WallModel {
  readonly connected: boolean;
  /** Nothing is claimed before the relay has told all it has. */
  readonly known: boolean;
  readonly products: string;
  readonly tickets: string;
  readonly net: string;
  readonly problems: readonly StockProblem[];
}

export function renderWall(model: WallModel): TemplateResult {
  return html`
    <header>
      <h1>${msg('看板')}</h1>
      <span class="state ${model.connected ? '' : 'off'}">${model.connected ? msg('现在连着') : msg('离线')}</span>
    </header>
    <section class="figures">
      <div><span>${msg('今日单数')}</span><strong>${model.tickets}</strong></div>
      <div><span>${msg('今日净额')}</span><strong>${model.net}</strong></div>
      <div><span>${msg('商品数')}</span><strong>${model.products}</strong></div>
    </section>
    <h2>${msg('低库存和负库存')}</h2>
    ${
      model.problems.length === 0
        ? html`<p class="none">${model.known ? msg('都够') : msg('等待中继')}</p>`
        : html`<ul>
            ${model.problems.map(
              (one) => html`<li class=${one.onHand < 0 ? 'negative' : ''}>
                <span>${one.name} <small>${one.itemNo}</small></span><strong>${one.text}</strong>
              </li>`,
            )}
          </ul>`
    }
  `;
}
