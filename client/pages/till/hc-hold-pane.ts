/** Held carts of the branch, the oldest first: by whom, at which till, how much; one tap takes one up (取单). */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { agoText } from '../../i18n/times.ts';
import type { ShownError } from '../../worker/engine-protocol.ts';
import { paneFrame } from './pane-frame.ts';

/** Fires `hold-recall` with the id, `holds-close`. */
@customElement('hc-hold-pane')
export class HcHoldPane extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      hc-note {
        padding: 8px var(--hc-pad);
      }
    `,
  ];
  @property({ attribute: false }) error: ShownError | null = null;
  private readonly holds = new WatchController(this, 'holds', () => null);

  override render() {
    const rows = this.holds.view;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('holds-close', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('取单')}</h2>
        ${rows === undefined || rows.length === 0 ? nothing : html`<span class="muted">${msg(str`${rows.length} 单`)}</span>`}
      </div>
      ${this.error === null ? nothing : html`<hc-note .error=${this.error}></hc-note>`}
      <div class="scroll">
        ${rows?.length === 0 ? html`<p class="empty">${msg('没有挂单。挂单一天后失效')}</p>` : nothing}
        ${repeat(
          rows ?? [],
          (row) => row.id,
          (row) => html`<button class="row" @click=${() => this.emit('hold-recall', row.id)}>
            <span class="grow">
              <span class="title">${row.note === '' ? row.title : row.note}</span><br />
              <span class="under">${row.note === '' ? '' : `${row.title} · `}${msg(str`${row.pieces} 件`)} · ${row.who} · ${
                row.here ? msg('本机') : row.till
              }</span>
            </span>
            <span class="right">
              <span class="title">${fen(row.payable)}</span><br />
              <span class="under">${agoText(row.time)}</span>
            </span>
          </button>`,
        )}
      </div>
    `;
  }
}
