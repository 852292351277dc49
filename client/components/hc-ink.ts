/** The word that goes with an ink edge: how far a fact has travelled. Listed facts need no word. */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { travelName } from '../i18n/trade-words.ts';
import { controls } from '../styles/controls.ts';
import type { Travel } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';

const tone: Readonly<Record<Travel, string>> = {
  listed: '',
  local: 'warn',
  merged: 'info',
  void: 'danger',
  waiting: 'warn',
};

/** Class for a row's left edge; rows that carry it are positioned. */
export const inkClass = (travel: Travel): string => (travel === 'listed' ? '' : `ink-${travel}`);

@customElement('hc-ink')
export class HcInk extends HcElement {
  static override styles = controls;
  @property() travel: Travel = 'listed';

  override render() {
    if (this.travel === 'listed') return nothing;
    return html`<span class="tag ${tone[this.travel]}">${travelName(this.travel)}</span>`;
  }
}
